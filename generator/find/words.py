"""The words of every paragraph of some documents, held in memory: made anew in each process, for corpora of which that is quickly done."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.corpus.folded_words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.corpus.blocks import Block
    from generator.corpus.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a document, whatever its kind: the one of this ``number``, from 0.

    ``start`` and ``end`` are folded offsets, ``raw`` the raw ones; ends are exclusive.
    """

    document: Document
    number: int
    raw: tuple[int, int]
    start: int
    end: int

    @property
    def block(self) -> Block:
        """The block itself. Asking for it reads the document's layout."""
        return self.document.blocks[self.number]


class Words(Protocol):
    """What a search asks of the words of a corpus. Paragraphs are known by their places in ``paragraphs``.

    Text outside the articles of a document that has articles is in none.
    """

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """All of them, in the order of the corpus."""

    @property
    def lengths(self) -> Sequence[int]:
        """How many words each has."""

    def counts(self, word: str) -> Mapping[int, int]:
        """How often each paragraph has a word, for those that have it."""

    def beginning(self, start: str) -> Iterable[str]:
        """The words that begin so, in order."""


class HeldWords:
    """The words of some documents."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.lengths: list[int] = []
        self._places: dict[str, dict[int, int]] = {}
        for document in documents:
            for paragraph in paragraphs_of(document):
                self._add(paragraph)
        self._vocabulary = sorted(self._places)

    def _add(self, paragraph: Paragraph) -> None:
        counts = Counter(words_in(paragraph.document, paragraph.start, paragraph.end))
        number = len(self.paragraphs)
        self.paragraphs.append(paragraph)
        self.lengths.append(counts.total())
        for word, count in counts.items():
            self._places.setdefault(word, {})[number] = count

    def counts(self, word: str) -> Mapping[int, int]:
        """How often each paragraph has a word, for those that have it."""
        return self._places.get(word, {})

    def beginning(self, start: str) -> Iterator[str]:
        """The words that begin so, in order."""
        at = bisect_left(self._vocabulary, start)
        while at < len(self._vocabulary) and self._vocabulary[at].startswith(start):
            yield self._vocabulary[at]
            at += 1


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """The paragraphs of a document in order; none of them overlaps another."""
    folded = document.folded
    for number, block in enumerate(document.blocks):
        start = folded.folded_start(block.start)
        end = max(start, folded.folded_start(block.end))
        yield Paragraph(document=document, number=number, raw=(block.start, block.end), start=start, end=end)
