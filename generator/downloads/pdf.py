"""The PDF: all pages as one document, set by WeasyPrint. And the cover's picture, which is that document's first page.

The same pages give the same bytes: no date is written, the identifier is the edition's, and type comes from our own files.
"""

from __future__ import annotations

import copy
import importlib
import io
import logging
import posixpath
import re
from contextlib import contextmanager
from textwrap import shorten
from typing import TYPE_CHECKING

from generator.downloads.front import contents, cover, imprint_page
from generator.downloads.volume import PageError
from generator.downloads.xhtml import as_html, element, is_external, prefix_ids, relink, text_of
from generator.papers import PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from xml.etree import ElementTree as ET

    from generator.downloads.volume import Page, Volume

STEPS = 7
"""Of WeasyPrint's work, as it counts them."""
HEIGHT = 2048
"""Of the cover's picture, in pixels: what shops and shelves ask for is 1,600 and more."""
INSTALL = "install the extra: pip install 'course-compiler[downloads]'"


class MissingEngineError(RuntimeError):
    """What sets the PDF isn't installed. The message says what to install."""


def require_engine() -> None:
    """Raise MissingEngineError unless WeasyPrint, its libraries and the drawer of the cover are here: asked before long work."""
    try:
        for engine in ("pypdfium2", "weasyprint"):
            importlib.import_module(engine)
    except ImportError as error:
        raise MissingEngineError(f"downloads need the Python package `{error.name}`, which is not installed; {INSTALL}") from error
    except OSError as error:  # WeasyPrint is here, a library of the system isn't
        raise MissingEngineError(
            "downloads need Pango, which this system doesn't have; install it, on Debian and Ubuntu by: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error


def pdf(volume: Volume, styles: list[Path], paper: str, progress: Callable[[int, int], None] | None = None) -> bytes:
    """The whole file. ``styles`` are stylesheets, later ones stronger; ``paper`` is a key of PAPERS."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  (half a second, and not everybody has it)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fonts, local = FontConfiguration(), URLFetcher(allowed_protocols={"file", "data"})
    sheets = [
        CSS(string=_light(style.read_text(encoding="utf-8")), base_url=style.as_uri(), font_config=fonts, url_fetcher=local)
        for style in styles
    ]
    sheets.append(CSS(string=f"@page {{ size: {PAPERS[paper]} }}"))
    with _listening(progress) as failures:
        document = HTML(string=as_html(_document(volume)), base_url=f"{volume.folder.as_uri()}/", url_fetcher=local)
        made = document.write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=volume.edition.encode(),
        )  # fmt: skip
    if failures or made is None:
        raise PageError("the PDF isn't whole: " + "; ".join(dict.fromkeys(failures)))
    return bytes(made)


def cover_picture(made: bytes) -> bytes:
    """The first page of a PDF as PNG."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(made)
    page = document[0]
    picture = page.render(scale=HEIGHT / page.get_height()).to_pil()
    out = io.BytesIO()
    picture.convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
    document.close()
    return out.getvalue()


def _document(volume: Volume) -> ET.Element:
    """Everything in one: cover, imprint, contents, pages."""
    imprint = volume.imprint
    head = element("head", element("meta", charset="utf-8"), element("title", imprint.title))
    if imprint.author:
        head.append(element("meta", name="author", content=imprint.author))
    toc = element("nav", element("h1", "Contents"), contents(volume, lambda page: f"#{page.name}"), id="contents", class_="contents")
    body = element("body", cover(volume), imprint_page(volume), toc)
    for part in volume.parts:
        for n, page in enumerate(part.pages):
            drawn = _page(page, nested=bool(part.caption) and part.opener is not page)
            if page is part.opener:
                drawn.set("class", f"{drawn.get('class')} opener")
            if part.caption and n == 0 and part.opener is None:
                drawn.insert(0, element("p", part.caption, class_="part-caption", data_short=_short(part.caption)))
            body.append(drawn)
    return element("html", head, body, lang=imprint.language)


def _page(page: Page, *, nested: bool) -> ET.Element:
    """A page as a section that bears its name. ``nested``: whether it stands below its part in the outline."""
    made = copy.deepcopy(page.body)
    prefix_ids(made, f"{page.name}:")
    relink(made, _address)
    for link in made.iter("a"):
        # Not for terms, which are many and all lead to the glossary, nor in a plot, which stands above what it leads to.
        kind = " ".join(one.get("class", "") for one in (link, *link))
        if link.get("href", "").startswith("#") and "std-term" not in kind and "plot-words" not in kind:
            link.set("class", f"{link.get('class', '')} page-ref".strip())
    base = posixpath.dirname(page.name)
    for image in made.iter("img"):
        source = str(image.get("src"))
        if not is_external(source):
            image.set("src", posixpath.normpath(posixpath.join(base, source)))
    for heading in made.iter("h1"):
        heading.set("data-short", _short(text_of(heading)))
    made.tag = "section"
    made.set("id", page.name)
    made.set("class", f"page outline-{1 + nested + page.depth}{' lesson' if page.is_lesson else ''}")
    return made


def _short(title: str) -> str:
    """A title for a running head, where it has half a line."""
    return shorten(title, 60, placeholder="…")


def _address(href: str) -> str:
    """Where a link leads within the document."""
    if is_external(href):
        return href
    target, _, anchor = href.partition("#")
    name = target.removesuffix(".xhtml")
    return f"#{name}:{anchor}" if anchor else f"#{name}"


def _light(style: str) -> str:
    """A stylesheet with the first colour of each `light-dark()`: paper is light, and WeasyPrint doesn't know the function."""
    return re.sub(r"light-dark\(((?:[^(),]|\([^()]*\))+),(?:[^()]|\([^()]*\))*\)", lambda found: found[1].strip(), style)


@contextmanager
def _listening(progress: Callable[[int, int], None] | None) -> Iterator[list[str]]:
    """Pass WeasyPrint's steps on to a progress bar. Gives what it will say went wrong: pictures or links that lead nowhere."""
    failures: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said = record.getMessage()
            step = re.match(r"Step (\d+)", said)
            if record.levelno >= logging.ERROR:
                failures.append(said)
            elif progress is not None and step is not None:
                progress(int(step[1]), STEPS)

    # Its log of steps passes nothing on to the other unless its level lets it through.
    listener, log, steps = Listener(), logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    before = steps.level
    log.addHandler(listener)
    steps.setLevel(logging.INFO)
    try:
        yield failures
    finally:
        log.removeHandler(listener)
        steps.setLevel(before)
