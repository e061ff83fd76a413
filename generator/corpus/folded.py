"""A folded text with its map to the raw one, and how both grow."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    ``starts`` and ``raws`` are the breakpoints: the folded offset at which a segment begins and the raw offset it begins
    at. Where ``whole`` is 1 the segment is a replacement: each of its characters stands for the whole raw stretch up to
    the next breakpoint. All offsets are str indexes, ends exclusive.
    """

    text: str
    starts: array[int]
    raws: array[int]
    whole: bytearray
    raw_length: int
    line_hyphens: array[int]
    """Folded offsets of hyphens that stand at a line's end in the file, so may or may not belong to the word."""

    def raw_start(self, at: int) -> int:
        """Raw offset at which the folded character at ``at`` begins; the raw length for the end of the text."""
        if at >= len(self.text):
            return self.raw_length
        segment = bisect_right(self.starts, at) - 1
        if self.whole[segment]:
            return self.raws[segment]
        return self.raws[segment] + at - self.starts[segment]

    def raw_end(self, end: int) -> int:
        """Raw offset just past the folded character before ``end``, taken from that character and not from the next one,
        so that what was dropped between the two stays outside."""
        if end <= 0:
            return self.raw_start(0)
        last = end - 1
        segment = bisect_right(self.starts, last) - 1
        if self.whole[segment]:
            return self.raws[segment + 1] if segment + 1 < len(self.raws) else self.raw_length
        return self.raws[segment] + last - self.starts[segment] + 1

    def inside_replacement(self, at: int) -> bool:
        """Whether a folded offset lies between characters that one raw stretch was replaced by ("..." for "…")."""
        if at <= 0 or at >= len(self.text):
            return False
        segment = bisect_right(self.starts, at) - 1
        return bool(self.whole[segment]) and self.starts[segment] < at

    def folded_start(self, raw: int) -> int:
        """Folded offset of the first character that begins at or after a raw offset."""
        segment = bisect_right(self.raws, raw) - 1
        if segment < 0 or raw == self.raws[segment]:
            return self.starts[max(0, segment)]
        following = self.starts[segment + 1] if segment + 1 < len(self.starts) else len(self.text)
        return following if self.whole[segment] else min(following, self.starts[segment] + raw - self.raws[segment])


class Growing:
    """A folded text in the making. ``length`` is that of the folded text so far."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._starts, self._raws, self._hyphens = array("q", [0]), array("q", [0]), array("q")
        self._whole = bytearray(1)
        self.length = 0

    def note(self, unchanged: int, new: str, begin: int, end: int, *, hyphen: bool) -> None:
        """After so many characters that stay, a raw stretch becomes ``new``; a ``hyphen`` stands at a line's end."""
        self.length += unchanged
        if hyphen:
            self._hyphens.append(self.length)
        if new:
            self._starts.append(self.length)
            self._raws.append(begin)
            self._whole.append(1)
            self.length += len(new)
        self._starts.append(self.length)
        self._raws.append(end)
        self._whole.append(0)

    def add(self, text: str) -> None:
        """The next stretch of the text; what was noted was noted of it."""
        self._texts.append(text)

    def whole(self, raw_length: int) -> Folded:
        """All that was added."""
        return Folded("".join(self._texts), self._starts, self._raws, self._whole, raw_length, self._hyphens)
