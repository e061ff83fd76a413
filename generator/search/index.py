"""The static index of the search, in Pagefind's form: a browser fetches the few chunks of it that a search needs."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.render.digest import digest
from generator.render.made import read_record, remove_others, write_if_changed
from generator.search.merge import ENTRY, Fragment, Table, merged
from generator.search.pagefind import decoded, find_pagefind, made_indexes
from generator.search.parts import divided, named, parts_of
from generator.search.records import Kind, Record
from generator.search.tables import packed
from generator.search.words import word_lists
from generator.source.files import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.diagnostics.model import Problems
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


def write_index(binary: Path, records: Iterable[Record], folder: Path, language: str, kept: Path, made_by: str) -> bool:
    """Bring a folder to hold the index and the lists of words, and nothing else. Same records, same bytes. Tells whether it made them.

    What lies there is left alone where it was made of the same records, as an edit of a quiz, say, changes none. The folder ``kept``
    keeps what the next index is made from (see `parts.py`); ``made_by`` tells what makes it, version and all.
    Raises RefusedError, UnknownFormError, and OSError where Pagefind can't run.
    """
    # Neighbours in the book are neighbours here: an edit of a lesson then changes one part, or two.
    ordered = list(dict.fromkeys(sorted(records, key=lambda record: record.url.partition("#")[0])))
    lots = {named(lot, language, made_by): lot for lot in divided(ordered)}
    noted, made_of = kept / _NOTED, digest(made_by, list(lots))
    before = read_record(noted)
    lies = _lie_in(folder)
    if before == {"parts": made_of, "files": lies}:
        return False
    if before.get("files") != lies:
        shutil.rmtree(folder, ignore_errors=True)
    parts = parts_of(binary, lots, language, kept)
    (program,) = made_indexes(binary, [[_ANY]], language)
    noted.unlink(missing_ok=True)
    _write(folder, _others(program, parts, language), merged(parts, ordered, language, decoded(program, ENTRY)))
    write_if_changed(noted, json.dumps({"parts": made_of, "files": _lie_in(folder)}).encode())
    return True


def _others(program: Files, parts: Iterable[Part], language: str) -> dict[str, bytes]:
    """What is not named for what it holds: the program that searches, and the lists of words."""
    wasm = json.loads(decoded(program, ENTRY))["languages"][language]["wasm"] or "unknown"
    files = {name: decoded(program, name) for name in (*_PROGRAM, f"wasm.{wasm}.pagefind")}
    return files | {f"words/{name}": content.encode() for name, content in word_lists(part.counts for part in parts).items()}


def _write(folder: Path, others: Mapping[str, bytes], files: Iterable[Table | Fragment]) -> None:
    wanted = [folder / name for name in others]
    for name, content in others.items():
        write_if_changed(folder / name, content)
    for file in files:
        wanted.append(folder / file.path)
        if not wanted[-1].exists() or file.path == ENTRY:
            write_if_changed(wanted[-1], packed(file.data) if isinstance(file, Table) else file.content)
    remove_others(folder, wanted, "**/*.*")


def _lie_in(folder: Path) -> str:
    """A digest of the files in a folder by their names and sizes. Most of an index are named for what they hold."""
    return digest(sorted((path.relative_to(folder).as_posix(), path.stat().st_size) for path in folder.rglob("*.*")))
