"""The book as it is bound: its parts and pages in order, without what works on the web only."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.downloads.xhtml import is_external, parse, relink, text_of
from generator.spec.toc import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.spec.toc import Line


class PageError(RuntimeError):
    """A drawn page can't be bound. The message names it."""


@dataclass(frozen=True)
class Imprint:
    """What is printed of the book itself. Empty text where there is nothing to say."""

    title: str
    language: str
    author: str
    publisher: str
    rights: str
    identifier: str
    """Stable for a course: editions share it."""
    proved: tuple[tuple[str, str], ...]
    """Documents that the quotations were proved against, each with its sha256."""
    modified: str
    """When the edition was made, as EPUB wants it; a fixed moment unless whoever builds says one."""


@dataclass(frozen=True)
class Page:
    """A page: its name without ending, title, depth below its part (0: a chapter), and the content of its body."""

    name: str
    title: str
    depth: int
    body: ET.Element

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson's page."""
        return self.name.startswith(f"{CHAPTERS}/")


@dataclass(frozen=True)
class Part:
    """Pages under a caption, or without one."""

    caption: str
    pages: tuple[Page, ...]

    @property
    def opener(self) -> Page | None:
        """The first page, where it bears the part's own title."""
        first = self.pages[0]
        return first if first.title == self.caption else None


@dataclass(frozen=True)
class Volume:
    """A book to be bound, drawn into ``folder``."""

    imprint: Imprint
    parts: tuple[Part, ...]
    folder: Path

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages in order."""
        return tuple(page for part in self.parts for page in part.pages)

    @property
    def subtitle(self) -> str:
        """What the home page says under the title."""
        lines = (node for node in self.pages[0].body.iter() if "cover-subtitle" in node.get("class", "").split())
        return next(map(text_of, lines), "")

    @property
    def edition(self) -> str:
        """Twelve hexadecimal digits over all that is printed: two copies with the same ones are the same word for word."""
        total = hashlib.sha256(repr(self.imprint).encode())
        for part in self.parts:
            total.update(part.caption.encode() + b"\0")
            for page in part.pages:
                total.update(page.name.encode() + b"\0" + ET.tostring(page.body, encoding="utf-8"))
        return total.hexdigest()[:12]


def open_volume(folder: Path, contents: Sequence[Line], imprint: Imprint) -> Volume:
    """Read the drawn pages. Raises PageError where one isn't well-formed.

    Pages marked `web-only` are left out; where others link to them, or to pages that don't exist, only the words stay.
    """
    parts: list[tuple[str, list[Page]]] = [("", [])]
    for line in contents:
        if not line.page:
            parts.append((line.caption, []))
        elif (page := _read(folder, line)) is not None:
            parts[-1][1].append(page)
    volume = Volume(imprint, tuple(Part(caption, tuple(pages)) for caption, pages in parts if pages), folder)
    here = {f"{page.name}.xhtml" for page in volume.pages}
    for page in volume.pages:
        base = posixpath.dirname(page.name)

        def kept(href: str, page: Page = page, base: str = base) -> str | None:
            if is_external(href):
                return href
            name, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(base, name)) if name else f"{page.name}.xhtml"
            return f"{target}#{anchor}" if target in here and anchor else target if target in here else None

        relink(page.body, kept)
    return volume


def _read(folder: Path, line: Line) -> Page | None:
    path = folder / f"{line.page}.xhtml"
    try:
        root = parse(path.read_text(encoding="utf-8"))
    except ET.ParseError as error:
        raise PageError(f"the page `{line.page}` is not well-formed, so it can't be bound: {error}") from error
    body = root.find("body")
    if body is None:
        raise PageError(f"the page `{line.page}` has no body")
    if "web-only" in body.get("class", "").split():
        return None
    for parent in list(body.iter()):
        for script in parent.findall("script"):
            parent.remove(script)
    heading = next(body.iter("h1"), None)
    return Page(line.page, text_of(heading) if heading is not None else line.page, line.depth, body)
