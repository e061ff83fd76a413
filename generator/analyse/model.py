"""What an analysis finds: figures of items, quizzes, skills and passages. Students are counted here, never named."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.analyse.asked import Asked, Part
    from generator.analyse.estimates import Estimate
    from generator.analyse.flags import Raised
    from generator.analyse.reliability import Reliability
    from generator.analyse.spread import Quarters
    from generator.spec.quiz import Quiz


class Standing(enum.StrEnum):
    """What the number of students allows to be said of a quiz."""

    COUNTS = "counts"
    """Too few for any figure: who chose what is counted, and that is all."""
    FIGURES = "figures"
    """Enough for figures with their intervals, too few to call an item good or bad."""
    JUDGED = "judged"
    """Enough for flags, where the intervals allow them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures:
    """How often a part was chosen, of all answers that are known; and of the students with no answer held, by whom.

    ``thirds`` are the shares among those with the lowest, the middle and the highest scores on the other items;
    ``correlation`` is that of choosing the part with that score.
    """

    part: Part
    chosen: int
    share: Estimate | None
    thirds: tuple[float, float, float] | None
    correlation: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Answers whose students said whether they were sure: how many, and their mean points. ``misled`` were sure and not fully right."""

    sure: int
    sure_mean: float | None
    unsure: int
    unsure_mean: float | None
    misled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """One item. ``answered`` and ``open`` add up to the responses that are known; ``full`` of them have full points.

    ``difficulty`` is the mean of points (so an easy item's is high), an open item having none; ``discrimination`` the
    correlation with the score on the other items; ``upper_lower`` the difference in mean points between the upper and the lower
    27 %. Figures are None where students are too few, or where nothing varies.
    """

    asked: Asked
    answered: int
    open: int
    held: int
    full: int
    difficulty: Estimate | None
    discrimination: Estimate | None
    upper_lower: float | None
    parts: tuple[PartFigures, ...]
    seconds: Quarters | None
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class Bin:
    """How many students have a total in points from ``low`` on and below ``high``."""

    low: int
    high: int
    students: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Totals in points, of the students with no answer held; ``whole`` tells whether all are whole numbers. Figures are None
    where students are too few.
    """

    bins: tuple[Bin, ...]
    whole: bool
    mean: float | None
    deviation: float | None
    quarters: Quarters | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFigures:
    """One quiz. ``complete`` of its ``students`` have no answer held, and only these have a total."""

    quiz: Quiz
    standing: Standing
    students: int
    complete: int
    totals: Totals
    reliability: Reliability | None
    confidence: Confidence | None
    items: tuple[ItemFigures, ...]
    flags: tuple[Raised, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """Items that ask for one skill, or that one passage proves. ``mean`` is over students, of each one's mean over these items."""

    id: str
    title: str
    items: int
    students: int
    mean: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A whole course's results."""

    course: str
    version: str
    students: int
    responses: int
    quizzes: tuple[QuizFigures, ...]
    skills: tuple[GroupFigures, ...]
    passages: tuple[GroupFigures, ...]
