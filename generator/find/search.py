"""The search for some words: the verdict on them, and passages; verbatim places alone where there are any."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.find.index import Index
from generator.find.kept_words import KeptWords, kept_already, kept_words
from generator.find.passages import exact_passages, find_passages
from generator.find.word_file import DamagedError
from generator.find.words import HeldWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.corpus.corpus import Corpus, Judgement
    from generator.corpus.document import Document
    from generator.corpus.windows import Proposal
    from generator.find.passages import Passage
    from generator.find.words import Words

LEAST = 100_000
"""Characters of a corpus below which its words are listed as soon as they are read from a file."""
LONG = 10_000_000
"""Characters of a corpus below which a quotation is sought in all of them as soon as the words that are kept are asked."""

_ATTEMPTS = 2
"""With the kept words: as they are, and, if they are damaged, made again. What can't be read then never will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The verdict on some words, and at most so many passages as were asked for, the best first."""

    judged: Judgement
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Search:
    """A corpus that is searched, once or again and again. Its words are listed when first they are needed.

    They are kept in a ``folder``, and read from there the next time; without one, or where it can't be written to, they are held
    in memory. The passages are the same either way; likenesses in a large corpus are sought by the kept words alone.
    """

    corpus: Corpus
    folder: Path | None = None
    progress: Callable[[int, int], None] | None = None

    @cached_property
    def words(self) -> Words:
        """Of all paragraphs."""
        documents = self.corpus.documents.values()
        if self.folder is not None and self._length >= LEAST:
            try:
                return self._kept_before or kept_words(self.folder, documents, self.progress)
            except (OSError, sqlite3.Error, OverflowError, DamagedError):
                return HeldWords(documents)  # slower, and the same
        return HeldWords(documents)

    @cached_property
    def index(self) -> Index:
        """The measure over these words."""
        return Index(self.words)

    @cached_property
    def judging(self) -> Corpus:
        """The corpus, which seeks quotations and likenesses by the kept words."""
        return replace(self.corpus, proposer=self)

    def propose(self, words: str, documents: Sequence[Document], within: tuple[Document, int, int] | None) -> list[Proposal] | None:
        """Where words may stand that aren't verbatim, by the kept words; None where they aren't kept, or can't be read."""
        try:
            return self.words.propose(words, documents, within) if isinstance(self.words, KeptWords) else None
        except (sqlite3.Error, DamagedError):
            self._forget_words()
            return None

    def holding(self, words: str, document: Document) -> Sequence[tuple[int, int]] | None:
        """Where words can stand that are verbatim, by the kept words; None where they aren't kept yet, or can't be read.

        They are never listed for this: that takes far longer than reading the text.
        """
        try:
            kept = self._kept
            return kept.holding(words, document) if kept else None
        except (sqlite3.Error, DamagedError):
            self._forget_words()
            return None

    @property
    def _kept(self) -> KeptWords | None:
        """The kept words where they are at hand, and worth asking."""
        if self._length < LONG:
            return None
        words = self.words if "words" in vars(self) else self._kept_before
        return words if isinstance(words, KeptWords) else None

    @cached_property
    def _kept_before(self) -> KeptWords | None:
        """The words that an earlier process kept, or an earlier search in this one."""
        return kept_already(self.folder, self.corpus.documents.values()) if self.folder is not None else None

    @cached_property
    def _length(self) -> int:
        return sum(len(document.raw) for document in self.corpus.documents.values())

    def find(self, words: str, source: str | None, limit: int) -> Found:
        """Look words up in a source, or in all of them for None."""
        for _ in range(_ATTEMPTS):
            try:
                return self._find(words, source, limit)
            except (sqlite3.Error, DamagedError):  # found only now that these rows are read
                self._forget_words()
        return replace(self, folder=None).find(words, source, limit)

    def _forget_words(self) -> None:
        """Remove a file that turned out to be damaged: it is made again when next it is needed."""
        for name in ("words", "_kept_before", "index"):
            forgotten = vars(self).pop(name, None)
            if isinstance(forgotten, KeptWords):
                forgotten.discard()

    def _find(self, words: str, source: str | None, limit: int) -> Found:
        judged = self.judging.judge(words, source)
        if judged.matches:
            return Found(judged=judged, passages=tuple(exact_passages(judged.matches, limit, self)))
        stretches = self.corpus.stretch(source)
        return Found(judged=judged, passages=tuple(find_passages(self.index, words, stretches, judged.nearest, limit, self)))
