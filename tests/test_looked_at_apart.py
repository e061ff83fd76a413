"""A check whose lessons are looked at by several processes is the check of one process."""

from pathlib import Path
from typing import Any

import pytest

from generator import looked_at_apart, resolve, sharing
from generator.citations import Cited
from generator.corpus.lock import write_lock
from generator.diagnostics.model import Problems
from generator.diagnostics.to_text import as_text
from generator.lasting import PLACE, lasting_memory
from generator.lint import check_quiz
from generator.pipeline import check
from generator.spec.quiz import Quiz
from generator.spec.read import Located
from tests.bench.generated_course import write_course
from tests.sample_course import edit

ALONE, SHARED = 10**9, 1


def checked(root: Path) -> tuple[list[str], str, bytes]:
    """What a first check reports and resolves to, and what it leaves."""
    (root / PLACE).unlink(missing_ok=True)
    problems = Problems()
    with lasting_memory(root) as memory:
        resolved, _ = check(root, problems, memory=memory)
    return [as_text(found) for found in problems], write_lock(resolved.lock) if resolved else "", (root / PLACE).read_bytes()


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of 20 lessons, looked at by two processes in lots of three."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(looked_at_apart, "processors", lambda: 2)
    monkeypatch.setattr(looked_at_apart, "LOT", 3)
    return write_course(tmp_path / "course", 20)


def both(course: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str, bytes]]:
    found = []
    for worth in (ALONE, SHARED):
        monkeypatch.setattr(looked_at_apart, "WORTH_SHARING", worth)
        found.append(checked(course))
    return found


def test_it_reports_resolves_and_leaves_the_same(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, shared = both(course, monkeypatch)
    assert alone == shared
    assert alone[0] != []
    assert alone[1].count("document-00") > 100


def test_it_reports_the_same_errors(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left may be more: a check with an error looks at items without their passages, and a process doesn't know of it."""
    excerpt = "      id: nowhere\n      title: Nowhere\n      source: document-001\n      headnote: None.\n      quote: xyzzy plugh\n"
    edit(course / "lessons/chapter-0007.yml", "limits: |\n", f"  - excerpt:\n{excerpt}limits: |\n")
    alone, shared = both(course, monkeypatch)
    assert alone[:2] == shared[:2]
    assert [told for told in alone[0] if "xyzzy plugh" in told]
    assert alone[1] == ""


def test_a_second_check_is_not_shared(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(course)
    monkeypatch.setattr(looked_at_apart, "shared_out", lambda *_: pytest.fail("shared though all is known"))
    with lasting_memory(course) as memory:
        check(course, Problems(), memory=memory)


def test_what_comes_home_is_all_that_lessons_and_quizzes_ask_for(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be saved: the check would work it out again."""
    asked: list[str] = []
    resolve_one, check_one = resolve._resolve, check_quiz.check_quiz

    def resolved(cited: Cited, *given: Any) -> Any:
        asked.append(cited.key)
        return resolve_one(cited, *given)

    def looked(quiz: Located[Quiz], *given: Any, **named: Any) -> None:
        asked.append(quiz.value.id)
        check_one(quiz, *given, **named)

    monkeypatch.setattr(resolve, "_resolve", resolved)
    monkeypatch.setattr(check_quiz, "check_quiz", looked)
    monkeypatch.setattr(looked_at_apart, "WORTH_SHARING", SHARED)
    checked(course)
    assert asked == []  # by this process
    monkeypatch.setattr(looked_at_apart, "WORTH_SHARING", ALONE)
    checked(course)
    assert len(asked) > 200
