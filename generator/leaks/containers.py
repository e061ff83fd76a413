"""Files inside files: archives, books, compressed streams, and data written as text. Each is unpacked in memory, within bounds.

What can't be unpacked is told, never passed over.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.leaks.finding import Unseen
from generator.leaks.pdf_text import pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_DEPTH = 6
MAX_UNPACKED = 1 << 29
"""Bytes that one file may unpack to, members of members included: 512 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a file."""

    path: str
    content: bytes


Inside = Member | Unseen

_OPAQUE = {
    b"7z\xbc\xaf\x27\x1c": "7z archives can't be opened here",
    b"Rar!\x1a\x07": "RAR archives can't be opened here",
    b"\x28\xb5\x2f\xfd": "Zstandard can't be unpacked here",
    b"\x04\x22\x4d\x18": "LZ4 can't be unpacked here",
    b"\xd0\xcf\x11\xe0": "old Office documents can't be read here",
    b"wOF2": "a WOFF 2 font is compressed in a way that can't be undone here",
}
"""Files whose content is hidden in a way that the standard library can't undo, by their first bytes."""
_STREAM = re.compile(rb"stream\r?\n")
_TEXT_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/_-]{60,}\r?\n)*[A-Za-z0-9+/_-]{24,}={0,2}")
_TEXT_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){19,}(?![0-9A-Za-z])")
_PRINTABLE = bytes([*range(32, 127), 9, 10, 13, 0])
_READABLE = 0.7
"""Share of printable characters above which decoded bytes are text."""


def inside(path: str, content: bytes, text: str, room: int) -> Iterator[Inside]:
    """What is inside a file, one level down. ``room`` is how many bytes may come out."""
    opaque = next((reason for magic, reason in _OPAQUE.items() if content.startswith(magic)), None)
    if opaque:
        yield Unseen(path=path, reason=opaque)
        return
    unpack = _unpacker(content)
    if unpack is None:
        yield from _written_as_text(path, text)
        return
    try:
        yield from unpack(path, content, room)
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        lzma.LZMAError,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as error:
        yield Unseen(path=path, reason=f"it can't be unpacked: {error}")


def _unpacker(content: bytes) -> Callable[[str, bytes, int], Iterator[Inside]] | None:
    """What unpacks a file of this beginning."""
    found = next((unpack for magic, unpack in _UNPACKERS.items() if content.startswith(magic)), None)
    if found is None and content[257:262] == b"ustar":
        return _tar
    if found is None and content[:512].find(b"PK\x03\x04") > 0 and zipfile.is_zipfile(io.BytesIO(content)):
        return _zip  # a program may stand before an archive
    return found


def _zip(path: str, content: bytes, room: int) -> Iterator[Inside]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = b"\n".join([archive.comment, *(one.comment + one.extra for one in archive.infolist())])
        if notes.strip():
            yield Member(path=f"{path}/(comments)", content=notes)
        for one in archive.infolist():
            inner = f"{path}/{one.filename}"
            if one.is_dir():
                continue
            if one.flag_bits & 1:
                yield Unseen(path=inner, reason="it is encrypted")
            elif one.file_size > room:
                yield Unseen(path=inner, reason=_too_large())
            else:
                room -= one.file_size
                yield _member_of(archive, one, inner)


def _member_of(archive: zipfile.ZipFile, one: zipfile.ZipInfo, inner: str) -> Inside:
    """One member; a damaged one doesn't keep its neighbours from being read."""
    try:
        return Member(path=inner, content=archive.read(one))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError) as error:
        return Unseen(path=inner, reason=f"it can't be unpacked: {error}")


def _tar(path: str, content: bytes, room: int) -> Iterator[Inside]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for one in archive:
            stream = archive.extractfile(one) if one.isfile() else None
            if stream is not None and one.size > room:
                yield Unseen(path=f"{path}/{one.name}", reason=_too_large())
            elif stream is not None:
                room -= one.size
                yield Member(path=f"{path}/{one.name}", content=stream.read())


def _gzip(path: str, content: bytes, room: int) -> Iterator[Inside]:
    unpacked = bytearray()
    while content:  # a file may hold several streams, one after the other (RFC 1952, section 2.2)
        stream = zlib.decompressobj(wbits=31)
        unpacked += stream.decompress(content, room - len(unpacked) + 1)
        if len(unpacked) > room:
            yield Unseen(path=path, reason=_too_large())
            return
        if not stream.eof:
            raise EOFError("it is cut off")
        content = stream.unused_data.lstrip(b"\0")
    yield Member(path=f"{path}/(unpacked)", content=bytes(unpacked))


