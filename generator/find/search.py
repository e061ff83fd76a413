"""The search for some words: the verdict on them, and passages; verbatim places alone where there are any."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.find.index import Index
from generator.find.passages import exact_passages, find_passages

if TYPE_CHECKING:
    from generator.corpus.corpus import Corpus, Judgement
    from generator.find.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The verdict on some words, and at most so many passages as were asked for, the best first."""

    judged: Judgement
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Search:
    """A corpus that is searched, once or again and again. The index is made when first it is needed, and kept."""

    corpus: Corpus

    @cached_property
    def index(self) -> Index:
        """Of all paragraphs."""
        return Index(self.corpus.documents.values())

    def find(self, words: str, source: str | None, limit: int) -> Found:
        """Look words up in a source, or in all of them for None."""
        judged = self.corpus.judge(words, source)
        if judged.matches:
            return Found(judged=judged, passages=tuple(exact_passages(judged.matches, limit)))
        stretches = self.corpus.stretch(source)
        return Found(judged=judged, passages=tuple(find_passages(self.index, words, stretches, judged.nearest, limit)))
