"""Eight students and what they make of a quiz: what each types, and what the course's own scorer gives for it."""

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.answers import Ids, as_typed, points, typed
from generator.diagnostics.model import Problems
from generator.export.delimiters import DELIMITERS
from generator.render.labels import claims, labels
from generator.resolve import ResolvedCourse
from generator.score import keys_of, parts_of
from generator.spec.quiz import Item, MatchItem, Mode, OrderItem, Quiz
from tests.quiz_twins import in_other_words
from tests.sample_course import copy_sample
from tests.test_notebook import HOSTILE, kinds

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """``typed`` has the literal for each item, or none where the answer is left as it came."""

    name: str
    typed: dict[str, str]
    points: dict[str, Fraction]
    deed: Callable[[Notebook], None] | None = None
    """What else was done to the file."""


def richest_quiz() -> tuple[ResolvedCourse, Quiz]:
    """Of the real course the quiz with the most kinds of items; among equals the first."""
    resolved, _ = pipeline.check(ROOT, Problems())
    assert resolved is not None
    quizzes = [quiz.value for quiz in resolved.course.quizzes]
    return resolved, max(quizzes, key=lambda quiz: len({item.kind for item in quiz.items}))


def every_kind(folder: Path) -> tuple[ResolvedCourse, Quiz]:
    """The sample's quiz with an item of every kind, each text ending in what a grader cuts notebooks up by."""
    with pytest.MonkeyPatch.context() as patch:
        root = copy_sample(folder)
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        resolved, quiz = kinds(root)
    return resolved, in_other_words(quiz, [f"{HOSTILE} ### {delimiter}" for delimiter in DELIMITERS])


def handed_in(released: bytes, student: Student) -> bytes:
    """A released notebook with a student's answers typed in."""
    book = json.loads(released)
    for cell in book["cells"]:
        item = cell["metadata"].get("course", {}).get("item")
        if item in student.typed:
            empty, rest = "".join(cell["source"]).split("\n", 1)
            assert re.fullmatch(r'answer = (""|\{\d: ""(, \d: "")*\})', empty)
            cell["source"] = f"answer = {student.typed[item]}\n{rest}"
    if student.deed:
        student.deed(book)
    return json.dumps(book).encode()


def texts(notebook: bytes) -> list[str]:
    """What students read in a notebook, cell by cell."""
    return ["".join(cell["source"]) for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "markdown"]


def students(resolved: ResolvedCourse, quiz: Quiz, *, tamper: Callable[[Notebook], None]) -> list[Student]:
    """The eight. ``tamper`` changes what isn't the student's to change."""
    sheet = _Sheet(resolved, quiz)
    halves = sheet.answers(_half)
    return [
        sheet.student("key", sheet.answers(lambda item: tuple(keys_of(item)))),
        sheet.student("wrong", sheet.answers(_wrong)),
        sheet.student("half", halves),
        sheet.student("blank", {}),
        sheet.student("everything", {item.id: _everything(item, sheet.shown(item)) for item in quiz.items}),
        sheet.student("tampered", halves, tamper),
        sheet.student("stripped", sheet.answers(lambda item: tuple(keys_of(item))), strip),
        sheet.student("odd", {item.id: _odd(n, item, sheet.shown(item)) for n, item in enumerate(quiz.items)}),
    ]


def strip(book: Notebook) -> None:
    """What some editors do: all metadata goes, the kernel's excepted."""
    book["metadata"].pop("course")
    for cell in book["cells"]:
        cell["metadata"] = {}


class _Sheet:
    """A quiz as students see it."""

    def __init__(self, resolved: ResolvedCourse, quiz: Quiz) -> None:
        self.resolved, self.quiz = resolved, quiz.model_copy(update={"mode": Mode.GRADED})

    def shown(self, item: Item) -> dict[str, str]:
        return labels(self.resolved, self.quiz, item)

    def answers(self, choose: Callable[[Item], Ids]) -> dict[str, str]:
        """Literals of the answers that are chosen for the items."""
        return {item.id: json.dumps(as_typed(item, self.shown(item), choose(item))) for item in self.quiz.items}

    def student(self, name: str, literals: dict[str, str], deed: Callable[[Notebook], None] | None = None) -> Student:
        worth = {item.id: self._worth(item, literals.get(item.id, '""')) for item in self.quiz.items}
        return Student(name=name, typed=literals, points=worth, deed=deed)

    def _worth(self, item: Item, literal: str) -> Fraction:
        try:
            return points(item, typed(item, self.shown(item), ast.literal_eval(literal)))
        except ValueError:  # can't be read: worth nothing
            return Fraction(0)


def _possible(item: Item) -> list[Ids]:
    """Some answers to an item, from right to wrong."""
    keys = keys_of(item)
    if isinstance(item, OrderItem):
        return list(permutations(keys))[:24]
    if isinstance(item, MatchItem):
        other = {pair.id: next(c.id for c in item.choices if c.id != pair.answer) for pair in item.pairs}
        wrong = [f"{pair.id}={other[pair.id]}" for pair in item.pairs]
        return [(*keys[:n], *wrong[n:]) for n in range(len(keys), -1, -1)]
    distractors = [part.id for part in parts_of(item) if part.id not in keys]
    if item.kind in ("single", "true-false"):
        return [tuple(keys), *((one,) for one in distractors)]
    return [
        tuple(keys),
        *(tuple(keys[:n]) for n in range(len(keys) - 1, 0, -1)),
        *((one,) for one in distractors),
        (*keys, *distractors),
    ]


def _wrong(item: Item) -> Ids:
    """An answer worth nothing."""
    return next((answer for answer in _possible(item) if points(item, answer) == 0), ())


def _half(item: Item) -> Ids:
    """An answer worth something but not all; where there is none, the key for some items and a wrong answer for others."""
    part = [answer for answer in _possible(item) if 0 < points(item, answer) < 1]
    return part[0] if part else (tuple(keys_of(item)) if len(item.id) % 2 else _wrong(item))


def _everything(item: Item, shown: dict[str, str]) -> str:
    """Every box ticked, in whatever way the kind allows."""
    if isinstance(item, MatchItem):
        return json.dumps(", ".join(f"{number}{label}" for number in claims(item).values() for label in [*shown.values()][:1]))
    return json.dumps(", ".join(shown.values()))


def _odd(n: int, item: Item, shown: dict[str, str]) -> str:
    """An answer in a form that nobody asked for; some can be read, and some are worth nothing."""
    right = [shown[part] for part in shown if part in keys_of(item)]
    if isinstance(item, MatchItem):
        return "{1: 'A', '2': None}"
    if isinstance(item, OrderItem):
        return f"({', '.join(repr(shown[entry].upper()) for entry in keys_of(item))})"
    if item.kind == "true-false":
        return "True"
    if item.kind == "single":
        return (f"{right!r}", f"{{{right[0]!r}}}", "3.5", "-1", "None", f"({right[0]!r}, {right[0]!r})", "b'a'", "{}", "[[[]]]")[
            n % 9
        ]
    return "{" + ", ".join(map(repr, right)) + "}" if item.kind == "multiple" else "[" + ", ".join(right) + "]"
