"""A file in a file, and how much may come out of one."""

from __future__ import annotations

from dataclasses import dataclass

from generator.leaks.finding import Unseen

MAX_DEPTH = 6
MAX_UNPACKED = 1 << 29
"""Bytes that one file may unpack to, members of members included: 512 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a file."""

    path: str
    content: bytes


Inside = Member | Unseen


def bounded(path: str, unpacked: bytes, room: int) -> Inside:
    """What was unpacked, unless it is more than there is room for; whoever unpacks stops one byte behind that."""
    if len(unpacked) > room:
        return Unseen(path=path, reason=too_large())
    return Member(path=f"{path}/(unpacked)", content=unpacked)


def too_large() -> str:
    """Why something wasn't unpacked to its end."""
    return f"it unpacks to more than {MAX_UNPACKED >> 20} MB"
