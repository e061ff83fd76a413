"""Passages for words as an author remembers them, best first.

Two lists are made: of paragraphs that hold the words (``index``), and of places that read like them (``corpus.nearest``). They
are joined by reciprocal rank fusion with its usual constant (Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms
Condorcet and individual Rank Learning Methods, SIGIR 2009), since a number of edits and a weight of words have no common scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from generator.corpus.corpus import Place
from generator.find.ready import Ready, ready
from generator.find.sentences import telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.corpus.corpus import Suggested
    from generator.corpus.windows import Proposer
    from generator.find.index import Index, Sought
    from generator.find.words import Paragraph

_Key = tuple[str, int]
"""A document's id and the raw offset at which a block of it begins."""

FUSED = 60
"""The constant of the fusion: how little the first places of a list outweigh those after them."""
LIKE = 0.25
"""Edits, as a share of the words' length, up to which a place counts as one that reads like them."""
DEPTH = 50
"""Paragraphs by words that take part in the fusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place that may be the one that was meant, with the citation to paste; None where no words name it."""

    place: Place
    citation: Ready | None


def exact_passages(places: Sequence[Place], limit: int, proposer: Proposer | None = None) -> list[Passage]:
    """Places where the words stand verbatim, as passages."""
    return [Passage(place=place, citation=ready(place, proposer)) for place in places[:limit]]


def find_passages(
    index: Index, words: str, stretches: Sequence[Place], nearest: Sequence[Suggested], limit: int, proposer: Proposer | None = None
) -> list[Passage]:
    """At most ``limit`` passages for remembered words.

    ``stretches`` are the parts of the corpus that are asked, ``nearest`` the likenesses that the verdict on the words gave.
    ``proposer`` is an index that is asked where to read when citations are tried.
    Of a paragraph that is in both lists the place that reads like the words is shown; of one that only holds them, the
    sentences that do.
    """
    sought = index.sought(words)
    inside = (one.paragraph for one in index.best(sought) if _inside(_place(one.paragraph), stretches))
    by_words = list(islice(inside, DEPTH))
    alike = [one.place for one in nearest if one.distance <= LIKE * len(words) and _inside(one.place, stretches)]
    keys = [[_block_key(place) for place in alike], [(one.document.id, one.raw[0]) for one in by_words]]
    told: dict[_Key, Paragraph] = dict(zip(keys[1], by_words, strict=True))
    read_alike: dict[_Key, Place] = dict(zip(reversed(keys[0]), reversed(alike), strict=True))  # of two, the better one
    places = [read_alike.get(key) or _telling_place(told[key], sought) for key in fused(keys)[:limit]]
    return [Passage(place=place, citation=ready(place, proposer)) for place in places]


def fused(lists: Sequence[Sequence[_Key]]) -> list[_Key]:
    """What stands in ranked lists, in the order of reciprocal rank fusion; of equal ones, the one in the earlier list first.

    A key that a list has several times counts where it stands first.
    """
    worth: dict[_Key, float] = {}
    for ranked in lists:
        for rank, key in enumerate(dict.fromkeys(ranked), 1):
            worth[key] = worth.get(key, 0.0) + 1 / (FUSED + rank)
    return sorted(worth, key=lambda key: -worth[key])


def _telling_place(paragraph: Paragraph, sought: list[Sought]) -> Place:
    folded = paragraph.document.folded
    start, end = telling(paragraph, sought)
    return Place(paragraph.document, folded.raw_start(start), folded.raw_end(end))


def _place(paragraph: Paragraph) -> Place:
    return Place(paragraph.document, *paragraph.raw)


def _block_key(place: Place) -> _Key:
    """Names the first block that a place touches; the place itself where it touches none."""
    blocks = place.document.blocks_in(place.start, place.end)
    return place.document.id, blocks[0].start if blocks else place.start


def _inside(place: Place, stretches: Sequence[Place]) -> bool:
    return any(
        place.document is stretch.document and stretch.start <= place.start and place.end <= stretch.end for stretch in stretches
    )
