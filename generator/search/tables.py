"""The form of what Pagefind 1.5 writes: gzip around twelve bytes of mark and CBOR (RFC 8949).

A table's file is named for a digest of what it holds. Tables of words are not decoded: that would be a hundred small lists for each
page of a book. What stands under a word is cut out as it is, after a grammar that fits nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import cbor2

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARK = b"pagefind_dcd"
LEVEL = 6
"""How hard tables are packed. At 9, Pagefind's own, they are three in a hundred smaller and take five times as long."""
_TEXT, _ARRAY = 3 << 5, 4 << 5  # RFC 8949, section 3.1: major types, above the five bits that tell the length
_SHORT = 24
RECORD_HEAD = b"\x83"
_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)"
_HEAD = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)"
_RECORD = rb"%b(%b)(?:%b%b*+){2}" % (RECORD_HEAD, _INT, _HEAD, _INT)
"""A record in which a word stands: how far its number is from the one before, the places in its text, those in its fields."""
_RECORDS = re.compile(rb"(?:%b)*+" % _RECORD, re.DOTALL)
_NUMBER = re.compile(_RECORD, re.DOTALL)


class UnknownFormError(RuntimeError):
    """Pagefind wrote something in another form than that of 1.5."""


class Postings(NamedTuple):
    """Where a word stands."""

    records: int
    """In how many."""
    first: int
    """The number of the first."""
    last: int
    """The number of the last."""
    rest: bytes
    """The array of these records as Pagefind wrote it, without its head and the number of the first."""


Word = tuple[Postings, "Mapping[str, Postings]"]
"""Where a word stands without accents, and under each spelling with accents."""


def unpacked(path: str, content: bytes) -> bytes:
    """A table's CBOR, from its file. Raises UnknownFormError."""
    data = gzip.decompress(content)
    if not data.startswith(MARK):
        raise UnknownFormError(path)
    return data[len(MARK) :]


def packed(data: bytes) -> bytes:
    """A table's file, from its CBOR."""
    return gzip.compress(MARK + data, LEVEL, mtime=0)


def read_table(path: str, content: bytes) -> Any:
    """What a small table holds. Raises UnknownFormError."""
    try:
        return cbor2.loads(unpacked(path, content))
    except cbor2.CBORDecodeError as error:
        raise UnknownFormError(path) from error


def read_words(path: str, content: bytes) -> Iterator[tuple[str, Word]]:
    """The words of a table of words. Raises UnknownFormError."""
    data = unpacked(path, content)
    try:
        at = _expect(data, 0, 1)
        words, at = _array(data, at)
        for _ in range(words):
            word, at = _text(data, _expect(data, at, 3))
            plain, at = _postings(data, at)
            spellings, at = _array(data, at)
            spelt = {}
            for _ in range(spellings):
                form, at = _text(data, _expect(data, at, 2))
                spelt[form], at = _postings(data, at)
            yield word, (plain, spelt)
    except (IndexError, UnicodeDecodeError) as error:
        raise UnknownFormError(path) from error
    if at != len(data):
        raise UnknownFormError(path)


def name_of(language: str, data: bytes, digits: int = 10) -> str:
    """What a file with these contents is named, without an ending."""
    return f"{language}_{hashlib.sha256(data).hexdigest()[:digits]}"


def array(*members: bytes) -> bytes:
    """The CBOR of an array of what is CBOR already."""
    return b"".join((head(_ARRAY, len(members)), *members))


@cache
def array_head(length: int) -> bytes:
    """The bytes before the members of an array."""
    return head(_ARRAY, length)


def text(written: str) -> bytes:
    """The CBOR of a text."""
    data = written.encode()
    return head(_TEXT, len(data)) + data


def number(value: int) -> bytes:
    """The CBOR of a whole number from 0 on."""
    return head(0, value)


def head(kind: int, length: int) -> bytes:
    """The first bytes of a piece of CBOR: its major type and its length or value (RFC 8949, section 3)."""
    if length < _SHORT:
        return bytes((kind | length,))
    width = 0 if length < 1 << 8 else 1 if length < 1 << 16 else 2
    return bytes((kind | _SHORT + width,)) + length.to_bytes(1 << width, "big")


def _expect(data: bytes, at: int, length: int) -> int:
    """Where the members of an array of this length begin."""
    found, begin = _array(data, at)
    if found != length:
        raise UnknownFormError(f"an array of {found} at {at}")
    return begin


def _array(data: bytes, at: int) -> tuple[int, int]:
    return _length(data, at, _ARRAY)


def _text(data: bytes, at: int) -> tuple[str, int]:
    length, begin = _length(data, at, _TEXT)
    return data[begin : begin + length].decode(), begin + length


def _length(data: bytes, at: int, kind: int) -> tuple[int, int]:
    """A text's or an array's length, and where what it holds begins."""
    told = data[at] - kind
    if 0 <= told < _SHORT:
        return told, at + 1
    if told - _SHORT not in (0, 1, 2):  # that is, one, two or four bytes
        raise UnknownFormError(f"{data[at]:#x} at {at}")
    end = at + 1 + (1 << told - _SHORT)
    return int.from_bytes(data[at + 1 : end], "big"), end


def _postings(data: bytes, at: int) -> tuple[Postings, int]:
    count, begin = _array(data, at)
    matched = _RECORDS.match(data, begin)
    end = matched.end() if matched else begin
    steps = _NUMBER.findall(data, begin, end)
    if len(steps) != count:
        raise UnknownFormError(f"{len(steps)} records for {count} at {at}")
    if not steps:
        return Postings(0, 0, 0, b""), end
    values = [step[0] if len(step) == 1 else int.from_bytes(step[1:], "big") for step in steps]
    return Postings(count, values[0], sum(values), data[begin + 1 + len(steps[0]) : end]), end
