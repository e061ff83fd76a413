"""A mean of points with its 95 % interval. Points lie between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from generator.analyse.quantiles import normal, student

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

CONFIDENCE = 0.95
"""Of all intervals here."""
UPPER = (1 + CONFIDENCE) / 2
"""The probability below an interval's upper end."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval that it was found with: ``low`` <= ``value`` <= ``high``."""

    value: float
    low: float
    high: float


def wilson(share: float, number: int) -> Estimate:
    """A share of some number of students, with its score interval.

    Edwin B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
    Association 22 (1927), 209-212. ``number`` is at least 1. For points in part, ``share`` being their mean, the interval is
    wider than it need be: what lies between 0 and 1 varies no more than what is 0 or 1 with the same mean.
    """
    z = normal(UPPER)
    grown = number + z * z
    centre = (number * share + z * z / 2) / grown
    reach = z * sqrt(number * share * (1 - share) + z * z / 4) / grown
    return Estimate(share, min(share, centre - reach), max(share, centre + reach))


def mean_points(counts: Mapping[Fraction, int]) -> Estimate:
    """The mean of points with its interval. ``counts`` says how many students got how much; there is at least one.

    Where points are 0 or 1 alone, Wilson's interval; else Student's, by the t distribution, cut off at 0 and 1. Where all
    points are the same his would have no width, and Wilson's, which is too wide rather than too narrow, stands in.
    """
    number = sum(counts.values())
    mean = sum(value * count for value, count in counts.items()) / number
    squares = sum((value - mean) ** 2 * count for value, count in counts.items())
    if squares == 0 or all(value in (0, 1) for value in counts):
        return wilson(float(mean), number)
    reach = student(UPPER, number - 1) * sqrt(squares / (number - 1) / number)
    return Estimate(float(mean), max(0.0, float(mean) - reach), min(1.0, float(mean) + reach))


def share_difference(one: float, other: float, number: float) -> Estimate:
    """By how much one share of a group is larger than another, where nobody is counted in both.

    The variance is that of Leo A. Goodman, "On Simultaneous Confidence Intervals for Multinomial Proportions", Technometrics 7
    (1965), 247-254; the interval is a single one. ``number`` is the group's size, which may be a fraction.
    """
    found = one - other
    reach = normal(UPPER) * sqrt(max(0.0, one + other - found * found) / number)
    return Estimate(found, found - reach, found + reach)
