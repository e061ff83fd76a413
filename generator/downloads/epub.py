"""The EPUB: a zip of the book's pages with a package file, contents, a cover and a stylesheet. EPUB 3.3.

The same pages give the same bytes: every member bears the same time, members stand in a fixed order, nothing asks the clock.
"""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.downloads.front import contents, imprint_page
from generator.downloads.xhtml import as_xhtml, element, is_external, relink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.downloads.volume import Page, Volume

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold, given to every member."""
TYPES = {
    ".css": "text/css", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".png": "image/png",
    ".svg": "image/svg+xml", ".webp": "image/webp", ".xhtml": "application/xhtml+xml",
}  # fmt: skip
"""Media types by ending: those that every reading system must know, as far as books here hold them."""
CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class _Member:
    """A file of the package. ``properties`` as the manifest wants them; ``read``: whether it stands in the reading order."""

    name: str
    content: bytes
    properties: str = ""
    read: bool = False


def epub(volume: Volume, picture: bytes, style: str) -> bytes:
    """The whole file. ``picture`` is the cover as PNG, ``style`` the stylesheet of all pages."""
    members = list(_members(volume, picture, style))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        # The first member is stored as it is, so that the file's kind stands at a fixed place in its first bytes.
        packed.writestr(zipfile.ZipInfo("mimetype", EARLIEST), "application/epub+zip", zipfile.ZIP_STORED)
        texts = {"META-INF/container.xml": CONTAINER.encode(), "EPUB/package.opf": _package(volume, members).encode()}
        for name, content in {**texts, **{f"EPUB/{member.name}": member.content for member in members}}.items():
            packed.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _members(volume: Volume, picture: bytes, style: str) -> Iterator[_Member]:
    imprint = volume.imprint
    image = element("img", src="cover.png", alt=imprint.title)
    yield _Member(
        "cover.xhtml", _document(volume, "cover.xhtml", imprint.title, element("body", image, class_="cover-image")), read=True
    )
    page = element("body", imprint_page(volume))
    yield _Member("imprint.xhtml", _document(volume, "imprint.xhtml", "About this edition", page), read=True)
    nav = _document(volume, "nav.xhtml", "Contents", _navigation(volume))
    yield _Member("nav.xhtml", nav, "nav", read=True)
    pictures: set[str] = set()
    for drawn in volume.pages:
        name = f"{drawn.name}.xhtml"
        yield _Member(name, _document(volume, name, drawn.title, _body(drawn)), _properties(drawn), read=True)
        base = posixpath.dirname(name)
        sources = (str(image.get("src")) for image in drawn.body.iter("img"))
        pictures |= {posixpath.normpath(posixpath.join(base, source)) for source in sources if not is_external(source)}
    for name in sorted(pictures):
        yield _Member(name, (volume.folder / name).read_bytes())
    yield _Member("cover.png", picture, "cover-image")
    yield _Member("epub.css", style.encode())


def _properties(page: Page) -> str:
    """What a page holds beside words, which the manifest must say."""
    found = {"svg": "svg", "math": "mathml"}
    return " ".join(value for tag, value in found.items() if next(page.body.iter(tag), None) is not None)


def _body(page: Page) -> ET.Element:
    """A page's body, with its links relative to itself."""
    body = copy.deepcopy(page.body)
    base = posixpath.dirname(page.name)

    def relative(href: str) -> str:
        if is_external(href):
            return href
        target, _, anchor = href.partition("#")
        name = "" if target == f"{page.name}.xhtml" and anchor else posixpath.relpath(target, base)
        return f"{name}#{anchor}" if anchor else name

    relink(body, relative)
    return body


def _document(volume: Volume, name: str, title: str, body: ET.Element) -> bytes:
    """A page around a body."""
    style = posixpath.relpath("epub.css", posixpath.dirname(name) or ".")
    head = element("head", element("title", title), element("link", rel="stylesheet", type="text/css", href=style))
    language = volume.imprint.language
    root = element("html", head, body, lang=language)
    root.set("xml:lang", language)
    return as_xhtml(root).encode()


def _navigation(volume: Volume) -> ET.Element:
    """The contents, which are a page too, and the landmarks, which aren't shown."""
    toc = element("nav", element("h1", "Contents"), contents(volume, lambda page: f"{page.name}.xhtml"), id="contents")
    toc.set("epub:type", "toc")
    toc.set("role", "doc-toc")
    marks = element("ol")
    first = f"{volume.pages[0].name}.xhtml"
    for kind, href, words in (
        ("cover", "cover.xhtml", "Cover"),
        ("toc", "#contents", "Contents"),
        ("bodymatter", first, "Begin"),
    ):
        link = element("a", words, href=href)
        link.set("epub:type", kind)
        marks.append(element("li", link))
    landmarks = element("nav", element("h2", "Landmarks"), marks, hidden="hidden")
    landmarks.set("epub:type", "landmarks")
    return element("body", toc, landmarks)


def _package(volume: Volume, members: list[_Member]) -> str:
    """The package file: metadata, manifest, reading order."""
    imprint = volume.imprint
    metadata = element("metadata", element("dc:identifier", imprint.identifier, id="book"))
    metadata.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    for name, text in (
        ("title", imprint.title), ("language", imprint.language), ("creator", imprint.author),
        ("publisher", imprint.publisher), ("rights", imprint.rights),
    ):  # fmt: skip
        if text:
            metadata.append(element(f"dc:{name}", text))
    for name, value in (
        ("dcterms:modified", imprint.modified),
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", "Text with headings, lists and tables. All of it can be read without seeing a picture."),
    ):
        metadata.append(element("meta", value, property=name))
    metadata.append(element("meta", name="cover", content="m-cover.png"))  # where older readers look
    manifest, spine = element("manifest"), element("spine")
    for member in members:
        name = f"m-{member.name.replace('/', '_')}"
        item = element("item", id=name, href=member.name, media_type=TYPES[posixpath.splitext(member.name)[1]])
        if member.properties:
            item.set("properties", member.properties)
        manifest.append(item)
        if member.read:
            spine.append(element("itemref", idref=name))
    package = element("package", metadata, manifest, spine, version="3.0", unique_identifier="book")
    package.set("xmlns", "http://www.idpf.org/2007/opf")
    package.set("xml:lang", imprint.language)
    ET.indent(package)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(package, encoding="unicode") + "\n"
