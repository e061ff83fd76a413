"""How much of what comes in is read at most. Returned files are written by strangers: each bound keeps one of them from filling
the memory or the day, and what goes beyond a bound is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds in bytes, but for counts."""

    file_bytes: int = 20_000_000
    """Of a notebook or a result file. An answered notebook has some hundred thousand; what is larger holds outputs that no quiz
    makes. Its outputs could only be left out after reading all of it, so it is refused unread."""
    nested_bytes: int = 100_000_000
    """Of a zip inside a zip, which is held in memory while it is read."""
    nesting: int = 2
    """How many zips deep a zip may lie in the one that was named: a student's zip in a teacher's, in one of all quizzes."""
    index_bytes: int = 20_000_000
    """Of a zip's list of members, which is in memory while the zip is read: enough for a hundred thousand files."""
    ratio: int = 100
    """How many times its own size a zip may unpack to, with all zips inside it. Notebooks pack to about a tenth."""
    unpacked_always: int = 100_000_000
    """What a zip may unpack to however small it is: a blank output packs to a thousandth."""
