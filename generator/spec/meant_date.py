"""Dates that people write in other ways than the specs want them, where there is one day, month or year they can mean.

Nothing is read into `03/04/1871`: half the world means April by it, and half March.
"""

from __future__ import annotations

import re

from generator.spec.dates import MONTHS, BadDateError, read_dates

_NUMBERS = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?")
_WORDS = (
    re.compile(r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?:of )?)?(?P<month>[a-z]{3,9})\.?,? (?P<year>[0-9]{4})", re.IGNORECASE),
    re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?, (?P<year>[0-9]{4})", re.IGNORECASE),
)
_BETWEEN = re.compile(r"\s*(?:/|–|—|\bto\b)\s*")
_MOMENT = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?")


def meant_date(written: str) -> str | None:
    """The date or interval in the form of the specs, or None where it isn't plain what is meant."""
    whole = _day(written)
    if whole is not None:
        return whole
    ends = [_day(part) for part in _BETWEEN.split(written.strip())]
    if len(ends) != len(("first", "last")) or ends[0] is None or ends[1] is None:
        return None
    return ends[0] if ends[0] == ends[1] else _valid(f"{ends[0]}/{ends[1]}")


def meant_moment(written: str) -> str | None:
    """The deadline in the form of the specs, from a day and an hour with anything between them."""
    found = _MOMENT.fullmatch(written.strip())
    return f"{found['day']}T{int(found['hour']):02}:{found['minute']}" if found else None


def turned_round(written: str) -> str | None:
    """An interval with its later date first, the earlier one put there; None for any other date."""
    first, slash, last = written.partition("/")
    return _valid(f"{last}/{first}") if slash else None


def _day(written: str) -> str | None:
    written = " ".join(written.split())
    found = _NUMBERS.fullmatch(written)
    if found:
        parts = [found["year"], f"{int(found['month']):02}", *([f"{int(found['day']):02}"] if found["day"] else [])]
        return _valid("-".join(parts))
    for pattern in _WORDS:
        found = pattern.fullmatch(written)
        month = _month(found["month"]) if found else None
        if found and month:
            return _valid("-".join([found["year"], f"{month:02}", *([f"{int(found['day']):02}"] if found["day"] else [])]))
    return _valid(written)


def _month(name: str) -> int | None:
    """The number of a month, from its name or at least three letters of it."""
    found = [n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(name.casefold())]
    return found[0] if len(found) == 1 else None


def _valid(date: str) -> str | None:
    try:
        read_dates(date)
    except BadDateError:
        return None
    return date
