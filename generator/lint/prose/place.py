"""Where a stretch of a value stands in its YAML file.

YAML may fold a value's lines, indent them and double its quotation marks, so offsets differ; but its words stand there in their
order. A stretch is found by the numbers of its first and last word: one pass over the value, however much is found in it. Where YAML
has escapes in the words, or the value is an alias, the sequences differ, and the whole value is pointed at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from generator.lint.words import placed_words
from generator.source.files import Span

if TYPE_CHECKING:
    from generator.source.files import SourceFile


class Places:
    """The places of stretches of one text: the value that ``whole`` spans in a file."""

    def __init__(self, file: SourceFile, whole: Span, text: str) -> None:
        self._whole = whole
        raw = file.text[whole.start : whole.end]
        doubled = _doubled(raw)
        ours, theirs = placed_words(text), placed_words(raw.replace("''", "'") if doubled else raw)
        self._same = [word for word, _, _ in ours] == [word for word, _, _ in theirs]
        self._ours = [start for _, start, _ in ours]
        self._theirs = [(start + bisect_left(doubled, start), end + bisect_left(doubled, end)) for _, start, end in theirs]

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text that holds a word, from its first word to its last."""
        first, last = bisect_left(self._ours, start), bisect_left(self._ours, end) - 1
        if not self._same or last < first:
            return self._whole
        return Span(self._whole.start + self._theirs[first][0], self._whole.start + self._theirs[last][1])


def _doubled(raw: str) -> list[int]:
    """Where, in a value between single quotation marks, each doubled mark ends once all are made single."""
    if not raw.startswith("'"):
        return []
    found: list[int] = []
    at = raw.find("''", 1)
    while at != -1:
        found.append(at - len(found) + 1)
        at = raw.find("''", at + 2)
    return found


def touched(ranges: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last of some ranges, which are in order and apart, that share something with a stretch."""
    first = bisect_right([stop for _, stop in ranges], start)
    last = bisect_left([begin for begin, _ in ranges], end) - 1
    return (ranges[first][0], ranges[last][1]) if first <= last else None
