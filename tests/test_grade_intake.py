"""Files come out of folders and zips in the order of their names, by names that are safe to show, within bounds, and nothing is written."""

import io
import os
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from generator.grade import code_cell, intake
from generator.grade.archive import index_of
from generator.grade.intake import how_many, incoming
from generator.grade.limits import Limits
from generator.grade.model import Incoming
from generator.grade.names import harmless, is_harmless, once, plain
from generator.grade.read import readings
from generator.grade.times import entry_time, stamp_time
from tests.grading import answering, asked, said, watched
from tests.submissions import submissions, write

SMALL = Limits(file_bytes=1000, nested_bytes=5000, index_bytes=10_000, ratio=10, unpacked_always=3000)


def came(*paths: Path, limits: Limits = SMALL) -> list[tuple[str, bytes | str]]:
    """What came in: paths with contents, or with what was said against them."""
    found: list[tuple[str, bytes | str]] = []
    for one in incoming(paths, limits):
        if isinstance(one, Incoming):
            found.append((one.path, one.content))
            found += [(one.path, f"{raised.flag.value}: {raised.detail}") for raised in one.raised]
        else:
            found += [(one.path, sentence) for sentence in said(one)]
    return found


def a_file(path: Path, content: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def a_zip(path: Path | None, members: dict[str, bytes], **changed: object) -> bytes:
    """A zip of members by name, in the order given; `changed` are attributes of every entry."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo("placeholder", (2026, 3, 2, 10, 15, 30))
            entry.filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changed.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    if path is not None:
        path.write_bytes(packed.getvalue())
    return packed.getvalue()


# -- folders ----------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_in_the_order_of_their_paths_and_leaves_out_what_systems_put_there(tmp_path: Path) -> None:
    for name in ("b/2.ipynb", "b/1.ipynb", "a.ipynb", "c/d/e/f", ".DS_Store", "b/.ipynb_checkpoints/1.ipynb", "__MACOSX/a", "c/Thumbs.db"):
        a_file(tmp_path / "all" / name, name.encode())
    (tmp_path / "all" / "empty").mkdir()
    assert came(tmp_path / "all") == [
        ("a.ipynb", b"a.ipynb"), ("b/1.ipynb", b"b/1.ipynb"), ("b/2.ipynb", b"b/2.ipynb"), ("c/d/e/f", b"c/d/e/f"),
    ]  # fmt: skip


def test_where_several_things_are_named_their_names_stand_before_and_none_is_read_twice(tmp_path: Path) -> None:
    for name in ("x/all/1", "y/all/1", "z"):
        a_file(tmp_path / name, name.encode())
    paths = [tmp_path / "x/all", tmp_path / "y/all", tmp_path / "z", tmp_path / "x/all"]
    assert came(*paths) == [("all/1", b"x/all/1"), ("all (2)/1", b"y/all/1"), ("z", b"z")]


def test_what_can_t_be_opened_is_told(tmp_path: Path) -> None:
    assert came(tmp_path / "gone.ipynb", tmp_path / ("x" * 300)) == [
        ("gone.ipynb", "unreadable: it can't be opened: no such file or directory"),
        (f"{'x' * 79}…", "unreadable: it can't be opened: file name too long"),
    ]


def test_what_the_system_doesn_t_let_be_read_is_told_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a/x", "b", "c"):
        a_file(tmp_path / name)
    list_folder, open_file = os.scandir, intake._opened

    def scandir(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return list_folder(path)

    class Broken(io.FileIO):
        def read(self, *_: object) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(intake, "_opened", lambda path: Broken(path) if path.name == "b" else open_file(path))
    assert came(tmp_path) == [
        ("a", "unreadable: the folder can't be listed: permission denied"),
        ("b", "unreadable: it can't be read: input/output error"),
        ("c", b"{}"),
    ]


def test_links_and_pipes_in_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    secret = a_file(tmp_path / "secret.txt", b"secret")
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a").symlink_to(secret)
    (folder / "b").symlink_to(tmp_path)
    os.mkfifo(folder / "c")
    (folder / "timestamp.txt").symlink_to(secret)
    what = "not-a-file: a link or a device stands here"
    assert came(folder) == [("a", what), ("b", what), ("c", what), ("timestamp.txt", what)]


def test_a_link_that_is_named_itself_is_meant(tmp_path: Path) -> None:
    a_file(tmp_path / "all/1")
    (tmp_path / "link").symlink_to(tmp_path / "all")
    assert came(tmp_path / "link") == [("1", b"{}")]


def test_folders_may_lie_in_one_another_deeper_than_python_s_stack(tmp_path: Path) -> None:
    folders = [tmp_path / "/".join(["d"] * n) for n in range(1, 1501)]
    for folder in folders:
        folder.mkdir()
    a_file(folders[-1] / "f")
    assert came(tmp_path) == [("d/" * 1500 + "f", b"{}")]
    (folders[-1] / "f").unlink()
    for folder in reversed(folders):  # what removes temporary folders can't go so deep
        folder.rmdir()


def test_a_file_above_the_bound_is_refused_unread(tmp_path: Path) -> None:
    a_file(tmp_path / "large", b"{" * 1001)
    a_file(tmp_path / "fits", b"{" * 1000)
    assert came(tmp_path)[1] == ("large", "too-large: it has more than 0.0 MB, which is the most that is read")
    assert came(tmp_path)[0] == ("fits", b"{" * 1000)


def test_a_notebook_with_outputs_of_fifty_megabytes_is_refused_by_default(tmp_path: Path) -> None:
    a_file(tmp_path / "kinds-quiz.ipynb", b'{"cells": [{"outputs": ["' + b"x" * 50_000_000 + b'"]}]}')
    assert [said(reading) for reading in readings(asked(), [tmp_path])] == [
        ["too-large: it has more than 20.0 MB, which is the most that is read"]
    ]


def test_a_file_in_a_folder_came_when_the_file_system_says(tmp_path: Path) -> None:
    os.utime(a_file(tmp_path / "all/1"), (1_772_446_530.9, 1_772_446_530.9))
    (one,) = incoming([tmp_path / "all"], SMALL)
    assert one.handed_in == datetime(2026, 3, 2, 10, 15, 30, tzinfo=UTC)


def test_a_note_of_nbgrader_s_tells_when_the_files_beside_it_came(tmp_path: Path) -> None:
    for name in ("ada/exam/x.ipynb", "bo/exam/x.ipynb"):
        a_file(tmp_path / "all" / name)
    a_file(tmp_path / "all/ada/exam/timestamp.txt", b"2026-03-02 10:15:30.500000 UTC\n")
    a_file(tmp_path / "all/bo/exam/timestamp.txt", b"the day before yesterday")
    found = {one.path: one.handed_in for one in incoming([tmp_path / "all"], SMALL)}
    assert found["ada/exam/x.ipynb"] == datetime(2026, 3, 2, 10, 15, 30, 500_000, tzinfo=UTC)
    assert list(found) == ["ada/exam/x.ipynb", "bo/exam/timestamp.txt", "bo/exam/x.ipynb"], "a note that tells nothing is a file"


# -- zips -------------------------------------------------------------------------------------------------------------

MOODLE = "Ada Lind_4711_assignsubmission_file_"


def test_zips_of_common_systems_are_read_by_name(tmp_path: Path) -> None:
    names = [f"{MOODLE}/exam.ipynb", f"{MOODLE}exam.ipynb", "lindada_LATE_12_34_exam-1.ipynb", "lind/exam/exam.ipynb"]
    a_zip(tmp_path / "all.zip", {**{name: name.encode() for name in names}, "__MACOSX/._exam": b"x", "lind/.DS_Store": b"", "lind/": b""})
    assert came(tmp_path / "all.zip") == [(f"all.zip/{name}", name.encode()) for name in sorted(names)]
    assert came(tmp_path) == came(tmp_path / "all.zip")


def test_a_zip_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    a_zip(tmp_path / "exam.ipynb", {"x": b"{}"})
    a_file(tmp_path / "exam.zip", b"{}")
    assert came(tmp_path) == [("exam.ipynb/x", b"{}"), ("exam.zip", b"{}")]


def test_zips_in_zips_are_opened_two_deep(tmp_path: Path) -> None:
    inner = a_zip(None, {"x.ipynb": b"{}"})
    for _ in range(3):
        a_zip(tmp_path / "all.zip", {"in.zip": inner, "y": b"1"})
        inner = (tmp_path / "all.zip").read_bytes()
    assert came(tmp_path / "all.zip") == [
        ("all.zip/in.zip/in.zip/in.zip", "zip-nested-too-deep: it lies more than 2 zips deep"),
        ("all.zip/in.zip/in.zip/y", b"1"), ("all.zip/in.zip/y", b"1"), ("all.zip/y", b"1"),
    ]  # fmt: skip


def test_a_zip_without_files_and_a_document_that_is_one_are_told(tmp_path: Path) -> None:
    a_zip(tmp_path / "a.zip", {})
    a_zip(tmp_path / "b.zip", {"__MACOSX/x": b"1", "d/": b""})
    a_zip(tmp_path / "c.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    a_zip(tmp_path / "d.epub", {"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>"})
    assert came(tmp_path) == [
        ("a.zip", "empty: it is a zip without a file in it"), ("b.zip", "empty: it is a zip without a file in it"),
        ("c.docx", "not-ours: it is a Word document"), ("d.epub", "not-ours: it is an OpenDocument file or a book"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("..\\..\\x.ipynb", "x.ipynb"), ("a\\b", "a/b"),
        ("C:\\x\\y", "x/y"), ("c:/x", "x"), ("a/../../b", "a/b"), ("a/.. /b", "a/b"), ("a\n\u202eb", "a \ufffdb"), ("..", "_"),
        ("x" * 300, f"{'x' * 199}…"),
    ],
)  # fmt: skip
def test_a_name_that_would_leave_the_folder_or_hides_something_is_shown_harmless_and_told(tmp_path: Path, name: str, shown: str) -> None:
    a_zip(tmp_path / "all.zip", {name: b"{}"})
    assert came(tmp_path / "all.zip") == [
        (f"all.zip/{shown}", b"{}"),
        (f"all.zip/{shown}", f"zip-path: the zip calls it `{plain(name)}`"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_name_with_a_nul_in_it_is_shown_whole(tmp_path: Path) -> None:
    packed = a_zip(None, {"x.ipynbQ.txt": b"{}"}).replace(b"x.ipynbQ.txt", b"x.ipynb\0.txt")
    (tmp_path / "all.zip").write_bytes(packed)
    assert came(tmp_path / "all.zip") == [
        ("all.zip/x.ipynb\ufffd.txt", b"{}"),
        ("all.zip/x.ipynb\ufffd.txt", "zip-path: the zip calls it `x.ipynb\ufffd.txt`"),
    ]


@pytest.mark.parametrize("name", ["./exam.ipynb", "a//b", "Zoë Müller/exam.ipynb", "a b/c-1 (2).ipynb", "...x", "मी\u200dरा"])
def test_an_honest_name_is_shown_as_it_is(name: str) -> None:
    assert is_harmless(name)
    assert harmless(name) == "/".join(part for part in name.split("/") if part not in ("", "."))


def test_names_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(a_zip(None, {"x": b"1", "y": b"2"}).replace(b"y", b"x"))
    assert came(tmp_path / "all.zip") == [
        ("all.zip/x", b"1"), ("all.zip/x (2)", b"2"), ("all.zip/x (2)", "zip-name-twice: the zip has `x` more than once"),
    ]  # fmt: skip


def test_a_name_gets_a_number_that_no_other_has() -> None:
    taken: dict[str, int] = {}
    assert [once(name, taken) for name in ("x", "x", "x (2)", "x", "x (2)", "y")] == ["x", "x (2)", "x (2) (2)", "x (3)", "x (2) (3)", "y"]
    many: dict[str, int] = {}
    assert len({once("x", many) for _ in range(50_000)}) == 50_000


def test_names_in_utf_8_are_read_where_the_zip_doesn_t_say_so(tmp_path: Path) -> None:
    """As the Finder writes them."""
    packed = a_zip(None, {"Z__ller/x": b"{}"}).replace(b"Z__ller", "Züller".encode())
    (tmp_path / "all.zip").write_bytes(packed)
    assert came(tmp_path / "all.zip") == [("all.zip/Züller/x", b"{}")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"external_attr": 0o120777 << 16, "create_system": 3}, "not-a-file: the zip has a link here"),
        ({"external_attr": 0o020666 << 16, "create_system": 3}, "not-a-file: the zip has something that is no file here"),
        ({"compress_type": zipfile.ZIP_LZMA}, "zip-unreadable: it is packed by another method than zips commonly use"),
        ({"compress_type": zipfile.ZIP_BZIP2}, "zip-unreadable: it is packed by another method than zips commonly use"),
    ],
)
def test_a_member_that_is_no_plain_file_is_refused_and_the_others_are_read(tmp_path: Path, changed: dict[str, int], sentence: str) -> None:
    a_zip(tmp_path / "all.zip", {"x": b"/etc/passwd"}, **changed)
    with zipfile.ZipFile(tmp_path / "all.zip", "a") as archive:
        archive.writestr("y", b"{}")
    assert came(tmp_path / "all.zip") == [("all.zip/x", sentence), ("all.zip/y", b"{}")]


def _patched(packed: bytes, at_local: int, at_central: int, value: bytes) -> bytes:
    """A zip of one member with a field changed in both of its headers."""
    changed = bytearray(packed)
    central = packed.index(b"PK\x01\x02")
    changed[at_local : at_local + len(value)] = value
    changed[central + at_central : central + at_central + len(value)] = value
    return bytes(changed)


@pytest.mark.parametrize(
    ("at_local", "at_central", "value", "sentence"),
    [
        (6, 8, b"\x01\x00", "zip-encrypted: the zip asks for a password here"),
        (14, 16, b"\0\0\0\0", "zip-unreadable: it can't be unpacked: Bad CRC-32 for file 'x'"),
        (22, 24, b"\xe9\x03\0\0", "too-large: it has 0.0 MB; 0.0 MB are read at most"),
        (30, 46, b"\xff", "zip-unreadable: it can't be unpacked"),
    ],
)
def test_a_member_that_can_t_be_unpacked_is_told(tmp_path: Path, at_local: int, at_central: int, value: bytes, sentence: str) -> None:
    packed = a_zip(None, {"x": b"{}" * 200})
    if sentence.endswith("unpacked"):  # the two headers call it by two names
        (tmp_path / "all.zip").write_bytes(packed.replace(b"x", b"y", 1))
    else:
        (tmp_path / "all.zip").write_bytes(_patched(packed, at_local, at_central, value))
    ((path, told),) = came(tmp_path / "all.zip")
    assert path == "all.zip/x"
    assert isinstance(told, str)
    assert told.startswith(sentence)


def test_a_zip_that_is_cut_off_or_lies_of_its_end_is_told(tmp_path: Path) -> None:
    packed = a_zip(None, {"x": b"{}" * 200})
    a_file(tmp_path / "a.zip", packed[:-10])
    a_file(tmp_path / "b.zip", packed[:-10] + b"\xff" * 4 + packed[-6:])
    end = packed.index(b"PK\x05\x06")
    a_file(tmp_path / "c.zip", packed[:end] + packed[end : end + 12] + b"\xff\xff\xff\x7f" + packed[end + 16 :])
    assert came(tmp_path) == [
        ("a.zip", "zip-unreadable: it isn't a whole zip: File is not a zip file"),
        ("b.zip", "zip-bomb: its list of members is longer than 0.0 MB"),
        ("c.zip", "zip-bomb: its list of members is longer than 0.0 MB"),
    ]


# -- bombs ------------------------------------------------------------------------------------------------------------


def test_a_zip_may_unpack_to_a_multiple_of_its_size_and_no_further(tmp_path: Path) -> None:
    fits = a_zip(tmp_path / "a.zip", {str(n): bytes(900) for n in range(9)})
    assert 3000 < 9 * 900 < 10 * len(fits)
    bomb = a_zip(tmp_path / "b.zip", {str(n): bytes(900_000) for n in range(9)})
    more = f"it would unpack to 8.1 MB, and at most {10 * len(bomb) / 1e6:.1f} MB were left for a zip of its size"
    assert came(tmp_path) == [*((f"a.zip/{n}", bytes(900)) for n in range(9)), ("b.zip", f"zip-bomb: {more}")]


def test_zips_in_a_zip_share_what_it_may_unpack_to(tmp_path: Path) -> None:
    inner = a_zip(None, {"x": bytes(900)})
    a_zip(tmp_path / "all.zip", {f"{n}.zip": inner for n in range(5)}, compress_type=zipfile.ZIP_STORED)
    limits = Limits(file_bytes=1000, unpacked_always=3000, ratio=1)
    found = came(tmp_path / "all.zip", limits=limits)
    assert [content == bytes(900) for _, content in found] == [True, True, False, False, False]
    assert {str(content)[:40] for _, content in found[2:]} == {"zip-bomb: it would unpack to 0.0 MB, and"}


def overlapping(copies: int, size: int) -> bytes:
    """A bomb whose many entries share one compressed member (after Fifield, "A better zip bomb", 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(size)
    squeezed = packer.compress(content) + packer.flush()
    fields = (20, 0, zipfile.ZIP_DEFLATED, 0, 0x21, zlib.crc32(content), len(squeezed), size)
    local = struct.pack("<4sHHHHHIII HH", b"PK\x03\x04", *fields, 1, 0) + b"x" + squeezed
    entry = struct.pack("<4sH", b"PK\x01\x02", 20) + struct.pack("<HHHHHIII HHHHHII", *fields, 1, 0, 0, 0, 0, 0, 0) + b"x"
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(entry) * copies, len(local), 0)
    return local + entry * copies + end


def test_a_bomb_of_overlapping_members_is_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = a_file(tmp_path / "bomb.zip", overlapping(1000, 10_000_000))
    assert path.stat().st_size < 100_000
    assert came(path, limits=Limits()) == [
        ("bomb.zip", "zip-bomb: it would unpack to 10000.0 MB, and at most 100.0 MB were left for a zip of its size")
    ]
    honest = a_file(tmp_path / "one.zip", overlapping(1, 1000))
    assert came(honest, limits=Limits()) == [("one.zip/x", bytes(1000))]


def test_a_nested_bomb_is_refused_where_it_lies_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = a_zip(None, {f"{n}": bytes(19_000_000) for n in range(8)})
    a_zip(tmp_path / "all.zip", {"a.zip": a_zip(None, {"b.zip": bomb}), "c": b"{}"})
    assert came(tmp_path / "all.zip", limits=Limits()) == [
        ("all.zip/a.zip/b.zip", "zip-bomb: it would unpack to 152.0 MB, and at most 99.9 MB were left for a zip of its size"),
        ("all.zip/c", b"{}"),
    ]


def test_a_member_that_unpacks_to_more_than_it_states_is_read_no_further(tmp_path: Path) -> None:
    packed = _patched(a_zip(None, {"x": bytes(10_000_000)}), 22, 24, b"\x10\0\0\0")
    a_file(tmp_path / "all.zip", packed)
    assert came(tmp_path / "all.zip") == [("all.zip/x", "zip-unreadable: it can't be unpacked: Bad CRC-32 for file 'x'")]


def test_the_end_of_a_large_zip_tells_how_many_members_it_has() -> None:
    assert index_of(io.BytesIO(b"no zip")).entries == 0
    assert index_of(io.BytesIO(a_zip(None, {"a": b"", "b": b""}))).entries == 2
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 7, 70_000, 5_000_000_000, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    large = index_of(io.BytesIO(end64 + locator + end))
    assert (large.entries, large.bytes) == (70_000, 5_000_000_000)


# -- times ------------------------------------------------------------------------------------------------------------


def test_a_zip_s_time_has_no_zone_but_where_it_stands_as_seconds() -> None:
    entry = zipfile.ZipInfo("x", (2026, 3, 2, 10, 15, 30))
    assert entry_time(entry) == datetime(2026, 3, 2, 10, 15, 30)  # noqa: DTZ001 - which is the point
    entry.extra = struct.pack("<HHH", 1, 2, 0) + struct.pack("<HHBi", 0x5455, 5, 1, 1_772_446_530)
    assert entry_time(entry) == datetime(2026, 3, 2, 10, 15, 30, tzinfo=UTC)
    assert entry_time(zipfile.ZipInfo("x")) is None, "the first time that a zip can hold is none"
    odd = zipfile.ZipInfo("x")
    odd.date_time = (2026, 15, 40, 99, 0, 0)
    assert entry_time(odd) is None


@pytest.mark.parametrize(
    ("note", "time"),
    [
        (b"2026-03-02 10:15:30 UTC", datetime(2026, 3, 2, 10, 15, 30, tzinfo=UTC)),
        (b"2026-03-02T10:15:30.25 +0100\n", datetime(2026, 3, 2, 10, 15, 30, 250_000, tzinfo=timezone(timedelta(hours=1)))),
        (b"2026-03-02 10:15:30", datetime(2026, 3, 2, 10, 15, 30)),  # noqa: DTZ001
        (b"2026-03-02 10:15:30 Nowhere/Land", datetime(2026, 3, 2, 10, 15, 30)),  # noqa: DTZ001
        (b"2026-03-02 10:15:30 ../../etc/passwd", datetime(2026, 3, 2, 10, 15, 30)),  # noqa: DTZ001
        (b"2026-13-02 10:15:30 UTC", None), (b"soon", None), (b"\xff", None), (b"", None),
    ],
)  # fmt: skip
def test_a_note_tells_a_time_or_nothing(note: bytes, time: datetime | None) -> None:
    found = stamp_time(note)
    assert found == time
    assert found is None or found.tzinfo is None or time is not None
    assert (found is None) or (found.utcoffset() == (time.utcoffset() if time else None))


def test_a_note_in_a_zip_tells_for_its_folder_and_an_outer_zip_for_the_zips_in_it(tmp_path: Path) -> None:
    inner = a_zip(None, {"x": b"{}"}, date_time=(2020, 1, 1, 1, 1, 0))
    notes = {"ada/timestamp.txt": b"2026-03-01 00:00:00 UTC", "bo/timestamp.txt": b"soon"}
    a_zip(tmp_path / "all.zip", {"ada/x": b"{}", "bo/x": b"{}", "bo/in.zip": inner, **notes})
    assert {one.path: one.handed_in for one in incoming([tmp_path / "all.zip"], SMALL)} == {
        "all.zip/ada/x": datetime(2026, 3, 1, tzinfo=UTC),
        "all.zip/bo/in.zip/x": datetime(2026, 3, 2, 10, 15, 30),  # noqa: DTZ001
        "all.zip/bo/timestamp.txt": datetime(2026, 3, 2, 10, 15, 30),  # noqa: DTZ001 - it tells nothing, and stays a file
        "all.zip/bo/x": datetime(2026, 3, 2, 10, 15, 30),  # noqa: DTZ001
    }


# -- all together -----------------------------------------------------------------------------------------------------


def test_a_class_is_read_alike_from_a_folder_and_from_a_zip_with_its_progress(tmp_path: Path) -> None:
    asker = answering()
    (tmp_path / "all").mkdir()
    those = write(submissions(asker.resolved, asker.quiz, 120, one_in=4), tmp_path / "all")
    members = {one.path: one.content for one in those}
    a_zip(tmp_path / "all.zip", members)
    seen: list[tuple[int, int]] = []
    folder = list(readings(asked(), [tmp_path / "all"], progress=lambda done, total: seen.append((done, total))))
    assert seen == [(n, 120) for n in range(1, 121)]
    packed = list(readings(asked(), [tmp_path / "all.zip"]))
    assert how_many([tmp_path / "all.zip"]) == 120
    assert [(one.sha256, one.responses, one.raised) for one in folder] == [(one.sha256, one.responses, one.raised) for one in packed]
    flags = {one.path: {raised.flag for raised in one.raised} for one in folder}
    assert flags == {one.path: set(one.flags) for one in those}
    assert {f"all.zip/{one.path}" for one in folder} == {one.path for one in packed}


def test_reading_a_class_opens_files_to_read_them_and_does_nothing_else(tmp_path: Path) -> None:
    asker = answering()
    write(submissions(asker.resolved, asker.quiz, 120, one_in=4), tmp_path / "all")
    a_zip(tmp_path / "all" / "zip.zip", {one.path: one.content for one in submissions(asker.resolved, asker.quiz, 40, 1, one_in=2)})
    before = list(readings(asked(), [tmp_path / "all"]))
    code_cell._read_again.cache_clear()
    with watched() as seen:
        assert list(readings(asked(), [tmp_path / "all"])) == before
    assert {event for event, _ in seen} == {"open", "compile", "os.scandir"}
    flags = [arguments[2] for event, arguments in seen if event == "open"]
    assert all(one & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND) == 0 for one in flags)
