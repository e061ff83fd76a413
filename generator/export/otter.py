"""Assignments for `otter assign`, in the format of raw cells that otter-grader 7 reads, and the key only where it takes it out.

otter adds up test cases: an item whose point is made of k parts has k hidden cases worth 1/k each, and the j-th passes if
right - wrong is at least j. So the sum is the course's own rule.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.export import cells
from generator.export.embedded import judged, rule
from generator.render.notebook_cells import cell_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.export.assignment import Assignment, Question

_SETTINGS = """\
# ASSIGNMENT CONFIG
name: {name}
init_cell: false
check_all_cell: false
export_cell: false
generate:
  pdf: false
  show_hidden: false"""
"""No cell that needs otter: students' notebooks run with nothing but Jupyter."""

_README = """\
Assignments for otter
=====================

Each folder here holds the notebook of one quiz, for otter-grader 7 or later. otter needs ipykernel beside it.

1. Make what students get and what grades it: otter assign QUIZ/QUIZ.ipynb dist/QUIZ
   Give students dist/QUIZ/student/QUIZ.ipynb. It holds no right answers, and runs in any Jupyter, without otter.
2. Mark what they return: otter run -a dist/QUIZ/autograder/QUIZ-autograder_DATE.zip RETURNED.ipynb
   or otter grade, which does the same in a container, or upload the zip to Gradescope.
   Each question is worth 1 point, by the rule of the course: (right - wrong) / number of keys, but never less than 0.

Mind this:

- Grading runs what students wrote. `otter run` does so with your own rights; `otter grade` in a container.
  A student's code runs beside the hidden tests, and code that is bent on it can cheat them.
- The zip in dist/QUIZ/autograder holds the right answers. So does a report that shows hidden tests.
- otter doesn't put back cells that a student changed: whoever deletes the first code cell gets no points.
- Only typed answers count. Whether a student was sure isn't asked.
"""


def files(assignments: tuple[Assignment, ...]) -> dict[str, bytes]:
    """A folder of assignments: paths in it, with forward slashes, and what stands there."""
    notebooks = {f"{one.quiz}/{one.quiz}.ipynb": notebook(one) for one in assignments}
    return {**notebooks, "README.txt": _README.encode()}


def notebook(assignment: Assignment) -> bytes:
    """The source notebook of one assignment, key and all: for instructors."""
    made = [cells.raw("settings", _SETTINGS.format(name=json.dumps(assignment.quiz))), *cells.introduction(assignment)]
    for question in assignment.questions:
        made += _question(question)
    made.append(cells.summary())
    return cells.notebook_of(assignment, made)


def _question(question: Question) -> list[Any]:
    def mark(part: str, source: str) -> Any:
        return cells.raw(cell_id(f"{question.id}-{part}"), source)

    return [
        mark("begin", f"# BEGIN QUESTION\nname: {json.dumps(question.id)}\ncheck_cell: false"),
        cells.stem(question),
        mark("begin-solution", "# BEGIN SOLUTION"),
        cells.answer(question, "# BEGIN SOLUTION NO PROMPT", "# END SOLUTION"),
        mark("end-solution", "# END SOLUTION"),
        mark("begin-tests", "# BEGIN TESTS"),
        _form_test(question),
        *_key_tests(question),
        mark("end-tests", "# END TESTS"),
        mark("end", "# END QUESTION"),
    ]


def _form_test(question: Question) -> Any:
    """What students may see: that an answer is stored, or what it lacks. Worth nothing.

    otter compares the value with the output that the cell comes with; so a blank answer is told in words, not in a traceback.
    """
    value = f'quiz.lack({json.dumps(question.id)}) or "stored"'
    return cells.shown(cell_id(f"{question.id}-test-form"), f"{_case(points=0, hidden=False)}\n{value}", "'stored'")


def _key_tests(question: Question) -> Iterator[Any]:
    worth = judged(question.id, question.key.judged)
    parts = question.key.parts
    for part in range(1, parts + 1):
        source = f"{_case(points=1 / parts, hidden=True)}\n{rule()}\nassert {worth} >= Fraction({part}, {parts})"
        yield cells.code(cell_id(f"{question.id}-test-{part}"), source, cells.FIXED)


def _case(*, points: float, hidden: bool) -> str:
    return f'""" # BEGIN TEST CONFIG\nhidden: {str(hidden).lower()}\npoints: {points!r}\n""" # END TEST CONFIG'
