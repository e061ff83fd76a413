"""What is written for nbgrader, judged by the rules that nbgrader itself applies. tests/acceptance runs nbgrader."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from generator.export.target import Target
from generator.export.targets import exported
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.quiz_twins import in_other_words, other_key
from tests.test_notebook import HOSTILE, ITEMS, OPEN, kinds

REGIONS = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END \1", re.DOTALL)
"""What `nbgrader generate_assignment` takes out."""


def files(resolved: ResolvedCourse, quiz: Quiz) -> dict[str, bytes]:
    return exported(resolved, [quiz], Target.NBGRADER)


def cells(resolved: ResolvedCourse, quiz: Quiz) -> dict[str, Any]:
    """The cells of a source notebook by id."""
    return {cell["id"]: cell for cell in json.loads(files(resolved, quiz)[f"source/{quiz.id}/{quiz.id}.ipynb"])["cells"]}


def test_an_export_is_a_course_of_nbgrader_s(sample: Path) -> None:
    assert sorted(files(*kinds(sample))) == ["README.txt", "nbgrader_config.py", "source/kinds-quiz/kinds-quiz.ipynb"]


def test_an_item_is_three_cells(sample: Path) -> None:
    found = cells(*kinds(sample))
    asked = [f"{item}-{part}" for item in ITEMS for part in ("stem", "answer", "points")]
    sources = [f"kinds-quiz{name}" for name in ("-sources", "_face-source", "_keeper-source", "_crowd-source", "-questions")]
    assert [*found] == ["introduction", "reader", "student-heading", "student", *sources, *asked, "summary"]


def test_metadata_follow_schema_3_of_nbgrader(sample: Path) -> None:
    """As in nbgrader/nbgraderformat/v3.py: these keys and no others, points where there is a grade."""
    found = cells(*kinds(sample))
    assert "nbgrader" not in found.pop("student")["metadata"]  # nobody's business but the student's
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in found.values()]
    assert len(set(ids)) == len(ids) == len(found)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in ids)
    for name, cell in found.items():
        data = cell["metadata"]["nbgrader"]
        graded, answered = name.endswith("-points"), name.endswith("-answer")
        assert data == {
            "schema_version": 3,
            "grade_id": name,
            "cell_type": cell["cell_type"],
            "grade": graded,
            "solution": answered,
            "locked": not answered,
            "task": False,
            **({"points": 1} if graded else {}),
        }
        assert cell["metadata"]["deletable"] is False
        assert cell["metadata"].get("editable", True) is answered


def test_an_answer_cell_takes_an_answer_and_holds_the_right_one_where_nbgrader_takes_it_out(sample: Path) -> None:
    found = cells(*kinds(sample))
    assert {name: found[f"{name}-answer"]["source"] for name in ("k-some", "k-match")} == {
        "k-some": 'answer = ""\nquiz.check("k-some", answer)\n### BEGIN SOLUTION\nanswer = "a, c"\nquiz.check("k-some", answer)\n### END SOLUTION',
        "k-match": 'answer = {1: "", 2: ""}\nquiz.check("k-match", answer)\n'
        '### BEGIN SOLUTION\nanswer = "1b, 2c"\nquiz.check("k-match", answer)\n### END SOLUTION',
    }


def test_a_test_cell_tells_students_what_is_stored_and_ends_in_the_points(sample: Path) -> None:
    found = cells(*kinds(sample))
    for item in ITEMS:
        source = found[f"{item}-points"]["source"]
        assert REGIONS.sub("", source) == f'quiz.tell("{item}")\n'
        last = ast.parse(source).body[-1]
        assert isinstance(last, ast.Expr)
        assert ast.unparse(last).startswith("float(points({")


@pytest.mark.parametrize("keys", ["", "shuffle: true\n"])
def test_outside_of_what_nbgrader_takes_out_all_is_the_same_whatever_the_key(sample: Path, keys: str) -> None:
    resolved, quiz = kinds(sample, keys)
    ours, theirs = cells(resolved, quiz), cells(resolved, other_key(quiz))
    assert ours != theirs
    for found in (ours, theirs):
        for cell in found.values():
            cell["source"] = REGIONS.sub("", cell["source"])
    assert ours == theirs


def test_the_lines_that_nbgrader_cuts_at_stand_only_where_they_are_ours(sample: Path) -> None:
    """It looks for them in every cell and anywhere in a line."""
    resolved, quiz = kinds(sample)
    strange = in_other_words(
        quiz, [f"{HOSTILE} ### BEGIN SOLUTION", "### END SOLUTION", "### BEGIN HIDDEN TESTS", "### END MARK SCHEME"]
    )
    for name, cell in cells(resolved, strange).items():
        lines = [
            line for line in cell["source"].splitlines() if re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", line)
        ]
        assert lines == {
            "answer": ["### BEGIN SOLUTION", "### END SOLUTION"],
            "points": ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"],
        }.get(name.rpartition("-")[2] if name.startswith("k-") else "", [])


def test_the_settings_are_python_that_nbgrader_can_load(sample: Path) -> None:
    class Section:
        """Takes any setting."""

    class Config:
        ClearSolutions, OverwriteCells = Section(), Section()

    exec(files(*kinds(sample))["nbgrader_config.py"], {"get_config": Config})
    assert vars(Config.ClearSolutions) == {
        "code_stub": {"python": "# Write your answer between the quotation marks above, then run this cell."}
    }
    assert vars(Config.OverwriteCells) == {"add_missing_cells": True}


def test_the_readme_tells_what_to_run_and_the_traps(sample: Path) -> None:
    text = " ".join(files(*kinds(sample))["README.txt"].decode().split())
    for command in ("nbgrader generate_assignment QUIZ", "nbgrader autograde QUIZ", "nbgrader export"):
        assert command in text
    assert "generate_feedback prints the hidden tests, and with them the right answers" in text
    assert "Release feedback only when nobody can hand in any more." in text


def test_what_students_get_runs_in_a_plain_kernel_and_writes_nothing_to_stderr(sample: Path) -> None:
    """nbgrader takes a word on stderr for a failed test."""
    resolved, quiz = kinds(sample)
    book: Any = nbformat.reads(files(resolved, quiz)["source/kinds-quiz/kinds-quiz.ipynb"].decode(), as_version=4)
    for cell in book.cells:
        cell.source = REGIONS.sub("", cell.source)
        item = cell.metadata.get("course", {}).get("item")
        if item in {"k-one", "k-some", "k-true", "k-match"}:
            typed = {"k-one": '"b"', "k-some": '"z"', "k-true": "False", "k-match": "{2: 'C'}"}[item]
            cell.source = f"answer = {typed}\n" + cell.source.split("\n", 1)[1]
    NotebookClient(book, timeout=60, kernel_name="python3").execute()
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert {(output.output_type, output.name) for cell in code for output in cell.outputs} == {("stream", "stdout")}
    said = {cell.id: "".join(output.text for output in cell.outputs) for cell in code}
    assert {name: text for name, text in said.items() if name.endswith(("answer", "summary", "student"))} == {
        "student": "Nobody is named yet: write your name or number above, and run this cell.\n",
        "k-one-answer": "Stored: b.\n",
        "k-some-answer": "There is no z. The answers to choose from are a, b, c.\n",
        "k-true-answer": "Stored: false.\n",
        "k-order-answer": OPEN,
        "k-match-answer": "Stored: 2c.\nLeft open: 1.\n",
        "k-words-answer": OPEN,
        "summary": "Answered: 3 of 6.\n 1. b\n 2. open\n 3. false\n 4. open\n 5. 2c\n 6. open\n"
        "A question is open until the cell with its answer was run.\n",
    }
    assert all(said[f"{item}-points"] == said[f"{item}-answer"] for item in ITEMS)
