"""Archives and compressed files, unpacked in memory. Nothing is written, so no name in an archive leads anywhere."""

from __future__ import annotations

import bz2
import io
import lzma
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from generator.leaks.finding import Unseen
from generator.leaks.member import Inside, Member, bounded, too_large
from generator.leaks.spreadsheet import rows

if TYPE_CHECKING:
    from collections.abc import Iterator


def unzip(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The members of a zip, the comments that can be anywhere in one, and if it is a spreadsheet its rows."""
    sheets: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = b"\n".join([archive.comment, *(one.comment + one.extra for one in archive.infolist())])
        if notes.strip():
            yield Member(path=f"{path}/(comments)", content=notes)
        for one in archive.infolist():
            inner = f"{path}/{one.filename}"
            if one.flag_bits & 1:
                yield Unseen(path=inner, reason="it is encrypted")
            elif one.file_size > room:
                yield Unseen(path=inner, reason=too_large())
            elif not one.is_dir():
                room -= one.file_size
                member = _member_of(archive, one, inner)
                if isinstance(member, Member) and one.filename.startswith("xl/"):
                    sheets[one.filename] = member.content
                yield member
    yield from (Member(path=f"{path}/{name}/(rows)", content=table) for name, table in rows(sheets).items())


def _member_of(archive: zipfile.ZipFile, one: zipfile.ZipInfo, inner: str) -> Inside:
    """One member; a damaged one doesn't keep its neighbours from being read."""
    try:
        return Member(path=inner, content=archive.read(one))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError) as error:
        return Unseen(path=inner, reason=f"it can't be unpacked: {error}")


def untar(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The files of a tar; links and devices hold nothing."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for one in archive:
            stream = archive.extractfile(one) if one.isfile() else None
            if stream is not None and one.size > room:
                yield Unseen(path=f"{path}/{one.name}", reason=too_large())
            elif stream is not None:
                room -= one.size
                yield Member(path=f"{path}/{one.name}", content=stream.read())


def gunzip(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """What a gzip file holds: it may be several streams, one after the other (RFC 1952, section 2.2)."""
    unpacked = bytearray()
    while content:
        stream = zlib.decompressobj(wbits=31)
        unpacked += stream.decompress(content, room - len(unpacked) + 1)
        if len(unpacked) > room:
            break
        if not stream.eof:
            raise EOFError("it is cut off")
        content = stream.unused_data.lstrip(b"\0")
    yield bounded(path, bytes(unpacked), room)


def inflate(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """A bare deflated stream (RFC 1950), as Git keeps its objects."""
    try:
        yield bounded(path, zlib.decompressobj().decompress(content, room + 1), room)
    except zlib.error:  # two bytes like those that begin a stream: it was searched as it is
        return


def bunzip(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """What a bzip2 file holds."""
    yield bounded(path, bz2.BZ2Decompressor().decompress(content, room + 1), room)


def unxz(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """What an xz file holds."""
    yield bounded(path, lzma.LZMADecompressor().decompress(content, room + 1), room)
