"""Files inside files: which of them is what, and data that is written as text. What can't be unpacked is told, never passed over."""

from __future__ import annotations

import base64
import binascii
import io
import lzma
import re
import sqlite3
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from generator.leaks.archives import bunzip, gunzip, inflate, untar, unxz, unzip
from generator.leaks.finding import Unseen
from generator.leaks.formats import database, inventory, pdf, png
from generator.leaks.member import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.leaks.member import Inside

_OPAQUE = {
    b"7z\xbc\xaf\x27\x1c": "7z archives can't be opened here",
    b"Rar!\x1a\x07": "RAR archives can't be opened here",
    b"\x28\xb5\x2f\xfd": "Zstandard can't be unpacked here",
    b"\x04\x22\x4d\x18": "LZ4 can't be unpacked here",
    b"\xd0\xcf\x11\xe0": "old Office documents can't be read here",
    b"PAR1": "Parquet can't be read here",
    b"PACK\0\0\0": "packs of Git can't be opened here",
    b"wOFF": "a WOFF font is compressed in pieces that aren't undone here",
    b"wOF2": "a WOFF 2 font is compressed in a way that can't be undone here",
}
"""Files whose content is hidden in a way that the standard library can't undo, by their first bytes."""
_UNPACKERS: dict[bytes, Callable[[str, bytes, int], Iterator[Inside]]] = {
    b"PK\x03\x04": unzip,
    b"PK\x05\x06": unzip,
    b"\x1f\x8b": gunzip,
    b"BZh": bunzip,
    b"\xfd7zXZ\x00": unxz,
    b"x\x01": inflate,
    b"x\x9c": inflate,
    b"x\xda": inflate,
    b"%PDF": pdf,
    b"\x89PNG\r\n\x1a\n": png,
    b"SQLite format 3\0": database,
    b"# Sphinx inventory version 2": inventory,
}
"""What unpacks a file, by its first bytes."""
_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, sqlite3.Error, OSError, EOFError, ValueError, NotImplementedError,
)  # fmt: skip
"""What the standard library raises where a file isn't what its beginning says."""

_CERTAIN = (
    b"PK\x03\x04", b"\x1f\x8b\x08\0", b"\x1f\x8b\x08\x08", b"BZh91AY", b"\xfd7zXZ", b"%PDF", b"\x89PNG", b"SQLite", b"x\x9c", b"x\xda",
)  # fmt: skip
"""First bytes that aren't met by chance among all that looks like base64; a deflated stream that is none comes to nothing."""
_TEXT_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/_-]{60,}\r?\n)*[A-Za-z0-9+/_-]{24,}={0,2}")
_TEXT_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){19,}(?![0-9A-Za-z])")
_PRINTABLE = bytes([*range(32, 127), 9, 10, 13, 0])
_READABLE = 0.7
"""Share of printable characters above which decoded bytes are text."""


def inside(path: str, content: bytes, text: str, room: int) -> Iterator[Inside]:
    """What is inside a file, one level down. ``room`` is how many bytes may come out."""
    opaque = _opaque(content) or ("Brotli can't be unpacked here" if path.lower().endswith(".br") else None)
    unpack = _unpacker(content)
    if opaque:
        yield Unseen(path=path, reason=opaque)
    elif unpack is None:
        yield from _written_as_text(path, text)
    else:
        try:
            yield from unpack(path, content, room)
        except _DAMAGED as error:
            yield Unseen(path=path, reason=f"it can't be unpacked: {error}")


def _opaque(content: bytes) -> str | None:
    return next((reason for magic, reason in _OPAQUE.items() if content.startswith(magic)), None)


def _unpacker(content: bytes) -> Callable[[str, bytes, int], Iterator[Inside]] | None:
    found = next((unpack for magic, unpack in _UNPACKERS.items() if content.startswith(magic)), None)
    if found is None and content[257:262] == b"ustar":
        return untar
    if found is None and content[:512].find(b"PK\x03\x04") > 0 and zipfile.is_zipfile(io.BytesIO(content)):
        return unzip  # a program may stand before an archive
    return found


def _written_as_text(path: str, text: str) -> Iterator[Member]:
    """Data in base64 (RFC 4648, both alphabets, in one line or many) and in hexadecimal digits, where it is text or a file."""
    texts: list[bytes] = []
    for n, found in enumerate(_TEXT_BASE64.finditer(text.replace("\\n", "\n"))):
        for data in _from_base64(found[0]):
            if data.startswith(_CERTAIN) or _opaque(data):
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
