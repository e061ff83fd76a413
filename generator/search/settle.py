"""One order for what Pagefind writes in a chance order: its filters, and the values in each.

Pagefind 1.5 keeps both in hash maps with a seed of chance, so two runs over the same records give two indexes that search
alike and differ in bytes. Here they are sorted. Its files are gzip around twelve bytes of mark and CBOR (RFC 8949) of arrays,
whole numbers and texts; each is named for a digest of what it holds.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Value = int | str | list["Value"]

ENTRY = "pagefind-entry.json"
"""The file that names all others."""
_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _ARRAY = 0, 3, 4  # RFC 8949, section 3.1: major types
_SHORT, _OPEN, _BREAK = 24, 31, 0xFF
_FILTERS = 3
"""Where the table of filters stands in Pagefind's table of contents."""


class UnknownFormError(RuntimeError):
    """Pagefind wrote something in another form than that of 1.5."""


def settle(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index, by their paths in it, with sorted filters, and named again. Raises UnknownFormError."""
    settled = dict(files)
    entry = json.loads(settled[ENTRY])
    for language in entry["languages"].values():
        contents = f"pagefind.{language['hash']}.pf_meta"
        table = _read(contents, settled.pop(contents))
        if not isinstance(table, list) or not isinstance(filters := table[_FILTERS], list):
            raise UnknownFormError(contents)
        renamed: list[Value] = [[name, _settle_filter(settled, str(chunk))] for name, chunk in map(_pair, filters)]
        table[_FILTERS] = sorted(renamed, key=lambda one: str(_pair(one)[0]))
        prefix = language["hash"].rpartition("_")[0]
        language["hash"], settled_table = _written(prefix, table)
        settled[f"pagefind.{language['hash']}.pf_meta"] = settled_table
    entry["languages"] = dict(sorted(entry["languages"].items()))
    settled[ENTRY] = json.dumps(entry).encode()
    return settled


def _settle_filter(files: dict[str, bytes], chunk: str) -> str:
    """Sort a filter's values. Gives its new name."""
    path = f"filter/{chunk}.pf_filter"
    name, values = _pair(_read(path, files.pop(path)))
    if not isinstance(values, list):
        raise UnknownFormError(path)
    renamed, content = _written(chunk.rpartition("_")[0], [name, sorted(values, key=lambda one: str(_pair(one)[0]))])
    files[f"filter/{renamed}.pf_filter"] = content
    return renamed


def _pair(value: Value) -> tuple[Value, Value]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  (a pair)
        raise UnknownFormError(str(value)[:40])
    return value[0], value[1]


def _read(path: str, content: bytes) -> Value:
    data = gzip.decompress(content)
    if not data.startswith(_MARK):
        raise UnknownFormError(path)
    value, end = _decode(data, len(_MARK))
    if end != len(data):
        raise UnknownFormError(path)
    return value


def _written(prefix: str, value: Value) -> tuple[str, bytes]:
    """What a table is named, without an ending, and its file's content."""
    data = _MARK + _encode(value)
    return f"{prefix}_{hashlib.sha256(data).hexdigest()[:10]}", gzip.compress(data, 9, mtime=0)


def _decode(data: bytes, at: int) -> tuple[Value, int]:
    """The item that begins at an offset, and where it ends."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size == _OPEN and kind == _ARRAY:
        items: list[Value] = []
        while data[at] != _BREAK:
            item, at = _decode(data, at)
            items.append(item)
        return items, at + 1
    if size >= _SHORT:
        width = 1 << (size - _SHORT)
        size = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == _NUMBER:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind == _ARRAY:
        items = []
        for _ in range(size):
            item, at = _decode(data, at)
            items.append(item)
        return items, at
    raise UnknownFormError(f"an item of kind {kind}")


def _encode(value: Value) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(_encode, value))


def _head(kind: int, size: int) -> bytes:
    if size < _SHORT:
        return bytes([kind << 5 | size])
    width = next(width for width in (0, 1, 2, 3) if size < 1 << (8 << width))
    return bytes([kind << 5 | _SHORT + width]) + size.to_bytes(1 << width, "big")
