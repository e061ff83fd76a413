"""Watches a course's files by looking at them, with nothing but the standard library.

The folders' entries tell in a moment which files may have changed: 10,000 files take some 40 ms, and a course has about a hundred.
Only those are read, and only what they hold decides. Looking works on every file system, network folders included, where the
notices of the system don't come. Looks are spaced so that they never take more than a tenth of one processor. What can't be read
counts as not there: whoever needs it says so when the course is checked.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.serve.changes import Changes, Seen, between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILES = ("_config.yml", "_toc.yml", "conf.py")
FOLDERS = ("lessons", "quizzes", "book")
"""What a book is made of, in a course's root; the documents come to it."""
PAUSE = 0.1
"""Seconds between two looks, at least."""
SHARE = 10
"""So many times as long as a look takes is waited until the next."""
QUIET = 0.03
"""Seconds in which nothing more may change before an edit counts as saved: some editors write a file in pieces."""


class Watcher:
    """Tells what changed since it began, each change once."""

    def __init__(self, root: Path, documents: Path | None) -> None:
        self._root, self._documents = root, documents
        self._seen: dict[str, Seen] = {}
        self._next = 0.0
        self._look()
        self._pending = Changes()

    def noticed(self) -> bool:
        """Whether something has changed that wasn't taken yet. Looks again if it is time to."""
        if not self._pending and time.monotonic() >= self._next:
            self._look()
        return bool(self._pending)

    def take(self, seconds: float | None = None) -> Changes:
        """Wait for a change, at most so long; gives what changed, once it is all there. Nothing where nothing did."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self.noticed():
            left = max(0.0, self._next - time.monotonic())
            if until is not None:
                left = min(left, until - time.monotonic())
                if left < 0:
                    return Changes()
            time.sleep(left)
        time.sleep(QUIET)
        while self._look():
            time.sleep(QUIET)
        taken, self._pending = self._pending, Changes()
        return taken

    def accept(self, paths: Iterable[Path]) -> None:
        """Take files as they stand now: the compiler has written or removed them itself."""
        for path in paths:
            try:
                self._seen[str(path)] = _read(str(path), _stat(path.stat()))
            except OSError:
                self._seen.pop(str(path), None)

    def _look(self) -> bool:
        """Look once. Tells whether anything was different from the look before."""
        began = time.monotonic()
        after = dict(_scan(self._found(), self._seen))
        changes = between(self._seen, after)
        self._seen = after
        self._pending = self._pending | changes if self._next else Changes()
        ended = time.monotonic()
        self._next = ended + max(PAUSE, SHARE * (ended - began))
        return bool(changes)

    def _found(self) -> Iterator[tuple[str, os.stat_result]]:
        for name in FILES:
            path = self._root / name
            if path.is_file():
                yield str(path), path.stat()
        folders = [self._root / name for name in FOLDERS]
        for folder in (*folders, *([self._documents] if self._documents else [])):
            yield from _below(str(folder))


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file of a folder and of those in it, without hidden ones, copies that editors keep, and links to folders."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")) or entry.name.endswith("~"):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            elif entry.is_file():
                yield entry.path, entry.stat()
        except OSError:  # it went while we looked
            continue


def _scan(found: Iterable[tuple[str, os.stat_result]], before: dict[str, Seen]) -> Iterator[tuple[str, Seen]]:
    """Files as they are now. One whose entry is the same as before isn't read: its time of change can't be set by a program."""
    for path, told in found:
        stat = _stat(told)
        known = before.get(path)
        if known is not None and known.stat == stat:
            yield path, known
            continue
        try:
            yield path, _read(path, stat)
        except OSError:
            continue


def _stat(told: os.stat_result) -> tuple[int, int, int, int]:
    return told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _read(path: str, stat: tuple[int, int, int, int]) -> Seen:
    with Path(path).open("rb") as stream:
        return Seen(stat=stat, digest=hashlib.file_digest(stream, "sha256").digest())
