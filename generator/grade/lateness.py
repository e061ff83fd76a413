"""When a file came, and what lateness costs. Times are compared in UTC: clocks that change in between make no file late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from generator.spec.grading import Late

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late a file came.

    ``by`` is counted from the deadline; ``days`` are the begun days after deadline and grace; ``cost`` is what they take off
    the mark, in points of 100; ``beyond`` tells that it came when work is taken no more.
    """

    by: timedelta
    days: int
    cost: int
    beyond: bool


def arrived(handed_in: datetime | None, saved: str, zone: ZoneInfo) -> datetime | None:
    """When a file came, in UTC: what the platform or the file system tells; else what the file says of itself; else nothing.

    A time without a time zone is one of ``zone``.
    """
    if handed_in is not None:
        return _in_utc(handed_in, zone)
    try:
        return _in_utc(datetime.fromisoformat(saved), zone) if saved else None
    except ValueError:
        return None


def _in_utc(time: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:  # the first or last day that there is, moved out of the calendar by the zone
        return None


def lateness(at: datetime, due: datetime, late: Late) -> Lateness | None:
    """How late a file of this time is, or None where it is in time. Both times have a zone."""
    by = at.astimezone(UTC) - due.astimezone(UTC)
    if by <= timedelta():
        return None
    days = max(0, -((timedelta(minutes=late.grace) - by) // _DAY))  # begun days: rounded up
    beyond = late.refuse_after is not None and days > late.refuse_after
    return Lateness(by=by, days=days, cost=min(late.most, late.per_day * days), beyond=beyond)


def in_words(span: timedelta) -> str:
    """A span of time as people say it: its two largest units."""
    minutes = max(1, span // timedelta(minutes=1))
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in [part for part in parts if part[0]][:2])
