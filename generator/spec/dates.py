"""Dates as authors write them: a year, a month, a day, or an interval between two of these.

The form is ISO 8601's, as level 0 of EDTF (ISO 8601-2:2019, annex A) picks it out: ``1871``, ``1871-03``, ``1871-03-04``,
``1871-03-04/1871-03-06``. Years run from 0001 to 9999.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAYS = (
    "(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|"
    "(?:0[1-9]|1[0-2])-29|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31"
)
DATE_FORM = rf"(?!0000)[0-9]{{4}}(?:-(?:{_DAYS}))?"
"""The same for editors, as a regular expression: a year, month or day. It lets 29 February pass in every year."""
DAY_FORM = rf"(?!0000)[0-9]{{4}}-(?=[0-9]{{2}}-)(?:{_DAYS})"
"""A day alone."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Their names. Those of the standard library follow the locale of whoever runs it, and a book must not."""


class BadDateError(ValueError):
    """Why a date isn't one, and how to mend it."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


@dataclass(frozen=True, slots=True, order=True)
class Dates:
    """The days that a date covers, from the first to the last, both included; and the one it stands at among others.

    A year or a month stands at its middle, which is wrong by the least; an interval where its beginning does. Sorts by that.
    """

    stands: date
    first: date
    last: date


def read_dates(written: str) -> Dates:
    """The days that a written date covers. Raises BadDateError where it isn't a date."""
    begins, slash, ends = written.partition("/")
    first = _read_part(begins)
    if not slash:
        return first
    last = _read_part(ends)
    if last.first <= first.last:
        raise BadDateError("doesn't end later than it begins", "write the earlier date first; write one date where both are the same")
    return Dates(first.stands, first.first, last.last)


def _read_part(written: str) -> Dates:
    found = _PART.fullmatch(written)
    if found is None:
        raise BadDateError(
            "is not written as a date", "write a year, a month or a day: `1871`, `1871-03`, `1871-03-04`, or two of them with `/` between"
        )
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year:
        raise BadDateError("has no such year", f"use a year from 0001 to {MAXYEAR}")
    if month is None:
        return _whole(date(year, 1, 1), date(year, len(MONTHS), 31))
    if not 1 <= month <= len(MONTHS):
        raise BadDateError("has no such month", f"use a month from 01 to {len(MONTHS)}")
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return _whole(date(year, month, 1), date(year, month, days))
    if not 1 <= day <= days:
        raise BadDateError("has no such day", f"{MONTHS[month - 1]} {year} has the days 01 to {days}")
    return _whole(date(year, month, day), date(year, month, day))


def _whole(first: date, last: date) -> Dates:
    return Dates(first + (last - first) // 2, first, last)
