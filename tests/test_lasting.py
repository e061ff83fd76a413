"""What a check leaves in the build folder changes nothing that a later check tells, whatever was edited or damaged in between."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import compiler, lasting, pipeline, resolve
from generator.compiler import compiler_digest
from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Diagnostic, Edit, Fix, Problems
from generator.diagnostics.written import read_diagnostics, write_diagnostics
from generator.lasting import PLACE, Lasting, lasting_memory
from generator.memory import KEPT
from generator.resolve import ResolvedCourse
from generator.source.files import SourceFile, Span
from tests.sample_course import edit
from tests.test_imports import GENERATOR
from tests.test_memory import DOCUMENT, EDITED, LESSON, QUIZ, SOURCES, carry_out, sample_course, seen

HEAD = f"{lasting.FORMAT} {compiler_digest()}"


@pytest.fixture
def checked(sample: Path) -> Path:
    """The sample with what one check left."""
    lasting_seen(sample)
    return sample


def lasting_seen(root: Path) -> tuple[list[Diagnostic], ResolvedCourse | None, pipeline.Counts]:
    """All that a check in a process of its own gives, with what the last one left."""
    with lasting_memory(root) as memory:
        return seen(root, memory)


def worked_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a check works out although an earlier one may have left it: the keys that it gives values."""
    kept: list[str] = []
    keep = Lasting.keep
    with monkeypatch.context() as patch:
        patch.setattr(Lasting, "keep", lambda self, key, value: (kept.append(key), keep(self, key, value)))
        lasting_seen(root)
    return kept


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(
    st.sampled_from(EDITED), st.sampled_from(("swap", "swap", "restore", "restore", "cut", "double", "insert", "remove")),
    st.integers(0, 10_000)), min_size=1, max_size=5))  # fmt: skip
def test_a_check_tells_what_one_without_the_file_does(edits: list[tuple[str, str, int]]) -> None:
    with sample_course() as root:
        before = {name: (root / name).read_text(encoding="utf-8") for name in EDITED}
        lasting_seen(root)
        for name, kind, at in edits:
            carry_out(root, name, kind, at, before)
            assert lasting_seen(root) == seen(root, None)


def test_what_is_made_is_the_same_bytes(checked: Path) -> None:
    with lasting_memory(checked) as memory:
        resolved, _ = pipeline.check(checked, Problems(), memory=memory)
    fresh, _ = pipeline.check(checked, Problems())
    assert resolved is not None
    assert fresh is not None
    pipeline.save_lock(fresh)
    pipeline.make(fresh)
    assert pipeline.lock_is_current(resolved)
    assert pipeline.make(resolved) == []


def test_what_a_check_let_go_is_found_again_where_somebody_asks(checked: Path) -> None:
    with lasting_memory(checked) as memory:
        resolved, _ = pipeline.check(checked, Problems())
    assert (memory._kept, memory.store) == ({}, None)
    assert resolved is not None
    course = resolved.course
    before = [(spec.node, spec.span("title"), spec.key_span("title")) for spec in course.lessons]
    course.let_go()
    assert all(spec._read is None and "node" not in vars(spec) for spec in (*course.lessons, *course.quizzes))
    assert [(spec.node, spec.span("title"), spec.key_span("title")) for spec in course.lessons] == before


