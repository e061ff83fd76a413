"""otter-grader itself makes and grades assignments of ours, and gives what the course's own scorer gives."""

import json
import os
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from generator.export.target import Target
from generator.export.targets import exported
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.acceptance.conftest import OTTER
from tests.acceptance.students import Notebook, Student, every_kind, handed_in, richest_quiz, students, texts
from tests.quiz_twins import other_key

pytestmark = pytest.mark.seconds(50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A quiz that otter made an assignment of, and the eight students."""

    folder: Path
    resolved: ResolvedCourse
    quiz: Quiz
    students: tuple[Student, ...]
    released: bytes
    autograder: Path


RUNS = """\
import os, sys
from otter.cli import cli
folders, arguments = sys.argv[1].split(os.pathsep), sys.argv[2:]
for folder in folders:
    child = os.fork()
    if not child:
        os.chdir(folder)
        cli([one.replace("FOLDER", folder) for one in arguments])
    if os.waitpid(child, 0)[1]:
        sys.exit(f"otter failed in {folder}")
"""
"""Runs otter in one folder after the other, each time in a process of its own, which needn't load otter anew: that takes longer than
grading."""


def otter(folders: list[Path], *arguments: str) -> None:
    """Run otter in folders, with no settings but those that are there. FOLDER in an argument stands for each folder."""
    bin_ = Path(str(OTTER)) / "bin"
    own = {
        name: str(folders[0] / ".jupyter")
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "COURSE"))}
    environment = {**kept, **own, "PATH": f"{bin_}:{os.environ['PATH']}"}
    done = subprocess.run(
        [bin_ / "python", "-c", RUNS, os.pathsep.join(map(str, folders)), *arguments],
        cwd=folders[0], env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def assign(folder: Path, resolved: ResolvedCourse, quiz: Quiz) -> tuple[bytes, Path]:
    """Export a quiz and let otter make of it what students get, and the zip that grades. It grades the key as it does."""
    for name, content in exported(resolved, [quiz], Target.OTTER).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    otter([folder], "assign", f"{quiz.id}/{quiz.id}.ipynb", "dist")
    (autograder,) = (folder / "dist/autograder").glob("*.zip")
    return (folder / f"dist/student/{quiz.id}.ipynb").read_bytes(), autograder


def tamper(book: Notebook) -> None:
    """Tests that pass by themselves, in the one place that students have them."""
    for test in book["metadata"]["otter"]["tests"].values():
        test["suites"][0]["cases"] = [{"code": ">>> assert True", "hidden": True, "locked": False, "points": 1}]
    for cell in book["cells"]:
        cell["metadata"].pop("otter", None)


@pytest.fixture(scope="module", params=["the real course", "every kind"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A quiz of the real course, and one that has every kind of item, in words that might confuse a grader."""
    folder = tmp_path_factory.mktemp("otter")
    resolved, quiz = richest_quiz() if request.param == "the real course" else every_kind(folder)
    released, autograder = assign(folder, resolved, quiz)
    class_ = tuple(students(resolved, quiz, tamper=tamper))
    return Made(folder=folder, resolved=resolved, quiz=quiz, students=class_, released=released, autograder=autograder)


def graded(course: Made) -> dict[str, dict[str, float]]:
    """What `otter run` gives each student for each item."""
    places = [course.folder / student.name for student in course.students]
    for place, student in zip(places, course.students, strict=True):
        place.mkdir()
        (place / f"{course.quiz.id}.ipynb").write_bytes(handed_in(course.released, student))
    otter(places, "run", "--no-logo", "-a", str(course.autograder), "-o", "FOLDER", f"{course.quiz.id}.ipynb")
    results = {place.name: json.loads((place / "results.json").read_text())["tests"] for place in places}
    assert {test["max_score"] for tests in results.values() for test in tests if "max_score" in test} == {1.0}
    return {student: {test["name"]: test["score"] for test in tests if "score" in test} for student, tests in results.items()}


def test_otter_gives_every_item_the_points_that_the_course_gives(course: Made) -> None:
    """To the five decimal places that otter writes. The tampered and the stripped file too: the tests come out of the zip, and
    answers are found by their items' ids.
    """
    given = graded(course)
    for student in course.students:
        assert given[student.name] == {item: round(float(worth), 5) for item, worth in student.points.items()}, student.name


def test_the_released_notebook_is_valid_and_the_same_whatever_is_right(course: Made, tmp_path: Path) -> None:
    """But for the ids of cells, which otter draws anew each time, or leaves out."""
    nbformat.validate(nbformat.reads(course.released.decode(), as_version=4))
    released, _ = assign(tmp_path, course.resolved, other_key(course.quiz))
    assert without_ids(released) == without_ids(course.released)


def without_ids(file: bytes) -> Notebook:
    book: Notebook = json.loads(file)
    for cell in book["cells"]:
        cell.pop("id", None)
    return book


def test_the_key_is_in_the_zip_that_grades(course: Made) -> None:
    """So the test above can fail."""
    with zipfile.ZipFile(course.autograder) as archive:
        tests = {Path(name).stem: archive.read(name).decode() for name in archive.namelist() if name.startswith("tests/")}
    assert {item.id for item in course.quiz.items} <= tests.keys()
    assert all("'key':" in tests[item.id] for item in course.quiz.items)


def test_no_text_is_cut(course: Made) -> None:
    """Whatever delimiters it holds."""
    source = (course.folder / f"{course.quiz.id}/{course.quiz.id}.ipynb").read_bytes()
    assert texts(course.released) == texts(source)
    assert len(texts(source)) > len(course.quiz.items)
