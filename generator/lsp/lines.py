r"""Positions as the Language Server Protocol has them: lines from 0, and in a line UTF-16 code units from 0.

Line ends are those of the protocol, version 3.17, "Text Documents": `\n`, `\r\n` and `\r`. A position behind the end of its line
means that end, as the protocol has it; one behind the last line means the end of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol.types import Position, Range

if TYPE_CHECKING:
    from generator.source.files import Span

_END = re.compile(r"\r\n|\n|\r")
_PLANE = 0xFFFF
"""Characters beyond this take two code units of UTF-16."""


@dataclass(frozen=True)
class Lines:
    """A text as lines. Offsets are str indexes."""

    text: str

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where each line begins and where its words end."""
        starts, ends = [0], []
        for found in _END.finditer(self.text):
            ends.append(found.start())
            starts.append(found.end())
        return list(zip(starts, [*ends, len(self.text)], strict=True))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    def offset(self, position: Position) -> int:
        """The offset of a position; of one inside a character, where that begins."""
        if position.line >= len(self._lines):
            return len(self.text)
        start, end = self._lines[max(0, position.line)]
        left = position.character
        for at in range(start, end):
            left -= _units(self.text[at])
            if left < 0:
                return at
        return end

    def position(self, offset: int) -> Position:
        """The position of an offset; of one inside a line's end, where that begins."""
        line = bisect_right(self._starts, min(offset, len(self.text))) - 1
        start, end = self._lines[line]
        return Position(line=line, character=sum(map(_units, self.text[start : min(offset, end)])))

    def range(self, span: Span) -> Range:
        """A span as a range."""
        return Range(start=self.position(span.start), end=self.position(span.end))


def _units(char: str) -> int:
    return 2 if ord(char) > _PLANE else 1
