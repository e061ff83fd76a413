"""Files that hold text in a form of their own: PDF, pictures, databases, Sphinx's list of links."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import zlib
from typing import TYPE_CHECKING

from generator.leaks.finding import Unseen
from generator.leaks.member import Inside, Member, bounded, too_large
from generator.leaks.pdf_text import pdf_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAM = re.compile(rb"(?s)stream\r?\n(.*?)endstream")


def pdf(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The text of the pages, and every stream that is merely deflated: metadata, attachments, scripts."""
    text = pdf_text(content)
    yield Member(path=f"{path}/(text)", content=text.encode()) if isinstance(text, str) else Unseen(path=path, reason=text.reason)
    streams = bytearray()
    for found in _STREAM.finditer(content):
        try:
            streams += zlib.decompressobj().decompress(found[1], max(1, room - len(streams))) + b"\n"
        except zlib.error:  # not deflated: a picture, or text that was searched as it is
            continue
        if len(streams) >= room:
            yield Unseen(path=path, reason=too_large())
            return
    if streams:
        yield Member(path=f"{path}/(streams)", content=bytes(streams))


def png(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The compressed texts in a picture (PNG, section 11.3.3); what isn't compressed is searched in the file itself."""
    at = 8
    while at + 8 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        _, _, rest = content[at + 8 : at + 8 + size].partition(b"\0")  # the keyword ends with nought
        packed = rest[1:] if name == b"zTXt" else rest[2:].split(b"\0", 2)[-1] if name == b"iTXt" and rest[:1] == b"\1" else b""
        if packed:
            yield bounded(f"{path}/(text at {at})", zlib.decompressobj().decompress(packed, room + 1), room)
        at += 12 + size


def inventory(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """Sphinx's list of what can be linked to: four lines, then a deflated stream."""
    packed = content.split(b"\n", 4)[-1]
    yield bounded(path, zlib.decompressobj().decompress(packed, room + 1), room)


def database(path: str, content: bytes, room: int) -> Iterator[Inside]:
    """The tables of an SQLite database, such as nbgrader's of marks, each as a list of rows."""
    del room  # a database isn't compressed
    with contextlib.closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(content)
        opened.row_factory = sqlite3.Row
        for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
            quoted = name.replace('"', '""')
            rows = [dict(row) for row in opened.execute(f'SELECT * FROM "{quoted}"')]  # noqa: S608 - a name takes no parameter
            yield Member(path=f"{path}/{name}", content=json.dumps(rows, default=_as_text).encode())


def _as_text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
