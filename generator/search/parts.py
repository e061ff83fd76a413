"""The parts of an index: what Pagefind made of some neighbouring records, and what was kept of that from one build to the next.

Pagefind can't add to an index: told of one record that changed, it makes all anew, and for a thousand chapters that takes ten
seconds. So it is given some fifty records at a time, more in a large book, and what it made of them is kept under a digest of them.
`merge.py` makes one index of all parts, the same as Pagefind's of all records, however they were divided.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING

import cbor2

from generator.render.digest import digest
from generator.render.made import remove_others, write_if_changed
from generator.search.pagefind import decoded, making_indexes
from generator.search.records import Record
from generator.search.tables import UnknownFormError, name_of, read_table, read_words
from generator.search.words import count_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.search.pagefind import Files
    from generator.search.tables import Word
    from generator.search.words import Counts

LEAST = 32
"""How many records a part has at least; on average it has half as many more."""
MOST = 32
"""Into about how many parts an index is divided at most: each costs Pagefind and a merge some time of its own."""
_FACTS = attrgetter(*(field.name for field in fields(Record)))
_FIELDS = ["title", "where"]
_FORM = "1.5."

@dataclass(frozen=True, slots=True)
class Part:
    """What Pagefind made of some records."""

    fragments: Sequence[tuple[str, int, bytes]]
    """For each record what it is named, how many words it has, and the file that a browser fetches to show it."""
    words: Mapping[str, Word]
    """By their stems."""
    counts: Counts
    """The words as they are written, for the lists of words."""


def divided(records: Sequence[Record]) -> list[list[Record]]:
    """Records in lots of neighbours. Where one may end depends on the record there alone, so an edit moves few other bounds."""
    least = LEAST
    while len(records) > 3 * least // 2 * MOST:
        least *= 2
    lots: list[list[Record]] = [[]]
    for record in records:
        lots[-1].append(record)
        if len(lots[-1]) >= least and zlib.crc32(record.url.encode()) % (least // 2) == 0:
            lots.append([])
    return [lot for lot in lots if lot]


def named(lot: Sequence[Record], language: str, made_by: str) -> str:
    """What the part of a lot is named. ``made_by`` tells what makes it, version and all."""
    return f"{digest(made_by, language, [_FACTS(record) for record in lot])}.part"


def parts_of(binary: Path, lots: Mapping[str, Sequence[Record]], language: str, kept: Path) -> list[Part]:
    """A part of each lot, in their order, with the lots by their parts' names.

    Those that lie in the folder ``kept`` are taken from there, the others put there, and no more stays there.
    Raises RefusedError, UnknownFormError, and OSError where Pagefind can't run.
    """
    missing = {name: lot for name, lot in lots.items() if not (kept / name).exists()}
    with making_indexes(binary, missing.values(), language) as made:
        known = {name: part for name in lots if name not in missing and (part := _take(kept / name)) is not None}
        for (name, lot), files in zip(missing.items(), made, strict=True):
            known[name] = _read(lot, files, language)
            _keep(kept / name, known[name])
    remove_others(kept, (kept / name for name in known), "*.part")
    return [known[name] for name in lots] if known.keys() == lots.keys() else parts_of(binary, lots, language, kept)


def _take(path: Path) -> Part | None:
    """The part in a file; none where that is damaged."""
    content = path.read_bytes()
    return Part(*cbor2.loads(content[32:])) if hashlib.sha256(content[32:]).digest() == content[:32] else None


def _keep(path: Path, part: Part) -> None:
    content = cbor2.dumps((part.fragments, part.words, part.counts))
    write_if_changed(path, hashlib.sha256(content).digest() + content)


def _read(records: Sequence[Record], files: Files, language: str) -> Part:
    """What Pagefind made of these records, out of its files."""
    (contents,) = (path for path in files if path.endswith(".pf_meta"))
    version, pages, _chunks, _filters, _sorts, fields = read_table(contents, decoded(files, contents))
    if not version.startswith(_FORM) or len(pages) != len(records) or fields != _FIELDS[: len(fields)]:
        raise UnknownFormError(f"{contents}: {version}, {len(pages)} records, {fields}")
    chunks = [path for path in files if path.endswith(".pf_index")]
    fragments = ((decoded(files, f"fragment/{name}.pf_fragment"), words) for name, words in pages)
    return Part(
        fragments=[(name_of(language, content), words, content) for content, words in fragments],
        words={word: found for path in chunks for word, found in read_words(path, decoded(files, path))},
        counts=count_words(records),
    )
