"""What outlives a process: bytes by the names of what they were made from, in a folder that may be deleted at any moment.

A name must tell all that the bytes hang on, digests of the code that made them included. Each file begins with a digest of its
name and its bytes, so that one that was damaged, cut short or put there by somebody else counts as none. Files are written beside
their place and renamed. The oldest ones go when all together are larger than ``BOUND``.

Where the folder can't be written to, as in a checkout that may only be read, nothing is kept, and all that costs is time.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "_build/.course/corpus"
"""Below a course's root, unless ``ELSEWHERE`` names another folder."""
ELSEWHERE = "COURSE_CACHE"
BOUND = 4 << 30
"""Bytes that all files may have together."""
_MAGIC = b"course kept 1\n"
_SUFFIX = ".kept"
_OURS = frozenset({_SUFFIX, ".part"})
"""What may be removed: files that are kept, and what processes left that were killed while they wrote."""
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size


class Kept:
    """One folder of kept bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._room: int | None = None
        """Bytes that may be written until the folder is looked through again; None before the first time."""

    def find(self, name: str) -> memoryview | None:
        """The bytes kept under a name, mapped from their file; None where there are none that can be trusted."""
        try:
            with self._path(name).open("rb") as file:
                whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):  # no such file, or an empty one
            return None
        head, body = whole[:_HEAD], whole[_HEAD:]
        return body if bytes(head) == _head(name, (body,)) else None

    def keep(self, name: str, parts: Iterable[bytes | memoryview]) -> None:
        """Keep bytes, given in parts, under a name."""
        parts = tuple(parts)
        with suppress(OSError):  # said above: then nothing is kept
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as file:
                try:
                    file.writelines((_head(name, parts), *parts))
                    file.close()
                    Path(file.name).replace(self._path(name))
                finally:
                    Path(file.name).unlink(missing_ok=True)
            self._make_room(_HEAD + sum(map(len, parts)))

    def _path(self, name: str) -> Path:
        return self.folder / f"{hashlib.sha256(name.encode()).hexdigest()}{_SUFFIX}"

    def _make_room(self, written: int) -> None:
        """Forget the oldest files where all are too large. Looks only when so much was written that they may be."""
        if self._room is not None and written <= self._room:
            self._room -= written
            return
        found = sorted(((stat.st_mtime_ns, path.name, stat.st_size) for path in self.folder.iterdir()
                        if path.suffix in _OURS and (stat := _stat(path))), reverse=True)  # fmt: skip
        total = 0
        for n, (_, name, size) in enumerate(found):
            if total + size > BOUND and n:
                (self.folder / name).unlink(missing_ok=True)
            else:
                total += size
        self._room = max(0, BOUND - total) // 2


def _stat(path: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError):  # another process was quicker
        return path.stat()
    return None


def _head(name: str, parts: Iterable[bytes | memoryview]) -> bytes:
    digest = hashlib.sha256(f"{name}\n".encode())
    for part in parts:
        digest.update(part)
    return _MAGIC + digest.digest()


@cache
def _kept_in(folder: Path) -> Kept:
    return Kept(folder)


def kept_for(root: Path) -> Kept:
    """What is kept for the course at a root; the same object each time."""
    named = os.environ.get(ELSEWHERE)
    return _kept_in((Path(named) if named else root / FOLDER).absolute())


@cache
def code_digest(*paths: str) -> str:
    """Names the text of some modules or folders of modules, and the Python that runs them, with its version of Unicode: what other
    code made isn't taken for what this would make."""
    digest = hashlib.sha256(sys.version.encode())
    for path in map(Path, paths):
        for file in sorted(path.glob("*.py")) if path.is_dir() else (path,):
            digest.update(file.read_bytes())
    return digest.hexdigest()
