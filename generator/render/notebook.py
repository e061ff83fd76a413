"""Quizzes as a notebook: runs top to bottom in a plain kernel and takes answers in code cells. For practice it checks them
and totals the score; a graded one holds nothing that tells right from wrong, and only keeps them.

Whatever an author or a source wrote is text here: it reaches Markdown escaped, and code only as JSON inside a string
literal. Cell ids come from the ids of items, quizzes and excerpts, so they stay the same from build to build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.render.chapter import quiz_made_of
from generator.render.digest import digest
from generator.render.escape import one_line
from generator.render.labels import form_of, key_of, labels
from generator.render.notebook_cells import (
    answer_cell,
    code,
    file_of,
    fingerprint_of,
    fixed,
    setup_cell,
    source_cells,
    student_cell,
)
from generator.render.notebook_introduction import introduction, quiz_heading, student_heading
from generator.render.notebook_question import claims_of, question, texts_of
from generator.render.source_line import source_line
from generator.spec.quiz import MatchItem, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

def notebook(resolved: ResolvedCourse, quiz: Quiz) -> bytes:
    """The notebook of one quiz: UTF-8 JSON, the same bytes for the same quiz."""
    return _written(resolved, quiz.id, quiz.title, [quiz])


def notebook_made_of(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """A digest of all that the notebook of a quiz shows."""
    course = resolved.course
    lesson = course.lesson(quiz.lesson)
    sources: list[object] = []
    if lesson is not None:
        blocks = [block.excerpt or block.comparison for block in lesson.value.body]
        passages = resolved.passages_of(lesson.value.id)
        records = [(course.documents()[passage.document], course.records()[passage.source]) for passage in passages]
        sources = [lesson.value.title, blocks, passages, records]
    return digest(quiz_made_of(resolved, quiz), sources)


def collection(resolved: ResolvedCourse, name: str, title: str, quizzes: Sequence[Quiz]) -> bytes:
    """The notebook of several practice quizzes. ``name`` is its file's name without `.ipynb`.

    Raises ValueError for a graded quiz: whoever hands one in hands in nothing else with it.
    """
    if any(quiz.mode is Mode.GRADED for quiz in quizzes):
        raise ValueError("a graded quiz has a notebook of its own")
    return _written(resolved, name, title, quizzes)


def _written(resolved: ResolvedCourse, name: str, title: str, quizzes: Sequence[Quiz]) -> bytes:
    mode = quizzes[0].mode
    data = {
        "mode": mode.value,
        "file": f"{name}.ipynb",
        "quizzes": {quiz.id: one_line(quiz.title) for quiz in quizzes},
        "items": [_described(resolved, quiz, item) for quiz in quizzes for item in quiz.items],
    }
    cells = [fixed(introduction(resolved.course, title, quizzes), "introduction"), setup_cell(mode, data)]
    if mode is Mode.GRADED:
        cells += [fixed(student_heading(), "student-heading"), student_cell()]
    for quiz in quizzes:
        cells += _quiz_cells(resolved, quiz, alone=len(quizzes) == 1)
    cells.append(code("quiz.summary()", "summary", fixed=True))
    return file_of(cells, resolved.course_id, mode, [quiz.id for quiz in quizzes])


def _quiz_cells(resolved: ResolvedCourse, quiz: Quiz, *, alone: bool) -> list[Any]:
    """The sources of a quiz's lesson, then its items."""
    cells = [] if alone else [fixed(quiz_heading(resolved.course, quiz), f"{quiz.id}-quiz")]
    cells += source_cells(resolved, quiz)
    for number, item in enumerate(quiz.items, 1):
        shown = labels(resolved, quiz, item)
        cells.append(fixed(question(resolved, quiz, number, item, shown), f"{item.id}-stem"))
        cells.append(answer_cell(quiz, item, shown))
    return cells


def _described(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> dict[str, Any]:
    """What the code in the notebook knows of an item: its form and, for practice only, its key and its proof."""
    shown = labels(resolved, quiz, item)
    described = {**form_of(item, shown), "quiz": quiz.id, "fingerprint": fingerprint_of(quiz, item)}
    described["texts"] = texts_of(resolved, quiz, item, shown)
    if isinstance(item, MatchItem):
        described["claims"] = claims_of(item)
    if quiz.confidence:
        described["confidence"] = True
    if quiz.mode is Mode.PRACTICE:
        passage = resolved.passage(f"{quiz.id}/{item.id}")
        proof = {"evidence": one_line(passage.plain), "source": one_line(source_line(resolved.course, passage))}
        described.update(key_of(item, shown), **proof)
    return described
