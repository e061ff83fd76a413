"""Which files are read as documents, by how their names end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.new.read_docx import read_docx
from generator.new.read_epub import read_epub
from generator.new.read_html import read_html
from generator.new.read_markdown import read_markdown
from generator.new.read_pdf import read_pdf
from generator.new.read_text import read_text
from generator.new.reading import Reading, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_FILE = 100_000_000
"""Bytes of a file that is read."""

READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".epub": read_epub,
}


def read_file(path: Path) -> Reading:
    """A file of any kind as a document. Raises UnreadableError where it can't be one, and OSError where it can't be opened."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"files of its kind are not read; make it one of {', '.join(READERS)}")
    with path.open("rb") as stream:
        content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise UnreadableError(f"it has more than {MAX_FILE // 1_000_000} MB; divide it")
    return reader(content)
