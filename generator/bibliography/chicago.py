"""A work as The Chicago Manual of Style, 17th edition, cites it: a note, and an entry of a bibliography.

The numbers in parentheses are the manual's paragraphs. Titles keep the words and capitals of the record: to regularise
printed capitals (14.88) needs somebody who knows which of them are abbreviations, and `cited_title` is for that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.bibliography.dates import in_words
from generator.spec.sources import SourceType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.bibliography.work import Issued, Name, Printing, Work
    from generator.corpus.lock import Passage


class Piece(NamedTuple):
    """Words of a citation, in italics or not."""

    text: str
    italic: bool = False


Pieces = tuple[Piece, ...]

_NUMBERED = frozenset({SourceType.ARTICLE_JOURNAL, SourceType.PERIODICAL})
_DATED = frozenset({SourceType.ARTICLE_NEWSPAPER, SourceType.ARTICLE_MAGAZINE})
_BOOKS = frozenset({SourceType.BOOK, SourceType.PAMPHLET, SourceType.REPORT})
_ALL_NAMED = 3
_TWO = 2


def plain(citation: Pieces) -> str:
    """The citation without its italics."""
    return "".join(piece.text for piece in citation)


def note(work: Work, passage: Passage | None = None) -> Pieces:
    """A note (14.19): its elements are parted by commas, and the passage's paragraph is its locator (14.160)."""
    names = [(Piece(_names_in_note(work.authors)),)] if work.authors else []
    where = _locator(passage) if passage else ""
    elements = [*names, *_facts(work, in_note=True), *([(Piece(where),)] if where else [])]
    return _joined(elements, ",")


def entry(work: Work) -> Pieces:
    """An entry of a bibliography (14.20): its elements end with full stops, and the first author's family name comes first.

    An unsigned newspaper article is entered under the newspaper (14.199), and what an organisation publishes without an author
    under the organisation (14.84).
    """
    elements = _facts(work, in_note=False)
    if work.authors:
        return _joined([(Piece(_names_in_entry(work.authors)),), *elements], ".")
    if _is(work, _DATED) and work.first is None:
        date = _in_words(work.printing.issued)
        return _joined([_newspaper(work.printing), elements[0], (Piece(date),)], ".")
    if _is_loose(work) and work.publisher:
        return _joined([(Piece(work.publisher),), *elements], ".")
    return _joined(elements, ".")


def printed(printing: Printing) -> str:
    """Newspaper or journal, issue and date in words, for a remark on a first publication."""
    parts = (printing.container, f"no. {printing.issue}" if printing.issue else None, _in_words(printing.issued))
    return ", ".join(part for part in parts if part)


# -- title and facts of publication -----------------------------------------------------------------------------------


def _facts(work: Work, *, in_note: bool) -> list[Pieces]:
    """Title and facts of publication as elements."""
    printing, first = work.printing, work.first
    if _is(work, _NUMBERED | _DATED) or first:
        title = [] if work.title == (printing.container or work.title) else [_quoted(work.title)]
        if first is None:
            return [*title, _venue(work, printing)]
        again = Piece("reprinted in " if in_note else "Reprinted in ")
        return [*title, _venue(work, first), (again, *_venue(work, printing))]
    date = _in_words(printing.issued)
    imprint = f"{work.publisher}, {date}" if work.publisher else date
    if work.type in _BOOKS:
        title_ = Piece(work.title, italic=True)
        return [(title_, Piece(f" ({imprint})"))] if in_note else [(title_,), (Piece(imprint),)]
    title = [_quoted(work.title)]
    if work.type is SourceType.CHAPTER and printing.container:
        book = Piece(printing.container, italic=True)
        return (
            [*title, (Piece("in "), book, Piece(f" ({imprint})"))]
            if in_note
            else [*title, (Piece("In "), book), (Piece(imprint),)]
        )
    container = [(Piece(printing.container),)] if printing.container else []
    if not in_note and not work.authors and _is_loose(work):
        imprint = date  # the publisher stands in the author's place
    return [*title, *container, (Piece(imprint),)]


