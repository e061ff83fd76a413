"""Readings made by hand, for tests of what is made of readings: a quiz of every kind in the sample, and answers to it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from generator.grade.flags import Flag
from generator.grade.gradebook import Gradebook, gradebook
from generator.grade.model import Raised, Reading, Response, State
from generator.grade.policy import policy_of
from generator.grade.roster import Roster
from generator.resolve import ResolvedCourse
from generator.spec.grading import Grading
from tests.test_notebook import ITEMS, kinds, resolve

RIGHT = {
    "k-one": ("eleven",), "k-some": ("hear", "write"), "k-true": ("false",), "k-order": ("petition", "wreck", "storm"),
    "k-match": ("courier=courier", "many=tidings"), "k-words": ("like",),
}  # fmt: skip
HALF = {**RIGHT, "k-one": ("ten",), "k-some": ("hear",), "k-true": ("true",), "k-order": (), "k-match": ("courier=courier",)}
"""Worth 0, 0.5, 0, nothing, 0.5 and 1: two of six points."""
KINDS, ASKING = "kinds-quiz", "asking-quiz"


def course(root: Path) -> ResolvedCourse:
    """The sample with a graded quiz of every kind."""
    return kinds(root, "mode: graded\n")[0]


def reading(path: str, answers: dict[str, tuple[str, ...]] | None = None, *flags: Flag | tuple[Flag, str], **more: Any) -> Reading:
    """A file with these answers; none for a file that gave nothing. A flag may come with the item that it is about."""
    raised = tuple(
        Raised(flag=one[0], detail="so it is", item=one[1]) if isinstance(one, tuple) else Raised(flag=one, detail="so it is")
        for one in flags
    )
    held = {one.item for one in raised if one.flag.weight.value == "held"}
    responses = tuple(response(item, answers.get(item, ()), held=item in held) for item in ITEMS) if answers is not None else ()
    quiz = {"quiz": KINDS} if answers is not None else {}
    return Reading(**{"path": path, "sha256": f"sum of {path}", "responses": responses, "raised": raised, **quiz, **more})


def response(item: str, answer: tuple[str, ...], *, held: bool) -> Response:
    if held:
        return Response(item=item, state=State.HELD)
    return Response(item=item, state=State.ANSWERED, answer=answer) if answer else Response(item=item, state=State.OPEN)


def graded(
    resolved: ResolvedCourse, readings: Iterable[Reading], roster: Roster | None = None, *, only: tuple[str, ...] = (KINDS,), **rules: Any
) -> Gradebook:
    """The gradebook of some readings."""
    policy = policy_of(resolved.course, Grading.model_validate(rules, strict=False), only)
    return gradebook(list(readings), policy, roster, [quiz.value.id for quiz in resolved.course.quizzes])


def at(hour: int, day: int = 4) -> datetime:
    """A time in May, as zips have it."""
    return datetime(2026, 5, day, hour)  # noqa: DTZ001


__all__ = ["ASKING", "HALF", "ITEMS", "KINDS", "RIGHT", "at", "course", "graded", "reading", "resolve"]
