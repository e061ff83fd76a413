"""A check with memory tells what a check without would, whatever was edited in between; and memory doesn't grow without end."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Diagnostic, Problems
from generator.memory import KEPT, Memory
from generator.resolve import ResolvedCourse
from generator.source.files import SourceFile, Span
from tests.sample_course import copy_sample, edit

LESSON, QUIZ, SOURCES = "lessons/ringer.yml", "quizzes/ringer-quiz.yml", "lessons/sources.yml"
DOCUMENT, PAGE = "documents/gazette-1890.txt", "book/index.md"
EDITED = (LESSON, QUIZ, SOURCES, "lessons/stopped-clock.yml", "lessons/units.yml", "lessons/timeline.yml", "lessons/glossary.yml",
          "quizzes/asking-quiz.yml", "documents/handbill-1887.txt", DOCUMENT, PAGE, "_toc.yml", "_config.yml")  # fmt: skip
"""Files that an author edits."""


def seen(root: Path, memory: Memory | None) -> tuple[list[Diagnostic], ResolvedCourse | None, pipeline.Counts]:
    """All that a check gives."""
    problems = Problems()
    resolved, counts = pipeline.check(root, problems, memory=memory)
    return problems.all(), resolved, counts


def swap(text: str, at: int) -> str:
    """A word replaced by one from further on: in specs mostly still YAML, and often a fault."""
    words = list(re.finditer(r"[a-z]{3,}", text))
    if not words:
        return text
    old, new = words[at % len(words)], words[(at * 7 + 1) % len(words)]
    return text[: old.start()] + new[0] + text[old.end() :]


def cut(text: str, at: int) -> str:
    """A line left out."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[: at % max(1, len(lines))] + lines[at % max(1, len(lines)) + 1 :])


def double(text: str, at: int) -> str:
    """A line written twice."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[: at % max(1, len(lines)) + 1] + lines[at % max(1, len(lines)) :])


def insert(text: str, at: int) -> str:
    """An empty line put in before another: nothing changes but the places of what follows."""
    lines = text.splitlines(keepends=True)
    return "".join([*lines[: at % max(1, len(lines))], "\n", *lines[at % max(1, len(lines)) :]])


@contextmanager
def sample_course() -> Iterator[Path]:
    """A copy of the sample, with its documents where a check looks for them."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = copy_sample(Path(folder))
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        yield root


def carry_out(root: Path, name: str, kind: str, at: int, before: dict[str, str]) -> None:
    """Make one edit; `before` holds what the files were at first."""
    path = root / name
    if kind == "remove":
        path.unlink(missing_ok=True)
    elif kind == "restore" or not path.exists():
        path.write_text(before[name], encoding="utf-8")
    else:
        change = {"swap": swap, "cut": cut, "double": double, "insert": insert}[kind]
        path.write_text(change(path.read_text(encoding="utf-8"), at), encoding="utf-8")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(
    st.sampled_from(EDITED), st.sampled_from(("swap", "swap", "restore", "restore", "cut", "double", "insert", "remove")),
    st.integers(0, 10_000)), min_size=1, max_size=6))  # fmt: skip
def test_a_check_with_memory_tells_what_one_without_does(edits: list[tuple[str, str, int]]) -> None:
    with sample_course() as root:
        before = {name: (root / name).read_text(encoding="utf-8") for name in EDITED}
        memory = Memory()
        seen(root, memory)
        for name, kind, at in edits:
            carry_out(root, name, kind, at, before)
            assert seen(root, memory) == seen(root, None)


def test_every_kind_of_fault_is_told_again_at_its_new_place(sample: Path) -> None:
    """A near quotation, flaws of items, a phrase, a wrong key and a line of a record stand in files that then move down a line."""
    edit(sample / LESSON, "quote: had been sick for years", "quote: had been sack for years")
    edit(sample / QUIZ, "stem: What does Tomas", "stem: What do words like “never said” and Tomas")
    edit(sample / SOURCES, "YEARBOOK OF THE TOWN MUSEUM", "YEARBOOK OF THE TOWN MUSEUMS")
    memory = Memory()
    first = seen(sample, memory)[0]
    assert {Code.QUOTE_NEAR, Code.PHRASE_UNPROVED, Code.LAYOUT_UNMATCHED} <= {found.code for found in first}
    for name in (LESSON, QUIZ, SOURCES):
        text = (sample / name).read_text(encoding="utf-8")
        (sample / name).write_text(f"# moved\n{text}", encoding="utf-8")
    again = seen(sample, memory)[0]
    assert again == seen(sample, None)[0]
    assert [(found.code, found.message, found.place[0]) for found in again] == [
        (found.code, found.message, found.place[0] + (found.file.name in {LESSON, QUIZ, SOURCES})) for found in first
    ]


def test_evidence_is_sought_anew_when_its_excerpt_changes(sample: Path) -> None:
    """The words of the item haven't changed, nor has the document; the excerpt that holds them has."""
    memory = Memory()
    assert seen(sample, memory)[1] is not None
    whole, shortened = "after many letters, the sum of $12. I have held the receipt in my hand.", "after many letters"
    edit(sample / LESSON, whole, shortened)
    found = seen(sample, memory)
    assert Code.EVIDENCE_OUTSIDE in {one.code for one in found[0]}
    assert found == seen(sample, None)
    edit(sample / LESSON, shortened, whole)
    assert seen(sample, memory)[1] is not None


def test_a_second_check_works_nothing_out(sample: Path) -> None:
    memory = Memory()
    seen(sample, memory)
    size = memory.size
    seen(sample, memory)
    assert memory.size == size


def test_memory_holds_no_more_than_the_course_and_the_last_edits(sample: Path) -> None:
    """Each edit adds what it changes, and after some checks the first ones are forgotten."""
    text, memory = (sample / LESSON).read_text(encoding="utf-8"), Memory()
    sizes = []
    for number in range(3 * KEPT):
        (sample / LESSON).write_text(f"# edit {number}\n{text}", encoding="utf-8")
        seen(sample, memory)
        sizes.append(memory.size)
    assert sizes[KEPT - 1 :] == [sizes[KEPT - 1]] * (2 * KEPT + 1)
    assert sizes[0] < sizes[1] < sizes[KEPT - 1]


def test_things_are_the_same_by_value_where_they_are_texts_and_else_by_identity() -> None:
    memory, asked = Memory(), []

    def size(*things: object) -> int:
        asked.append(things)
        return len(things)

    one: list[int] = []
    other: list[int] = []
    for things in (("a", 1), ("a", 1), (one, 1), (one, 1), (other, 1)):
        assert memory.recall(size, *things) == len(things)
    assert [things[0] for things in asked] == ["a", one, other]


def test_what_a_function_reported_is_reported_again() -> None:
    file, memory = SourceFile("lessons/a.yml", "id: a\n"), Memory()

    def blame(text: str, problems: Problems) -> int:
        problems.report(Code.BAD_ID, text, file, Span(0, 2))
        return len(text)

    for _ in range(2):
        problems = Problems()
        assert memory.retell(problems, blame, "it is") == len("it is")
        assert [found.message for found in problems] == ["it is"]


def test_a_function_that_fails_is_asked_again() -> None:
    memory = Memory()

    def fail(text: str) -> str:
        raise ValueError(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            memory.recall(fail, "no")
    assert memory.size == 0
