"""An index made in parts: the one that Pagefind makes of everything at once, however it is divided and whatever was kept."""

import dataclasses
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import cbor2
import pytest

from generator.search import index, pagefind, parts
from generator.search.records import Kind, Record
from generator.search.tables import MARK, UnknownFormError, head, packed, read_table, read_words
from tests.sample_course import tree

PAGEFIND = pagefind.find_pagefind()
assert PAGEFIND is not None
WORDS = [
    *("tower", "Tower", "towers", "towering", "bell", "Bells", "clock", "clocks'", "stopped", "stopping", "o'clock", "A.B.C.", "half-past"),
    *("naïve", "naive", "Víctor", "Victor", "víctor", "café", "¿qué?", "Ñandú", "Über", "uber", "CamelCaseWord", "co-operative", "1952", "1985"),
]


def some_records(count: int, seed: int = 1) -> list[Record]:
    """Records of random words, several on a page, some without a line; some texts say a word hundreds of times."""
    rng = random.Random(seed)

    def text(most: int) -> str:
        return " ".join([*rng.choices(WORDS, k=rng.randint(1, most)), *(f"only{rng.randrange(40)}" for _ in range(3))])

    return [
        Record(
            url=f"page-{n // 5:03}.html#{n % 5}", title=text(4), kind=rng.choice(list(Kind)), text=text(rng.choice([5, 40, 400])),
            line=text(3) if n % 3 else "", units=(f"u{n % 7}",), sources=tuple(f"s{k}" for k in range(n % 3)),
        )
        for n in range(count)
    ]  # fmt: skip


def make(records: list[Record], folder: Path) -> dict[str, bytes]:
    """Make an index in a folder, with what is kept beside it. Gives its files."""
    assert PAGEFIND is not None
    index.write_index(PAGEFIND, records, folder / "search", "en", folder / "kept", "this compiler")
    return tree(folder / "search")


def read(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(MARK))


def told(files: dict[str, bytes]) -> dict[str, Any]:
    """What an index tells, whatever its files are named and wherever its chunks end: fragments in order, words, filters."""
    entry = json.loads(files["pagefind-entry.json"])
    _version, pages, chunks, filters, _sorts, fields = read(files[f"pagefind.{entry['languages']['en']['hash']}.pf_meta"])
    words = [word for _, _, name in chunks for word in read(files[f"index/{name}.pf_index"])[0]]
    return {
        "fragments": [(gzip.decompress(files[f"fragment/{name}.pf_fragment"]), count) for name, count in pages],
        "words": [[word, places, sorted(spelt)] for word, places, spelt in words],
        "filters": {name: dict(read(files[f"filter/{chunk}.pf_filter"])[1]) for name, chunk in filters},
        "fields": fields,
        "entry": {**entry, "languages": {"en": {**entry["languages"]["en"], "hash": ""}}},
    }


def test_an_index_in_parts_tells_what_pagefinds_index_of_everything_tells(tmp_path: Path) -> None:
    """Order and all: where each word stands, under which spelling, in a text or a title, what can be filtered, what is shown."""
    records = some_records(700)
    assert len(parts.divided(records)) > 2
    assert PAGEFIND is not None
    with pagefind.making_indexes(PAGEFIND, [records], "en") as made:
        (whole,) = made
    ours, theirs = told(make(records, tmp_path)), told({path: pagefind.decoded(whole, path) for path in whole})
    assert ours["fields"] == ["title", "where"]
    assert {word for word, _, spelt in ours["words"] if spelt} >= {"naiv", "victor"}
    assert ours == theirs


def test_chunks_tell_where_they_begin_and_end_as_pagefind_tells_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk's last and the next one's first word are cut after the first letter in which they differ."""
    monkeypatch.setattr("generator.search.merge.CHUNK", 1)
    files = make([dataclasses.replace(some_records(1)[0], title="a", line="", text="stop stopper bell bells clock 1952")], tmp_path)
    (contents,) = (content for path, content in files.items() if path.endswith(".pf_meta"))
    assert [chunk[:2] for chunk in read(contents)[2]] == [["1952", "1"], ["a", "a"], ["b", "b"], ["c", "c"], ["s", "stop"], ["stopp", "stopper"]]


def test_however_records_are_divided_the_index_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = some_records(300)
    made = []
    for least in (2, 7, 64, 1000):
        monkeypatch.setattr(parts, "LEAST", least)
        made.append(make(records, tmp_path / str(least)))
        assert len(list((tmp_path / str(least) / "kept").glob("*.part"))) == len(parts.divided(records))
    assert made == [made[0]] * 4


def test_in_whatever_order_records_come_the_pages_order_is_taken(tmp_path: Path) -> None:
    records = some_records(100)
    by_kind = sorted(records, key=lambda record: record.kind)
    assert by_kind != records
    assert {path.rpartition("/")[0] for path in make(by_kind, tmp_path)} == {"", "filter", "fragment", "index", "words"}
    pages = [json.loads(content.removeprefix(MARK))["url"].partition("#")[0] for content, _ in told(tree(tmp_path / "search"))["fragments"]]
    assert pages == sorted(pages)


def test_of_records_with_one_address_the_last_is_found(tmp_path: Path) -> None:
    """Pagefind alone keeps the last, too."""
    records = some_records(20)
    once = make(records, tmp_path / "once")
    twice = make([*(dataclasses.replace(record, text="Words of the first.") for record in records), *records], tmp_path / "twice")
    assert {path: content for path, content in twice.items() if "/" not in path} == {path: once[path] for path in twice if "/" not in path}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many records Pagefind is asked to read."""
    counts = list[int]()

    def counted(binary: Path, lots: Iterable[list[Record]], language: str) -> AbstractContextManager[Iterator[pagefind.Files]]:
        lots = list(lots)
        if lots:
            counts.append(sum(map(len, lots)))
        return pagefind.making_indexes(binary, lots, language)

    monkeypatch.setattr(parts, "making_indexes", counted)
    return counts


