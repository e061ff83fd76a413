"""The rules of a course's grading, ready to be applied: quizzes with their weights and deadlines, in one time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.spec.grading import CountedQuiz, Grading
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.spec.course import Course
    from generator.spec.grading import Late, Missing, Resubmissions
    from generator.spec.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A quiz that counts, with its weight beside the others. ``due`` has a time zone."""

    quiz: Quiz
    weight: int = 1
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What `lessons/grading.yml` says, or its defaults. ``counted`` has at least one quiz, in the order of the gradebook."""

    counted: tuple[Counted, ...]
    resubmissions: Resubmissions
    drop_lowest: int
    missing: Missing
    late: Late
    timezone: ZoneInfo


def policy_of(course: Course, written: Grading | None, only: Sequence[str] = ()) -> Policy:
    """The rules for a course. ``only`` are the ids of the quizzes to grade; if there are none, those that the file lists.

    If it lists none, the graded ones count, and if there is no graded one, all. Every id must be one of the course's.
    """
    grading = written or Grading()
    quizzes = {quiz.value.id: quiz.value for quiz in course.quizzes}
    listed = {one.quiz: one for one in grading.quizzes}
    graded = [name for name, quiz in quizzes.items() if quiz.mode is Mode.GRADED]
    zone = ZoneInfo(grading.timezone)
    counted = []
    for name in dict.fromkeys(only or listed or graded or quizzes):
        one = listed.get(name, CountedQuiz(quiz=name))
        due = datetime.fromisoformat(one.due).replace(tzinfo=zone) if one.due else None
        counted.append(Counted(quiz=quizzes[name], weight=one.weight, due=due))
    return Policy(
        counted=tuple(counted),
        resubmissions=grading.resubmissions,
        drop_lowest=grading.drop_lowest,
        missing=grading.missing,
        late=grading.late,
        timezone=zone,
    )