def test_a_second_check_works_nothing_out_and_writes_nothing(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = (checked / PLACE).stat().st_mtime_ns
    assert worked_out(checked, monkeypatch) == []
    assert (checked / PLACE).stat().st_mtime_ns == stamp


def test_an_edit_of_prose_works_out_what_hangs_on_its_lesson(checked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lesson itself, its markup, its phrases, and the items of its quiz; no citation is proved again."""
    edit(checked / LESSON, "Watch what he held in his hand.", "Watch what he held in his left hand.")
    with monkeypatch.context() as patch:
        patch.setattr(resolve, "find_quote", None)
        patch.setattr(resolve, "find_range", None)
        assert len(worked_out(checked, monkeypatch)) == 4


def lasting_entries(root: Path) -> list[str]:
    return list(Lasting(root / PLACE, HEAD)._values)


@pytest.mark.parametrize(("name", "old", "new", "code"), [
    (LESSON, "quote: had been sick for years", "quote: had been sack for years", Code.QUOTE_NEAR),
    (QUIZ, "stem: What does Tomas", "stem: What do words like “never said” and Tomas", Code.PHRASE_UNPROVED),
    (SOURCES, "YEARBOOK OF THE TOWN MUSEUM", "YEARBOOK OF THE TOWN MUSEUMS", Code.LAYOUT_UNMATCHED),
    (DOCUMENT, "I am a smith.", "I was a smith.", Code.SOURCE_CHANGED),
])  # fmt: skip
def test_a_fault_that_comes_in_is_told_and_told_again_and_goes(checked: Path, name: str, old: str, new: str, code: Code) -> None:
    edit(checked / name, old, new)
    first = lasting_seen(checked)
    assert code in {found.code for found in first[0]}
    assert lasting_seen(checked) == first == seen(checked, None)
    edit(checked / name, new, old)
    assert lasting_seen(checked) == seen(checked, None)


def cut_short(data: bytes) -> bytes:
    return data[:-100]


def one_letter(data: bytes) -> bytes:
    return data.replace(b"smith", b"smyth", 1)


def other_compiler(data: bytes) -> bytes:
    return data.replace(compiler_digest().encode(), b"0" * 64, 1)


def signed(body: bytes) -> bytes:
    """A file whose sum is right, whatever it holds."""
    return f"{HEAD} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def other_values(data: bytes) -> bytes:
    """Every key has a value of another kind."""
    index, _, body = data.partition(b"\n")[2].partition(b"\n")
    return signed(index + b"\n" + b"7" * len(body))


@pytest.mark.parametrize("damage", [
    lambda _: b"", lambda _: b"\0" * 5000, lambda _: b"cos\nsystem\n(S'touch owned'\ntR.", lambda _: signed(b""), lambda _: signed(b"[]\n"),
    lambda _: signed(b'{"a": 1}\n'), lambda _: signed(b"[" * 100_000 + b"\n"), lambda data: data + b"x", cut_short, one_letter, other_compiler, other_values,
], ids=["empty", "zeros", "a pickle", "nothing", "a list", "a number", "too deep", "longer", "cut short", "one letter", "other compiler", "other values"])  # fmt: skip
def test_a_damaged_or_foreign_file_counts_as_none_and_is_written_over(checked: Path, damage: Callable[[bytes], bytes]) -> None:
    sound = (checked / PLACE).read_bytes()
    assert damage(sound) != sound
    (checked / PLACE).write_bytes(damage(sound))
    assert lasting_seen(checked) == seen(checked, None)
    assert (checked / PLACE).read_bytes() == sound


def test_the_file_may_be_deleted_and_is_made_again_the_same(checked: Path) -> None:
    sound = (checked / PLACE).read_bytes()
    (checked / PLACE).unlink()
    lasting_seen(checked)
    assert (checked / PLACE).read_bytes() == sound


def test_where_it_can_not_be_written_the_check_is_the_same(sample: Path) -> None:
    (sample / "_build").write_text("a file in the place of the folder", encoding="utf-8")
    assert lasting_seen(sample) == seen(sample, None)


def test_it_holds_what_the_last_checks_asked_for_and_no_more(checked: Path) -> None:
    text = (checked / LESSON).read_text(encoding="utf-8")
    sizes = []
    for number in range(2 * KEPT):
        (checked / LESSON).write_text(f"# edit {number}\n{text}", encoding="utf-8")
        lasting_seen(checked)
        sizes.append(len(lasting_entries(checked)))
    assert sizes[0] < sizes[KEPT - 1]
    assert sizes[KEPT:] == [sizes[KEPT]] * KEPT


def test_a_diagnostic_is_read_as_it_was_written() -> None:
    one, other = SourceFile("lessons/a.yml", "id: a\n"), SourceFile("quizzes/b.yml", "id: b\n")
    fix = Fix("write it", (Edit(one, Span(0, 2), "é"), Edit(other, Span(1, 1), "")), sure=True)
    found = (
        Diagnostic(Code.BAD_ID, "it is", other, Span(0, 2), ("a", "b"), "help", "", (fix,)),
        Diagnostic(Flaw.STEM_LONG, "“so”", one, Span(3, 3), about="b/c"),
    )
    written = write_diagnostics(found, (one, other))
    assert written is not None
    assert read_diagnostics(written, (one, other)) == found
    assert write_diagnostics(found, (one,)) is None


def test_another_compiler_has_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "generator"
    shutil.copytree(GENERATOR, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiler, "__file__", str(copy / "compiler.py"))
    assert compiler_digest.__wrapped__() == compiler_digest()
    edit(copy / "lint" / "english.yml", "\nabsolute:", "\n# other\nabsolute:")
    assert compiler_digest.__wrapped__() != compiler_digest()
