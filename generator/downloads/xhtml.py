"""Pages as elements: XHTML is read without namespaces, changed, and written as XHTML for an EPUB or as HTML for print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable

XHTML, SVG, OPS = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/ops"
_PREFIXES = {
    XHTML: "", SVG: "", "http://www.w3.org/1998/Math/MathML": "", OPS: "epub:",
    "http://www.w3.org/1999/xlink": "xlink:", "http://www.w3.org/XML/1998/namespace": "xml:",
}  # fmt: skip
_VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NAMED = {"aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns", "for", "headers"}
"""Attributes that name ids of other elements, several apart by spaces."""


def parse(text: str) -> ET.Element:
    """The root element, its names without namespaces. Raises ParseError where the text isn't XML."""
    root = ET.fromstring(text)  # noqa: S314  (our own pages, and the parser resolves no external entity)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _short(element.tag)
        element.attrib = {_short(name): value for name, value in element.attrib.items()}
    return root


def _short(name: str) -> str:
    if not name.startswith("{"):
        return name
    namespace, _, local = name[1:].partition("}")
    return _PREFIXES.get(namespace, "") + local


def as_xhtml(root: ET.Element) -> str:
    """A whole document as XML, declared and with its namespaces."""
    root.set("xmlns", XHTML)
    root.set("xmlns:epub", OPS)
    for element in root.iter("svg"):
        element.set("xmlns", SVG)
    for element in root.iter():
        if element.text is None and element.tag not in _VOID:
            element.text = ""  # written with an end tag, without which a reader of HTML would go on inside
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{ET.tostring(root, encoding="unicode")}\n'


def as_html(root: ET.Element) -> str:
    """A whole document as HTML."""
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"


def element(tag: str, *children: ET.Element | str, **attributes: str) -> ET.Element:
    """An element. Underscores in attribute names stand for hyphens, one at the end for nothing."""
    made = ET.Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, ET.Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def text_of(root: ET.Element) -> str:
    """The words in an element, white space as single spaces."""
    return " ".join("".join(root.itertext()).split())


def prefix_ids(root: ET.Element, prefix: str) -> None:
    """Put a prefix before every id and every name of one, so that pages can stand in one document. Links are left alone."""
    for node in root.iter():
        if "id" in node.attrib:
            node.set("id", prefix + node.attrib["id"])
        for name in _NAMED & node.attrib.keys():
            node.set(name, " ".join(prefix + one for one in node.attrib[name].split()))


def relink(root: ET.Element, change: Callable[[str], str | None]) -> None:
    """Change where links lead; where the change gives None, only the link's words stay."""
    for node in root.iter("a"):
        href = node.get("href")
        if href is None:
            continue
        changed = change(href)
        if changed is None:
            node.tag = "span"
            for name in ("href", "title", "rel", "target"):
                node.attrib.pop(name, None)
        else:
            node.set("href", changed)


def is_external(href: str) -> bool:
    """Whether a link leaves the book."""
    return re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE) is not None
