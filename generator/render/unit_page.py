"""A unit's opener as a MyST page, and what its directives list: the unit's lessons, and the sources that these quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown
from generator.render.source_line import described
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from generator.spec.course import Course
    from generator.spec.lesson import Lesson


class Card(NamedTuple):
    """What a reader should know before opening a lesson."""

    lesson: str
    title: str
    question: str
    excerpts: int
    comparisons: int
    items: int
    """Of its quiz; 0 where it has none."""
    graded: bool


def unit_page(course: Course, unit_id: str) -> str:
    """The body of a unit's opener."""
    unit = course.unit(unit_id)
    return "\n\n".join([
        f"# {escape_markdown(unit.title)}",
        directive("unit", unit.id, digest(unit.title, unit.years, unit.question)),
        unit.opening.strip(),
        "## Lessons",
        directive("unit-lessons", unit.id, digest(cards(course, unit_id))),
        "## Sources quoted in this unit",
        directive("unit-sources", unit.id, digest(quoted(course, unit_id))),
    ])  # fmt: skip


def cards(course: Course, unit_id: str) -> list[Card]:
    """A unit's lessons in the order of the book. Raises KeyError where there is no such unit."""
    return [_card(course, lesson) for lesson in course.contents[unit_id]]


def _card(course: Course, lesson: Lesson) -> Card:
    quiz = course.quiz(lesson.quiz)
    return Card(
        lesson.id, lesson.title, lesson.question, len(lesson.excerpts()), len(lesson.comparisons()),
        len(quiz.value.items) if quiz else 0, quiz is not None and quiz.value.mode is Mode.GRADED,
    )  # fmt: skip


def quoted(course: Course, unit_id: str) -> dict[str, str]:
    """The sources of a unit's excerpts and comparisons with their source lines, in the order of the records.

    Raises KeyError as above.
    """
    lessons = course.contents[unit_id]
    named = {excerpt.source for lesson in lessons for excerpt in lesson.excerpts()}
    named |= {row.source for lesson in lessons for comparison in lesson.comparisons() for row in comparison.rows}
    return {source: described(course, source) for source in course.records() if source in named}
