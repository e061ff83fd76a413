"""What a notebook tells of itself: which quizzes it holds, and in which mode; or, where a program removed that, what its cells tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.grade.cells import mapping, sequence, text
from generator.grade.flags import Flag
from generator.grade.model import Raised
from generator.grade.names import plain
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.grade.asked import Asked

NBFORMAT = 4
SCHEMA_VERSION = 2
"""The newest form of the metadata under `course` that is read here; 1 named one quiz, without labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A notebook that may be read. ``mode`` is None where the notebook doesn't tell; ``stripped`` tells whether it lost its metadata."""

    quizzes: tuple[str, ...]
    mode: Mode | None
    stripped: bool


def head(asked: Asked, notebook: dict[str, Any], answered: Iterable[str]) -> Head | Raised:
    """A notebook's head, or why nothing in the notebook can be read. ``answered`` are the items that its cells answer."""
    version = notebook.get("nbformat")
    if version != NBFORMAT or isinstance(version, bool):
        said = plain(str(version)) if isinstance(version, int | float) and abs(version) < 10**9 else "none"
        return Raised(flag=Flag.NOTEBOOK_VERSION, detail=f"its version is {said}; {NBFORMAT} is read")
    ours = mapping(mapping(notebook.get("metadata")).get("course"))
    schema = ours.get("schema_version")
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        return Raised(flag=Flag.SCHEMA_NEWER, detail=f"its metadata are newer than version {SCHEMA_VERSION}")
    course = text(ours.get("course"))
    if course and course != asked.course:
        return Raised(flag=Flag.OTHER_COURSE, detail=f"it is of the course `{plain(course)}`")
    named = [text(quiz) for quiz in sequence(ours.get("quizzes"))] or [text(ours.get("quiz"))]
    quizzes = tuple(dict.fromkeys(quiz for quiz in named if quiz))
    mode = text(ours.get("mode"))
    known = Mode(mode) if mode in [*Mode] else None
    if quizzes:
        return Head(quizzes=quizzes, mode=known, stripped=False)
    quizzes = tuple(dict.fromkeys(asked.quiz_of[item] for item in answered if item in asked.quiz_of))
    if not quizzes:
        return Raised(flag=Flag.UNKNOWN_QUIZ, detail="it is a notebook, but no cell of it belongs to a quiz of this course")
    return Head(quizzes=quizzes, mode=known, stripped=True)
