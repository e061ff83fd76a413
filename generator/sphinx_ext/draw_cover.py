"""The home page's parts: a cover under the book's title, and the contents with every question that the course asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.citations import citations
from generator.render.digest import digest
from generator.spec.toc import reading_order
from generator.sphinx_ext.draw_excerpt import reference
from generator.sphinx_ext.draw_unit import counted, unit_link
from generator.sphinx_ext.nodes import box, paragraph

if TYPE_CHECKING:
    from generator.spec.course import Course
    from generator.spec.lesson import Lesson
    from generator.spec.units import Unit


def cover(course: Course, title: str, subtitle: str) -> nodes.Element:
    """What stands under the page's heading: subtitle, what the book holds, where to begin. Its group is named by the title."""
    return box(
        "div",
        *([paragraph(subtitle, classes=("cover-subtitle",))] if subtitle else []),
        paragraph(_holds(course), classes=("cover-holds",)),
        *(paragraph("Begin: ", _page_link(page), classes=("cover-begin",)) for page in reading_order(course)[1:2]),
        classes=("cover",),
        role="group",
        aria_label=title,
    )


def made_of(course: Course) -> str:
    """A digest of what the cover tells of the course."""
    return digest(_holds(course), reading_order(course)[1:2])


def contents(course: Course) -> nodes.Element:
    """The units in order, each with its question and its lessons. A unit whose lessons aren't written yet is left out."""
    taught = ((course.unit(unit), lessons) for unit, lessons in course.contents.items() if lessons)
    return nodes.bullet_list("", *(_unit(unit, lessons) for unit, lessons in taught), classes=["course-contents"])


def _holds(course: Course) -> str:
    units = sum(1 for lessons in course.contents.values() if lessons)
    return (
        f"{counted(units, 'unit')}, {counted(len(course.lessons), 'lesson')}, "
        f"{counted(len(course.sources.value.documents), 'document')}, "
        f"{counted(sum(1 for _ in citations(course)), 'quotation')} proved verbatim"
    )


def _page_link(page: str) -> nodes.Element:
    """A link to a page under its own title."""
    link = addnodes.pending_xref("", nodes.inline("", page), refdomain="std", reftype="doc", reftarget=f"/{page}")
    link["refexplicit"], link["refwarn"] = False, True
    return link


def _unit(unit: Unit, lessons: tuple[Lesson, ...]) -> nodes.list_item:
    listed = nodes.bullet_list("", *(_lesson(lesson) for lesson in lessons), classes=["contents-lessons"])
    return nodes.list_item(
        "",
        paragraph(*unit_link(unit), classes=("unit-title",)),
        paragraph(unit.question, classes=("unit-question",)),
        listed,
    )


def _lesson(lesson: Lesson) -> nodes.list_item:
    link = paragraph(reference("lesson", lesson.id, lesson.title), classes=("lesson-title",))
    return nodes.list_item("", link, paragraph(lesson.question, classes=("lesson-question",)))
