"""Files as they come in: out of folders, zips, and zips in folders, one after the other, so that memory doesn't grow with their number.

No link is followed, nothing is written, and what a file is tells its content and not its name.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from generator.grade.archive import index_of, members
from generator.grade.flags import Flag
from generator.grade.kinds import ZIP
from generator.grade.model import Incoming, Reading, refusal
from generator.grade.names import is_skipped, once, plain
from generator.grade.times import STAMP, STAMP_BYTES, stamp_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from generator.grade.limits import Limits

_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link is refused and a pipe doesn't wait, even where one was put in a file's place after the folder was listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a file lies, what reports call it, and the time that a note beside it tells."""

    path: Path
    shown: str
    stamp: datetime | None = None


def incoming(paths: Sequence[Path], limits: Limits) -> Iterator[Incoming | Reading]:
    """Every file in the folders, zips and files named, sorted by name within each.

    What can't be opened comes as a reading that says why. Hidden files and those that systems make for themselves are left
    out. A file is called by its path in the folder or zip that was named; where several were, its name stands before.
    """
    for place in _places(paths):
        if isinstance(place, Reading):
            yield place
        else:
            yield from _of_file(place, limits)


def how_many(paths: Sequence[Path]) -> int:
    """How many files there are, near enough for a progress bar: a zip counts with what its list of members tells."""
    return sum(_count(place.path) if isinstance(place, _Place) else 1 for place in _places(paths))


def _count(path: Path) -> int:
    if path.suffix.lower() == ".zip":
        with suppress(OSError), _opened(path) as file:
            return max(1, index_of(file).entries)
    return 1


def _places(paths: Sequence[Path]) -> Iterator[_Place | Reading]:
    taken: dict[str, int] = {}
    for path in dict.fromkeys(paths):
        name = once(plain(path.resolve().name) or "_", taken)
        if _is_folder(path.resolve()):
            yield from _in_folder(path.resolve(), f"{name}/" if len(paths) > 1 else "")
        else:
            # A link that somebody named is meant; one that lies in a folder of returned files is not.
            yield _Place(path=path.resolve(), shown=name)


def _in_folder(folder: Path, before: str) -> Iterator[_Place | Reading]:
    """The files of a folder and of those in it. Kept on a list, since a stranger's zip may unpack to a thousand folders in one another."""
    waiting: list[_Place] = [_Place(path=folder, shown=before)]
    while waiting:
        place = waiting.pop()
        if not _is_folder(place.path):
            yield place
            continue
        try:
            with os.scandir(place.path) as entries:
                names = sorted(entry.name for entry in entries if not is_skipped(entry.name))
        except OSError as problem:
            yield refusal(
                place.shown.rstrip("/") or plain(folder.name), Flag.UNREADABLE, f"the folder can't be listed: {_reason(problem)}"
            )
            continue
        waiting += reversed(list(_below(place, names)))


def _below(folder: _Place, names: Iterable[str]) -> Iterator[_Place]:
    stamp = _stamp(folder.path / STAMP)
    for name in names:
        if name == STAMP and stamp is not None:
            continue
        path = folder.path / name
        slash = "/" if _is_folder(path) else ""
        yield _Place(path=path, shown=f"{folder.shown}{plain(name, len(name))}{slash}", stamp=stamp)


def _stamp(path: Path) -> datetime | None:
    """What a note tells. One that is missing or tells nothing is None, and is then a file like any other."""
    with suppress(OSError), _opened(path) as file:
        return stamp_time(file.read(STAMP_BYTES))
    return None


def _of_file(place: _Place, limits: Limits) -> Iterator[Incoming | Reading]:
    try:
        file = _opened(place.path)
    except NotAFileError:
        yield refusal(place.shown, Flag.NOT_A_FILE, "a link or a device stands here")
        return
    except OSError as problem:
        yield refusal(place.shown, Flag.UNREADABLE, f"it can't be opened: {_reason(problem)}")
        return
    with file:
        yield from _of_opened(file, place, limits)


def _of_opened(file: BinaryIO, place: _Place, limits: Limits) -> Iterator[Incoming | Reading]:
    handed_in = place.stamp or datetime.fromtimestamp(int(os.fstat(file.fileno()).st_mtime), UTC)
    try:
        head = file.read(len(ZIP[0]))
        if head in ZIP:
            yield from members(file, place.shown, limits)
            return
        content = head + file.read(limits.file_bytes + 1 - len(head))
    except OSError as problem:
        yield refusal(place.shown, Flag.UNREADABLE, f"it can't be read: {_reason(problem)}", handed_in=handed_in)
        return
    if len(content) > limits.file_bytes:
        most = f"{limits.file_bytes / 1_000_000:.1f} MB"
        yield refusal(
            place.shown, Flag.TOO_LARGE, f"it has more than {most}, which is the most that is read", handed_in=handed_in
        )
        return
    yield Incoming(path=place.shown, content=content, handed_in=handed_in)


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder and no link to one. What the system can't even look at isn't, and opening it will tell why."""
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


class NotAFileError(OSError):
    """A link, a device or a folder stands where a file should."""


def _opened(path: Path) -> BinaryIO:
    """A file to read. Raises NotAFileError for what is none, OSError where it can't be opened."""
    if path.is_symlink():
        raise NotAFileError
    handle = os.open(path, _OPEN)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotAFileError
    return os.fdopen(handle, "rb")


def _reason(problem: OSError) -> str:
    return (problem.strerror or type(problem).__name__).lower()
