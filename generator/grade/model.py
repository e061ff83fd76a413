"""What is known of a returned file: as it came in, and as it was read. A mark is made from this and the course, and from nothing else.

A file may hold several quizzes, since a unit's notebook does: then it gives a reading for each.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.flags import Weight

if TYPE_CHECKING:
    from datetime import datetime

    from generator.answers import Ids
    from generator.grade.flags import Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A flag with what it was raised for: one sentence in the instructor's words, and the item where it is about one."""

    flag: Flag
    detail: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file as it came in, out of a folder or a zip.

    ``path`` is what reports call it: the path from the folder or zip that was named, with forward slashes, and members of
    zips as `returned.zip/Ada Lind/exam.ipynb`. ``handed_in`` is when, as far as the file system, the zip or a note beside the
    file tells; without a time zone where the zip gives none.
    """

    path: str
    content: bytes
    handed_in: datetime | None = None
    raised: tuple[Raised, ...] = ()
    """What is to be said of the way it came in: of its name in a zip, say."""


class State(enum.StrEnum):
    """Whether an item has an answer."""

    ANSWERED = "answered"
    OPEN = "open"
    """Left unanswered: worth nothing."""
    HELD = "held"
    """It can't be told what the answer is: worth nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a file has on one item. ``answer`` is as `answers.py` has it; it is empty unless the state is ANSWERED."""

    item: str
    state: State
    answer: Ids = ()
    sure: bool | None = None
    seconds: float | None = None
    """How long the student took, where that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds on one quiz, or why it couldn't be read (then ``responses`` is empty, and so may ``quiz`` be).

    ``responses`` has one entry for each item of the quiz, in the quiz's order. ``claimed`` is the name or number that the
    student wrote into the file, which proves nothing; ``saved`` is the time that the file itself gives, in ISO 8601, or empty.
    ``sha256`` is of the file's bytes; empty where they weren't read.
    """

    path: str
    sha256: str
    quiz: str = ""
    claimed: str = ""
    saved: str = ""
    handed_in: datetime | None = None
    responses: tuple[Response, ...] = ()
    raised: tuple[Raised, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing could be read."""
        return any(raised.flag.weight is Weight.REFUSED for raised in self.raised)

    @property
    def held(self) -> bool:
        """Whether something must be decided before the mark counts."""
        return any(raised.flag.weight is Weight.HELD for raised in self.raised)


def refusal(path: str, flag: Flag, detail: str, *, sha256: str = "", handed_in: datetime | None = None) -> Reading:
    """The reading of a file that gave nothing, and why."""
    return Reading(path=path, sha256=sha256, handed_in=handed_in, raised=(Raised(flag=flag, detail=detail),))
