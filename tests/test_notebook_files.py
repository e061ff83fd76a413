"""The notebooks and zips that a course has: what is in which, their names, and that they go when their quizzes go."""

import io
import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.render.bundle import bundle
from generator.render.notebook import collection
from generator.render.notebook_files import all_shelves, file_names, notebook_files
from generator.render.notebook_runtime import Quiz as Runtime
from generator.render.notebook_sources import sources
from generator.resolve import ResolvedCourse
from tests.sample_course import edit
from tests.test_notebook import kinds, resolve


def held(file: bytes) -> dict[str, object]:
    """What a notebook says of itself."""
    return dict(json.loads(file)["metadata"]["course"])


def members(packed: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


@pytest.fixture
def course(sample: Path) -> ResolvedCourse:
    """The sample: two practice quizzes in one unit, a graded one in the other."""
    return resolve(sample, "asking-quiz")[0]


def test_a_course_has_a_notebook_for_each_quiz_for_the_practice_of_each_unit_and_for_all_practice(course: ResolvedCourse) -> None:
    files = notebook_files(course)
    assert {name: held(file)["quizzes"] for name, file in files.items() if name.endswith(".ipynb")} == {
        "asking-quiz.ipynb": ["asking-quiz"],
        "ringer-quiz.ipynb": ["ringer-quiz"],
        "stopped-clock-quiz.ipynb": ["stopped-clock-quiz"],
        "clock.ipynb": ["stopped-clock-quiz", "ringer-quiz"],
        "course.ipynb": ["stopped-clock-quiz", "ringer-quiz"],
    }
    assert {held(file)["mode"] for name, file in files.items() if name.endswith(".ipynb") and name != "asking-quiz.ipynb"} == {"practice"}
    assert sorted(files) == file_names(course.course)


def test_a_zip_holds_the_single_notebooks_graded_ones_too_and_the_common_one_in_a_folder(course: ResolvedCourse) -> None:
    files = notebook_files(course)
    assert {name: members(file) for name, file in files.items() if name.endswith(".zip")} == {
        "clock.zip": ["clock/clock.ipynb", "clock/ringer-quiz.ipynb", "clock/stopped-clock-quiz.ipynb"],
        "town.zip": ["town/asking-quiz.ipynb"],
        "course.zip": [
            "course/asking-quiz.ipynb", "course/course.ipynb", "course/ringer-quiz.ipynb", "course/stopped-clock-quiz.ipynb",
        ],
    }  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(files["course.zip"])) as archive:
        assert archive.read("course/asking-quiz.ipynb") == files["asking-quiz.ipynb"]


def test_a_graded_quiz_comes_in_no_notebook_but_its_own(course: ResolvedCourse) -> None:
    graded = course.course.quiz("asking-quiz")
    assert graded is not None
    with pytest.raises(ValueError, match="a graded quiz has a notebook of its own"):
        collection(course, "town", "The town", [graded.value])
    files = notebook_files(course)
    ids = [item.id.encode() for item in graded.value.items]
    assert [name for name, file in files.items() if name.endswith(".ipynb") and any(f in file for f in ids)] == ["asking-quiz.ipynb"]


def test_two_quizzes_of_one_lesson_share_its_unit_s_notebook(sample: Path) -> None:
    resolved, _ = kinds(sample)
    assert held(notebook_files(resolved)["clock.ipynb"])["quizzes"] == ["kinds-quiz", "stopped-clock-quiz", "ringer-quiz"]


def test_a_notebook_of_several_quizzes_is_valid_and_holds_each_with_its_sources(course: ResolvedCourse) -> None:
    book = nbformat.reads(notebook_files(course)["clock.ipynb"].decode(), as_version=4)
    nbformat.validate(book)
    shelf = all_shelves(course.course)[0]
    ids = [cell.id for cell in book.cells]
    wanted = ["introduction", "setup"]
    for quiz in shelf.quizzes:
        lesson = course.course.lesson(quiz.lesson)
        assert lesson is not None
        wanted += [f"{quiz.id}-quiz", f"{quiz.id}-sources"]
        wanted += [f"{quiz.id}_{part.id}-source" for part in sources(course, lesson.value)]
        wanted += [f"{quiz.id}-questions", *(f"{item.id}-{part}" for item in quiz.items for part in ("stem", "answer"))]
    assert ids == [*wanted, "summary"]
    assert book.cells[0].source.splitlines()[:6] == [
        "# The clock",
        "",
        "**This notebook is for practice.** It holds the answers, and anyone who looks for them will find them. It holds 2 quizzes:",
        "",
        "- Quiz\\: a clock stops",
        "- Quiz\\: the ringer",
    ]


def test_students_can_change_answers_and_their_name_and_delete_no_cell(course: ResolvedCourse) -> None:
    book = json.loads(notebook_files(course)["asking-quiz.ipynb"])
    assert {cell["metadata"]["deletable"] for cell in book["cells"]} == {False}
    free = [cell["id"] for cell in book["cells"] if cell["metadata"].get("editable", True)]
    assert free == ["student", *(f"{cell['metadata']['course']['item']}-answer" for cell in book["cells"] if cell["id"].endswith("-answer"))]


