"""HTML and XHTML: the text of block after block.

The parser is libxml2's for HTML, told to fetch nothing; its events are taken as they come, and no tree is built. The standard library's
parser is no choice for files of strangers: on unclosed comments and quotation marks its time grows with the square of their number.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.corpus.fold import SUPERSCRIPTS
from generator.new.reading import About, Block, Reading, UnreadableError, assemble, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 2048
"""Bytes in which a page names its encoding; HTML's own rule is 1024."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NEVER_SHOWN = frozenset({"script", "style", "template", "noscript", "svg", "math", "select", "button", "iframe", "object"})
_AROUND = frozenset({"nav", "footer", "aside", "form"})
"""What surrounds a page's own text."""
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br", "td", "th"}
)  # fmt: skip
"""Elements inside a line; any other begins a new block."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPTS)
_DATES = frozenset(
    {"date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "article:published_time", "citation_publication_date",
     "datepublished"}
)  # fmt: skip
_AUTHORS = frozenset({"author", "dc.creator", "dcterms.creator", "citation_author"})


def read_html(content: bytes) -> Reading:
    """A page as a document."""
    page = read_page(content)
    return replace(assemble(page.blocks, page.about()), superscript=page.superscript, notes=page.notes())


def read_page(content: bytes) -> Page:
    """A page's blocks and what it says of itself."""
    try:
        from lxml import etree  # noqa: PLC0415 - an extra, which not everybody has
    except ImportError as error:
        raise UnreadableError("reading HTML needs the package `lxml`; install it: pip install 'course-compiler[sources]'") from error
    page = Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=True)
    try:
        parser.feed(_decoded(content).encode())
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableError("it can't be read as HTML; save the page anew") from error
    return page


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    named = _CHARSET.search(content[:_HEAD])
    for encoding in (*([named[1].decode("ascii")] if named else []), "utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableError("it holds bytes that are no text; save the page anew, as UTF-8")


class Page:
    """Gathers the blocks of a page, told by a parser. Elements that are never shown are passed over; those around the text are counted."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.superscript = False
        self.left_out: dict[str, int] = {}
        self._line: list[str] = []
        self._level = 0
        self._skipped: tuple[str, int] = ("", 0)
        self._raised = 0
        self._kept = 0
        self._in_title = False
        self._facts: dict[str, list[str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        skipped, depth = self._skipped
        if depth:
            self._skipped = (skipped, depth + (tag == skipped))
            return
        if tag in _NEVER_SHOWN or tag in _AROUND:
            self.flush()
            self._skipped = (tag, 1)
            if tag in _AROUND:
                self.left_out[tag] = self.left_out.get(tag, 0) + 1
            return
        self._note(tag, attributes)
        if tag not in _INLINE:
            self.flush()
        self._level = _HEADINGS.get(tag, self._level if tag in _INLINE else 0)
        self._in_title = tag == "title"
        self._raised += tag == "sup"
        self._kept += tag == "pre"
        if tag == "li":
            self._line.append("- ")
        elif tag in {"br", "td", "th"}:
            self._line.append("\n" if tag == "br" else "\t")

    def end(self, tag: str) -> None:
        """An element ends."""
        skipped, depth = self._skipped
        if depth:
            self._skipped = (skipped, depth - (tag == skipped))
            return
        if tag == "title":
            self._in_title = False
        elif tag not in _INLINE:
            self.flush()
        self._raised = max(0, self._raised - (tag == "sup"))
        self._kept = max(0, self._kept - (tag == "pre"))

    def data(self, data: str) -> None:
        """Text, its character references resolved."""
        if self._skipped[1]:
            return
        if self._in_title:
            self._facts.setdefault("title", []).append(data)
        elif self._raised and data.strip().isdecimal() and data.strip().isascii():
            self.superscript = True
            self._line.append(data.strip().translate(_SUPERSCRIPT))
        else:
            self._line.append(data if self._kept else re.sub(r"[ \t\r\n\f]+", " ", data))

    def close(self) -> None:
        """The page ends."""
        self.flush()

    def flush(self) -> None:
        """End the block that is open."""
        lines = [line.rstrip() if self._kept else line.strip(" ") for line in "".join(self._line).split("\n")]
        self._line = []
        text = "\n".join(line if self._kept else re.sub(" +", " ", line) for line in lines).strip("\n")
        if text.strip(" -\t\n"):
            self.blocks.append(Block(text=text, level=self._level))
        self._level = 0

    def about(self) -> About:
        """What the page says of itself."""
        title = one_line("".join(self._facts.get("title", [])))
        authors = tuple(dict.fromkeys(filter(None, map(one_line, self._facts.get("author", [])))))
        return About(title=title, authors=authors, date=self._fact("date"), language=self._fact("lang"))

    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        if not self.left_out:
            return ()
        counted = ", ".join(f"{tag} ({number})" for tag, number in sorted(self.left_out.items()))
        return (f"these parts of the page were left out: {counted}",)

    def _fact(self, name: str) -> str | None:
        return one_line(self._facts.get(name, [""])[0])

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "html" and (language := attributes.get("lang") or attributes.get("xml:lang")):
            self._facts.setdefault("lang", []).append(language)
        if tag == "time" and (moment := attributes.get("datetime")):
            self._facts.setdefault("date", []).append(moment)
        if tag == "meta" and (content := attributes.get("content")):
            name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").casefold()
            if name in _DATES:
                self._facts.setdefault("date", []).insert(0, content)
            elif name in _AUTHORS:
                self._facts.setdefault("author", []).append(content)
