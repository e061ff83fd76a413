"""Word's .docx: the paragraphs of the main text (ECMA-376 part 1, sections 17.3 and 17.7)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.new.members import Members
from generator.new.reading import About, Block, Reading, assemble, one_line
from generator.new.xml_events import listen

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace of Word's elements, in the transitional and in the strict form."""
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_HEADING = re.compile(r"heading ([1-9])")
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes) -> Reading:
    """The text of a .docx. Headers, footers and notes lie apart from it and are left out; that there were notes is said."""
    with Members(content) as members:
        styles, core, text = _Styles(), _Core(), _Text()
        if _STYLES in members:
            listen(members.read(_STYLES), styles, _STYLES)
        if _CORE in members:
            listen(members.read(_CORE), core, _CORE)
        listen(members.read(_TEXT), text, _TEXT)
    notes = ("its notes were left out: copy what you need into the text before you cite it",) if text.notes else ()
    blocks = (Block(text=words, level=styles.level(style)) for style, words in text.paragraphs)
    return replace(assemble(blocks, core.about()), notes=notes)


def _word(name: str) -> str | None:
    """The local name of one of Word's elements or attributes, None for others."""
    space, _, local = name.rpartition(" ")
    return local if space in _WORD else None


def _value(attributes: Mapping[str, str], wanted: str) -> str:
    return next((value for name, value in attributes.items() if _word(name) == wanted), "")


class _Styles:
    """Which styles are headings. Built-in styles keep their English names in every language (section 17.7.4.9)."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self.style = ""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if _word(name) == "style":
            self.style = _value(attributes, "styleId")
        elif _word(name) == "name" and self.style:
            called = _value(attributes, "val").casefold()
            found = _HEADING.fullmatch(called)
            if called == "title" or found:
                self.levels[self.style] = int(found[1]) + 1 if found else 1

    def end(self, name: str, /) -> None:
        if _word(name) == "style":
            self.style = ""

    def data(self, _text: str, /) -> None:
        """Styles have no text."""

    def level(self, style: str) -> int:
        """The level of a heading's style, 0 for any other: the title is 1, and so the first heading is 2."""
        return self.levels.get(style, 0)


class _Text:
    """The paragraphs, each with its style."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, str]] = []
        self.notes = False
        self.open: list[tuple[str, list[str]]] = []
        self.inside_text = False
        self.left_out = 0

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name == _FALLBACK or self.left_out:  # says again, for old programs, what was said
            self.left_out += 1
            return
        local = _word(name)
        if local == "p":
            self.open.append(("", []))
        elif local == "pStyle" and self.open:
            self.open[-1] = (_value(attributes, "val"), self.open[-1][1])
        elif local in {"footnoteReference", "endnoteReference"}:
            self.notes = True
        elif local in _MARKS and self.open:
            self.open[-1][1].append(_MARKS[local])
        self.inside_text = local == "t"

    def end(self, name: str, /) -> None:
        if self.left_out:
            self.left_out -= 1
            return
        self.inside_text = False
        if _word(name) == "p" and self.open:
            style, words = self.open.pop()
            self.paragraphs.append((style, "".join(words)))

    def data(self, text: str, /) -> None:
        if self.inside_text and self.open and not self.left_out:
            self.open[-1][1].append(text)


class _Core:
    """What the file says of itself."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.local = ""

    def start(self, name: str, _attributes: Mapping[str, str], /) -> None:
        self.local = name.rpartition(" ")[2]

    def end(self, _name: str, /) -> None:
        self.local = ""

    def data(self, text: str, /) -> None:
        self.found[self.local] = self.found.get(self.local, "") + text

    def about(self) -> About:
        author = one_line(self.found.get("creator"))
        language = one_line(self.found.get("language"))
        return About(title=one_line(self.found.get("title")), authors=(author,) if author else (),
                     date=one_line(self.found.get("created")), language=language)  # fmt: skip