def test_an_excerpt_stands_in_the_notebook_as_in_the_book(course: ResolvedCourse) -> None:
    """Title, source line, headnote, numbered paragraphs with the editor's marks, and the source's own notes."""
    lesson = course.course.lesson("stopped-clock")
    assert lesson is not None
    shown = {part.id: part.text for part in sources(course, lesson.value)}
    assert shown["keeper"] == (
        "### What the keeper heard\n\n"
        "“The Clock Is Silent”\\, The Kesterhaven Courier\\, 5 March 1887 · news report\n\n"
        "*The same report turns to the one man who was there\\.*\n\n"
        "> **3** Mr Anselm Brook\\, keeper of the clock\\, was at his post through the whole of the storm\\. He heard the great wheel "
        "\\[of the clock\\] labour\\, he says\\, and then he heard nothing\\, “and the nothing was the louder of the two”\\. \\[\\.\\.\\.\\] "
        "The shaft\\, in his opinion\\, had been sick for years\\, and he had said so in writing\\, twice\\."
    )
    assert "The photograph in the Museum shows sixty\\-three\\,³ and a dog\\." in shown["crowd"]


def test_where_a_source_calls_a_note_the_note_stands_below(course: ResolvedCourse) -> None:
    noted = [
        (lesson.value, excerpt)
        for lesson in course.course.lessons
        for excerpt in lesson.value.excerpts()
        if course.passage(f"{lesson.value.id}/{excerpt.id}").notes
    ]
    assert noted
    for lesson, excerpt in noted:
        text = next(part.text for part in sources(course, lesson) if part.id == excerpt.id)
        body, _, notes = text.partition("\n\nNotes in the source:\n\n")
        for number in course.passage(f"{lesson.id}/{excerpt.id}").notes:
            raised = number.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
            assert raised in body
            assert f"- {raised} " in notes


# -- names ------------------------------------------------------------------------------------------------------------


def found(root: Path) -> list[tuple[Code, str]]:
    problems = Problems()
    pipeline.check(root, problems)
    return [(problem.code, problem.message) for problem in problems.errors]


def rename_quiz(root: Path, name: str) -> None:
    quiz = root / "quizzes" / "ringer-quiz.yml"
    edit(quiz, "id: ringer-quiz", f"id: {name}")
    quiz.rename(quiz.with_name(f"{name}.yml"))
    edit(root / "lessons" / "ringer.yml", "quiz: ringer-quiz", f"quiz: {name}")


def test_a_quiz_may_not_be_called_like_a_unit_since_their_notebooks_lie_in_one_folder(sample: Path) -> None:
    rename_quiz(sample, "clock")
    assert found(sample) == [(Code.DUPLICATE_ID, "`clock` is the id of another unit or quiz, and their notebooks share a folder")]


def test_neither_a_quiz_nor_a_unit_may_be_called_course(sample: Path) -> None:
    rename_quiz(sample, "course")
    assert (Code.BAD_ID, "the notebook of the whole course is called `course`") in found(sample)
    rename = sample / "lessons" / "units.yml"
    edit(rename, "id: town", "id: course")
    assert found(sample).count((Code.BAD_ID, "the notebook of the whole course is called `course`")) == 2


def test_notebooks_and_zips_that_nothing_makes_any_more_are_removed(sample: Path) -> None:
    folder = sample / "book" / "notebooks"
    pipeline.make(resolve(sample, "asking-quiz")[0])
    assert sorted(path.name for path in folder.iterdir()) == file_names(resolve(sample, "asking-quiz")[0].course)
    for name in ("old.zip", "old.ipynb", "mine.txt"):
        (folder / name).write_bytes(b"old")
    touched = pipeline.make(resolve(sample, "asking-quiz")[0])
    assert sorted(path.name for path in touched) == ["old.ipynb", "old.zip"]
    assert (folder / "mine.txt").exists()


# -- zips -------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from(["a.ipynb", "b.ipynb", "c.ipynb"]), st.binary(max_size=50)), st.randoms())
def test_a_zip_is_the_same_whatever_the_order_of_its_files_and_gives_them_back(files: dict[str, bytes], chance: object) -> None:
    turned = [*files.items()]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    packed = bundle("unit", files)
    assert bundle("unit", dict(turned)) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {info.date_time for info in archive.infolist()} <= {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in archive.namelist()} == {f"unit/{name}": content for name, content in files.items()}


# -- the summary of several quizzes -----------------------------------------------------------------------------------


def test_the_summary_of_several_quizzes_gives_each_score_and_the_total(capsys: pytest.CaptureFixture[str]) -> None:
    item = {"kind": "single", "labels": ["a", "b"], "key": ["b"], "hints": [], "feedback": {"a": "No.", "b": "Yes."}, "evidence": "so", "source": "it"}
    items = [{**item, "id": name, "quiz": quiz} for name, quiz in (("x", "one"), ("y", "one"), ("z", "two"))]
    quiz = Runtime(json.dumps({"mode": "practice", "quizzes": {"one": "First", "two": "Second"}, "items": items}))
    for name, answer in (("x", "b"), ("y", "a")):
        quiz.check(name, answer)
    capsys.readouterr()
    quiz.summary()
    assert capsys.readouterr().out == (
        "For practice. Score: 1 of 3.\n\nFirst: 1 of 2.\n 1. b (1)\n 2. a (0)\n\nSecond: 0 of 1.\n 1. open\n"
        "A question is open until the cell with its answer was run.\n"
    )
