"""When a file was handed in, as far as something around it tells: a zip's entry, or the note that nbgrader lays beside a notebook."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from zipfile import ZipInfo

STAMP = "timestamp.txt"
"""The name of nbgrader's note."""
STAMP_BYTES = 200
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?(\S*)")
_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*")
_UNIX_TIME = 0x5455
"""The extra field of Info-ZIP that holds times in seconds since 1970, in UTC; described in its proginfo/extrafld.txt."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can hold; programs write it where they have none."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def entry_time(entry: ZipInfo) -> datetime | None:
    """The time of a zip's entry: with UTC where it is there as seconds, else without a zone, as zips have it; None where it is none."""
    seconds = _unix_time(entry.extra)
    if seconds is not None:
        return _EPOCH + timedelta(seconds=seconds)
    if entry.date_time == _NO_TIME:
        return None
    try:
        return datetime(*entry.date_time)  # noqa: DTZ001 - a zip doesn't say in which zone
    except ValueError:
        return None


def _unix_time(extra: bytes) -> int | None:
    """The time of the last change in an entry's extra fields, each of which is an id, a length, and as many bytes."""
    while len(extra) >= 4:  # noqa: PLR2004 - the two numbers before each field
        field, length = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + length], extra[4 + length :]
        if field == _UNIX_TIME and len(data) >= 5 and data[0] & 1:  # noqa: PLR2004 - a byte of flags, then four of time
            return int(struct.unpack_from("<i", data, 1)[0])
    return None


def stamp_time(note: bytes) -> datetime | None:
    """The time in a note such as `2026-11-29 12:00:00.000000 UTC`; None where it holds anything else.

    A zone that isn't known here leaves the time without one.
    """
    try:
        found = _STAMP.fullmatch(note.decode("utf-8").strip())
    except UnicodeDecodeError:
        return None
    if found is None:
        return None
    try:
        time = datetime.fromisoformat(found[1])
    except ValueError:
        return None
    return _in_zone(time, found[2])


def _in_zone(time: datetime, zone: str) -> datetime | None:
    if zone in ("UTC", "GMT", "Z"):
        return time.replace(tzinfo=UTC)
    try:
        if zone.startswith(("+", "-")):
            return datetime.fromisoformat(f"{time.isoformat()}{zone}")
        return time.replace(tzinfo=ZoneInfo(zone)) if _ZONE.fullmatch(zone) else time
    except (ValueError, KeyError, OSError):  # KeyError: the system knows no zone of this name
        return time