def _is(work: Work, types: frozenset[SourceType]) -> bool:
    """Whether it is of one of these types, and the record names what such a work must stand in."""
    return work.type in types and (work.printing.container is not None or work.type is SourceType.PERIODICAL)


def _is_loose(work: Work) -> bool:
    """Whether it stands in nothing that is printed: a page of a website, a handbill, a speech (14.205 to 14.207)."""
    return work.type not in _BOOKS | {SourceType.CHAPTER} and not _is(work, _NUMBERED | _DATED) and work.first is None


def _venue(work: Work, printing: Printing) -> Pieces:
    """A journal with its number and the date in parentheses (14.171), a newspaper or magazine with its date alone (14.191)."""
    date = _in_words(printing.issued)
    (name,) = _newspaper(printing) if printing.container else (Piece(work.title, italic=True),)
    if work.type in _DATED:
        return name, Piece(f", {date}")
    return name, Piece(f", no. {printing.issue} ({date})" if printing.issue else f" ({date})")


def _newspaper(printing: Printing) -> tuple[Piece]:
    """The name of a periodical, without an initial article (14.170, 14.194)."""
    return (Piece((printing.container or "").removeprefix("The "), italic=True),)


def _quoted(title: str) -> Pieces:
    """A title in quotation marks, those within it single (13.30)."""
    inner = re.sub(r'"([^"]*)"', r"‘\1’", title).replace("“", "‘").replace("”", "’")
    return (Piece(f"“{inner}”"),)


# -- names, dates, locators -------------------------------------------------------------------------------------------


def _names_in_note(names: tuple[Name, ...]) -> str:
    """Up to three names; of more, the first (14.76)."""
    return _listed([name.whole for name in names]) if len(names) <= _ALL_NAMED else f"{names[0].whole} et al."


def _names_in_entry(names: tuple[Name, ...]) -> str:
    """The first name inverted, where it can be, and set off by a comma then (14.76)."""
    first, *others = names
    if not first.given:
        return _listed([name.whole for name in names])
    lead = f"{first.family}, {first.given}"
    return _listed([lead, *(name.whole for name in others)]) if len(others) != 1 else f"{lead}, and {others[0].whole}"


def _listed(names: list[str]) -> str:
    """Names in a row, with the serial comma (6.19)."""
    return " and ".join(names) if len(names) <= _TWO else f"{', '.join(names[:-1])}, and {names[-1]}"


def _in_words(issued: Issued) -> str:
    """The date, in square brackets if it isn't printed (14.145); the record's own words where no date can be read."""
    text = in_words(issued.dates) if issued.dates else issued.text
    return f"[{text}]" if issued.inferred else text


def _locator(passage: Passage) -> str:
    """The paragraphs, or the heading they stand under where none is numbered (14.160)."""
    if not passage.paragraph:
        return f"under “{passage.section}”" if passage.section else ""
    return f"paras. {passage.paragraph.replace('-', '–')}" if "-" in passage.paragraph else f"para. {passage.paragraph}"


# -- punctuation ------------------------------------------------------------------------------------------------------


def _joined(elements: Iterable[Pieces], mark: str) -> Pieces:
    """Elements with a mark after each, and a full stop at the end; neighbouring pieces of one kind become one."""
    listed = list(elements)
    out: list[Piece] = []
    for n, element in enumerate(listed):
        last = n == len(listed) - 1
        for piece in (*_with_mark(element, "." if last else mark), Piece("" if last else " ")):
            if out and out[-1].italic == piece.italic:
                out[-1] = Piece(out[-1].text + piece.text, piece.italic)
            else:
                out.append(piece)
    return tuple(piece for piece in out if piece.text)


def _with_mark(element: Pieces, mark: str) -> Pieces:
    """A comma or full stop goes inside quotation marks (6.9), and no full stop follows another end of a sentence (6.124)."""
    *before, last = element
    text = last.text
    if mark == "." and re.search(r"[.?!][’”]*$", text):
        return element
    if last.italic:
        return (*element, Piece(mark))
    closing = (r"’”$" if "‘" in text else r"”$") if text.endswith("”") else "$"
    at = re.search(closing, text) or re.search(r"”?$", text)
    assert at is not None
    return (*before, Piece(text[: at.start()] + mark + text[at.start() :]))
