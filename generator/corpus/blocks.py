"""A document read once into blocks: headings, bylines, paragraphs, list items and notes, with broken paragraphs rejoined."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.fold import SUPERSCRIPTS, Folding, folding_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.spec.sources import Article, DocumentRecord

_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_NOTE_CALL = re.compile(f"[{SUPERSCRIPTS}]+")
_NOTE_START = re.compile(rf"(?:[-•]\s*)?([{SUPERSCRIPTS}]+)\s")
_LIST_START = re.compile(r"(?:[-•*]|\d{1,3}[.)])\s")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_CLOSERS = "*\"'”’»)]" + SUPERSCRIPTS
_SENTENCE_ENDS = ".!?:■…"
_MIN_CAPITALS = 2


class BlockKind(enum.StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A mark in the text that calls a note. ``start`` and ``end`` are raw offsets of the mark, end exclusive."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block. Offsets are raw str indexes, ends exclusive.

    ``parts`` are the stretches that a column or page break separated; a whole block has one. ``number`` counts the
    paragraphs and list items of an article from 1, and is a note's own number; 0 for the other kinds.
    """

    kind: BlockKind
    article: str | None
    section: str | None
    number: int
    parts: tuple[tuple[int, int], ...]
    calls: tuple[NoteCall, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where its last part ends."""
        return self.parts[-1][1]

    @property
    def counts(self) -> bool:
        """Whether it bears a paragraph number."""
        return self.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


@dataclass(frozen=True, slots=True)
class ArticleRange:
    """Where an article stands in its document."""

    id: str
    start: int
    end: int


def find_line(raw: str, line: str, start: int) -> int:
    """Offset of the first line after ``start`` that equals ``line`` apart from white space at its ends, or -1."""
    found = re.compile(rf"(?m)^[^\S\n]*({re.escape(line)})[^\S\n]*$").search(raw, start)
    return found.start(1) if found else -1


def article_ranges(raw: str, articles: tuple[Article, ...]) -> tuple[list[ArticleRange], list[tuple[int, str]]]:
    """The articles found, and for those that weren't their index and the key at fault."""
    starts: list[int] = []
    missing: list[tuple[int, str]] = []
    after = 0
    for index, article in enumerate(articles):
        at = find_line(raw, article.starts, after)
        starts.append(at)
        if at == -1:
            missing.append((index, "starts"))
        else:
            after = at + 1
    ranges: list[ArticleRange] = []
    for index, (article, start) in enumerate(zip(articles, starts, strict=True)):
        if start == -1:
            continue
        end = next((at for at in starts[index + 1 :] if at != -1), len(raw))
        if article.ends_before is not None:
            found = find_line(raw, article.ends_before, start)
            if found == -1:
                missing.append((index, "ends_before"))
            else:
                end = found
        ranges.append(ArticleRange(article.id, start, start + len(raw[start:end].rstrip())))
    return ranges, missing


def read_blocks(raw: str, record: DocumentRecord, articles: list[ArticleRange]) -> tuple[Block, ...]:
    """All blocks in order. Text outside the articles of a document that has articles is left out."""
    if not record.articles:
        return tuple(_Reader(raw, record, None, (record.title,), ()).blocks(0, len(raw)))
    by_id = {article.id: article for article in record.articles}
    blocks: list[Block] = []
    for place in articles:
        article = by_id[place.id]
        reader = _Reader(raw, record, article.id, (article.title, article.starts), article.byline)
        blocks += reader.blocks(place.start, place.end)
    return tuple(blocks)


@dataclass(slots=True)
class _Piece:
    """A stretch of text between two boundaries, not yet joined to others."""

    kind: BlockKind
    start: int
    end: int
    number: int = 0


class _Reader:
    """Reads one article, or a document without articles."""

    def __init__(
        self, raw: str, record: DocumentRecord, article: str | None, titles: tuple[str, ...], byline: tuple[str, ...]
    ) -> None:
        layout = record.layout
        self.raw = raw
        self.layout = layout
        self.article = article
        self.folding: Folding = folding_for(layout)
        fold = self.folding.quote
        self.special = {
            **{fold(line): BlockKind.HEADING for line in layout.headings.lines},
            **({fold(layout.notes_heading): BlockKind.HEADING} if layout.notes_heading else {}),
            **{fold(line): BlockKind.BYLINE for line in byline},
            **{fold(line): BlockKind.TITLE for line in titles},
        }
        self.not_headings = {fold(line) for line in layout.headings.not_}
        self.cut_headings = {fold(line) for line in layout.headings.cut}
        self.notes_heading = fold(layout.notes_heading) if layout.notes_heading else None
        self.complete = tuple(fold(words) for words in layout.complete)

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        """Blocks of a raw range."""
        section: str | None = None
        number = 0
        for kind, parts, own_number in self._joined(self._pieces(start, end)):
            if kind is BlockKind.HEADING:
                section = " ".join(self._text(*part) for part in parts)
            if kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
                number += 1
                own_number = number  # noqa: PLW2901
            calls = () if kind is BlockKind.NOTE else tuple(self._calls(parts))
            yield Block(kind, self.article, section, own_number, tuple(parts), calls)

    def _joined(self, pieces: Iterator[_Piece]) -> Iterator[tuple[BlockKind, list[tuple[int, int]], int]]:
        """Pieces put together where a break cut them."""
        open_: tuple[BlockKind, list[tuple[int, int]], int] | None = None
        for piece in pieces:
            if open_ is not None and self._goes_on(open_[0], open_[1][-1], piece):
                open_[1].append((piece.start, piece.end))
                continue
            if open_ is not None:
                yield open_
            open_ = (piece.kind, [(piece.start, piece.end)], piece.number)
        if open_ is not None:
            yield open_

    def _goes_on(self, kind: BlockKind, last: tuple[int, int], piece: _Piece) -> bool:
        """Whether a piece continues the open block: a note goes on until the next number; a paragraph or list item that
        doesn't end like a sentence was cut."""
        if not self.layout.rejoin:
            return False
        if kind is BlockKind.NOTE:
            return piece.kind is BlockKind.NOTE and piece.number == 0
        if kind is BlockKind.HEADING:
            return piece.kind is BlockKind.HEADING and self._text(*last) in self.cut_headings
        if kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or piece.kind is not BlockKind.PARAGRAPH:
            return False
        text = self.raw[last[0] : last[1]].rstrip().rstrip(_CLOSERS)
        return not text.endswith(tuple(_SENTENCE_ENDS)) and not self._text(*last).endswith(self.complete or ("\0",))

    def _pieces(self, start: int, end: int) -> Iterator[_Piece]:
        in_notes = False
        for begin, stop in self._raw_blocks(start, end):
            for piece in self._lines(begin, stop, in_notes=in_notes):
                yield piece
                if piece.kind is BlockKind.HEADING:
                    in_notes = self.notes_heading is not None and self._text(piece.start, piece.end) == self.notes_heading

    def _raw_blocks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches between blank lines or line ends, trimmed; page furniture is white space."""
        text = self.folding.mask(self.raw[start:end]) if self.folding.furniture else self.raw[start:end]
        separator = re.compile(r"\n") if self.layout.paragraphs == "lines" else _BLANK_LINES
        at = 0
        for stop, following in [*(found.span() for found in separator.finditer(text)), (len(text), len(text))]:
            stretch = text[at:stop]
            trimmed = stretch.strip()
            if trimmed:
                begin = start + at + stretch.index(trimmed)
                yield begin, begin + len(trimmed)
            at = following

    def _lines(self, start: int, end: int, *, in_notes: bool) -> Iterator[_Piece]:
        """A raw block taken apart where a line is special or begins a list item or note."""
        piece: _Piece | None = None
        at = start
        for line in self.raw[start:end].split("\n"):
            line_end = at + len(line)
            if line.strip():
                kind, number = self._line_kind(line, first=piece is None, alone=(at == start and line_end == end), in_notes=in_notes)
                if kind is None and piece is not None:
                    piece.end = line_end
                else:
                    if piece is not None:
                        yield piece
                    piece = _Piece(kind or BlockKind.PARAGRAPH, at, line_end, number)
                    if piece.kind in {BlockKind.TITLE, BlockKind.BYLINE, BlockKind.HEADING}:
                        yield piece
                        piece = None
            at = line_end + 1
        if piece is not None:
            yield piece

    def _line_kind(self, line: str, *, first: bool, alone: bool, in_notes: bool) -> tuple[BlockKind | None, int]:
        """The kind of block that a line begins, with a note's number; None where it goes on with the one before."""
        folded = self.folding.quote(line)
        if folded in self.special:
            return self.special[folded], 0
        if self.layout.headings.capitals and alone and folded not in self.not_headings and _all_capitals(folded):
            return BlockKind.HEADING, 0
        stripped = line.lstrip()
        if in_notes:
            found = _NOTE_START.match(stripped)
            if found:
                return BlockKind.NOTE, int(found[1].translate(_DIGITS))
            return (BlockKind.NOTE if first else None), 0
        if _LIST_START.match(stripped):
            return BlockKind.LIST_ITEM, 0
        return (BlockKind.PARAGRAPH if first else None), 0

    def _calls(self, parts: list[tuple[int, int]]) -> Iterator[NoteCall]:
        if self.layout.note_marks != "superscript":
            return
        for start, end in parts:
            for found in _NOTE_CALL.finditer(self.raw, start, end):
                yield NoteCall(int(found[0].translate(_DIGITS)), *found.span())

    def _text(self, start: int, end: int) -> str:
        return self.folding.quote(self.raw[start:end])


def _all_capitals(text: str) -> bool:
    letters = 0
    for char in filter(str.isalpha, text):
        if char.islower():  # mostly the second letter of a line, and then the rest needn't be looked at
            return False
        letters += 1
    return letters >= _MIN_CAPITALS

