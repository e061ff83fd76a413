"""The text that is printed: cut from the raw document, never from the YAML, with the editor's marks put in.

What is repaired is layout only: white space, broken paragraphs, line hyphens, page furniture, note marks, marks of
emphasis. Spelling, quotation marks and slips of the source stay.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.blocks import BlockKind
from generator.corpus.fold import Folding, folding_for
from generator.corpus.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.blocks import Block
    from generator.corpus.document import Document

OMISSION = "[...]"
_TYPOGRAPHY = frozenset({Rule.QUOTES, Rule.DASHES, Rule.COMPOSED, Rule.LIGATURES})


class MarkKind(enum.StrEnum):
    """What in a printed text isn't the source's."""

    OMISSION = "omission"
    GLOSS = "gloss"
    NOTE = "note"
    POINT = "point"
    """A place that was asked for; never kept."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An editor's mark, or the place where the source calls a note.

    ``start`` and ``end`` are str offsets in the printed text of one paragraph, end exclusive; equal for a note, whose mark
    isn't part of the text. ``number`` is the note's; of an omission it is how many words are left out, 0 where an earlier
    paragraph's omission goes on.
    """

    kind: MarkKind
    start: int
    end: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph. ``number`` is its number in the article, 0 for a heading, byline or note."""

    number: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """An editor's mark in raw offsets: the stretch left out, or for a gloss the place after which ``text`` stands."""

    start: int
    end: int
    text: str = ""


def printed(document: Document, start: int, end: int, omit: tuple[Edit, ...], gloss: tuple[Edit, ...]) -> list[Paragraph]:
    """The paragraphs of a raw range as a reader sees them. Paragraphs wholly left out don't appear."""
    found = [paragraph for _, paragraph in _print_blocks(document, (start, end), omit, gloss, ())]
    # Words outside every article, of a cover or an imprint, stand in no block.
    return found or [Paragraph(0, _plain(document, start, end))]


def _print_blocks(
    document: Document, place: tuple[int, int], omit: tuple[Edit, ...], gloss: tuple[Edit, ...], points: tuple[int, ...]
) -> Iterator[tuple[Block, Paragraph]]:
    """The blocks of a raw range with what is printed of each; those of which nothing is printed are passed over."""
    before = ""
    for block in document.blocks_in(*place):
        start, end = max(place[0], block.start), min(place[1], block.end)
        paragraph = _print_block(document, block, start, end, omit, gloss, points)
        hidden = paragraph.text == OMISSION and before.endswith(OMISSION)
        if paragraph.text and not hidden:
            before = paragraph.text
            yield block, paragraph


def places_in_print(
    document: Document, outer: tuple[int, int], omit: tuple[Edit, ...], gloss: tuple[Edit, ...], inner: tuple[int, int]
) -> list[tuple[int, int, int]]:
    """Where a raw range stands in the printed paragraphs of a larger one: paragraph index, start and end in its text.

    A range over several paragraphs has a place in each.
    """
    out: list[tuple[int, int, int]] = []
    for index, (block, paragraph) in enumerate(_print_blocks(document, outer, omit, gloss, inner)):
        if block.end <= inner[0] or block.start >= inner[1]:
            continue
        points = [mark.start for mark in paragraph.marks if mark.kind is MarkKind.POINT]
        first = points[0] if inner[0] >= block.start else 0
        last = points[-1] if inner[1] <= block.end else len(paragraph.text)
        while first < last and paragraph.text[first] == " ":
            first += 1
        out.append((index, first, last))
    return out


def note_text(document: Document, note: Block) -> str:
    """The text of a note, without its own number, which the layout's rules drop."""
    return re.sub(r"^[-•]\s*", "", _plain(document, note.start, note.end))


def _print_block(
    document: Document, block: Block, start: int, end: int, omit: tuple[Edit, ...], gloss: tuple[Edit, ...],
    points: tuple[int, ...],
) -> Paragraph:  # fmt: skip
    events: list[tuple[int, int, MarkKind, str, int]] = [
        (max(start, edit.start), min(end, edit.end), MarkKind.OMISSION, OMISSION, edit.end if edit.start >= start else 0)
        for edit in omit
        if edit.start < end and edit.end > start
    ]
    events += [(edit.end, edit.end, MarkKind.GLOSS, f"[{edit.text}]", 0) for edit in gloss if start < edit.end <= end]
    events += [
        (call.start, call.end, MarkKind.NOTE, "", call.number)
        for call in block.calls
        if start <= call.start and call.end <= end and not any(e.start <= call.start < e.end for e in omit)
    ]
    events += [(point, point, MarkKind.POINT, "", 0) for point in points if start <= point <= end]
    text = ""
    marks: list[Mark] = []
    at = start
    for begin, stop, kind, shown, number in sorted(events, key=lambda event: _in_print(event, points)):
        text = _append(text, _plain(document, at, begin, trim=False))
        if kind in {MarkKind.NOTE, MarkKind.POINT}:
            marks.append(Mark(kind, len(text), len(text), number))
        else:
            text = text if not text or text.endswith((" ", "(")) else text + " "
            left_out = len(_plain(document, max(at, begin), number).split()) if number > at else 0
            marks.append(Mark(kind, len(text), len(text) + len(shown), left_out))
            text += shown
        at = max(at, stop)  # an omission may stand inside another
    text = _append(text, _plain(document, at, end, trim=False))
    lead = len(text) - len(text.lstrip())
    marks = [Mark(mark.kind, mark.start - lead, mark.end - lead, mark.number) for mark in marks]
    number = block.number if block.kind is not BlockKind.NOTE else 0
    return Paragraph(number, text.strip(), tuple(marks))


def _in_print(event: tuple[int, int, MarkKind, str, int], points: tuple[int, ...]) -> tuple[int, int, bool, str, str]:
    """The order of marks. A gloss right after the words that were asked for is none of them, so their end comes before it."""
    begin, stop, kind, shown, _ = event
    return begin, stop, kind is not MarkKind.POINT or begin != points[-1], kind, shown


def _append(text: str, more: str) -> str:
    """Two stretches side by side: one space where both had one, and one after an editor's mark before a word."""
    if text.endswith(" ") or not text:
        return text + more.lstrip() if text else more
    return f"{text} {more}" if text.endswith("]") and more[:1].isalnum() else text + more


def _plain(document: Document, start: int, end: int, *, trim: bool = True) -> str:
    """A raw stretch with its layout repaired and its typography left alone."""
    folding: Folding = folding_for(document.record.layout, _TYPOGRAPHY)
    folded = folding.fold(document.raw[start:end])
    text = folded.text
    for at in reversed(folded.line_hyphens):
        text = _close_up(document, text, at)
    return text.strip() if trim else text


def _close_up(document: Document, text: str, at: int) -> str:
    """A hyphen at a line's end is dropped where the document elsewhere writes the word without one, or has it for breaks alone."""
    left, right = re.search(r"\w+\Z", text[:at]), re.match(r"\w+", text[at + 1 :])
    if not left or not right:
        return text
    if _breaks_only(document.raw, text[at]) or re.search(rf"\b{re.escape(left[0] + right[0])}\b", document.folded.text):
        return text[:at] + text[at + 1 :]
    return text


def _breaks_only(raw: str, hyphen: str) -> bool:
    """Whether a hyphen only breaks words. Programs that set pages break them with U+2010, and leave the author's own, `-`, as it
    is: so it is, where the text joins words with `-` and never with the other."""
    return hyphen != "-" and re.search(r"\w-\w", raw) is not None and re.search(rf"\w{re.escape(hyphen)}\w", raw) is None
