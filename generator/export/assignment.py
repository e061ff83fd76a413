"""A quiz as any grader of notebooks needs it: what students see, and apart from that what is right.

Every quiz is exported as a graded one is shown, so that no order of options tells the key. Answers are labels here, as
students type them; ids stay in the metadata, by which `course grade` reads the same notebooks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.answers import as_typed
from generator.export.delimiters import defused
from generator.fingerprint import fingerprint_without_key
from generator.render.labels import claims, form_of, key_of, labels
from generator.render.notebook_cells import source_cells
from generator.render.notebook_escape import literal
from generator.render.notebook_introduction import belonging, student_heading
from generator.render.notebook_question import question
from generator.score import keys_of
from generator.spec.quiz import MatchItem, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

_FORM = ("id", "kind", "labels", "choices")
"""What the code in a notebook needs to know of an item to read its answer. None of it is an author's text."""

_INTRODUCTION = """\
{title}
===

This assignment {belongs}. **It is graded.** It doesn't hold the right answers and can't tell you
whether yours are right; it only checks that they can be read, and keeps them.

1. Run the next cell once. (Select it and press Shift+Enter.)
2. Write your name or number into the cell after it, and run that.
3. For each question, write your answer between the quotation marks and run the cell. You may change an answer and run its
   cell again: the last one counts.
4. Run the last cell for a list of your answers and of what is still open, then save the notebook and hand it in.

When you come back to the notebook later, or a cell says that `quiz` is not defined, run all cells once, from the top.
Leave the other cells as they are, and delete none: they are what your answers are counted by."""
"""Headed in this way since otter leaves out a cell that begins with `# Ignore`, as a title may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is right: ``typed`` as a student would write it; ``judged`` as the code in notebooks compares it, kind and key in
    labels; ``parts`` is how many parts the whole point is made of."""

    typed: str
    judged: Mapping[str, Any]
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item as students see it, and its key. ``empty`` is the literal of an answer not given yet."""

    id: str
    stem: str
    empty: str
    form: Mapping[str, Any]
    labels: Mapping[str, str]
    fingerprint: str
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A text that students read, and the id of its cell: the one that it has in the quiz's own notebook."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A quiz with what its lesson quotes; every text is Markdown without a grader's delimiters.

    ``whose`` asks for the student's name. ``sources`` are headings and quotations.
    """

    course: str
    quiz: str
    introduction: str
    whose: Shown
    sources: tuple[Shown, ...]
    questions: tuple[Question, ...]


def assignment(resolved: ResolvedCourse, quiz: Quiz) -> Assignment:
    """A quiz of a course, whatever its mode, as an assignment."""
    graded = quiz.model_copy(update={"mode": Mode.GRADED})
    return Assignment(
        course=resolved.course_id,
        quiz=quiz.id,
        introduction=defused(_INTRODUCTION.format(title=literal(quiz.title), belongs=belonging(resolved.course, quiz))),
        whose=Shown(id="student-heading", text=defused(student_heading())),
        sources=tuple(Shown(id=cell["id"], text=defused(cell["source"])) for cell in source_cells(resolved, quiz)),
        questions=tuple(_question(resolved, graded, number, item) for number, item in enumerate(graded.items, 1)),
    )


def _question(resolved: ResolvedCourse, graded: Quiz, number: int, item: Item) -> Question:
    shown = labels(resolved, graded, item)
    form = form_of(item, shown)
    return Question(
        id=item.id,
        stem=defused(question(resolved, graded, number, item, shown)),
        empty="{" + ", ".join(f'{n}: ""' for n in claims(item).values()) + "}" if isinstance(item, MatchItem) else '""',
        form={name: form[name] for name in _FORM if name in form},
        labels=shown,
        fingerprint=fingerprint_without_key(item),
        key=Key(
            typed=json.dumps(as_typed(item, shown, _right(item, shown))),
            judged={"kind": item.kind, "key": key_of(item, shown)["key"]},
            parts=1 if item.kind in ("single", "true-false") else len(keys_of(item)),
        ),
    )


def _right(item: Item, shown: Mapping[str, str]) -> list[str]:
    """The key as ids; where order means nothing, in the order shown."""
    keys = keys_of(item)
    return [part for part in shown if part in keys] if item.kind in ("multiple", "highlight") else keys
