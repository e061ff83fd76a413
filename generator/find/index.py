"""The words of every paragraph of a corpus, and how well paragraphs fit some words.

The measure is BM25 as Robertson and Zaragoza give it (The Probabilistic Relevance Framework: BM25 and Beyond, Foundations and
Trends in Information Retrieval 3, 2009, section 3), with their usual k1 = 1.2 and b = 0.75. The weight of a word is that of
formula 3.3 with 1 added under the logarithm, so that a word that most paragraphs have never counts against one.

A remembered word may have another ending. Words that begin alike count half, and together with the word itself they count as one
word. That rule is this compiler's own and knows no language.

Making an index takes time in proportion to the corpus; a search looks only at paragraphs that hold one of the words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.folded_words import words_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.corpus.blocks import Block
    from generator.corpus.document import Document

K1 = 1.2
B = 0.75
ALIKE = 0.5
"""What a word counts that only begins like the one sought."""
FEWEST_ALIKE = 4
"""Letters that words must share at their beginning to count as alike."""
SHARE_ALIKE = 2 / 3
"""The part of the longer of two words that they must share at their beginning."""
ENOUGH = 0.25
"""The part of the words' weight that a paragraph must hold to be found at all: one that has nothing but "of the" isn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a document, whatever its kind. ``start`` and ``end`` are folded offsets, end exclusive."""

    document: Document
    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """One remembered word: what it and the words like it count, and how much it weighs in this corpus."""

    forms: Mapping[str, float]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A paragraph, and how well it fits; never 0."""

    paragraph: Paragraph
    score: float


class Index:
    """All paragraphs of some documents. Text outside the articles of a document that has articles is in none."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._lengths: list[int] = []
        self._places: dict[str, dict[int, int]] = {}
        """Of each word, the numbers of the paragraphs that have it, with how often they do."""
        for document in documents:
            for paragraph in _paragraphs(document):
                self._add(paragraph)
        self._average = sum(self._lengths) / max(1, len(self._lengths))
        self._vocabulary = sorted(self._places)

    def _add(self, paragraph: Paragraph) -> None:
        counts = Counter(words_in(paragraph.document, paragraph.start, paragraph.end))
        number = len(self.paragraphs)
        self.paragraphs.append(paragraph)
        self._lengths.append(counts.total())
        for word, count in counts.items():
            self._places.setdefault(word, {})[number] = count

    def sought(self, words: str) -> list[Sought]:
        """Remembered words, each once and in order, with the forms that the corpus has of them."""
        out = []
        for word in dict.fromkeys(words_of(words.replace("’", "'"))):
            forms = {word: 1.0, **dict.fromkeys(self._alike(word), ALIKE)}
            holding = {number for form in forms for number in self._places.get(form, ())}
            out.append(Sought(forms=forms, weight=self._weight(len(holding))))
        return out

    def _weight(self, holding: int) -> float:
        """The weight of a word that so many paragraphs have."""
        return math.log(1 + (len(self.paragraphs) - holding + 0.5) / (holding + 0.5))

    def _alike(self, word: str) -> Iterator[str]:
        """Words of the corpus that begin like a word."""
        start = word[: max(FEWEST_ALIKE, math.ceil(SHARE_ALIKE * len(word)))]
        if len(start) < FEWEST_ALIKE:
            return
        at = bisect_left(self._vocabulary, start)
        while at < len(self._vocabulary) and self._vocabulary[at].startswith(start):
            other = self._vocabulary[at]
            if other != word and _shared(word, other) >= SHARE_ALIKE * len(other):
                yield other
            at += 1

    def best(self, sought: list[Sought]) -> list[Scored]:
        """The paragraphs that hold enough of the words, best first; of equal ones the earlier in the corpus first."""
        scores: dict[int, float] = {}
        held: dict[int, float] = {}
        for one in sought:
            for number, count in self._counts(one).items():
                length = self._lengths[number] / self._average
                scores[number] = scores.get(number, 0.0) + one.weight * count / (count + K1 * (1 - B + B * length))
                held[number] = held.get(number, 0.0) + one.weight
        least = ENOUGH * sum(one.weight for one in sought)
        found = sorted((number for number in scores if held[number] >= least), key=lambda number: (-scores[number], number))
        return [Scored(paragraph=self.paragraphs[number], score=scores[number]) for number in found]

    def _counts(self, one: Sought) -> dict[int, float]:
        """How often paragraphs have a word, in any of its forms."""
        counts: dict[int, float] = {}
        for form, worth in one.forms.items():
            for number, count in self._places.get(form, {}).items():
                counts[number] = counts.get(number, 0.0) + worth * count
        return counts


def _shared(one: str, other: str) -> int:
    """How many letters two words share at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    folded = document.folded
    for block in document.blocks:
        start = folded.folded_start(block.start)
        yield Paragraph(document=document, block=block, start=start, end=max(start, folded.folded_start(block.end)))