@pytest.mark.parametrize("change", ["text", "removed", "added"])
def test_after_an_edit_pagefind_reads_only_the_neighbours_and_the_index_is_the_one_made_from_nothing(
    change: str, tmp_path: Path, asked: list[int]
) -> None:
    records = some_records(1000)
    make(records, tmp_path / "edited")
    edited = [*records]
    if change == "text":
        edited[500] = dataclasses.replace(records[500], text="Other words.")
    elif change == "removed":
        del edited[500]
    else:
        edited.insert(500, dataclasses.replace(records[500], url="page-100.html#new"))
    again = make(edited, tmp_path / "edited")
    assert asked[0] == 1000
    assert 0 < asked[1] < 400
    assert again == make(edited, tmp_path / "fresh")


def test_where_nothing_changed_nothing_is_made(tmp_path: Path, asked: list[int]) -> None:
    made = make(some_records(100), tmp_path)
    assert make(some_records(100), tmp_path) == made
    assert asked == [100]


@pytest.mark.parametrize("damage", [b"", b"nothing of the kind", None])
def test_a_kept_part_that_is_damaged_or_gone_is_made_again(damage: bytes | None, tmp_path: Path, asked: list[int]) -> None:
    records = some_records(200)
    made = make(records, tmp_path)
    for part in (tmp_path / "kept").glob("*.part"):
        part.write_bytes(part.read_bytes()[:-1] + damage) if damage is not None else part.unlink()
    next((tmp_path / "search/index").iterdir()).unlink()
    assert make(records, tmp_path) == made
    assert asked == [200, 200]


def test_a_file_of_the_index_that_was_changed_is_made_again(tmp_path: Path) -> None:
    records = some_records(50)
    made = make(records, tmp_path)
    for path in (tmp_path / "search").rglob("*.*"):
        path.write_bytes(b"damaged")
    assert make(records, tmp_path) == made


def test_parts_of_another_compiler_are_not_used(tmp_path: Path, asked: list[int]) -> None:
    assert PAGEFIND is not None
    for made_by in ("one", "another"):
        index.write_index(PAGEFIND, some_records(100), tmp_path / "search", "en", tmp_path / "kept", made_by)
    assert asked == [100, 100]


# -- the form ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1])
def test_lengths_are_written_as_cbor_has_them(value: int) -> None:
    assert head(0, value) == cbor2.dumps(value)


def words_of(table: Any) -> list[Any]:
    return list(read_words("a.pf_index", packed(cbor2.dumps(table))))


def test_words_are_read_without_decoding_what_stands_under_them() -> None:
    places = [[70000, [-25, 3, 300], [-1, 2]], [1, [], [-2, 0]], [300, [-13, 70000, 255], []]]
    ((word, (plain, spelt)),) = words_of([[["x" * 300, places, [["é", [places[0]]]]]]])
    assert word == "x" * 300
    assert (plain.records, plain.first, plain.last) == (3, 70000, 70301)
    assert b"\x83\x83" + cbor2.dumps(70000) + plain.rest == cbor2.dumps(places)
    assert spelt["é"].records == 1


@pytest.mark.parametrize(
    "table",
    [
        [],
        "words",
        [[["word", [], []]], []],
        [[["word", []]]],
        [[[5, [], []]]],
        [[["word", [[0, [1]]], []]]],
        [[["word", [[0, [1], [], []]], []]]],
        [[["word", [["0", [1], []]], []]]],
        [[["word", [[0, ["1"], []]], []]]],
        [[["word", [], [["form"]]]]],
    ],
)
def test_words_in_another_form_are_refused(table: Any) -> None:
    with pytest.raises(UnknownFormError):
        words_of(table)


def test_a_table_that_is_cut_off_or_has_no_mark_is_refused() -> None:
    data = cbor2.dumps([[["word", [[0, [1], []]], []]]])
    for cut in range(len(data)):
        with pytest.raises(UnknownFormError):
            list(read_words("a.pf_index", packed(data[:cut])))
    with pytest.raises(UnknownFormError):
        list(read_words("a.pf_index", packed(data + b"\0")))
    with pytest.raises(UnknownFormError):
        read_table("a.pf_meta", gzip.compress(data))
    with pytest.raises(UnknownFormError):
        read_table("a.pf_meta", packed(b"\x82"))


def test_an_index_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_FORM", "1.6.")
    with pytest.raises(UnknownFormError, match=r"1\.5"):
        make(some_records(3), tmp_path)
    assert not (tmp_path / "search").exists()
