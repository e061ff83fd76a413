"""A quiz that names no lesson: it is about the whole course, has a page of its own, and keeps its key as any other does."""

import html
import json
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.export.assignment import assignment
from generator.render.notebook_files import notebook_files, shelves, whole_course
from generator.resolve import ResolvedCourse
from generator.spec.quiz import ChoiceItem
from generator.stats.counting import count_course
from tests.case_folders import GOOD, lay_over
from tests.sample_course import edit

LAST = "last-quiz"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ResolvedCourse:
    """The sample with a graded quiz about all of it."""
    root = lay_over(GOOD / "quiz-of-all", tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    problems = Problems()
    resolved, _ = pipeline.check(root, problems)
    assert resolved is not None, problems.errors
    return resolved


def test_its_page_is_made_and_goes_when_it_gets_a_lesson(course: ResolvedCourse) -> None:
    root = course.course.root
    page = root / "book/quizzes/last-quiz.md"
    assert page in pipeline.make_pages(course)
    assert page.read_text("utf-8").count("# Last\\: everything\n\nThis quiz is about the whole course.\n\n```{quiz} last-quiz\n:made-of: ") == 1
    edit(root / "quizzes/last-quiz.yml", "mode: graded\n", "mode: graded\nlesson: ringer\n")
    edit(root / "_toc.yml", "      - file: book/quizzes/last-quiz\n", "")
    resolved, _ = pipeline.check(root, Problems())
    assert resolved is not None
    assert pipeline.make_pages(resolved) == [page]
    assert not page.exists()


def test_its_page_must_be_listed(course: ResolvedCourse) -> None:
    edit(course.course.root / "_toc.yml", "      - file: book/quizzes/last-quiz\n", "")
    problems = Problems()
    pipeline.check(course.course.root, problems)
    assert [one.message for one in problems.errors] == [
        "the page `book/quizzes/last-quiz`, made from quizzes/last-quiz.yml, is not listed"
    ]


def test_a_listed_page_is_taken_on_trust_while_its_quiz_can_t_be_read(course: ResolvedCourse) -> None:
    edit(course.course.root / "quizzes/last-quiz.yml", "mode: graded\n", "mode: marked\n")
    problems = Problems()
    pipeline.check(course.course.root, problems)
    assert [one.code for one in problems.errors] == [Code.BAD_VALUE]


def test_its_notebook_stands_with_the_whole_course_and_holds_no_key(course: ResolvedCourse) -> None:
    assert all(LAST not in {quiz.id for quiz in shelf.quizzes} for shelf in shelves(course.course))
    assert whole_course(course.course).quizzes[-1].id == LAST
    notebook = json.loads(notebook_files(course)["last-quiz.ipynb"])
    texts = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert "can't tell you whether yours are right" in texts[0]
    assert " It is about the whole course.\n" in texts[0]
    found = course.course.quiz(LAST)
    assert found is not None
    shown = html.unescape("\n".join(texts).replace("\\", ""))
    for item in found.value.items:
        assert item.stem in shown
        assert isinstance(item, ChoiceItem)
        assert not any(option.feedback in shown for option in item.options)


def test_a_course_with_no_other_quiz_has_its_notebooks(course: ResolvedCourse) -> None:
    root = course.course.root
    for lesson in ("asking", "ringer", "stopped-clock"):
        edit(root / f"lessons/{lesson}.yml", f"quiz: {lesson}-quiz\n", "")
        (root / f"quizzes/{lesson}-quiz.yml").unlink()
    resolved, _ = pipeline.check(root, Problems())
    assert resolved is not None
    assert set(notebook_files(resolved)) == {"last-quiz.ipynb", "course.zip"}


def test_it_is_exported_and_counted_as_one_of_the_course(course: ResolvedCourse) -> None:
    found = course.course.quiz(LAST)
    assert found is not None
    assert "This assignment is about the whole course. " in assignment(course, found.value).introduction
    counted = count_course(course).skills
    assert [*counted] == ["clock", "town", "course"]
    assert sum(counted["course"].values()) == len(found.value.items)


def test_it_is_asked_in_the_terminal(course: ResolvedCourse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quiz", "--course", str(course.course.root)]) == 0
    assert "last-quiz           Last: everything (graded, 5 questions)\n" in capsys.readouterr().out
