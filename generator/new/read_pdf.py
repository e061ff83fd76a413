"""PDF: the words of its pages as lines, with paragraphs and headings guessed from how lines stand and how large they are.

The reader is pdfium, which gives the letters of a page in the order of its content; what a page shows in two columns therefore
comes column by column where its maker wrote it so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from generator.new.reading import About, Block, Reading, UnreadableError, assemble, one_line
from generator.new.repeated import edge_lines, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_PAGES = 5_000
_LARGER = 1.12
"""How much larger than most letters a heading's are. Headings of the same size are told from the text by nobody but its reader."""
_WIDER = 1.35
"""How much farther apart than most lines two lines are, between which a paragraph ends."""
_INDENT = 0.6
"""How far a paragraph's first line is set in at least, as a share of its letters' size."""
_LINE = re.compile(r"(?P<words>[^\n\ufffe\x02]*)(?:(?P<broken>[\ufffe\x02])(?:\r?\n)?|\n|\Z)")
"""A line of pdfium's text. Where a hyphen breaks a word at a line's end, pdfium writes a mark for the hyphen and the line's end."""
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page. ``left`` and ``base`` are its place in points from the page's lower left corner, ``size`` that of its first
    letter, in units that are the same all through a document. All three are 0 where the place isn't known."""

    text: str
    left: float = 0
    base: float = 0
    size: float = 0


def read_pdf(content: bytes) -> Reading:
    """The text of a PDF. Raises UnreadableError where it is damaged, locked, or holds pictures of pages only."""
    pages, about = _opened(content)
    furniture = _furniture(pages)
    empty = sum(not page for page in pages)
    notes = (f"{empty} of {len(pages)} pages have no text: they may be pictures",) if empty and empty < len(pages) else ()
    return replace(assemble(_blocks(pages), about), furniture=tuple(furniture), cut=len(pages) > 1, notes=notes)


def _furniture(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Lines at the edges of pages that come again; what stands next to such a line may be one, too: a head of two lines."""
    found: list[str] = []
    for _ in range(_EDGE):
        inner = [[line for line in page if not is_known(line.text, found)] for page in pages]
        found += edge_lines([_edges(page) for page in inner])
    return list(dict.fromkeys(found))


def _opened(content: bytes) -> tuple[list[list[Line]], About]:
    try:
        import pypdfium2  # noqa: PLC0415 - an extra, which not everybody has
    except ImportError as error:
        raise UnreadableError("reading PDF needs the package `pypdfium2`; install it: pip install 'course-compiler[sources]'") from error
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                raise UnreadableError(f"it has more than {MAX_PAGES} pages; divide it")
            facts = document.get_metadata_dict()
            author = one_line(facts.get("Author"))
            about = About(title=one_line(facts.get("Title")), authors=(author,) if author else (), date=one_line(facts.get("CreationDate")))
            return [_lines(page) for page in document], about
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("it can't be read as PDF; if it asks for a password, save a copy without one") from error


def _lines(page: Any) -> list[Line]:
    """The lines of a page. Where pdfium's text doesn't go letter by letter with its places, as with rare scripts, these are left out."""
    words = page.get_textpage()
    text: str = words.get_text_range()
    placed = len(text) == words.count_chars()
    lines = []
    for found in _LINE.finditer(text):
        shown = found["words"].strip()
        if shown:
            first = found.start("words") + len(found["words"]) - len(found["words"].lstrip())
            shown += "-" if found["broken"] else ""
            lines.append(_placed(words, first, shown) if placed else Line(text=shown))
    return lines


def _placed(words: Any, index: int, text: str) -> Line:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra, which not everybody has

    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(words, index, box):
        return Line(text=text)
    height = box.top - box.bottom
    return Line(text=text, left=box.left, base=box.bottom, size=round(height, 1))


def _edges(page: Sequence[Line]) -> list[str]:
    """The outermost lines at a page's top and bottom, wherever they stand in its content."""
    if not any(line.base for line in page):
        return [line.text for line in (*page[:1], *page[-1:])]
    rows = [list(row) for _, row in groupby(sorted(page, key=lambda line: -line.base), key=lambda line: round(line.base))]
    return [line.text for row in (*rows[:1], *rows[-1:]) for line in row]


def _blocks(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Paragraphs and headings of all pages. A page's end is a paragraph's end; a record with `rejoin` takes that back."""
    usual = _most_common([line.size for page in pages for line in page for _ in line.text])
    larger = sorted({line.size for page in pages for line in page if line.size > usual * _LARGER}, reverse=True)
    levels = {size: n for n, size in enumerate(larger, 1)} if usual else {}
    for page in pages:
        step = _most_common([round(above.base - below.base, 1) for above, below in pairwise(page)])
        left = _most_common([round(line.left) for line in page])
        for group in _grouped(page, levels, step, left):
            yield Block(text="\n".join(line.text for line in group), level=levels.get(group[0].size, 0))


def _grouped(page: Sequence[Line], levels: dict[float, int], step: float, left: float) -> Iterator[list[Line]]:
    """The lines of a page, put together into paragraphs and headings."""
    group: list[Line] = []
    for line in page:
        if group and _begins(group[-1], line, levels, step, left):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(above: Line, line: Line, levels: dict[float, int], step: float, left: float) -> bool:
    """Whether a line begins a paragraph or heading."""
    if levels.get(above.size, 0) != levels.get(line.size, 0):
        return True
    if line.size in levels or not line.size:  # a heading of several lines; nothing is known
        return line.size in levels and above.base - line.base > line.size * 2
    apart = above.base - line.base
    if apart < 0 or (step > 0 and apart > step * _WIDER):  # another column, or a gap
        return True
    return line.left - left > line.size * _INDENT and above.left - left <= line.size * _INDENT


def _most_common(values: Sequence[float]) -> float:
    """The commonest value, the smallest of those that are equally common; 0 where there is none."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value), default=0)
