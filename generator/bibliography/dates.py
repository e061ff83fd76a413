"""Dates of publication: their parts, and their words in the American form that The Chicago Manual of Style uses (6.38)."""

from __future__ import annotations

from typing import NamedTuple

from generator.spec.dates import MONTHS


class Date(NamedTuple):
    """A year, a month of a year or a day: ``month`` and ``day`` are 0 where they aren't given."""

    year: int
    month: int = 0
    day: int = 0


def parts(written: str) -> tuple[Date, ...]:
    """The date, or the first and last of an interval. The spec has checked that the calendar has them."""
    return tuple(Date(*map(int, end.split("-"))) for end in written.split("/"))


def in_words(dates: tuple[Date, ...]) -> str:
    """A date, or an interval with an en dash (6.78) that says once what both its ends share."""
    first, last = dates[0], dates[-1]
    if first == last:
        return _whole(first)
    if first.year != last.year or not (first.month and last.month):
        return f"{_whole(first)}–{_whole(last)}"
    same_month = first.month == last.month and first.day and last.day
    return f"{_day(first)}–{last.day if same_month else _day(last)}{', ' if last.day else ' '}{last.year}"


def _whole(date: Date) -> str:
    if not date.month:
        return str(date.year)
    return f"{_day(date)}{', ' if date.day else ' '}{date.year}"


def _day(date: Date) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}" if date.day else MONTHS[date.month - 1]
