"""The cells of quiz notebooks, and the file that they make.

Only answers and the student's name can be edited, and no cell can be deleted by mistake.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.digest import digest
from generator.render.labels import claims
from generator.render.notebook_sources import sources
from generator.spec.quiz import MatchItem, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

SCHEMA_VERSION = 2
"""Of the metadata under `course`."""
MAX_CELL_ID = 64  # nbformat 4.5
_CODE = ("notebook_telling.py", "notebook_runtime.py", "notebook_memory.py", "notebook_clicks.py")
"""The code inside notebooks, in the order in which it stands there."""
_FIXED = {"deletable": False, "editable": False}
_SETUP = {
    Mode.PRACTICE: "# Run this cell once. It holds the questions' answers and the code that checks yours.",
    Mode.GRADED: "# Run this cell once. It holds the code that reads your answers. The right ones are not in this notebook.",
}


def get_ready() -> None:
    """Load what notebooks are validated with, before processes are begun that would each load it for themselves."""
    import nbformat  # noqa: F401, PLC0415  (as below)


def file_of(cells: Sequence[Any], course: str, mode: Mode, quizzes: Sequence[str]) -> bytes:
    """The notebook of some cells, which tells what it is: UTF-8 JSON, the same bytes for the same cells."""
    from nbformat import validate  # noqa: PLC0415  (it takes longer to load than to learn that no notebook changed)

    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "course": {"schema_version": SCHEMA_VERSION, "course": course, "mode": mode.value, "quizzes": list(quizzes)},
    }
    book = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    validate(book)
    return to_json(_in_order(book), indent=1) + b"\n"  # as `json` writes it, in a sixth of the time


def _in_order(value: Any) -> Any:
    """The same with every object's keys sorted."""
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(one) for one in value] if isinstance(value, list) else value


def fixed(text: str, name: str) -> Any:
    """A Markdown cell that students read and don't change. ``name`` is its id, shortened where it is too long."""
    return _cell("markdown", text, name, dict(_FIXED))


def code(source: str, name: str, *, fixed: bool = False, **metadata: Any) -> Any:
    """A code cell."""
    cell = _cell("code", source, name, {**(_FIXED if fixed else {"deletable": False}), **metadata})
    cell.update(execution_count=None, outputs=[])
    return cell


def _cell(kind: str, source: str, name: str, metadata: dict[str, Any]) -> dict[str, Any]:
    """A cell, not yet validated: the whole file is, once, and nbformat's own makers of cells take ten times as long over each."""
    return {"cell_type": kind, "id": cell_id(name), "metadata": metadata, "source": source}


def setup_cell(mode: Mode, data: Mapping[str, Any]) -> Any:
    """The code and the items, folded away."""
    packed = json.dumps(data, ensure_ascii=True)
    source = f"{_SETUP[mode]}\n{_code()}\n\n\nquiz = Quiz({packed!r}, clicks())"
    return code(source, "setup", fixed=True, jupyter={"source_hidden": True}, tags=["hide-input"])


@cache
def _code() -> str:
    folder = Path(__file__).parent
    return "\n\n\n".join(_inner((folder / name).read_text(encoding="utf-8")) for name in _CODE)


def _inner(module: str) -> str:
    """A module without its docstring and without what it takes from the others, which stand in the same cell."""
    lines = module.split('"""', 2)[2].strip().splitlines()
    return "\n".join(line for line in lines if not line.startswith("from generator."))


def student_cell() -> Any:
    """Where whoever hands the notebook in writes a name or number."""
    return code('student = ""\nquiz.student(student)', "student", course={"part": "student"})


def source_cells(resolved: ResolvedCourse, quiz: Quiz) -> list[Any]:
    """What the quiz's lesson quotes, a cell each below a heading; nothing where the lesson quotes nothing."""
    lesson = resolved.course.lesson(quiz.lesson)
    parts = sources(resolved, lesson.value) if lesson else []
    if not parts:
        return []
    # Ids hold no underscore, so those of different excerpts can't run into the same.
    cells = [fixed(part.text, f"{quiz.id}_{part.id}-source") for part in parts]
    return [fixed("## The sources", f"{quiz.id}-sources"), *cells, fixed("## The questions", f"{quiz.id}-questions")]


def answer_cell(quiz: Quiz, item: Item, shown: Mapping[str, str]) -> Any:
    """Where an item is answered."""
    name = json.dumps(item.id)
    empty = "{" + ", ".join(f'{n}: ""' for n in claims(item).values()) + "}" if isinstance(item, MatchItem) else '""'
    lines = [f"answer = {empty}", f"quiz.check({name}, answer)"]
    if quiz.confidence:
        lines[1:] = ['sure = ""  # "yes" or "no"', f"quiz.check({name}, answer, sure)"]
    if item.hints:
        lines += ["# For a hint, remove the # before the next line and run the cell: one more each time.", f"# quiz.hint({name})"]
    about = {"item": item.id, "fingerprint": fingerprint_of(quiz, item), "labels": dict(shown)}
    return code("\n".join(lines), f"{item.id}-answer", course=about)


def fingerprint_of(quiz: Quiz, item: Item) -> str:
    """The item's fingerprint; in a graded quiz the one that no key goes into."""
    return fingerprint_without_key(item) if quiz.mode is Mode.GRADED else fingerprint(item)


def cell_id(name: str) -> str:
    """The id of a cell: its name; of a long one beginning and part, told from others by a digest."""
    if len(name) <= MAX_CELL_ID:
        return name
    start, _, part = name.rpartition("-")
    room = MAX_CELL_ID - len(part) - 10
    return f"{start[:room]}-{digest(start)[:8]}-{part}"
