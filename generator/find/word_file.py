"""The file that keeps the words of a corpus: a database of SQLite, written once, beside its place, and never changed.

Its name tells what it holds: the same documents under the same rules, read by the same code. When a corpus changes, the new file
begins as a copy of the last one, so that only what changed is read. Each row has a checksum; a file that is damaged is made again.
That a word has no row is proved too: each document has the numbers of all its words, under a checksum like all others.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
import tempfile
import zlib
from array import array
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import generator.corpus
import generator.find
from generator.corpus.kept import code_digest
from generator.find.units import torn_words, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.corpus.document import Document

KEPT = 2
"""Files that a folder keeps: that of the corpus as it is, and the last one before."""
_SUFFIX = ".words"
_TABLES = """
    CREATE TABLE document (number INTEGER PRIMARY KEY, name TEXT UNIQUE, spans BLOB, lengths BLOB, starts BLOB, owners BLOB,
                           torn BLOB, words BLOB);
    CREATE TABLE word (word TEXT, document INTEGER, places BLOB, PRIMARY KEY (word, document)) WITHOUT ROWID;
"""
_CHECKED = 4
"""Bytes of a checksum."""


class DamagedError(Exception):
    """A file isn't as it was written."""


def sealed(numbers: array[int], *names: object) -> bytes:
    """Numbers as bytes, with a checksum of them and of where they belong."""
    data = numbers.tobytes()
    return data + zlib.crc32(data, zlib.crc32(repr(names).encode())).to_bytes(_CHECKED, "little")


def opened(data: object, *names: object) -> array[int]:
    """The numbers that were sealed. Raises DamagedError where they, or where they belong, are others."""
    numbers = array("I" if names[0] == "word" else "q")
    if not isinstance(data, bytes) or len(data) < _CHECKED or (len(data) - _CHECKED) % numbers.itemsize:
        raise DamagedError
    body = data[:-_CHECKED]
    if zlib.crc32(body, zlib.crc32(repr(names).encode())).to_bytes(_CHECKED, "little") != data[-_CHECKED:]:
        raise DamagedError
    numbers.frombytes(body)
    return numbers


def word_number(word: str) -> int:
    """A number of eight bytes that tells a word from all others."""
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little", signed=True)


def document_name(document: Document) -> str:
    """All that the words of a document hang on: its bytes, its record, the code, the machine's order of bytes."""
    code = code_digest(*generator.corpus.__path__, *generator.find.__path__)
    text = f"{document.sha256} {document.record.model_dump_json()} {code} {sys.byteorder}"
    return hashlib.sha256(text.encode()).hexdigest()


def file_for(folder: Path, names: Sequence[str]) -> Path:
    """Where the words of documents with these names are kept."""
    return folder / f"{hashlib.sha256(' '.join(sorted(names)).encode()).hexdigest()}{_SUFFIX}"


def make_file(
    path: Path, documents: dict[str, Document], progress: Callable[[int, int], None] | None = None
) -> None:
    """Write the words of documents, given by their names. Raises OSError, sqlite3.Error and OverflowError where that can't be done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        beside = Path(file.name)
    try:
        _fill(beside, _last(path), documents, progress)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    for older in _files(path.parent)[KEPT:]:
        older.unlink(missing_ok=True)


def remove_files(folder: Path) -> None:
    """Remove all files of words from a folder."""
    for path in _files(folder):
        path.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    """The newest first."""
    found = []
    for path in folder.glob(f"*{_SUFFIX}"):
        with suppress(FileNotFoundError):  # another process was quicker
            found.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(found, reverse=True)]


def _last(path: Path) -> Path | None:
    return next((other for other in _files(path.parent) if other != path), None)


def _fill(
    path: Path, last: Path | None, documents: dict[str, Document], progress: Callable[[int, int], None] | None
) -> None:
    if last is not None:
        try:
            shutil.copyfile(last, path)
            with closing(_connected(path)) as database:
                _drop_others(database, documents)
                _add_missing(database, documents, progress)
        except (sqlite3.Error, OSError):  # the last one is damaged, or just now gone
            path.write_bytes(b"")
        else:
            return
    with closing(_connected(path)) as database:
        database.executescript(_TABLES)
        _add_missing(database, documents, progress)


def _connected(path: Path) -> sqlite3.Connection:
    """To write without a journal, since a file that isn't finished is thrown away."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    return database


def _drop_others(database: sqlite3.Connection, documents: dict[str, Document]) -> None:
    gone = [number for number, name in database.execute("SELECT number, name FROM document") if name not in documents]
    if gone:
        marks = ",".join(map(str, gone))  # numbers of our own table
        database.execute(f"DELETE FROM word WHERE document IN ({marks})")  # noqa: S608 -- numbers, as said
        database.execute(f"DELETE FROM document WHERE number IN ({marks})")  # noqa: S608 -- the same


def _add_missing(
    database: sqlite3.Connection, documents: dict[str, Document], progress: Callable[[int, int], None] | None
) -> None:
    there = dict(database.execute("SELECT name, number FROM document"))
    number = max(there.values(), default=0)
    missing = [name for name in documents if name not in there]
    for n, name in enumerate(missing):
        if progress:
            progress(n, len(missing))
        number += 1
        _add(database, number, name, documents[name])
    database.commit()


def _add(database: sqlite3.Connection, number: int, name: str, document: Document) -> None:
    units = units_of(document)
    torn = array("q", torn_words(document.folded.text, units.starts))
    words = array("q", sorted(map(word_number, units.places)))
    columns = {"spans": units.spans, "lengths": units.lengths, "starts": units.starts, "owners": units.owners, "torn": torn, "words": words}
    database.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, name, *(sealed(numbers, column, number) for column, numbers in columns.items())),
    )
    database.executemany(
        "INSERT INTO word VALUES (?, ?, ?)",
        ((word, number, sealed(places, "word", word, number)) for word, places in sorted(units.places.items())),
    )
