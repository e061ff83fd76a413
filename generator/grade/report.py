"""What an instructor must know after grading: how marks lie, which wait for a decision, and what is to be said of which file."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.grade.flags import Flag, Weight
from generator.grade.mark import NotHandedIn, Open, Settled, bounds, decimals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.grade.attempts import Filed
    from generator.grade.gradebook import Gradebook, Row, Sat
    from generator.grade.policy import Policy

BINS = 10
"""Bars of a distribution: marks from 0 to under 10, and so on; the last one holds 100 too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlaggedFile:
    """A file and quiz of which something is to be said. ``whose`` is the student as the tables call them."""

    path: str
    whose: str
    quiz: str
    weight: Weight
    flags: tuple[tuple[Flag, str, str], ...]
    """Each flag with its detail and the item, heaviest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMark:
    """A mark that waits for a decision, with its bounds and the files that it waits for."""

    whose: str
    quiz: str
    at_least: Fraction
    at_most: Fraction
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizReport:
    """How a quiz came out. ``bars`` are the numbers of settled marks in tens of points; ``mean`` and ``median`` are of these."""

    quiz: str
    title: str
    settled: int
    open: int
    missing: int
    bars: tuple[int, ...]
    mean: Fraction | None
    median: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of what. A file that holds several quizzes is one file; it is refused if nothing could be read of it."""

    files: int
    students: int
    attempts: int
    settled: int
    open: int
    missing: int
    refused: int
    held: int
    noted: int

    @property
    def clean(self) -> bool:
        """Whether nothing waits for anybody."""
        return not (self.open or self.refused or self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it. ``hints`` are sentences about the files as a whole."""

    course: str
    policy: Policy
    counts: Counts
    quizzes: tuple[QuizReport, ...]
    open: tuple[OpenMark, ...]
    files: tuple[FlaggedFile, ...]
    hints: tuple[str, ...]


def report_of(course: str, book: Gradebook) -> Report:
    """The report on a gradebook. ``course`` is the course's id."""
    flagged = tuple(sorted(_flagged(book), key=lambda one: (_RANK[one.weight], one.path, one.quiz)))
    quizzes = tuple(_quiz(book, n) for n in range(len(book.policy.counted)))
    opened = tuple(_open(row, sat, sat.mark) for row in book.rows for sat in row.sat if isinstance(sat.mark, Open))
    return Report(
        course=course, policy=book.policy, counts=_counts(book, quizzes, flagged), quizzes=quizzes, open=opened, files=flagged,
        hints=tuple(_hints(book)),
    )  # fmt: skip


_RANK = {Weight.REFUSED: 0, Weight.HELD: 1, Weight.NOTED: 2}


def _flagged(book: Gradebook) -> Iterator[FlaggedFile]:
    return (_file(filed, label) for label, filed in book.files() if filed.raised)


def _file(filed: Filed, whose: str) -> FlaggedFile:
    flags = sorted(((one.flag, one.detail, one.item) for one in filed.raised), key=lambda flag: _RANK[flag[0].weight])
    return FlaggedFile(path=filed.reading.path, whose=whose, quiz=filed.reading.quiz, weight=flags[0][0].weight, flags=tuple(flags))


def _open(row: Row, sat: Sat, mark: Open) -> OpenMark:
    low, high = bounds(mark)
    return OpenMark(whose=row.person.label, quiz=sat.quiz, at_least=low, at_most=high, waits_for=sat.waits_for)


def _quiz(book: Gradebook, place: int) -> QuizReport:
    quiz = book.policy.counted[place].quiz
    marks = [row.sat[place].mark for row in book.rows]
    settled = [mark.mark for mark in marks if isinstance(mark, Settled)]
    bars = Counter(min(BINS - 1, int(mark // (100 // BINS))) for mark in settled)
    return QuizReport(
        quiz=quiz.id,
        title=quiz.title,
        settled=len(settled),
        open=sum(isinstance(mark, Open) for mark in marks),
        missing=sum(isinstance(mark, NotHandedIn) for mark in marks),
        bars=tuple(bars[n] for n in range(BINS)),
        mean=sum(settled, Fraction(0)) / len(settled) if settled else None,
        median=statistics.median(settled) if settled else None,
    )


def _counts(book: Gradebook, quizzes: tuple[QuizReport, ...], flagged: tuple[FlaggedFile, ...]) -> Counts:
    weighs = {weight: len({one.path for one in flagged if one.weight is weight}) for weight in Weight}
    return Counts(
        files=len({one.reading.path for _, one in book.files()}),
        students=len(book.rows),
        attempts=sum(len(sat.tried) for row in book.rows for sat in row.sat),
        settled=sum(one.settled for one in quizzes),
        open=sum(one.open for one in quizzes),
        missing=sum(one.missing for one in quizzes),
        refused=weighs[Weight.REFUSED],
        held=weighs[Weight.HELD],
        noted=weighs[Weight.NOTED],
    )


def _hints(book: Gradebook) -> Iterator[str]:
    """What shows only in the whole: that all files are late, most likely because copying gave them new times."""
    due = {counted.quiz.id for counted in book.policy.counted if counted.due}
    timed = [one for _, one in book.files() if one.reading.quiz in due and one.at]
    if len(timed) > 1 and all(one.late for one in timed):
        yield (
            "Every file with a deadline came late. Perhaps the files got new times when they were copied or unpacked: "
            "grade the zip as the platform gives it, or leave `due` out."
        )


def report_json(report: Report) -> dict[str, Any]:
    """The report for programs. Marks are texts with two decimal places."""
    return {
        "schema_version": 1,
        "course": report.course,
        "policy": _policy(report.policy),
        "counts": asdict(report.counts),
        "hints": list(report.hints),
        "quizzes": [
            {
                "quiz": one.quiz, "settled": one.settled, "open": one.open, "missing": one.missing, "bars": list(one.bars),
                "mean": _written(one.mean), "median": _written(one.median),
            }
            for one in report.quizzes
        ],
        "open": [
            {
                "student": one.whose, "quiz": one.quiz, "at_least": decimals(one.at_least), "at_most": decimals(one.at_most),
                "waits_for": list(one.waits_for),
            }
            for one in report.open
        ],
        "files": [
            {
                "path": one.path, "student": one.whose, "quiz": one.quiz, "weight": one.weight.value,
                "flags": [
                    {"flag": flag.value, "weight": flag.weight.value, "item": item, "detail": detail} for flag, detail, item in one.flags
                ],
            }
            for one in report.files
        ],
    }  # fmt: skip


def _policy(policy: Policy) -> dict[str, Any]:
    quizzes = [
        {"quiz": one.quiz.id, "weight": one.weight, "due": one.due.isoformat() if one.due else None} for one in policy.counted
    ]
    return {
        "resubmissions": policy.resubmissions.value, "drop_lowest": policy.drop_lowest, "timezone": policy.timezone.key,
        "missing": policy.missing.value, "late": policy.late.model_dump(mode="json"), "quizzes": quizzes,
    }  # fmt: skip


def _written(number: Fraction | None) -> str | None:
    return None if number is None else decimals(number)
