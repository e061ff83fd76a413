"""The text of a PDF's pages. Glyphs are numbers there, so it takes a reader of PDF to know the letters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoText:
    """Why a PDF couldn't be read."""

    reason: str


def pdf_text(content: bytes) -> str | NoText:
    """The words of all pages, of the document's metadata and of its bookmarks."""
    try:
        import pypdfium2  # noqa: PLC0415 - the extra `downloads`, which not everybody has
    except ImportError:
        return NoText(reason="reading PDF needs the extra `downloads`: pip install 'course-compiler[downloads]'")
    try:
        with pypdfium2.PdfDocument(content) as document:
            about = [*document.get_metadata_dict().values(), *(mark.get_title() for mark in document.get_toc())]
            return "\n".join([*about, *(page.get_textpage().get_text_range() for page in document)])
    except pypdfium2.PdfiumError as error:
        return NoText(reason=f"it can't be read as PDF: {error}")
