"""Which parts of each document and article a course quotes. The lock is enough: it has every passage, and every length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.corpus.share import printed_ranges, shares, union
from generator.stats.model import Coverage, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.corpus.lock import Lock, Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.sources import DocumentRecord, Limits


def coverage(resolved: ResolvedCourse) -> tuple[Coverage, ...]:
    """Every document in the order of the record, each followed by its articles."""
    lock, sources = resolved.lock, resolved.course.sources.value
    share = shares(lock)
    passages: dict[str, list[Passage]] = {record.id: [] for record in sources.documents}
    for passage in lock.passages.values():
        passages[passage.document].append(passage)
    out = []
    for record in sources.documents:
        titles = {record.id: record.shown_title} | {f"{record.id}/{one.id}": one.shown_title for one in record.articles}
        for source, within in _stretches(lock, record.id).items():
            out.append(
                Coverage(
                    source=source,
                    title=titles[source],
                    chars=within[1] - within[0],
                    citations=sum(within[0] <= one.raw[0] and one.raw[1] <= within[1] for one in passages[record.id]),
                    ranges=_inside(passages[record.id], within),
                    share=share[source],
                    standing=_standing(record, share[source], sources.limits),
                )
            )
    return tuple(out)


def strip(ranges: Sequence[tuple[int, int]], chars: int, cells: int) -> list[float]:
    """How much of each of so many equal parts of a text lies in some ranges, from 0 to 1.

    Ranges are in order and don't overlap. Time grows with the ranges and the cells.
    """
    covered = [0] * cells  # in units of 1 / cells of a character, so that all figures are whole
    for start, end in ranges:
        for cell in range(start * cells // max(1, chars), min(cells, -(-end * cells // max(1, chars)))):
            covered[cell] += min(end * cells, (cell + 1) * chars) - max(start * cells, cell * chars)
    return [part / max(1, chars) for part in covered]


def _stretches(lock: Lock, document: str) -> dict[str, tuple[int, int]]:
    """The raw ranges of a document and of its articles."""
    pin = lock.sources[document]
    return {document: (0, pin.chars), **{f"{document}/{article}": place.raw for article, place in pin.articles.items()}}


def _inside(passages: Sequence[Passage], within: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """What passages print of a stretch, as ranges from the stretch's beginning."""
    low, high = within
    ranges = union(one for passage in passages for one in printed_ranges(passage))
    return tuple((max(start, low) - low, min(end, high) - low) for start, end in ranges if start < high and low < end)


def _standing(record: DocumentRecord, share: float, limits: Limits) -> Standing:
    """As `course check` judges it."""
    if record.rights == "full":
        return Standing.FREE
    percent = 100 * share
    if percent > limits.fail:
        return Standing.OVER
    return Standing.WARNED if percent > limits.warn else Standing.WITHIN
