"""nbgrader itself makes, marks and exports assignments of ours, and gives what the course's own scorer gives."""

import csv
import json
import re
import shutil
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import nbformat
import pytest

from generator.grade.asked import Asked
from generator.grade.flags import Flag
from generator.grade.model import Incoming
from generator.grade.read import read
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.acceptance.nbgrader import PYTHON, hand_in, nbgrader, release, run
from tests.acceptance.students import Notebook, Student, every_kind, handed_in, richest_quiz, students, texts
from tests.quiz_twins import other_key

pytestmark = pytest.mark.seconds(110)

MARKS = """\
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    marks = {}
    for submission in gradebook.assignment_submissions("QUIZ"):
        found = marks[submission.student.id] = {}
        for notebook in submission.notebooks:
            found.update({grade.name: [grade.auto_score, grade.needs_manual_grade] for grade in notebook.grades})
    print(json.dumps(marks))
"""
"""What the gradebook has for each student and cell; run by nbgrader's own Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A folder of nbgrader's in which eight students were marked."""

    folder: Path
    resolved: ResolvedCourse
    quiz: Quiz
    students: tuple[Student, ...]
    said: str
    """What `nbgrader autograde` logged."""
    code: int

    @property
    def released(self) -> bytes:
        return (self.folder / f"release/{self.quiz.id}/{self.quiz.id}.ipynb").read_bytes()

    def marks(self) -> dict[str, dict[str, tuple[float | None, bool]]]:
        """By student and item: the points, and whether somebody has to look."""
        done = run(self.folder, PYTHON, "-c", MARKS.replace("QUIZ", self.quiz.id))
        found = json.loads(done.stdout)
        return {
            student: {name.removesuffix("-points"): (mark, look) for name, (mark, look) in of.items()}
            for student, of in found.items()
        }

    def grades(self) -> dict[str, dict[str, str]]:
        """The rows of `nbgrader export` by student."""
        assert nbgrader(self.folder, "export", "--to", "grades.csv").returncode == 0
        with (self.folder / "grades.csv").open(newline="") as stream:
            return {row["student_id"]: row for row in csv.DictReader(stream)}


def tamper(book: Notebook) -> None:
    """One test cell gives full marks by itself, the next is deleted, and the code that reads answers says nothing but yes."""
    tests = [cell for cell in book["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    tests[0]["source"] = "1.0"
    book["cells"].remove(tests[1])
    next(cell for cell in book["cells"] if cell["id"] == "reader")["source"] = "quiz = None"


def marked(folder: Path, resolved: ResolvedCourse, quiz: Quiz) -> Marked:
    """Release a quiz, let eight students hand in, and mark them."""
    folder.mkdir()
    released = release(folder, resolved, quiz)
    class_ = tuple(students(resolved, quiz, tamper=tamper))
    for student in class_:
        hand_in(folder, quiz, student.name, handed_in(released, student))
    done = nbgrader(folder, "autograde", quiz.id)
    return Marked(folder=folder, resolved=resolved, quiz=quiz, students=class_, said=done.stderr, code=done.returncode)


@pytest.fixture(scope="module", params=["the real course", "every kind"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """A quiz of the real course, and one that has every kind of item, in words that might confuse a grader."""
    folder = tmp_path_factory.mktemp("nbgrader")
    resolved, quiz = richest_quiz() if request.param == "the real course" else every_kind(folder)
    return marked(folder / "nbgrader", resolved, quiz)


def test_nbgrader_gives_every_item_the_points_that_the_course_gives(course: Marked) -> None:
    marks = course.marks()
    for student in course.students:
        if student.name == "stripped":
            continue
        given = {item: marks[student.name][item] for item in student.points}
        assert given == {item: (pytest.approx(float(worth), abs=1e-9), False) for item, worth in student.points.items()}, (
            student.name
        )


def test_nbgrader_exports_the_sums_that_the_course_gives(course: Marked) -> None:
    rows = course.grades()
    sums = {student.name: sum(student.points.values(), Fraction(0)) for student in course.students if student.name != "stripped"}
    assert {name: float(rows[name]["raw_score"]) for name in sums} == {
        name: pytest.approx(float(total), abs=1e-9) for name, total in sums.items()
    }
    assert {row["max_score"] for row in rows.values()} == {str(float(len(course.quiz.items)))}
    assert sums["key"] == len(course.quiz.items)
    assert sums["wrong"] == sums["blank"] == 0
    assert 0 < sums["half"] < sums["key"]


def test_nbgrader_stops_with_an_error_at_a_file_without_metadata_and_nowhere_else(course: Marked) -> None:
    """It does with `add_missing_cells`, which the settings that come with an export turn on."""
    assert course.code == 1
    failed = re.findall(r"There was an error processing assignment '.*' for student '(.*)'", course.said)
    assert failed == ["stripped"]
    assert not (course.folder / "autograded/stripped").exists()


@pytest.mark.parametrize("course", ["every kind"], indirect=True)
def test_nbgrader_without_our_settings_exports_0_for_a_file_without_metadata_and_logs_nothing(course: Marked) -> None:
    """The trap that the settings are there for: every answer in the file is right. Only who looks into the gradebook sees it."""
    shutil.copytree(course.folder / "submitted/stripped", course.folder / "submitted/unnoticed")
    done = nbgrader(
        course.folder, "autograde", course.quiz.id, "--student", "unnoticed", "--OverwriteCells.add_missing_cells=False"
    )
    assert done.returncode == 0
    assert re.findall(r"\[AutogradeApp \| (?:WARNING|ERROR)\].*", done.stderr) == []
    assert course.grades()["unnoticed"]["score"] == "0.0"
    assert set(course.marks()["unnoticed"].values()) == {(None, True)}


def test_our_own_reading_flags_the_same_file(course: Marked) -> None:
    path = course.folder / f"submitted/stripped/{course.quiz.id}/{course.quiz.id}.ipynb"
    (reading,) = read(Asked(course.resolved), Incoming(path=path.name, content=path.read_bytes()))
    assert Flag.METADATA_STRIPPED in {raised.flag for raised in reading.raised}


def test_the_released_notebook_is_valid_and_the_same_whatever_is_right(course: Marked, tmp_path: Path) -> None:
    nbformat.validate(nbformat.reads(course.released.decode(), as_version=4))
    assert release(tmp_path, course.resolved, other_key(course.quiz)) == course.released


def test_no_text_is_cut(course: Marked) -> None:
    """Whatever delimiters it holds."""
    source = (course.folder / f"source/{course.quiz.id}/{course.quiz.id}.ipynb").read_bytes()
    assert texts(course.released) == texts(source)
    assert len(texts(source)) > len(course.quiz.items)