def _bz2(path: str, content: bytes, room: int) -> Iterator[Inside]:
    yield _bounded(path, bz2.BZ2Decompressor().decompress(content, room + 1), room)


def _xz(path: str, content: bytes, room: int) -> Iterator[Inside]:
    yield _bounded(path, lzma.LZMADecompressor().decompress(content, room + 1), room)


def _bounded(path: str, unpacked: bytes, room: int) -> Inside:
    if len(unpacked) > room:
        return Unseen(path=path, reason=_too_large())
    return Member(path=f"{path}/(unpacked)", content=unpacked)


def _pdf(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The text of the pages, and every stream that is merely deflated: metadata, attachments, scripts."""
    text = pdf_text(content)
    yield Member(path=f"{path}/(text)", content=text.encode()) if isinstance(text, str) else Unseen(path=path, reason=text.reason)
    streams = bytearray()
    for found in _STREAM.finditer(content):
        stream = zlib.decompressobj()
        try:
            streams += stream.decompress(content[found.end() :], max(1, room - len(streams)))
        except zlib.error:  # not deflated: a picture, or text that was searched as it is
            continue
        if len(streams) >= room:
            yield Unseen(path=path, reason=_too_large())
            return
        streams += b"\n"
    if streams:
        yield Member(path=f"{path}/(streams)", content=bytes(streams))


def _png(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The compressed texts in a picture (PNG, section 11.3.3); what isn't compressed is searched in the file itself."""
    at, texts = 8, b""
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        if name in {b"zTXt", b"iTXt"}:
            for start in (n for n in range(len(data)) if data[n : n + 1] == b"\x78"):
                stream = zlib.decompressobj()
                try:
                    texts += stream.decompress(data[start:], max(1, room - len(texts))) + b"\n"
                except zlib.error:  # an x that begins no stream
                    continue
        at += 12 + size
    if texts:
        yield Member(path=f"{path}/(texts)", content=texts)


def _inventory(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """Sphinx's list of what can be linked to: four lines, then a deflated stream."""
    packed = content.split(b"\n", 4)[4]
    yield _bounded(path, zlib.decompressobj().decompress(packed, room + 1), room)


def _too_large() -> str:
    return f"it unpacks to more than {MAX_UNPACKED >> 20} MB"


_UNPACKERS: dict[bytes, Callable[[str, bytes, int], Iterator[Inside]]] = {
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
    b"\x1f\x8b": _gzip,
    b"BZh": _bz2,
    b"\xfd7zXZ\x00": _xz,
    b"%PDF": _pdf,
    b"\x89PNG\r\n\x1a\n": _png,
    b"# Sphinx inventory version 2": _inventory,
}


def _written_as_text(path: str, text: str) -> Iterator[Member]:
    """Data in base64 (RFC 4648, both alphabets, in one line or many) and in hexadecimal digits, where it is text or a file."""
    texts: list[bytes] = []
    for n, found in enumerate(_TEXT_BASE64.finditer(text.replace("\\n", "\n"))):
        for data in _from_base64(found[0]):
            if _unpacker(data) is not None or any(data.startswith(magic) for magic in _OPAQUE):
                yield Member(path=f"{path}/(base64 {n + 1})", content=data)
            elif _is_text(data):
                texts.append(data)
    texts += [data for found in _TEXT_HEX.finditer(text) if _is_text(data := bytes.fromhex(found[0]))]
    if texts:
        yield Member(path=f"{path}/(decoded)", content=b"\n".join(texts))


def _from_base64(written: str) -> Iterator[bytes]:
    """What some base64 says; its first character may stand before the data begins, as in a path, so it is read from each of four."""
    plain = re.sub(r"\s", "", written).replace("-", "+").replace("_", "/").rstrip("=")
    for start in range(4):
        part = plain[start:]
        part = part[: len(part) - 1] if len(part) % 4 == 1 else part
        try:
            yield base64.b64decode(part + "=" * (-len(part) % 4))
        except binascii.Error:  # it only looked like base64
            continue


def _is_text(data: bytes) -> bool:
    return len(data.translate(None, _PRINTABLE)) <= (1 - _READABLE) * len(data)
