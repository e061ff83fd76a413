"""Which sentences of a paragraph hold the words that were sought."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.corpus.folded_words import words_in

if TYPE_CHECKING:
    from generator.corpus.document import Document
    from generator.find.index import Sought
    from generator.find.words import Paragraph

MOST = 3
"""Sentences that are quoted at most."""
ALMOST = 0.75
"""Fewer sentences are taken if they hold this part of what more of them would."""

_END = re.compile(r"""[.!?…]["')\]]*\s+(?=\S)""")


def sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch, as ranges without white space at their ends.

    A sentence ends at a full stop, a question mark or an exclamation mark before white space. That cuts at "Dr." as well: the
    citation is then shorter than it might be, and no less verbatim.
    """
    cuts = [start, *(found.end() for found in _END.finditer(text, start, end)), end]
    out = []
    for begin, stop in pairwise(cuts):
        stretch = text[begin:stop]
        if words := stretch.strip():
            first = begin + stretch.index(words)
            out.append((first, first + len(words)))
    return out


def telling(paragraph: Paragraph, sought: list[Sought]) -> tuple[int, int]:
    """The folded range of the few sentences that hold most of what was sought: as few as will do, the first of equal ones."""
    text = paragraph.document.folded.text
    sentences = sentences_of(text, paragraph.start, paragraph.end)
    held = [_held(paragraph.document, start, end, sought) for start, end in sentences]
    runs = [_best_run(held, sought, count) for count in range(1, min(MOST, len(sentences)) + 1)]
    if not runs:
        return paragraph.start, paragraph.end
    enough = ALMOST * max(worth for worth, _ in runs)
    count, first = next((n, at) for n, (worth, at) in enumerate(runs, 1) if worth >= enough)
    return sentences[first][0], sentences[first + count - 1][1]


def _held(document: Document, start: int, end: int, sought: list[Sought]) -> frozenset[int]:
    """The numbers of the words that a stretch has, in any form."""
    words = set(words_in(document, start, end))
    return frozenset(n for n, one in enumerate(sought) if not words.isdisjoint(one.forms))


def _best_run(held: list[frozenset[int]], sought: list[Sought], count: int) -> tuple[float, int]:
    """Of all runs of so many sentences, the weight of the best and where it begins."""
    runs = [frozenset[int]().union(*held[at : at + count]) for at in range(len(held) - count + 1)]
    worth = [sum(sought[n].weight for n in sorted(run)) for run in runs]
    best = max(worth)
    return best, worth.index(best)
