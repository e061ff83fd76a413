"""Mended texts written over the files that they were made from, unless somebody else changed one meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.made import write_if_changed
from generator.source.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from generator.fix.model import FileChange

_MARK = b"\xef\xbb\xbf"
"""UTF-8's byte order mark, which stays where it was."""


class ChangedError(Exception):
    """A file isn't the one that was read any more."""


def write_change(root: Path, change: FileChange) -> None:
    """Write a file whole, beside and then in its place. Raises ChangedError where it isn't as it was read, and OSError."""
    path = (root / change.name).resolve()  # the file itself where a link leads to it
    try:
        marked = path.read_bytes().startswith(_MARK)
        now = read_text(path, root).text
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ChangedError from error
    if now != change.before:
        raise ChangedError
    write_if_changed(path, (_MARK if marked else b"") + change.after.encode())
