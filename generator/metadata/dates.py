"""When a source was published, as programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.bibliography.work import Issued


def iso_date(issued: Issued) -> str:
    """The day, month or year in ISO 8601; of an interval what both ends share; empty where nothing is certain enough.

    The properties that take it hold one date. "Between 21 and 24 October 2003" is therefore given as October 2003.
    """
    if not issued.dates:
        return ""
    shared: list[str] = []
    for width, parts in zip((4, 2, 2), zip(*issued.dates, strict=True), strict=False):
        if len(set(parts)) > 1 or not parts[0]:
            break
        shared.append(f"{parts[0]:0{width}}")
    return "-".join(shared)
