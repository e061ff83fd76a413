"""Whether students know what they know: points of those who said that they were sure, and of those who weren't.

A student who is sure and wrong has learned something that isn't so, which is worth more to a teacher than one who guessed:
Saleem Hasan, Diola Bagayoko and Ella L. Kelley, "Misconceptions and the Certainty of Response Index", Physics Education 34
(1999), 294-299.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.analyse.model import Confidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.sheet import Column


def confidence(columns: Sequence[Column], *, figured: bool) -> Confidence | None:
    """The answers to some items by what their students said; None where none said anything. Open items say nothing.

    Means are given where ``figured``: one student's answers to several items hang together, so they have no interval.
    """
    sure, unsure = _points(columns, said=True), _points(columns, said=False)
    if not sure and not unsure:
        return None
    return Confidence(
        sure=sure.total(),
        sure_mean=_mean(sure) if figured and sure else None,
        unsure=unsure.total(),
        unsure_mean=_mean(unsure) if figured and unsure else None,
        misled=sure.total() - sure[Fraction(1)],
    )


def _points(columns: Sequence[Column], *, said: bool) -> Counter[Fraction]:
    """How many answers have how many points, of those whose students said one thing."""
    found: Counter[Fraction] = Counter()
    for column in columns:
        for (code, sure), number in Counter(zip(column.codes, column.sure, strict=True)).items():
            if sure is said and code > 0:
                found[column.points[code]] += number
    return found


def _mean(points: Counter[Fraction]) -> float:
    return float(sum(worth * number for worth, number in points.items()) / points.total())
