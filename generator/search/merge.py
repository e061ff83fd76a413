"""One index of all parts: the same that Pagefind makes of all records at once, but for the bounds of its chunks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import cbor2

from generator.search.pagefind import filters_of
from generator.search.tables import RECORD_HEAD, array, array_head, name_of, number, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.search.parts import Part
    from generator.search.records import Record
    from generator.search.tables import Postings

    Placed = list[tuple[int, Postings]]
    """Where a word stands in each part, with the number of the part's first record."""

ENTRY = "pagefind-entry.json"
"""The file that names all others."""
CHUNK = 20_000
"""From how many bytes on, before they are packed, a chunk of words is full: less than half of Pagefind's own, so that a reader fetches
less for a word, and an edit changes fewer."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the index that is always named alike."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the index, not packed yet. Its path, like a fragment's, tells what it holds."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fragment:
    """A record as a browser fetches it to show it, packed."""

    path: str
    content: bytes


def merged(parts: Sequence[Part], records: Sequence[Record], language: str, entry: bytes) -> Iterator[Table | Fragment | File]:
    """The files of the index, and at last the one that names them, made from ``entry``, Pagefind's own of any other index."""
    names = dict[str, int]()
    for name, words, content in (fragment for part in parts for fragment in part.fragments):
        # Of ten digits, two in a million fragments may be alike.
        own = name if name not in names else name_of(language, content, 64)
        names[own] = words
        yield Fragment(f"fragment/{own}.pf_fragment", content)
    chunks = list[tuple[str, str, str]]()
    for first, last, data in _chunks(parts):
        chunks.append((first, last, name_of(language, data)))
        yield Table(f"index/{chunks[-1][2]}.pf_index", data)
    filters = list[tuple[str, str]]()
    for name, values in _filters(records):
        data = cbor2.dumps([name, values])
        filters.append((name, name_of(language, data)))
        yield Table(f"filter/{filters[-1][1]}.pf_filter", data)
    told = json.loads(entry)
    contents = cbor2.dumps([told["version"], list(names.items()), _told_apart(chunks), filters, [], ["title", "where"]])
    name = name_of(language, contents)
    yield Table(f"pagefind.{name}.pf_meta", contents)
    told["languages"] = {language: {**told["languages"][language], "hash": name, "page_count": len(records)}}
    yield File(ENTRY, json.dumps(told).encode())


def _chunks(parts: Sequence[Part]) -> Iterator[tuple[str, str, bytes]]:
    """The words in chunks: the first, the last, and the table."""
    words: dict[str, tuple[Placed, dict[str, Placed]]] = {}
    begin = 0
    for part in parts:
        for word, (plain, spelt) in part.words.items():
            placed, forms = words.setdefault(word, ([], {}))
            placed.append((begin, plain))
            for form, postings in spelt.items():
                forms.setdefault(form, []).append((begin, postings))
        begin += len(part.fragments)
    chunk, size = list[tuple[str, bytes]](), 0
    for word, (placed, forms) in sorted(words.items()):
        spellings = [array(text(form), _pages(one)) for form, one in sorted(forms.items())]
        data = array(text(word), _pages(placed), array(*spellings))
        chunk.append((word, data))
        size += len(data)
        if size >= CHUNK:
            yield _chunk(chunk)
            chunk, size = [], 0
    if chunk:
        yield _chunk(chunk)


def _chunk(words: Sequence[tuple[str, bytes]]) -> tuple[str, str, bytes]:
    return words[0][0], words[-1][0], array(array(*(data for _, data in words)))


def _pages(placed: Placed) -> bytes:
    """The array of all records in which a word stands."""
    out, total, before = [b""], 0, 0
    for begin, (count, first, last, rest) in placed:
        if count:
            out += (_step(begin + first - before), rest)
            total += count
            before = begin + last
    out[0] = array_head(total)
    return b"".join(out)


@cache
def _step(numbers: int) -> bytes:
    """How a record begins that stands so many numbers behind the one before."""
    return RECORD_HEAD + number(numbers)


def _filters(records: Iterable[Record]) -> list[tuple[str, list[tuple[str, list[int]]]]]:
    """For each filter its values with the numbers of their records, in one order; Pagefind keeps them in a chance order."""
    filters: dict[str, dict[str, list[int]]] = {}
    for place, record in enumerate(records):
        for name, values in filters_of(record).items():
            for value in values:
                filters.setdefault(name, {}).setdefault(value, []).append(place)
    return [(name, sorted(values.items())) for name, values in sorted(filters.items())]


def _told_apart(chunks: Sequence[tuple[str, str, str]]) -> list[list[Any]]:
    """The chunks' first and last words, cut where a chunk's last and the next one's first can still be told apart."""
    told = [list[Any](chunk) for chunk in chunks]
    for one, following in pairwise(told):
        last, first = one[1], following[0]
        same = next((n for n, (a, b) in enumerate(zip(last, first, strict=False)) if a != b), min(len(last), len(first)))
        one[1], following[0] = last[: same + 1], first[: same + 1]
    return told
