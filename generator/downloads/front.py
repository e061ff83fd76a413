"""What stands before the first page: cover, imprint and contents, the same in the EPUB and in the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.downloads.xhtml import element

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from generator.downloads.volume import Page, Volume


def cover(volume: Volume) -> ET.Element:
    """The cover: title, and the parts that hold lessons."""
    made = element("section", element("p", volume.imprint.title, class_="front-title"), class_="front-cover")
    if volume.subtitle:
        made.append(element("p", volume.subtitle, class_="front-subtitle"))
    units = [part.caption for part in volume.parts if part.caption and any(page.is_lesson for page in part.pages)]
    if units:
        made.append(element("ul", *(element("li", caption) for caption in units), class_="front-units"))
    if volume.imprint.publisher and volume.imprint.publisher != volume.imprint.title:
        made.append(element("p", volume.imprint.publisher, class_="front-publisher"))
    return made


def imprint_page(volume: Volume) -> ET.Element:
    """What this copy is, and what its quotations were proved against."""
    imprint = volume.imprint
    made = element("section", element("h1", "About this edition"), class_="imprint")
    lines = [imprint.title, imprint.author if imprint.author != imprint.title else "", imprint.rights]
    made.extend(element("p", line) for line in lines if line)
    made.append(element("p", f"Edition {volume.edition}. Copies with the same number are the same, word for word."))
    if imprint.proved:
        made.append(element("p", "Every quotation was proved, letter by letter, against these documents, which are named by "
                                 "their SHA-256 digests:"))  # fmt: skip
        proved = (element("li", f"{name}: ", element("code", digest)) for name, digest in imprint.proved)
        made.append(element("ul", *proved, class_="proved"))
    return made


def contents(volume: Volume, address: Callable[[Page], str]) -> ET.Element:
    """The contents as nested lists. A part that opens with a page of its own title is listed as that page."""
    listed = element("ol")
    for part in volume.parts:
        if not part.caption:
            listed.extend(_nested(part.pages, address))
            continue
        rest = part.pages[1:] if part.opener else part.pages
        heading = element("a", part.caption, href=address(part.opener)) if part.opener else element("span", part.caption)
        entry = element("li", heading, class_="part")
        if rest:
            entry.append(element("ol", *_nested(rest, address)))
        listed.append(entry)
    return listed


def _nested(pages: tuple[Page, ...], address: Callable[[Page], str]) -> list[ET.Element]:
    """List items, deeper pages in lists inside them."""
    top: list[ET.Element] = []
    path: list[ET.Element] = []
    for page in pages:
        entry = element("li", element("a", page.title, href=address(page)))
        del path[page.depth :]
        if not path:
            top.append(entry)
        else:
            inner = path[-1].find("ol")
            if inner is None:
                inner = element("ol")
                path[-1].append(inner)
            inner.append(entry)
        path.append(entry)
    return top
