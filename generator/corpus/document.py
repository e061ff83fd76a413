"""A document of the corpus as the search uses it: raw text, folded text with its map, blocks, articles."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.corpus.blocks import ArticleRange, Block, BlockKind, article_ranges, read_blocks
from generator.corpus.fold import Folding, folding_for
from generator.corpus.kept_fold import kept_fold
from generator.memory import content_key

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus.folded import Folded
    from generator.corpus.kept import Kept
    from generator.memory import Memory
    from generator.spec.sources import DocumentRecord

_WORD = re.compile(r"\w+")
_WORD_BEFORE = re.compile(r"\w+\Z")


@dataclass(frozen=True)
class Locator:
    """Where a passage stands, as a reader would say it. Numbers count from 1."""

    article: str | None
    section: str | None
    first: int
    last: int
    """Paragraph numbers; both 0 where the passage lies outside numbered paragraphs."""

    @property
    def paragraph(self) -> str:
        """`12`, `12-14`, or an empty string."""
        if not self.first:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, eq=False)
class Document:
    """One file of the corpus. All offsets are str indexes into ``raw``, ends exclusive."""

    record: DocumentRecord
    raw: str
    sha256: str
    kept: Kept | None = None
    """Where what is worked out of it is kept for other processes; nowhere for None."""

    @property
    def id(self) -> str:
        """As citations name it."""
        return self.record.id

    @cached_property
    def digest(self) -> str:
        """Names its text and its record."""
        return content_key(self.sha256, self.record.model_dump_json())

    @cached_property
    def folding(self) -> Folding:
        """The folding rules of its layout."""
        return folding_for(self.record.layout)

    @cached_property
    def folded(self) -> Folded:
        """Its text in the form in which quotations are compared."""
        return kept_fold(self.kept, self.folding, self.raw, self.sha256)

    @cached_property
    def articles(self) -> tuple[ArticleRange, ...]:
        """Those of its articles whose boundaries were found."""
        return tuple(article_ranges(self.raw, self.record.articles)[0])

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks in order."""
        return read_blocks(self.raw, self.record, list(self.articles))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def joins(self) -> tuple[tuple[int, int], ...]:
        """Raw stretches between the parts of rejoined blocks, in order."""
        return tuple(
            (left[1], right[0]) for block in self.blocks for left, right in zip(block.parts, block.parts[1:], strict=False)
        )

    @cached_property
    def broken_words(self) -> dict[str, tuple[int, ...]]:
        """Words that a line's end breaks, closed up, each with the folded offsets at which it begins."""
        text = self.folded.text
        found: dict[str, list[int]] = {}
        for at in self.folded.line_hyphens:
            left, right = _WORD_BEFORE.search(text, max(0, at - 60), at), _WORD.match(text, at + 1)
            # Letters only: 19-⏎52 is two numbers.
            if left and right and text[at - 1].isalpha() and text[at + 1].isalpha():
                found.setdefault(left[0] + right[0], []).append(left.start())
        return {word: tuple(places) for word, places in found.items()}

    def range_of(self, article: str | None) -> tuple[int, int] | None:
        """The raw range of an article, of the whole document for None, or None where the article wasn't found."""
        if article is None:
            return 0, len(self.raw)
        return next(((found.start, found.end) for found in self.articles if found.id == article), None)

    def blocks_in(self, start: int, end: int) -> list[Block]:
        """The blocks that a raw range touches, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [block for block in self.blocks[first : bisect_left(self._starts, end)] if block.end > start]

    def source_at(self, start: int, end: int) -> str:
        """`document/article` where an article holds the whole range, else `document`."""
        for article in self.articles:
            if article.start <= start and end <= article.end:
                return f"{self.id}/{article.id}"
        return self.id

    def locate(self, start: int, end: int) -> Locator:
        """Article, section and paragraph numbers of a raw range."""
        blocks = self.blocks_in(start, end)
        counted = [block.number for block in blocks if block.counts]
        article = next((block.article for block in blocks), None)
        section = next((block.section for block in blocks), None)
        return Locator(article, section, counted[0] if counted else 0, counted[-1] if counted else 0)

    def note(self, article: str | None, number: int) -> Block | None:
        """The note that a call in an article leads to."""
        return self._notes.get((article, number))

    @cached_property
    def _notes(self) -> dict[tuple[str | None, int], Block]:
        """The notes by article and number; of two with one number the first."""
        notes = [block for block in self.blocks if block.kind is BlockKind.NOTE]
        return {(note.article, note.number): note for note in reversed(notes)}


def read_document(record: DocumentRecord, path: Path, memory: Memory, kept: Kept | None = None) -> Document:
    """Read a file of the corpus. Raises OSError, and UnicodeDecodeError where it isn't UTF-8."""
    return memory.recall(_document, (record,), path.read_bytes(), kept)


def _document(records: tuple[DocumentRecord], data: bytes, kept: Kept | None) -> Document:
    """A document by its record, which counts by its value and so comes in a tuple, and by its bytes."""
    return Document(records[0], data.decode("utf-8"), hashlib.sha256(data).hexdigest(), kept)
