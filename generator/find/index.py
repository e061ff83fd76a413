"""How well paragraphs of a corpus fit some words.

The measure is BM25 as Robertson and Zaragoza give it (The Probabilistic Relevance Framework: BM25 and Beyond, Foundations and
Trends in Information Retrieval 3, 2009, section 3), with their usual k1 = 1.2 and b = 0.75. The weight of a word is that of
formula 3.3 with 1 added under the logarithm, so that a word that most paragraphs have never counts against one.

A remembered word may have another ending. Words that begin alike count half, and together with the word itself they count as one
word. That rule is this compiler's own and knows no language.

A search looks only at paragraphs that hold one of the words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.folded_words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.find.words import Paragraph, Words

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
    """The measure over the words of a corpus."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._average = sum(words.lengths) / max(1, len(words.lengths))

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """All paragraphs, in the order of the corpus."""
        return self._words.paragraphs

    def sought(self, words: str) -> list[Sought]:
        """Remembered words, each once and in order, with the forms that the corpus has of them."""
        out = []
        for word in dict.fromkeys(words_of(words.replace("’", "'"))):
            forms = {word: 1.0, **dict.fromkeys(self._alike(word), ALIKE)}
            counts = [self._words.counts(form) for form in forms]
            holding = len(counts[0]) if len(counts) == 1 else len(set[int]().union(*counts))
            out.append(Sought(forms=forms, weight=self._weight(holding)))
        return out

    def _weight(self, holding: int) -> float:
        """The weight of a word that so many paragraphs have."""
        return math.log(1 + (len(self._words.lengths) - holding + 0.5) / (holding + 0.5))

    def _alike(self, word: str) -> Iterator[str]:
        """Words of the corpus that begin like a word."""
        start = word[: max(FEWEST_ALIKE, math.ceil(SHARE_ALIKE * len(word)))]
        if len(start) < FEWEST_ALIKE:
            return
        for other in self._words.beginning(start):
            if other != word and _shared(word, other) >= SHARE_ALIKE * len(other):
                yield other

    def best(self, sought: list[Sought]) -> Iterator[Scored]:
        """The paragraphs that hold enough of the words, best first; of equal ones the earlier in the corpus first."""
        least = ENOUGH * sum(one.weight for one in sought)
        counts = [self._counts(one) for one in sought]
        telling = set[int]().union(*(counts[n] for n in _telling(sought, least)))
        scores = dict.fromkeys(telling, 0.0)
        held = dict.fromkeys(telling, 0.0)
        for one, counted in zip(sought, counts, strict=True):
            for number in telling & counted.keys():
                count, length = counted[number], self._words.lengths[number] / self._average
                scores[number] += one.weight * count / (count + K1 * (1 - B + B * length))
                held[number] += one.weight
        found = sorted((number for number in scores if held[number] >= least), key=lambda number: (-scores[number], number))
        return (Scored(paragraph=self._words.paragraphs[number], score=scores[number]) for number in found)

    def _counts(self, one: Sought) -> Mapping[int, float]:
        """How often paragraphs have a word, in any of its forms."""
        if len(one.forms) == 1:
            return self._words.counts(*one.forms)
        counts: dict[int, float] = {}
        for form, worth in one.forms.items():
            for number, count in self._words.counts(form).items():
                counts[number] = counts.get(number, 0.0) + worth * count
        return counts


def _telling(sought: list[Sought], least: float) -> list[int]:
    """The numbers of the words of which a paragraph must hold one to hold enough: the others together don't weigh that much."""
    by_weight = sorted(range(len(sought)), key=lambda n: sought[n].weight)
    total = 0.0
    for at, n in enumerate(by_weight):
        total += sought[n].weight
        if total >= least * (1 - 1e-9):  # sums of the same numbers in another order differ by less
            return by_weight[at:]
    return []


def _shared(one: str, other: str) -> int:
    """How many letters two words share at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
