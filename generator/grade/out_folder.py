"""The folder that a gradebook goes into: which files in it are ours, and how they get there whole or not at all.

A manifest lists what was made. It is written before the first file and again after the last, so that whenever the work is
broken off, the next run knows its own files from those of others. Nothing is written or removed outside the folder.
"""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MANIFEST = "manifest.json"
JOURNAL = ".grading-journal.jsonl"
FEEDBACK = "feedback"
TOP = ("gradebook", "attempts", "responses", "report")
"""Names of files that lie at the top, without their endings."""
_ENDINGS = (".csv", ".parquet", ".html", ".json")
_SCHEMA = 1


class OutFolderError(Exception):
    """Why a folder can't be written into, in one sentence with what to do."""


class OutFolder:
    """The folder, opened for one run. ``ours`` are the paths in it, with forward slashes, that earlier runs made."""

    def __init__(self, root: Path, ours: frozenset[str]) -> None:
        self.root = root
        self.ours = ours
        self._safe: set[Path] = set()

    @property
    def journal(self) -> Path:
        """Where readings are kept while the work goes on."""
        return self.root / JOURNAL

    def begin(self, planned: Iterable[str]) -> None:
        """Say which files will be made, before any of them is."""
        self._write_manifest((self.ours | set(planned)) - {MANIFEST})

    def write(self, name: str, content: bytes) -> bool:
        """Write a file, whole or not at all, unless it is there with this content. Tells whether it wrote."""
        path = self._inside(name)
        try:
            if path.read_bytes() == content:
                _part(path).unlink(missing_ok=True)  # left behind by a run that was broken off
                return False
        except FileNotFoundError:
            pass
        part = _part(path)
        part.unlink(missing_ok=True)  # a link that somebody left under this name would lead the content elsewhere
        part.write_bytes(content)
        part.replace(path)
        return True

    def finish(self, made: Iterable[str]) -> None:
        """Remove what earlier runs made and this one didn't, and the journal."""
        made = frozenset(made)
        gone = self.ours - made - {MANIFEST}
        for name in sorted(gone):
            path = self.root / PurePosixPath(name)
            _part(path).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        for folder in sorted({str(PurePosixPath(name).parent) for name in gone}, reverse=True):
            _remove_if_empty(self.root / folder, self.root)
        self._write_manifest(made)
        self.journal.unlink(missing_ok=True)

    def _write_manifest(self, files: Iterable[str]) -> None:
        manifest = {"schema_version": _SCHEMA, "made_by": "course grade", "files": sorted(files)}
        self.write(MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())

    def _inside(self, name: str) -> Path:
        """The path of a file, its folder made. Raises OutFolderError where a link leads out."""
        path = self.root / PurePosixPath(name)
        if path.parent not in self._safe:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.parent.resolve().is_relative_to(self.root.resolve()):
                raise OutFolderError(f"`{path.parent}` is a link that leads out of the folder: remove it")
            self._safe.add(path.parent)
        return path


def open_out(out: Path, sources: Sequence[Path]) -> OutFolder:
    """The folder, made if it isn't there. Raises OutFolderError where it would mix with what is graded or with files of others."""
    root = out.resolve()
    for source in (source.resolve() for source in sources):
        if root == source or root.is_relative_to(source) or source.is_relative_to(root):
            raise OutFolderError(f"`{out}` and `{source.name}` lie in one another: name another folder with --out")
    if root.exists() and not root.is_dir():
        raise OutFolderError(f"`{out}` is a file: name a folder with --out")
    ours = _ours(root)
    foreign = [name for name in _names() if name not in ours and os.path.lexists(root / name)]
    if (root / JOURNAL).is_symlink():
        foreign.append(JOURNAL)
    if (root / FEEDBACK).is_symlink() or ((root / FEEDBACK).exists() and not any(name.startswith(f"{FEEDBACK}/") for name in ours)):
        foreign.append(FEEDBACK)
    if foreign:
        listed = ", ".join(f"`{name}`" for name in foreign)
        raise OutFolderError(f"`{out}` holds {listed}, not made by `course grade`: name another folder with --out, or move them")
    root.mkdir(parents=True, exist_ok=True)
    return OutFolder(root, ours)


def _names() -> list[str]:
    made = [f"{stem}{ending}" for stem in TOP for ending in _ENDINGS]
    return [*made, MANIFEST]


def _ours(root: Path) -> frozenset[str]:
    """What the manifest lists; without one, nothing. What it says is believed only of paths that stay in the folder."""
    path = root / MANIFEST
    if path.is_symlink():
        return frozenset()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except ValueError:  # neither JSON nor UTF-8: somebody else's file of that name
        return frozenset()
    if not isinstance(found, dict) or found.get("made_by") != "course grade" or not isinstance(found.get("files"), list):
        return frozenset()
    return frozenset(name for name in found["files"] if isinstance(name, str) and _stays(name)) | {MANIFEST}


def _stays(name: str) -> bool:
    """Whether a path is one that we make: at the top, or a file two folders down in the feedback."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        return False
    return name in _names() or (parts[0] == FEEDBACK and len(parts) == 3)  # noqa: PLR2004 - feedback/student/quiz.html


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _remove_if_empty(folder: Path, root: Path) -> None:
    """Remove a folder, and those above it up to the root, as far as nothing is left in them."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
