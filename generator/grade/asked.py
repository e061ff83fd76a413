"""What a course asks today, in the form that returned files are held against: made once, then looked up for every file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.grade.cells import cells_of
from generator.render.labels import labels
from generator.render.notebook import notebook
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.grade.cells import Cell
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

_NUMBER = re.compile(r"\A\*\*\d+\.\*\* ")
"""An item's number before its stem, which is another in the notebook of a unit."""
_LABELLED = re.compile(r"\*\*\w+(?:\*\*| )")
"""A letter in a list, or a number before words in an excerpt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """An item, what students write for its parts, and the fingerprint under which they answer it."""

    item: Item
    shown: Mapping[str, str]
    fingerprint: str


class AskedQuiz:
    """A quiz, in the mode that it has or that a file says it had."""

    def __init__(self, resolved: ResolvedCourse, quiz: Quiz) -> None:
        self.quiz = quiz
        self._resolved = resolved
        print_of = fingerprint_without_key if quiz.mode is Mode.GRADED else fingerprint
        self.items = {
            item.id: AskedItem(item=item, shown=labels(resolved, quiz, item), fingerprint=print_of(item)) for item in quiz.items
        }

    @cached_property
    def answer_cells(self) -> dict[str, str]:
        """The items by the ids of their answer cells."""
        return {cell.id: cell.item for cell in self._cells if cell.item in self.items}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The texts that students read, by the ids of their cells: excerpts, and items without their numbers."""
        return {
            cell.id: without_number(cell.source) for cell in self._cells if cell.kind == "markdown" and cell.id != "introduction"
        }

    @cached_property
    def proofs(self) -> dict[str, frozenset[str]]:
        """The lines that must stand before an item's answer cell, if its letters are to mean what they mean today: those of the last
        text before it. Others may stand there, such as the excerpts before the first item."""
        return {cell.item: proof("".join(cell.before[-1:])) for cell in self._cells if cell.item in self.items}

    @cached_property
    def _cells(self) -> list[Cell]:
        return cells_of(json.loads(notebook(self._resolved, self.quiz)))


class Asked:
    """A course's quizzes by id, and its items."""

    def __init__(self, resolved: ResolvedCourse) -> None:
        self.course = resolved.course_id
        self._resolved = resolved
        self._quizzes = {quiz.value.id: quiz.value for quiz in resolved.course.quizzes}
        self._made: dict[tuple[str, Mode], AskedQuiz] = {}
        self.quiz_of = {item.id: quiz.id for quiz in self._quizzes.values() for item in quiz.items}
        """The quiz that asks an item."""
        self.others = (*resolved.course.contents, "course")
        """How notebooks of several quizzes are called: after a unit, or the whole course."""

    def quiz(self, quiz: str, mode: Mode | None = None) -> AskedQuiz | None:
        """A quiz by its id, as it would be asked in a mode; in its own where none is said."""
        written = self._quizzes.get(quiz)
        if written is None:
            return None
        mode = mode or written.mode
        if (quiz, mode) not in self._made:
            same = mode is written.mode
            self._made[quiz, mode] = AskedQuiz(self._resolved, written if same else written.model_copy(update={"mode": mode}))
        return self._made[quiz, mode]

    @cached_property
    def answer_cells(self) -> dict[str, str]:
        """The items of all quizzes by the ids of their answer cells, for files that don't tell their quiz."""
        made = (self.quiz(quiz) for quiz in self._quizzes)
        return {cell: item for asked in made if asked is not None for cell, item in asked.answer_cells.items()}


def without_number(text: str) -> str:
    """A text without the number that an item has in its notebook."""
    return _NUMBER.sub("", text.strip())


def proof(text: str) -> frozenset[str]:
    """What an answer hangs on in a question: its first line, and every line that says what a letter or number stands for."""
    lines = lines_of(text)
    return frozenset(lines[:1]) | {line for line in lines if _LABELLED.search(line)}


def lines_of(text: str) -> list[str]:
    """The lines of one question or several, without their numbers."""
    return [without_number(line) for line in text.splitlines() if line.strip()]
