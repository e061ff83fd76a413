"""An index of the course's comparisons: under each way in which sources can stand to one another, the questions put to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.render.source_line import who_and_when
from generator.spec.lesson import Relation
from generator.sphinx_ext.draw_comparison import RELATIONS
from generator.sphinx_ext.draw_excerpt import reference
from generator.sphinx_ext.nodes import heading, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.spec.course import Course
    from generator.spec.lesson import Comparison, Lesson

ORDER = (
    Relation.CONFLICT, Relation.SELF_CONTRADICTION, Relation.PARTIAL, Relation.PREDICTION, Relation.DEPENDENT,
    Relation.SHARED_ERROR, Relation.HOMONYM, Relation.SILENCE, Relation.AGREE,
)  # fmt: skip
"""As readers meet them: what can't all be true comes first, and what nobody disputes last."""


def differences(course: Course) -> list[nodes.Node]:
    """A heading for each relation that the course has, and below it its comparisons in the order of the book."""
    found: list[nodes.Node] = []
    for relation in ORDER:
        entries = [_entry(course, lesson, one) for lesson, one in _comparisons(course) if one.verdict is relation]
        if entries:
            found += [heading(2, RELATIONS[relation]), nodes.bullet_list("", *entries, classes=["unit-lessons"])]
    return found or [paragraph("There is no comparison yet.")]


def _comparisons(course: Course) -> Iterator[tuple[Lesson, Comparison]]:
    for lessons in course.contents.values():
        for lesson in lessons:
            yield from ((lesson, comparison) for comparison in lesson.comparisons())


def _entry(course: Course, lesson: Lesson, comparison: Comparison) -> nodes.list_item:
    """The question, where it is put, and to whom."""
    sources = dict.fromkeys(row.source for row in comparison.rows)
    asked = "; ".join(who_and_when(course, source) for source in sources)
    unit, title = reference("unit", lesson.unit, course.unit(lesson.unit).title), reference("lesson", lesson.id, lesson.title)
    link = reference("comparison", f"{lesson.id}/{comparison.id}", comparison.question)
    return nodes.list_item(
        "",
        paragraph(link, classes=("lesson-title",)),
        paragraph(unit, nodes.Text(" · "), title, classes=("lesson-question",)),
        paragraph(f"Asked of: {asked}.", classes=("lesson-holds",)),
    )
