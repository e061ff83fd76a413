"""The stretches of a corpus that run from some words to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.corpus import Place
from generator.corpus.locate import Edges, find_quote, find_range
from generator.find.passages import Passage
from generator.find.ready import ready_range

if TYPE_CHECKING:
    from generator.corpus.corpus import Corpus, Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """The stretches that were found, or why there is none: the verdict on either end that stands nowhere.

    Both ends may stand somewhere, and yet no stretch runs from one to the other: then there is nothing in any field.
    """

    passages: tuple[Passage, ...] = ()
    no_first: Judgement | None = None
    no_last: Judgement | None = None


def find_between(corpus: Corpus, first: str, last: str, source: str | None) -> Ranges:
    """Every stretch that begins with the first words and ends with the next place of the last ones, as `from` and `to` do."""
    found: list[Passage] = []
    any_first = any_last = False
    for stretch in corpus.stretch(source):
        within = (stretch.start, stretch.end)
        begins, ranges = find_range(stretch.document, first, last, within, corpus.proposer)
        any_first = any_first or bool(begins.matches)
        any_last = any_last or bool(find_quote(stretch.document, last, within, Edges.END, corpus.proposer).matches)
        for match in ranges:
            place = Place(stretch.document, match.start, match.end)
            found.append(Passage(place=place, citation=ready_range(place, first, last, corpus.proposer)))
    if found:
        return Ranges(passages=tuple(found))
    return Ranges(
        no_first=None if any_first else corpus.judge(first, source), no_last=None if any_last else corpus.judge(last, source)
    )
