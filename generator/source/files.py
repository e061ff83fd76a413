"""A text file with a line index: offsets on one side, lines and columns on the other.

Nothing here knows what the text means.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file. ``start`` and ``end`` are str offsets, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class SourceFile:
    """One text file as read: ``text`` is its content, byte for byte apart from the decoding.

    ``name`` is what messages call it: its path from the course's root, with forward slashes.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Names the text: its sha256."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; the first is 0."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at != -1:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, columns in characters."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1) without its line end; empty past the last."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return (self.text[start:] if end == -1 else self.text[start:end]).rstrip("\r")


def read_text(path: Path, root: Path) -> SourceFile:
    """Read a UTF-8 file, leaving its line ends alone. A byte order mark at its start isn't part of the text.

    Raises OSError where it can't be read and UnicodeDecodeError where it isn't UTF-8.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return SourceFile(display_name(path, root), stream.read())


def display_name(path: Path, root: Path) -> str:
    """The path from the course's root where it lies below it, else as given; bytes that aren't UTF-8 are written as digits."""
    try:
        name = path.relative_to(root).as_posix()
    except ValueError:
        name = path.as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace")
