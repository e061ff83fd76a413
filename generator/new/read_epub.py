"""EPUB: the files of the spine in their order (EPUB 3.3, sections 4.2.6.3 and 5.7), each read as a page."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.new.members import Members
from generator.new.read_html import read_page
from generator.new.reading import About, Block, Reading, UnreadableError, assemble, one_line
from generator.new.xml_events import listen

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTAINER = "META-INF/container.xml"
_ENCRYPTED = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_ESCAPED = re.compile(r"((?:%[0-9a-fA-F]{2})+)")


def read_epub(content: bytes) -> Reading:
    """The text of all pages in reading order. The navigation isn't among them unless the book reads it out."""
    with Members(content) as members:
        container, package = _Container(), _Package()
        listen(members.read(_CONTAINER), container, _CONTAINER)
        if not container.package:
            raise UnreadableError(f"`{_CONTAINER}` in it names no package; get a fresh copy")
        listen(members.read(container.package), package, container.package)
        folder = posixpath.dirname(container.package)
        blocks: list[Block] = []
        superscript = False
        left_out: list[str] = []
        for href in package.pages():
            page = read_page(members.read(posixpath.normpath(posixpath.join(folder, _unescaped(href)))))
            blocks += page.blocks
            superscript |= page.superscript
            left_out += page.notes()
        locked = ("it says that parts of it are encrypted: see whether the text is whole",) if _ENCRYPTED in members else ()
    return replace(assemble(blocks, package.about()), superscript=superscript, notes=(*dict.fromkeys(left_out), *locked))


def _unescaped(href: str) -> str:
    """A path as it is named in the zip."""
    path = href.partition("#")[0]
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].replace("%", "")).decode("utf-8", errors="replace"), path)


class _Container:
    """Names the package: the first `rootfile`."""

    def __init__(self) -> None:
        self.package = ""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name.rpartition(" ")[2] == "rootfile" and not self.package:
            self.package = attributes.get("full-path", "")

    def end(self, _name: str, /) -> None:
        """Nothing is gathered that an end would close."""

    def data(self, _text: str, /) -> None:
        """The file has no text."""


class _Package:
    """The manifest, the spine, and what the book says of itself."""

    def __init__(self) -> None:
        self.manifest: dict[str, tuple[str, str]] = {}
        self.spine: list[str] = []
        self.facts: dict[str, list[str]] = {}
        self.local = ""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        self.local = name.rpartition(" ")[2]
        if self.local == "item":
            self.manifest[attributes.get("id", "")] = (attributes.get("href", ""), attributes.get("media-type", ""))
        elif self.local == "itemref" and attributes.get("linear") != "no":
            self.spine.append(attributes.get("idref", ""))
        elif self.local in {"title", "creator", "date", "language"}:
            self.facts.setdefault(self.local, []).append("")

    def end(self, _name: str, /) -> None:
        self.local = ""

    def data(self, text: str, /) -> None:
        if self.local in self.facts:
            self.facts[self.local][-1] += text

    def pages(self) -> list[str]:
        """The paths of the pages in reading order, relative to the package."""
        named = [self.manifest[name] for name in dict.fromkeys(self.spine) if name in self.manifest]
        return [href for href, kind in named if kind in _PAGES]

    def about(self) -> About:
        def first(name: str) -> str | None:
            return one_line(self.facts.get(name, [""])[0])

        authors = tuple(filter(None, map(one_line, self.facts.get("creator", []))))
        return About(title=first("title"), authors=authors, date=first("date"), language=first("language"))
