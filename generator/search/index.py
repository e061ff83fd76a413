"""The static index of the search, in Pagefind's form: a browser fetches the few chunks of it that a search needs."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.render.digest import digest
from generator.render.made import files_in, read_record, write_if_changed
from generator.search.merge import ENTRY, File, Table, merged
from generator.search.pagefind import decoded, find_pagefind, making_indexes
from generator.search.parts import divided, named, parts_of
from generator.search.records import Kind, Record
from generator.search.tables import packed
from generator.search.words import word_lists
from generator.source.files import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.diagnostics.model import Problems
    from generator.search.merge import Fragment
    from generator.search.pagefind import Files
    from generator.search.parts import Part

PAGE = "book/search"
"""The page that has the search. Without it a book has none, and no index."""
FOLDER = "search"
"""Where the index lies in the book."""
_PROGRAM = ("pagefind.js", "pagefind-worker.js")
"""What a search loads, beside the program for its language. The rest is interfaces that this book doesn't use."""
_NOTED = "made.json"
"""Beside the parts: what the index was made of, and what lay there then."""
_ANY = Record(url="any", title="any", kind=Kind.PAGE, text="any")


def report_missing(root: Path, problems: Problems) -> None:
    """Say that a book with a search page will have no search, where Pagefind can't run."""
    if (root / f"{PAGE}.md").exists() and find_pagefind() is None:
        problems.report(
            Code.SEARCH_MISSING, "Pagefind doesn't run here, so the book is built without its search", SourceFile("pyproject.toml", ""),
            Span(0, 0), help="run `pip install 'pagefind[bin]'`, or put a `pagefind` for this system on the PATH",
        )  # fmt: skip


def write_index(binary: Path, records: Iterable[Record], folder: Path, language: str, kept: Path, made_by: str) -> None:
    """Bring a folder to hold the index and the lists of words, and nothing else. Same records, same bytes.

    What lies there is left alone where it was made of the same records, as an edit of a quiz, say, changes none. The folder ``kept``
    keeps what the next index is made from (see `parts.py`); ``made_by`` tells what makes it, version and all.
    Raises RefusedError, UnknownFormError, and OSError where Pagefind can't run.
    """
    # Neighbours in the book are neighbours here: an edit of a lesson then changes one part, or two.
    # Of records with one address Pagefind keeps the last.
    ordered = list({record.url: record for record in sorted(records, key=lambda record: record.url.partition("#")[0])}.values())
    lots = {named(lot, language, made_by): lot for lot in divided(ordered)}
    noted, made_of = kept / _NOTED, digest(made_by, list(lots))
    before = read_record(noted)
    lie = {path: (folder / path).stat().st_size for path in files_in(folder)}
    if before == {"parts": made_of, "files": digest(lie)}:
        return
    if before.get("files") != digest(lie):  # names of files don't tell any more what is in them
        shutil.rmtree(folder, ignore_errors=True)
        lie = {}
    with making_indexes(binary, [[_ANY]], language) as made:
        parts = parts_of(binary, lots, language, kept)
        (program,) = made
    noted.unlink(missing_ok=True)
    files = chain(_others(program, parts, language), merged(parts, ordered, language, decoded(program, ENTRY)))
    write_if_changed(noted, json.dumps({"parts": made_of, "files": digest(_write(folder, lie, files))}).encode())


def _others(program: Files, parts: Iterable[Part], language: str) -> Iterator[File]:
    """The program that searches, and the lists of words."""
    wasm = json.loads(decoded(program, ENTRY))["languages"][language]["wasm"] or "unknown"
    for name in (*_PROGRAM, f"wasm.{wasm}.pagefind"):
        yield File(name, decoded(program, name))
    for name, content in word_lists(part.counts for part in parts).items():
        yield File(f"words/{name}", content.encode())


def _write(folder: Path, lie: Mapping[str, int], files: Iterable[Table | Fragment | File]) -> dict[str, int]:
    """Bring a folder in which files of these sizes lie to hold these, and nothing else. Gives the sizes then."""
    sizes: dict[str, int] = {}

    def write(path: str, content: bytes) -> None:
        write_if_changed(folder / path, content)
        sizes[path] = len(content)

    with ThreadPoolExecutor() as pool:
        packing: dict[str, Future[bytes]] = {}
        for file in files:
            if file.path in lie and not isinstance(file, File):
                sizes[file.path] = lie[file.path]
            elif isinstance(file, Table):
                packing[file.path] = pool.submit(packed, file.data)
            else:
                write(file.path, file.content)
        for path, content in packing.items():
            write(path, content.result())
    for path in lie.keys() - sizes.keys():
        (folder / path).unlink()
    return sizes
