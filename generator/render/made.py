"""Files that the compiler makes: they say so on their first line, and an edit by hand is noticed before it is lost."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.source.files import SourceFile, Span, display_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Problems

MISSING = "missing"
"""Stands for the sha256 of a file that isn't there."""
_SUM = re.compile(r"\bsum ([0-9a-f]{16})\b")


def made_page(body: str, made_from: str) -> str:
    """A MyST page with the line that tells where it came from."""
    body = body.rstrip("\n") + "\n"
    return f"% Made by `course build` from {made_from}. Do not edit: the next build would undo it. sum {_sum(body)}\n\n{body}"


def check_unedited(path: Path, root: Path, problems: Problems) -> None:
    """Report a made page whose body isn't the one that its first line vouches for."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    except OSError as error:
        name = display_name(path, root)
        problems.report(Code.FILE_UNREADABLE, f"`{name}`, which the compiler makes, can't be read: {error.strerror}",
                        SourceFile(name, ""), Span(0, 0), help="remove what stands in its place")  # fmt: skip
        return
    head, _, body = text.partition("\n\n")
    found = _SUM.search(head)
    if found is None or found[1] != _sum(body):
        name = display_name(path, root)
        problems.report(Code.MADE_FILE_EDITED, f"`{name}` was edited by hand, and building would undo the edit",
                        SourceFile(name, text), Span(0, max(1, len(head))),
                        help="move the edit into the spec that the first line names, then delete the file")  # fmt: skip


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file unless it already has this content; whole or not at all. Tells whether it wrote."""
    try:
        if path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return True


def remove_others(folder: Path, keep: Iterable[Path], pattern: str) -> list[Path]:
    """Remove files of a made folder that nothing makes any more. Gives what was removed."""
    kept = set(keep)
    gone = [path for path in sorted(folder.glob(pattern)) if path not in kept]
    for path in gone:
        path.unlink()
    return gone


def sha256_of(path: Path | str) -> str:
    """The sha256 of a file in hexadecimal digits; "missing" where there is none.

    Who asks this of each file of a book names it by a text: to make a path of it takes as long as to read it.
    """
    try:
        with FileIO(path) as file:
            return hashlib.sha256(file.readall()).hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return MISSING


def files_in(folder: Path) -> list[str]:
    """The names of all files below a folder as paths from there, sorted; none where there is no folder. Links to folders aren't followed.

    A book has thousands, and all are listed at each build: the entries of a folder tell what is a file, and `Path.rglob`, which
    makes a path of each, takes ten times as long.
    """
    found, folders = [], [""] if folder.is_dir() else []
    while folders:
        below = folders.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{below}{entry.name}/")
                elif entry.is_file():
                    found.append(f"{below}{entry.name}")
    return sorted(found)


def read_record(path: Path) -> dict[str, str]:
    """What was noted of things by their names, as JSON; nothing where the file is missing or damaged."""
    try:
        noted = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]
