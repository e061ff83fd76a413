"""Cells of exported notebooks. nbformat is known here and nowhere else among the exports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nbformat.v4 import new_code_cell, new_output, new_raw_cell

from generator.export.embedded import reader
from generator.render.notebook_cells import cell_id, file_of, fixed, student_cell
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.export.assignment import Assignment, Question

FIXED = {"deletable": False, "editable": False}
"""Metadata of a cell that is to stay as it is."""
FREE_TO_FILL = {"deletable": False}


def introduction(assignment: Assignment) -> list[Any]:
    """What stands before the questions: how to answer, the code that reads answers, who hands in, and the sources."""
    folded = {**FIXED, "jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    return [
        fixed(assignment.introduction, "introduction"),
        code("reader", reader(question.form for question in assignment.questions), folded),
        fixed(assignment.whose.text, assignment.whose.id),
        student_cell(),
        *(fixed(source.text, source.id) for source in assignment.sources),
    ]


def stem(question: Question) -> Any:
    """The question."""
    return fixed(question.stem, f"{question.id}-stem")


def answer(question: Question, begin: str, end: str) -> Any:
    """Where the answer goes; between the two lines, which graders cut out, stands the right one."""
    check = f"quiz.check({json.dumps(question.id)}, answer)"
    source = "\n".join((f"answer = {question.empty}", check, begin, f"answer = {question.key.typed}", check, end))
    known = {"item": question.id, "fingerprint": question.fingerprint, "labels": dict(question.labels)}
    return new_code_cell(source, id=cell_id(f"{question.id}-answer"), metadata={**FREE_TO_FILL, "course": known})


def summary() -> Any:
    """The last cell."""
    return code("summary", "quiz.summary()", FIXED)


def code(name: str, source: str, metadata: dict[str, Any]) -> Any:
    """A code cell."""
    return new_code_cell(source, id=name, metadata=dict(metadata))


def shown(name: str, source: str, value: str) -> Any:
    """A code cell with the value that it gave when it was run."""
    output = new_output("execute_result", data={"text/plain": value}, execution_count=1)
    return new_code_cell(source, id=name, metadata=dict(FIXED), outputs=[output], execution_count=1)


def raw(name: str, source: str) -> Any:
    """A raw cell: otter's way to mark where things begin and end."""
    return new_raw_cell(source, id=name)


def notebook_of(assignment: Assignment, cells: Sequence[Any]) -> bytes:
    """The notebook's file, with what it tells of itself: by that `course grade` reads it."""
    return file_of(cells, assignment.course, Mode.GRADED, [assignment.quiz])
