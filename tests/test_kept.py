"""What outlives a process: found again as it was, never when it isn't what was kept, and never in anybody's way."""

import dataclasses
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus import kept, kept_fold
from generator.corpus.document import Document
from generator.corpus.kept import Kept, code_digest, kept_for
from generator.corpus.kept_fold import fold_name
from tests.documents import make_document
from tests.plain_fold import plain_fold

RAW = "A BELL\n\nThe har-\nbour bell rang “twice”,¹ and the \ufb01sh\u00adermen\ncame. Ne\u0301e in 1849…\n"


@pytest.fixture(autouse=True)
def _any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_fold, "LEAST", 0)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def with_kept(raw: str, folder: Path, **layout: object) -> Document:
    return dataclasses.replace(make_document(raw, **layout), kept=Kept(folder))


# -- bytes ----------------------------------------------------------------------------------------------------------------


def test_what_was_kept_is_found_by_its_name_alone(tmp_path: Path) -> None:
    Kept(tmp_path / "deep" / "folder").keep("one", (b"ab", b"", b"c"))
    found = Kept(tmp_path / "deep" / "folder").find("one")
    assert found is not None
    assert bytes(found) == b"abc"
    assert Kept(tmp_path / "deep" / "folder").find("two") is None


def test_nothing_is_left_beside_what_was_kept(tmp_path: Path) -> None:
    Kept(tmp_path).keep("one", (b"a",))
    Kept(tmp_path).keep("one", (b"b",))
    assert [path.suffix for path in files(tmp_path)] == [".kept"]
    assert bytes(Kept(tmp_path).find("one") or b"") == b"b"


def test_a_file_with_any_byte_changed_or_missing_counts_as_none(tmp_path: Path) -> None:
    Kept(tmp_path).keep("one", (b"some bytes",))
    (path,) = files(tmp_path)
    sound = path.read_bytes()
    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert Kept(tmp_path).find("one") is None
        path.write_bytes(sound[:at])
        assert Kept(tmp_path).find("one") is None
    path.write_bytes(sound)
    assert Kept(tmp_path).find("one") is not None


def test_a_sound_file_under_the_name_of_another_counts_as_none(tmp_path: Path) -> None:
    Kept(tmp_path).keep("one", (b"a",))
    (one,) = files(tmp_path)
    Kept(tmp_path).keep("two", (b"b",))
    (two,) = set(files(tmp_path)) - {one}
    one.replace(two)
    assert Kept(tmp_path).find("two") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    Kept(tmp_path / "taken").keep("one", (b"a",))
    assert Kept(tmp_path / "taken").find("one") is None
    assert (tmp_path / "taken").read_text() == "a file, not a folder"


def test_the_oldest_go_when_all_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "BOUND", 1000)
    store = Kept(tmp_path)
    for number in range(30):
        store.keep(str(number), (bytes(100),))
        for age, path in enumerate(sorted(files(tmp_path), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(path, (age, age))
        assert sum(path.stat().st_size for path in files(tmp_path)) <= 1000
        assert store.find(str(number)) is not None
    assert [store.find(str(number)) is None for number in (0, 15, 28)] == [True, True, False]
    store.keep("huge", (bytes(5000),))
    assert [store.find(name) is None for name in ("huge", "29")] == [False, True]


def test_what_a_killed_process_left_goes_too_and_nobody_else_s_files_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "BOUND", 1000)
    for name in ("left.part", "notes.txt", "index.words"):
        (tmp_path / name).write_bytes(bytes(2000))
        os.utime(tmp_path / name, (1, 1))
    Kept(tmp_path).keep("one", (bytes(100),))
    assert sorted(path.suffix for path in files(tmp_path)) == [".kept", ".txt", ".words"]


def test_it_is_kept_in_the_course_or_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CACHE", raising=False)
    assert kept_for(tmp_path).folder == tmp_path / "_build" / ".course" / "corpus"
    assert kept_for(tmp_path) is kept_for(tmp_path)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "elsewhere"))
    assert kept_for(tmp_path).folder == tmp_path / "elsewhere"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_CACHE", "elsewhere")
    assert kept_for(Path()) is kept_for(tmp_path)


# -- folded texts -----------------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab1 -\n\u00ad\ufb01…“¹\u0301é\U0001f514", max_size=40))
def test_a_kept_text_is_the_text_folded(tmp_path: Path, raw: str) -> None:
    document = with_kept(raw, tmp_path, note_marks="superscript")
    expected = plain_fold(document.folding, raw)
    assert document.folded == expected
    assert with_kept(raw, tmp_path, note_marks="superscript").folded == expected


def test_a_text_is_not_folded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = with_kept(RAW, tmp_path).folded
    monkeypatch.setattr("generator.corpus.fold.Folding.fold", None)
    assert with_kept(RAW, tmp_path).folded == expected


def test_another_text_or_layout_is_not_taken_for_what_was_kept(tmp_path: Path) -> None:
    assert 'twice",1' not in with_kept(RAW, tmp_path).folded.text
    assert with_kept(RAW, tmp_path).folded.text.startswith('A BELL The har-bour bell rang "twice",¹ and')
    assert with_kept(RAW, tmp_path, note_marks="superscript").folded.text.startswith('A BELL The har-bour bell rang "twice", and')
    assert with_kept(RAW, tmp_path, furniture=("A BELL",)).folded.text.startswith(" The har-bour")
    assert with_kept(RAW + "More.", tmp_path).folded.text.endswith("1849... More.")


def test_a_kept_text_bears_the_name_of_the_code_that_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(RAW)
    name = fold_name(document.folding, document.sha256)
    monkeypatch.setattr(kept_fold, "code_digest", lambda *_: "other code")
    assert fold_name(document.folding, document.sha256) != name


def test_a_digest_of_code_tells_one_text_and_one_python_from_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def digest() -> str:
        code_digest.cache_clear()
        return code_digest(str(tmp_path))

    found = {digest()}
    (tmp_path / "module.py").write_text("a = 1")
    found.add(digest())
    (tmp_path / "module.py").write_text("a = 2")
    found.add(digest())
    assert digest() in found
    monkeypatch.setattr("sys.version", "another")
    found.add(digest())
    assert len(found) == 4


def test_a_damaged_text_is_folded_and_kept_again(tmp_path: Path) -> None:
    expected = with_kept(RAW, tmp_path).folded
    (path,) = files(tmp_path)
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"bour", b"boar"))
    assert with_kept(RAW, tmp_path).folded == expected
    assert path.read_bytes() == sound


def test_a_short_text_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_fold, "LEAST", len(RAW) + 1)
    assert with_kept(RAW, tmp_path).folded == make_document(RAW).folded
    assert files(tmp_path) == []
