"""Figures and ranges as sentences give them, on the terminal and on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.stats.model import Standing

if TYPE_CHECKING:
    from generator.stats.model import Coverage, Stats

MOST_PARTS = 12
"""Cited parts that are named one by one; of more, only the count and the ends are told."""


def percent(share: float) -> str:
    """A share from 0 to 1, to one place."""
    return f"{100 * share:.1f} %"


def standing(one: Coverage, stats: Stats) -> str:
    """What the limits say of a source; nothing where all is well."""
    return {
        Standing.WITHIN: "",
        Standing.WARNED: f"above {stats.warn} %",
        Standing.OVER: f"above the limit of {stats.fail} %",
        Standing.FREE: "may be published whole",
    }[one.standing]


def parts(one: Coverage) -> str:
    """A strip in words: which parts of the text are cited, in per cent of its length from the beginning."""
    if not one.ranges:
        return "No part is cited."
    places = [_from_to(start, end, one.chars) for start, end in one.ranges]
    if len(places) == 1:
        return f"Cited in one part, at {places[0]} of the text."
    if len(places) > MOST_PARTS:
        first, last = one.ranges[0][0], one.ranges[-1][1]
        return f"Cited in {len(places)} parts, from {_at(first, one.chars)} to {_at(last, one.chars)} % of the text."
    return f"Cited in {len(places)} parts, at {', '.join(places[:-1])} and {places[-1]} of the text."


def _from_to(start: int, end: int, chars: int) -> str:
    first, last = _at(start, chars), _at(end, chars)
    return f"{first} %" if first == last else f"{first} to {last} %"


def _at(offset: int, chars: int) -> int:
    return round(100 * offset / max(1, chars))
