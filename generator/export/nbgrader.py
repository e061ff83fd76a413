"""Assignments in nbgrader's source format, schema 3: three cells an item, and the key only where nbgrader takes it out.

`nbgrader generate_assignment` drops what stands between `### BEGIN SOLUTION` and `### END SOLUTION`, and between the lines of
hidden tests. The last value of a hidden test is the points, which is how nbgrader gives a part of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.export import cells
from generator.export.embedded import judged, rule
from generator.render.notebook_cells import cell_id

if TYPE_CHECKING:
    from generator.export.assignment import Assignment, Question

POINTS = 1
"""What every item is worth."""

_CONFIG = """\
# Made by `course export nbgrader`. If you keep a configuration of your own, copy these lines into it.
c = get_config()  # noqa: F821 (nbgrader defines it)

# What stands where the right answer was: no `raise NotImplementedError()`, since the answer goes into the line above.
c.ClearSolutions.code_stub = {"python": "# Write your answer between the quotation marks above, then run this cell."}
# A test cell that a student deleted is put back; otherwise its question is worth nothing, and nobody is told.
c.OverwriteCells.add_missing_cells = True
"""

_README = """\
Assignments for nbgrader
========================

This folder is a course of nbgrader's: `source` holds an assignment for each quiz, `nbgrader_config.py` the settings
that they need. Run everything from this folder, with nbgrader 0.9 or later.

1. Make what students get: nbgrader generate_assignment QUIZ
   Give them release/QUIZ/QUIZ.ipynb. It holds no right answers, and runs in any Jupyter.
2. Put what they return into submitted/STUDENT/QUIZ/QUIZ.ipynb (nbgrader collect and nbgrader zip_collect do so).
3. Mark it: nbgrader autograde QUIZ
   Each question is worth 1 point, by the rule of the course: (right - wrong) / number of keys, but never less than 0.
4. Write the marks to a table: nbgrader export

Mind this:

- Autograding runs what students wrote. Do it under an account, or in a container, that has nothing to lose.
  A student's code runs beside the hidden tests, and code that is bent on it can cheat them.
- nbgrader generate_feedback prints the hidden tests, and with them the right answers, even to those who answered nothing.
  Release feedback only when nobody can hand in any more.
- Only typed answers count. Whether a student was sure isn't asked.
- Some editors strip a notebook's metadata. nbgrader can't find the cells of such a file: with the settings here it stops at
  that student with an error, without them it exports 0 and logs nothing. `course grade` reads these notebooks too, without
  running them, and flags such a file.
"""


def files(assignments: tuple[Assignment, ...]) -> dict[str, bytes]:
    """A course folder of nbgrader's: paths in it, with forward slashes, and what stands there."""
    notebooks = {f"source/{one.quiz}/{one.quiz}.ipynb": notebook(one) for one in assignments}
    return {**notebooks, "nbgrader_config.py": _CONFIG.encode(), "README.txt": _README.encode()}


def notebook(assignment: Assignment) -> bytes:
    """The source notebook of one assignment, key and all: for instructors."""
    made = cells.introduction(assignment)
    for question in assignment.questions:
        made += [cells.stem(question), _answer(question), _points(question)]
    made.append(cells.summary())
    for cell in made:
        if not cell["metadata"].get("editable", True):
            cell["metadata"].setdefault("nbgrader", _locked(cell["id"], cell["cell_type"]))
    return cells.notebook_of(assignment, made)


def _answer(question: Question) -> Any:
    cell = cells.answer(question, "### BEGIN SOLUTION", "### END SOLUTION")
    cell["metadata"]["nbgrader"] = {**_locked(cell["id"], "code"), "locked": False, "solution": True}
    return cell


def _points(question: Question) -> Any:
    """The cell that gives the points: to students it says what is stored for their answer, or what that lacks."""
    hidden = f"{rule()}\nfloat({judged(question.id, question.key.judged)})"
    source = f'quiz.tell("{question.id}")\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS'
    cell = cells.code(cell_id(f"{question.id}-points"), source, cells.FIXED)
    cell["metadata"]["nbgrader"] = {**_locked(cell["id"], "code"), "grade": True, "points": POINTS}
    return cell


def _locked(grade_id: str, cell_type: str) -> dict[str, Any]:
    """The metadata of a cell that nbgrader puts back if a student changed it."""
    return {
        "schema_version": 3,
        "grade_id": grade_id,
        "cell_type": cell_type,
        "grade": False,
        "locked": True,
        "solution": False,
        "task": False,
    }
