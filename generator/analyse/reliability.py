"""How far the totals of a quiz would come out alike if it were asked again with other items of the same kind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from generator.analyse.estimates import UPPER, Estimate
from generator.analyse.quantiles import fisher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FEWEST = 2
"""Items, and students, without which nothing varies."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient with its interval, and what it means for one student's total.

    ``error`` is the standard error of measurement in points, sd * sqrt(1 - coefficient) (Frederic M. Lord and
    Melvin R. Novick, Statistical Theories of Mental Test Scores, 1968, chapter 3); None where the coefficient is below nought,
    since then no error of that kind is known.
    """

    name: str
    estimate: Estimate
    error: float | None


def reliability(
    items: Sequence[Mapping[int, int]], totals: Mapping[int, int], *, dichotomous: bool, unit: int = 1
) -> Reliability | None:
    """Cronbach's alpha, k / (k - 1) * (1 - sum of the items' variances / variance of the totals).

    Lee J. Cronbach, "Coefficient Alpha and the Internal Structure of Tests", Psychometrika 16 (1951), 297-334. Where every item
    is right or wrong it is the same number as formula 20 of G. F. Kuder and M. W. Richardson, "The Theory of the Estimation of
    Test Reliability", Psychometrika 2 (1937), 151-160, and goes by that name. ``items`` count the same students by their score
    on each item, ``totals`` by their total, in units of which ``unit`` make a point. None with fewer than two items or where
    all totals are equal.
    """
    number, k = sum(totals.values()), len(items)
    if number < _FEWEST or k < _FEWEST or len(totals) < _FEWEST:
        return None
    of_totals = variance(totals)
    alpha = float(Fraction(k, k - 1) * (1 - sum((variance(item) for item in items), Fraction(0)) / of_totals))
    error = sqrt(of_totals) / unit * sqrt(1 - alpha) if alpha >= 0 else None
    return Reliability("KR-20" if dichotomous else "Cronbach’s alpha", _with_interval(alpha, number, k), error)


def _with_interval(alpha: float, students: int, items: int) -> Estimate:
    """The interval of Leonard S. Feldt, "The Approximate Sampling Distribution of Kuder-Richardson Reliability Coefficient
    Twenty", Psychometrika 30 (1965), 357-370: (1 - true) / (1 - found) is distributed as F with n - 1 and (n - 1)(k - 1) degrees
    of freedom.
    """
    freedom = students - 1, (students - 1) * (items - 1)
    return Estimate(alpha, 1 - (1 - alpha) * fisher(UPPER, *freedom), 1 - (1 - alpha) * fisher(1 - UPPER, *freedom))


def variance(counts: Mapping[int, int]) -> Fraction:
    """The exact sample variance (by n - 1) of at least two scores, which are counted."""
    number = sum(counts.values())
    total = sum(score * count for score, count in counts.items())
    squares = sum(score * score * count for score, count in counts.items())
    return Fraction(number * squares - total * total, number * (number - 1))
