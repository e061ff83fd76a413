"""How marks are made of returned files, as written: which quizzes count, until when, and what lateness costs."""

from __future__ import annotations

import enum
import re
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.diagnostics.codes import Code
from generator.spec.dates import DAY_FORM
from generator.spec.meant import meant
from generator.spec.mending_references import for_reference
from generator.spec.model import Id, Spec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Problems
    from generator.spec.read import Located


class Resubmissions(enum.StrEnum):
    """Which of several attempts at a quiz counts."""

    BEST = "best"
    """The one with the highest mark."""
    LAST = "last"
    """The one that came last."""
    FIRST = "first"
    """The one that came first."""


class Missing(enum.StrEnum):
    """What a quiz that wasn't handed in does to the total."""

    ZERO = "zero"
    """It counts as a mark of zero."""
    LEAVE_OUT = "leave-out"
    """The total is made of the others."""


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def _real(value: str) -> str:
    fix = "write the day and the hour, as in `2026-05-04T23:59`"
    if not _MOMENT.fullmatch(value):
        raise PydanticCustomError("bad_date", "{reason}", {"reason": "is not written as a deadline", "fix": fix})
    try:
        datetime.fromisoformat(value)
    except ValueError:
        context = {"reason": "is not a time that there is", "fix": fix}
        raise PydanticCustomError("bad_date", "{reason}", context) from None
    return value


_FORM = {"type": "string", "pattern": f"^{DAY_FORM}T(?:[01][0-9]|2[0-3]):[0-5][0-9]$"}
Moment = Annotated[str, AfterValidator(_real), WithJsonSchema(_FORM)]
"""Year, month, day, hour and minute of ISO 8601, without a time zone."""


class CountedQuiz(Spec):
    """One quiz that counts."""

    quiz: Id = Field(examples=["fog-quiz"])
    """Its id."""
    weight: int = Field(1, ge=1, le=1000, examples=[2])
    """How much it counts beside the others."""
    due: Moment | None = Field(None, examples=["2026-05-04T23:59"])
    """The deadline, as in `2026-05-04T23:59`, by the clocks of `timezone`. Without one nothing is late."""


class Late(Spec):
    """What lateness costs. A late file is always flagged, with what it cost."""

    grace: int = Field(0, ge=0, le=10_080, examples=[15])
    """Minutes after the deadline that cost nothing."""
    per_day: int = Field(0, ge=0, le=100, examples=[10])
    """What each begun day after deadline and grace takes off the mark, in points of 100."""
    most: int = Field(100, ge=0, le=100, examples=[50])
    """The most that lateness takes off a mark, in points of 100."""
    refuse_after: int | None = Field(None, ge=0, le=3650, examples=[7])
    """Begun days after which a mark is held until the instructor decides. Without it none is."""


class Grading(Spec):
    """How marks are made. Everything has a default, so the file may be left out."""

    resubmissions: Resubmissions = Field(Resubmissions.BEST, strict=False, examples=["last"])
    """Which of several attempts counts: the `best`, the `last` or the `first`."""
    drop_lowest: int = Field(0, ge=0, examples=[1])
    """How many of a student's lowest marks are left out of the total."""
    timezone: str = Field("UTC", examples=["America/La_Paz"])
    """The time zone of deadlines, and of times that come without one; a name such as `America/La_Paz`."""
    missing: Missing = Field(Missing.ZERO, strict=False, examples=["leave-out"])
    """A quiz that wasn't handed in counts as `zero`, or is left out of the total with `leave-out`."""
    quizzes: tuple[CountedQuiz, ...] = ()
    """The quizzes that count. If none is listed, all graded ones do; if there is no graded one, all do."""
    late: Late = Late.model_construct()
    """What lateness costs."""


def check_grading(written: Located[Grading], quizzes: Iterable[str], graded: int, problems: Problems, *, complete: bool) -> None:
    """Report what the file itself can't tell: names of nothing, and marks of which none would be left.

    ``quizzes`` are the ids of the course's quizzes and ``graded`` the number of those that count where none is listed.
    Names are looked up only if ``complete``: else one may be meant for a quiz that couldn't be read.
    """
    value, known = written.value, sorted(quizzes)
    listed: set[str] = set()
    for n, one in enumerate(value.quizzes):
        place = written.span("quizzes", n, "quiz")
        if one.quiz in listed:
            problems.report(Code.DUPLICATE_ID, f"the quiz `{one.quiz}` is listed twice", written.file, place,
                            help="keep one of the two")  # fmt: skip
        elif complete and one.quiz not in known:
            guess = meant(one.quiz, known)
            problems.report(Code.UNKNOWN_REFERENCE, f"there is no quiz `{one.quiz}`", written.file, place,
                            help=f"did you mean `{guess.word}`?" if guess else _use_one_of(known),
                            fixes=for_reference(written, ("quizzes", n, "quiz"), guess))  # fmt: skip
        listed.add(one.quiz)
    count = len(listed) or graded
    if value.drop_lowest and value.drop_lowest >= count and (listed or complete):
        problems.report(Code.BAD_VALUE, f"`drop_lowest` must be less than the number of quizzes that count, which is {count}",
                        written.file, written.span("drop_lowest"), help="leave one mark at least")  # fmt: skip
    if not is_timezone(value.timezone):
        zone = meant(value.timezone, available_timezones())
        problems.report(Code.BAD_VALUE, f"there is no time zone `{value.timezone}`", written.file, written.span("timezone"),
                        help=f"did you mean `{zone.word}`?" if zone else "write a name such as `Europe/Madrid`, or `UTC`",
                        fixes=for_reference(written, ("timezone",), zone))  # fmt: skip


def is_timezone(name: str) -> bool:
    """Whether a name is one of the IANA time zone database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # no such key, a path out of the database, a folder of it
        return False
    return True


def _use_one_of(known: list[str]) -> str:
    return f"use one of {', '.join(f'`{name}`' for name in known[:8])}" if known else "the course has no quiz"
