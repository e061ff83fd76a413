"""The book to take along: an EPUB and a PDF, bound from the same drawn pages. Knows nothing of who drew them."""

from __future__ import annotations

import os
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.downloads.epub import epub
from generator.downloads.pdf import cover_picture, pdf
from generator.downloads.volume import Imprint, open_volume
from generator.spec.toc import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.resolve import ResolvedCourse

_DRAWN = Path(__file__).parent.parent / "sphinx_ext"
EPUB_STYLE = _DRAWN / "theme_epub" / "static" / "epub.css"
PDF_STYLES = [_DRAWN / "static" / "tokens.css", _DRAWN / "static" / "comparison.css", Path(__file__).with_name("paged.css")]
"""The marks of plots are those of the web."""
KB, MB = 1_000, 1_000_000


@dataclass(frozen=True)
class Download:
    """A file to download. ``kind`` is what readers call it."""

    kind: str
    name: str
    content: bytes

    @property
    def label(self) -> str:
        """Kind and size, to two figures, so that a changed comma doesn't change every page."""
        unit, name = (MB, "MB") if len(self.content) >= MB else (KB, "kB")
        return f"{self.kind}, {float(f'{len(self.content) / unit:.2g}'):g} {name}"


def make_downloads(
    resolved: ResolvedCourse,
    settings: Mapping[str, Any],
    drawn: Path,
    paper: str,
    progress: Callable[[int, int], None] | None = None,
) -> list[Download]:
    """An EPUB and a PDF of a course from its pages, which Sphinx's `epub` builder drew into a folder.

    ``settings`` are Sphinx's. Raises PageError where a page can't be bound.
    """
    volume = open_volume(drawn, lines(resolved.course), imprint(resolved, settings))
    printed = pdf(volume, PDF_STYLES, paper, progress)
    packed = epub(volume, cover_picture(printed), EPUB_STYLE.read_text(encoding="utf-8"))
    return [
        Download("EPUB", f"{resolved.course_id}.epub", packed),
        Download("PDF", f"{resolved.course_id}.pdf", printed),
    ]


def imprint(resolved: ResolvedCourse, settings: Mapping[str, Any]) -> Imprint:
    """What the book says of itself, as far as the course's settings say it."""
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:course:{resolved.course_id}")
    return Imprint(
        title=str(settings.get("project") or settings["html_title"]),
        language=str(settings.get("language") or "en"),
        author=str(settings.get("epub_author") or settings.get("author") or ""),
        publisher=str(settings.get("epub_publisher", "")),
        rights=str(settings.get("epub_copyright") or settings.get("copyright") or ""),
        identifier=str(settings.get("epub_identifier") or f"urn:uuid:{named}"),
        proved=tuple((name, pin.sha256) for name, pin in resolved.lock.sources.items()),
        modified=moment(),
    )


def moment() -> str:
    """When the edition was made: SOURCE_DATE_EPOCH where it is set, else the start of 1980. Never the clock."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))))
