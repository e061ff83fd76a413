"""Options that are a number, a date or a range of numbers, for the rules that compare them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.figures import figures_in
from generator.lint.words import stem, words
from generator.spec.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS = 4
"""Beside its figure, an option that is a number has a unit and little more."""

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DATES = (
    re.compile(rf"(?:(?P<day>\d{{1,2}}) )?{_MONTH},? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number with the stems of the words around it; of a date, a count that grows with the days, and the unit `date`."""

    number: Fraction
    unit: frozenset[str]


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from ``low`` to ``high``; None where a side is open. ``strict`` where the ends don't belong to it."""

    low: Fraction | None
    high: Fraction | None
    strict: bool
    unit: frozenset[str]

    def overlaps(self, other: Range) -> bool:
        """Whether a number lies in both."""
        return self.unit == other.unit and _below(self, other) and _below(other, self)


def _below(one: Range, other: Range) -> bool:
    """Whether one begins before the other ends."""
    if one.low is None or other.high is None:
        return True
    return one.low < other.high or (one.low == other.high and not (one.strict or other.strict))


def value_of(text: str) -> Value | None:
    """The value of an option that is a date, or one number and its unit. None for any other."""
    for pattern in _DATES:
        found = pattern.fullmatch(text.strip(" ."))
        if found:
            month = [name.casefold() for name in MONTHS].index(found["month"].casefold())
            count = (int(found["year"]) * 12 + month) * 31 + int(found["day"] or 0)
            return Value(Fraction(count), frozenset({"date"}))
    figures = set(figures_in(text))
    if len(figures) != 1 or len(unit := _unit(text)) > MOST_WORDS:
        return None
    return Value(Fraction(*figures.pop().as_integer_ratio()), unit)


def _unit(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not figures_in(word))


_SIDES = re.compile(r"\bto\b|\band\b|(?<=\d)\s*[-–—]\s*(?=\d)")
_OPEN = re.compile(
    r"^(?:(?P<low>more than|over|above)|(?P<least>at least|from)|(?P<high>less than|fewer than|under|below)|(?P<most>at most|up to))\b",
    re.IGNORECASE,
)
_OF_RANGES = frozenset({"about", "some", "between", "from", "to", "and"})


def range_of(text: str) -> Range | None:
    """The range of an option such as "10 to 20 days" or "over 30". None for any other."""
    opened = _OPEN.search(text)
    rest = text[opened.end() :] if opened else text
    sides = [set(figures_in(side)) for side in _SIDES.split(rest)]
    if [len(side) for side in sides] == [1, 1]:
        low, high = (Fraction(*side.pop().as_integer_ratio()) for side in sides)
        return Range(low, high, strict=False, unit=_unit(rest) - _OF_RANGES) if low < high else None
    if opened is None or [len(side) for side in sides] != [1]:
        return None
    end = Fraction(*sides[0].pop().as_integer_ratio())
    strict = opened.lastgroup in {"low", "high"}
    upward = opened.lastgroup in {"low", "least"}
    return Range(end if upward else None, None if upward else end, strict=strict, unit=_unit(rest) - _OF_RANGES)


def numbered(text: str) -> bool:
    """Whether a text holds a figure in digits."""
    return any(character.isdigit() for character in text)


def values(texts: Iterator[str]) -> list[Value] | None:
    """The values of options that all have one, of one unit. None for any others."""
    found = [value_of(text) for text in texts]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) and len({value.unit for value in known}) == 1 else None
