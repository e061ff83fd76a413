"""All sheets of a course to one analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.asked import asked
from generator.analyse.grouped import group_figures
from generator.analyse.measure import measure
from generator.analyse.model import Analysis
from generator.render.escape import one_line
from generator.render.source_line import described
from generator.render.version import course_version
from generator.spec.lesson import Skill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.analyse.model import GroupFigures
    from generator.analyse.sheet import Column, Sheet
    from generator.resolve import ResolvedCourse


def analyse(resolved: ResolvedCourse, sheets: Sequence[Sheet], progress: Callable[[int, int], None] | None = None) -> Analysis:
    """Every figure that the responses give. ``progress`` is told how many of the quizzes are done."""
    quizzes = []
    skills: dict[str, list[tuple[Sheet, Column]]] = {}
    passages: dict[str, list[tuple[Sheet, Column]]] = {}
    for number, sheet in enumerate(sheets, 1):
        items = asked(resolved, sheet.quiz)
        quizzes.append(measure(sheet, items))
        for one, column in zip(items, sheet.columns, strict=True):
            skills.setdefault(one.item.skill.value, []).append((sheet, column))
            passages.setdefault(one.passage, []).append((sheet, column))
        if progress:
            progress(number, len(sheets))
    titles = _titles(resolved, passages)
    return Analysis(
        course=resolved.course_id,
        version=course_version(resolved.course),
        students=len({student for sheet in sheets for student in sheet.students}),
        responses=sum(len(sheet.students) * len(sheet.columns) for sheet in sheets),
        quizzes=tuple(quizzes),
        skills=tuple(_skill(skill, skills[skill.value]) for skill in Skill if skill.value in skills),
        passages=tuple(group_figures(id_, titles[id_], members) for id_, members in passages.items()),
    )


def _skill(skill: Skill, members: Sequence[tuple[Sheet, Column]]) -> GroupFigures:
    return group_figures(skill.value, skill.value.replace("-", " ").capitalize(), members)


def _titles(resolved: ResolvedCourse, passages: dict[str, list[tuple[Sheet, Column]]]) -> dict[str, str]:
    """What passages are called: an excerpt's title, or the line that describes a source."""
    excerpts = {
        f"{one.value.id}/{excerpt.id}": excerpt.title for one in resolved.course.lessons for excerpt in one.value.excerpts()
    }
    return {id_: one_line(excerpts[id_]) if id_ in excerpts else described(resolved.course, id_) for id_ in passages}
