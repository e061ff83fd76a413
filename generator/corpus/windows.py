"""Where a quotation that wasn't found may stand: windows of the documents, with votes, for ``nearest`` to align.

Windows come from the documents' whole texts, by looking for pieces of the quotation with ``str.find``, or from somebody who has an
index of the documents and proposes stretches that hold rare words of it. In the second case only these stretches are looked at.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.corpus.document import Document

NEAR = 0.4
"""How many edits a suggestion may be away, as a share of the quotation's folded length."""

_PLACES = 2048
"""Places of one seed that are looked at. One that has more tells next to nothing."""
WINDOWS = 8
"""Windows that are aligned, of all documents and again of the place the author named."""
_SEED = 5
"""Characters of the pieces that are looked for inside a proposed stretch."""
_STEP = 3
"""Characters from one such piece to the next."""


@dataclass(frozen=True, slots=True)
class Window:
    """A folded stretch of a document that should hold a place, with the votes for it."""

    votes: float
    document: Document
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A folded stretch of a document that holds words of a quotation, with their weight. It may be much longer than a place."""

    document: Document
    start: int
    end: int
    votes: float


class Proposer(Protocol):
    """Who knows where words stand without reading the documents."""

    def propose(
        self, words: str, documents: Sequence[Document], within: tuple[Document, int, int] | None
    ) -> list[Proposal] | None:
        """Stretches of some documents for folded words, those with most votes first, and of equal ones the earlier first.

        Those that touch a folded range ``within`` a document come beside the best of all, where any do. None where after all
        there is no index: then the texts are asked.
        """

    def holding(self, words: str, document: Document) -> Sequence[tuple[int, int]] | None:
        """Folded stretches of a document, apart and in order, in one of which lies every place where folded words stand as they are.

        None where that isn't known, or where reading the text takes no longer.
        """


def proposed(
    quotes: Mapping[Document, str], proposer: Proposer, within: tuple[Document, int, int] | None
) -> list[Window] | None:
    """Windows in the stretches that an index proposes; None where it isn't there."""
    words = max(quotes.values(), key=len)
    found = proposer.propose(words, list(quotes), within)
    return None if found is None else [_narrowed(one, quotes[one.document]) for one in found]


def _narrowed(proposal: Proposal, quote: str) -> Window:
    """The part of a proposed stretch in which most pieces of the quotation stand where they would if it stood there."""
    document, length = proposal.document, len(quote)
    slack = int(NEAR * length)
    low = max(0, proposal.start - length - slack)
    stretch = document.folded.text[low : proposal.end + length + slack]
    width = max(16, length // 8)
    votes: dict[int, int] = {}
    for offset in range(0, max(1, length - _SEED + 1), _STEP):
        for at in _places(stretch, quote[offset : offset + _SEED]):
            bucket = (at - offset) // width
            votes[bucket] = votes.get(bucket, 0) + 1
    if not votes:
        return Window(proposal.votes, document, low, low + len(stretch))
    best = max(votes, key=lambda bucket: (votes[bucket] + max(votes.get(bucket - 1, 0), votes.get(bucket + 1, 0)), -bucket))
    start = low + (best - 1) * width - slack // 2
    return Window(proposal.votes, document, max(0, start), start + 3 * width + slack + length)


def voted(quotes: Mapping[Document, str], size: int, step: int) -> list[Window]:
    """Windows by the votes of the quotation's pieces of ``size`` characters, one taken every ``step`` characters."""
    places: dict[Document, list[tuple[str, int, list[int]]]] = {}
    counts: dict[str, int] = {}
    for document, quote in quotes.items():
        text = document.folded.text
        places[document] = []
        for offset in range(0, max(1, len(quote) - size + 1), step):
            seed = quote[offset : offset + size]
            found = _places(text, seed)
            counts[seed] = counts.get(seed, 0) + len(found)
            places[document].append((seed, offset, found))
    windows: list[Window] = []
    for document, seeds in places.items():
        length = len(quotes[document])
        width = max(16, length // 4)
        votes: dict[int, float] = {}
        for seed, offset, found in seeds:
            weight = max(0.01, math.log2(_PLACES / max(1, counts[seed])))
            for at in found:
                bucket = (at - offset) // width
                votes[bucket] = votes.get(bucket, 0.0) + weight
        slack = int(NEAR * length)
        for bucket in nlargest(2 * WINDOWS, votes, key=votes.__getitem__):
            score = votes[bucket] + max(votes.get(bucket - 1, 0.0), votes.get(bucket + 1, 0.0))
            start = (bucket - 1) * width - slack
            windows.append(Window(score, document, max(0, start), start + 3 * width + 2 * slack + length))
    return windows


def _places(text: str, seed: str) -> list[int]:
    found: list[int] = []
    at = text.find(seed)
    while at != -1 and len(found) < _PLACES:
        found.append(at)
        at = text.find(seed, at + 1)
    return found
