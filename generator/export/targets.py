"""What is written for each grader that quizzes are exported to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.export import nbgrader, otter
from generator.export.assignment import assignment
from generator.export.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.export.assignment import Assignment
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Quiz


WRITERS: dict[Target, Callable[[tuple[Assignment, ...]], dict[str, bytes]]] = {
    Target.NBGRADER: nbgrader.files,
    Target.OTTER: otter.files,
}


def exported(resolved: ResolvedCourse, quizzes: Iterable[Quiz], target: Target) -> dict[str, bytes]:
    """The files of an export: paths with forward slashes, and what stands there."""
    return WRITERS[target](tuple(assignment(resolved, quiz) for quiz in quizzes))
