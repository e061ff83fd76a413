"""How much of each document and article is quoted: the union of all printed ranges, over the characters of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.corpus.lock import Lock, Passage


def shares(lock: Lock) -> dict[str, float]:
    """Per document and document/article, the part of its characters that lessons print, from 0 to 1."""
    by_document: dict[str, list[tuple[int, int]]] = {document: [] for document in lock.sources}
    for passage in lock.passages.values():
        by_document.setdefault(passage.document, []).extend(printed_ranges(passage))
    found: dict[str, float] = {}
    for document, pin in lock.sources.items():
        ranges = union(by_document[document])
        found[document] = _covered(ranges, 0, pin.chars) / max(1, pin.chars)
        for article, place in pin.articles.items():
            start, end = place.raw
            found[f"{document}/{article}"] = _covered(ranges, start, end) / max(1, end - start)
    return found


def printed_ranges(passage: Passage) -> list[tuple[int, int]]:
    """The raw ranges that a passage prints: its own less what the editor left out, and the notes it calls."""
    ranges: list[tuple[int, int]] = []
    at, end = passage.raw
    for start, stop in sorted(passage.omitted):
        ranges.append((at, start))
        at = stop
    return [*ranges, (at, end), *(note.raw for note in passage.notes.values())]


def union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, overlapping ones made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out


def _covered(ranges: list[tuple[int, int]], start: int, end: int) -> int:
    return sum(max(0, min(end, b) - max(start, a)) for a, b in ranges)
