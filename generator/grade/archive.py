"""Zips, read member by member and never unpacked to disk: one file is in memory at a time, and a bomb is known before it goes off.

What a zip says of itself (sizes, names, links) is the word of a stranger. zipfile stops at the size that an entry states and
compares its checksum, so stated sizes can be counted on beforehand. Only stored and deflated members are read: zipfile
unpacks the other methods without a bound.
"""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from os import SEEK_END
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from generator.grade.flags import Flag
from generator.grade.kinds import ZIP, document
from generator.grade.model import Incoming, Raised, Reading, refusal
from generator.grade.names import harmless, is_harmless, is_skipped, once, plain
from generator.grade.times import STAMP, STAMP_BYTES, entry_time, stamp_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from generator.grade.limits import Limits

_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises where a zip isn't one, or only in part."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
"""Bits of an entry's flags."""
_UNIX = 3
_END, _END_BYTES, _MAX_COMMENT = b"PK\x05\x06", 22, 65_535
_LOCATOR, _LOCATOR_BYTES, _END64, _END64_BYTES = b"PK\x06\x07", 20, b"PK\x06\x06", 56
"""The records at a zip's end (PKWARE's APPNOTE.TXT, 4.3.14 to 4.3.16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What a zip's last record says of its list of members, without reading the list."""

    entries: int
    bytes: int


@dataclass(slots=True, kw_only=True)
class Allowance:
    """The bytes to which a zip that was named, and all zips inside it, may still unpack."""

    left: int


def index_of(file: BinaryIO) -> Index:
    """How long a zip's list of members is. Of a file that is no zip: nothing."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _END_BYTES - _MAX_COMMENT))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        return Index(entries=0, bytes=0)
    entries, length = struct.unpack_from("<HI", tail, at + 10)
    before = at - _LOCATOR_BYTES - _END64_BYTES
    if before >= 0 and tail.startswith(_LOCATOR, at - _LOCATOR_BYTES) and tail.startswith(_END64, before):
        entries, length = struct.unpack_from("<QQ", tail, before + 32)
    return Index(entries=entries, bytes=length)


def members(file: BinaryIO, shown: str, limits: Limits) -> Iterator[Incoming | Reading]:
    """The files in a zip that was named, in the order of their names, those in inner zips included.

    ``shown`` is what reports call the zip. What can't be read comes as a reading that says why.
    """
    size = file.seek(0, SEEK_END)
    allowance = Allowance(left=max(limits.unpacked_always, limits.ratio * size))
    yield from _Unpacking(limits, allowance, 0, None).members(file, shown)


@dataclass(frozen=True, slots=True)
class _Unpacking:
    """A zip being read, at some depth. ``handed_in`` is when the zip itself was, where it lies in another."""

    limits: Limits
    allowance: Allowance
    depth: int
    handed_in: datetime | None

    def members(self, file: BinaryIO, shown: str) -> Iterator[Incoming | Reading]:
        if index_of(file).bytes > self.limits.index_bytes:
            yield self._refusal(shown, Flag.ZIP_BOMB, f"its list of members is longer than {_mb(self.limits.index_bytes)}")
            return
        try:
            archive = ZipFile(file)
        except _DAMAGED as problem:
            yield self._refusal(shown, Flag.ZIP_UNREADABLE, f"it isn't a whole zip: {plain(str(problem))}")
            return
        with archive:
            yield from self._of_archive(archive, shown)

    def _of_archive(self, archive: ZipFile, shown: str) -> Iterator[Incoming | Reading]:
        entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        total = sum(entry.file_size for entry in entries)
        if kind := document([entry.filename for entry in entries]):
            yield self._refusal(shown, Flag.NOT_OURS, f"it is {kind}")
            return
        if total > self.allowance.left:
            more = f"it would unpack to {_mb(total)}, and at most {_mb(self.allowance.left)} were left for a zip of its size"
            yield self._refusal(shown, Flag.ZIP_BOMB, more)
            return
        self.allowance.left -= total
        named = sorted(((_name(entry), entry) for entry in entries), key=lambda both: both[0])
        named = [(name, entry) for name, entry in named if not is_skipped(name)]
        if not named:
            yield self._refusal(shown, Flag.EMPTY, "it is a zip without a file in it")
            return
        stamps = _stamps(archive, named)
        taken: dict[str, int] = {}
        for name, entry in named:
            folder, _, last = name.rpartition("/")
            if last == STAMP and folder in stamps:
                continue
            yield from self._of_entry(archive, entry, name, once(f"{shown}/{harmless(name)}", taken), stamps.get(folder))

    def _of_entry(
        self, archive: ZipFile, entry: ZipInfo, name: str, shown: str, stamp: datetime | None
    ) -> Iterator[Incoming | Reading]:
        handed_in = stamp or self.handed_in or entry_time(entry)
        problem = _obstacle(entry)
        content = b""
        if problem is None:
            content, problem = self._content(archive, entry)
        if problem is not None:
            yield refusal(shown, problem.flag, problem.detail, handed_in=handed_in)
        elif not content.startswith(ZIP):
            yield Incoming(path=shown, content=content, handed_in=handed_in, raised=_of_name(name, shown))
        elif self.depth == self.limits.nesting:
            yield refusal(
                shown, Flag.ZIP_NESTED_TOO_DEEP, f"it lies more than {self.limits.nesting} zips deep", handed_in=handed_in
            )
        else:
            inner = _Unpacking(self.limits, self.allowance, self.depth + 1, handed_in)
            yield from inner.members(BytesIO(content), shown)

    def _content(self, archive: ZipFile, entry: ZipInfo) -> tuple[bytes, Raised | None]:
        """An entry's bytes, or why there are none."""
        try:
            with archive.open(entry) as stream:
                head = stream.read(len(ZIP[0]))
                room = self.limits.nested_bytes if head in ZIP else self.limits.file_bytes
                if entry.file_size > room:
                    return b"", Raised(flag=Flag.TOO_LARGE, detail=f"it has {_mb(entry.file_size)}; {_mb(room)} are read at most")
                return head + stream.read(), None
        except _DAMAGED as problem:
            return b"", Raised(flag=Flag.ZIP_UNREADABLE, detail=f"it can't be unpacked: {plain(str(problem))}")

    def _refusal(self, shown: str, flag: Flag, detail: str) -> Reading:
        return refusal(shown, flag, detail, handed_in=self.handed_in)


