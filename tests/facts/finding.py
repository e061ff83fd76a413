"""The dates, numbers and names that a text gives.

A date is a day of a month, or a month of a year; the year of a full date is a number of its own. Numbers up to twelve count where
they are in digits: "two texts" is no fact. A name is a run of words with capitals that doesn't merely begin a sentence.
"""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.figures import figures_in
from generator.spec.dates import MONTHS

Token = tuple[str, ...]
"""What has to be found in one place: the parts of a date, a number, or one word of a name."""


class FactKind(enum.StrEnum):
    DATE = "date"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a text gives, and the ways in which it may be read: the first word of a sentence may or may not belong to a name."""

    kind: FactKind
    text: str
    readings: tuple[frozenset[Token], ...]


_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<m>{_MONTH})\b|\b(?P<m2>{_MONTH}) (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?!,?[0-9])")
_DAYS = re.compile(rf"\b([0-3]?[0-9])((?:,| and| to|[-–])\s?[0-3]?[0-9] (?:{_MONTH}))\b|\b({_MONTH}) ([0-3]?[0-9])(?:,| and| to|[-–])\s?([0-3]?[0-9])\b(?!,?[0-9])")
"""Two days of one month, which is named once."""
_OF_YEAR = re.compile(rf"\b(?P<m>{_MONTH}),? (?P<y>[12][0-9]{{3}})\b")
_NUMERIC = re.compile(r"(?<![\d/])(?P<a>[01]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>[0-9]{2}(?:[0-9]{2})?)(?![\d/])")
_CAPITAL = r"[^\W\d_a-zà-ÿ][\w’'-]*"
_NAME = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?: (?:(?:de|del|la|y) )?{_CAPITAL})*")
_BEGINS = re.compile(r"(?:^|[.?!:;]|[.?!][\"”’)]|[\"“(\[*]|\n[ ]*-|[-–—#])\s*[\"“‘(*]*$")
_ROLE = re.compile(r"\{(?P<role>\w+)\}`(?:(?P<shown>[^`<]*?) <[^`]*>|(?P<plain>[^`]*))`")
_NO_NAMES = frozenset(word.casefold() for word in (*MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I", "A", "An", "The"))
"""Words with a capital that are no part of a name, or not the part that tells it."""
_TITLES = frozenset({"President", "Vice-President", "General", "Minister", "Professor"})
"""Words that a name may do without."""
SMALL = Decimal(12)


def facts_in(text: str) -> list[Fact]:
    """The facts of a text, each once."""
    text = _ROLE.sub(_shown, text)
    found = [*_dates(text), *_numbers(text), *_names(text)]
    return list({(fact.kind, fact.text): fact for fact in found}.values())


def tokens_in(text: str) -> frozenset[Token]:
    """Everything that a text could carry: its words, its numbers, its dates."""
    return frozenset([
        *(("word", word) for word in re.findall(r"\w+", folded(text))),
        *_numbers_of(text),
        *(token for token, _ in _days(text)),
        *(("month", match["m"], match["y"]) for match in _OF_YEAR.finditer(_plain(text))),
    ])  # fmt: skip


def folded(text: str) -> str:
    """Without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shown(match: re.Match[str]) -> str:
    """What a role prints; of one that names an address, nothing."""
    return match["shown"] or (match["plain"] if match["role"] == "term" else "") or ""


def _days(text: str) -> Iterator[tuple[Token, str]]:
    plain = _plain(text)
    for match in _DAYS.finditer(plain):
        if match[1]:
            yield ("day", str(int(match[1])), match[2].split()[-1]), match[0]
        else:
            yield ("day", str(int(match[5])), match[3]), match[0]
    for match in _DAY.finditer(plain):
        day, month = match["d"] or match["d2"], match["m"] or match["m2"]
        yield ("day", str(int(day)), month), match[0]
    for match in _NUMERIC.finditer(text):  # the month may come first or second
        for month, day in ((match["a"], match["b"]), (match["b"], match["a"])):
            if 1 <= int(month) <= len(MONTHS):
                yield ("day", str(int(day)), MONTHS[int(month) - 1]), match[0]


def _dates(text: str) -> Iterator[Fact]:
    for token, _ in _days(_NUMERIC.sub("", text)):
        yield Fact(kind=FactKind.DATE, text=" ".join(token[1:]), readings=(frozenset({token}),))
    for match in _OF_YEAR.finditer(_plain(text)):
        yield Fact(kind=FactKind.DATE, text=f"{match['m']} {match['y']}", readings=(
            frozenset({("month", match["m"], match["y"])}), frozenset({("word", folded(match["m"])), ("number", match["y"])}),
        ))  # fmt: skip


def _numbers_of(text: str) -> set[Token]:
    return {("number", _written(number)) for number in figures_in(text)} | {
        ("number", _written(Decimal(digits))) for digits in re.findall("[0-9]+", text)
    }


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _numbers(text: str) -> Iterator[Fact]:
    rest = _DAY.sub(" ", _DAYS.sub(lambda match: match[2] or match[3], _plain(text)))
    digits = set(re.findall(r"(?<![\w.,])[0-9]+(?![\w]|[.,][0-9])", rest))
    for number in sorted(figures_in(rest)):
        if number > SMALL or _written(number) in digits:
            yield Fact(kind=FactKind.NUMBER, text=_written(number), readings=(frozenset({("number", _written(number))}),))


def _names(text: str) -> Iterator[Fact]:
    for match in _NAME.finditer(text):
        words = [word for word in re.sub(r"[’']s\b|[’']$", "", match[0]).split() if word.casefold() not in _NO_NAMES]
        first = _BEGINS.search(text[: match.start()]) is not None
        first = first and words[:1] == match[0].split()[:1]
        if not words or (first and len(words) == 1 and not words[0].isupper()):
            continue
        shorter = len(words) > 1 and (first or words[0] in _TITLES)
        readings = [_read(words)] + ([_read(words[1:])] if shorter else [])
        yield Fact(kind=FactKind.NAME, text=" ".join(words), readings=tuple(readings))


def _read(words: list[str]) -> frozenset[Token]:
    """The words of a name, those with hyphens in their parts."""
    return frozenset(("word", part) for word in words for part in re.findall(r"\w+", folded(word)))
