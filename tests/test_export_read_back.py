"""Returned exports are read by `course grade` too, without running them: the same answers, and a flag where nbgrader has none."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.answers import points
from generator.export.target import Target
from generator.export.targets import exported
from generator.grade.asked import Asked
from generator.grade.flags import Flag
from generator.grade.model import Incoming, State
from generator.grade.read import read
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.acceptance.students import Student, handed_in, students
from tests.test_notebook import ITEMS, kinds

REGIONS = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END \1", re.DOTALL)
NAMES = ("key", "wrong", "half", "blank", "everything", "tampered", "stripped", "odd")


def released(resolved: ResolvedCourse, quiz: Quiz) -> bytes:
    """What students get of an export for nbgrader."""
    book = json.loads(exported(resolved, [quiz], Target.NBGRADER)["source/kinds-quiz/kinds-quiz.ipynb"])
    for cell in book["cells"]:
        cell["source"] = REGIONS.sub("", cell["source"])
    return json.dumps(book).encode()


def tamper(book: Any) -> None:
    """Test cells that give full marks: nothing that reading asks."""
    for cell in book["cells"]:
        if cell["id"].endswith("-points"):
            cell["source"] = "1.0"


def class_of(resolved: ResolvedCourse, quiz: Quiz) -> dict[str, Student]:
    return {student.name: student for student in students(resolved, quiz, tamper=tamper)}


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_of_a_returned_export_are_worth_what_the_grader_gives_for_them(sample: Path, name: str) -> None:
    resolved, quiz = kinds(sample, "mode: graded\n")
    student = class_of(resolved, quiz)[name]
    incoming = Incoming(path=f"{name}/kinds-quiz.ipynb", content=handed_in(released(resolved, quiz), student))
    (reading,) = read(Asked(resolved), incoming)
    assert not reading.refused
    worth = {
        response.item: points(item, response.answer)
        for response, item in zip(reading.responses, quiz.items, strict=True)
        if response.state is not State.HELD
    }
    assert worth == {item: student.points[item] for item in worth}
    assert all(student.points[item] == 0 for item in student.points.keys() - worth.keys()) or name == "stripped"


@pytest.mark.parametrize("name", ["key", "wrong", "half", "blank", "tampered"])
def test_an_honest_export_is_read_without_a_flag(sample: Path, name: str) -> None:
    resolved, quiz = kinds(sample, "mode: graded\n")
    incoming = Incoming(path="kinds-quiz.ipynb", content=handed_in(released(resolved, quiz), class_of(resolved, quiz)[name]))
    (reading,) = read(Asked(resolved), incoming)
    assert reading.raised == ()
    assert [response.state for response in reading.responses] == [State.OPEN if name == "blank" else State.ANSWERED] * len(ITEMS)


def test_a_file_without_metadata_is_flagged(sample: Path) -> None:
    resolved, quiz = kinds(sample, "mode: graded\n")
    student = class_of(resolved, quiz)["stripped"]
    incoming = Incoming(path="kinds-quiz.ipynb", content=handed_in(released(resolved, quiz), student))
    (reading,) = read(Asked(resolved), incoming)
    assert Flag.METADATA_STRIPPED in {raised.flag for raised in reading.raised}