def _obstacle(entry: ZipInfo) -> Raised | None:
    """Why an entry isn't even opened."""
    form = stat.S_IFMT(entry.external_attr >> 16) if entry.create_system == _UNIX else 0
    if form not in (0, stat.S_IFREG):
        kind = "a link" if form == stat.S_IFLNK else "something that is no file"
        return Raised(flag=Flag.NOT_A_FILE, detail=f"the zip has {kind} here")
    if entry.flag_bits & _ENCRYPTED:
        return Raised(flag=Flag.ZIP_ENCRYPTED, detail="the zip asks for a password here")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return Raised(flag=Flag.ZIP_UNREADABLE, detail="it is packed by another method than zips commonly use")
    return None


def _name(entry: ZipInfo) -> str:
    """An entry's name as it was meant: many programs write UTF-8 without saying so, and zipfile then reads an old code page."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _stamps(archive: ZipFile, named: list[tuple[str, ZipInfo]]) -> dict[str, datetime]:
    """The times that notes beside files tell, by folder. A note that can't be read stays a file like any other."""
    stamps = {}
    for name, entry in named:
        folder, _, last = name.rpartition("/")
        if last != STAMP or entry.file_size > STAMP_BYTES or _obstacle(entry) is not None:
            continue
        try:
            time = stamp_time(archive.read(entry))
        except _DAMAGED:
            continue
        if time is not None:
            stamps[folder] = time
    return stamps


def _of_name(name: str, shown: str) -> tuple[Raised, ...]:
    """What is to be said of the name under which a file lies in its zip."""
    raised = []
    if not is_harmless(name):
        raised.append(Raised(flag=Flag.ZIP_PATH, detail=f"the zip calls it `{plain(name)}`"))
    if not shown.endswith(harmless(name)):
        raised.append(Raised(flag=Flag.ZIP_NAME_TWICE, detail=f"the zip has `{plain(name)}` more than once"))
    return tuple(raised)


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
