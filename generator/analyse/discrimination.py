"""Whether those who do well on the rest of a quiz do well on an item: a correlation, and the difference between two groups.

Everything is told from counts of students by their score on the *other* items, so no item is compared with itself, and the
order of students changes nothing. Scores are whole numbers in any unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import atanh, copysign, sqrt, tanh

from generator.analyse.estimates import UPPER, Estimate
from generator.analyse.quantiles import normal

Pairs = Mapping[tuple[int, int], int]
"""How many students have a score on the other items, and a score on this one (or 1 for choosing an option, and 0)."""

KELLEY = Fraction(27, 100)
"""The share of students in the upper and in the lower group at which their difference is told with most certainty: Truman L.
Kelley, "The Selection of Upper and Lower Groups for the Validation of Test Items", Journal of Educational Psychology 30
(1939), 17-24."""
THIRD = Fraction(1, 3)
_FEWEST = 4
"""Fisher's interval divides by the root of the number of students less three."""


def correlation(pairs: Pairs) -> Estimate | None:
    """Pearson's product-moment correlation of the two scores, from -1 to 1, with the interval by Fisher's z.

    For an item that is right or wrong this is the point-biserial correlation, and as the other score leaves the item out, the
    corrected one: Jum C. Nunnally and Ira H. Bernstein, Psychometric Theory, 3rd ed., 1994, chapter 8. The interval: R. A.
    Fisher, "On the 'Probable Error' of a Coefficient of Correlation Deduced from a Small Sample", Metron 1 (1921), 3-32; it takes
    both scores for normal, so with few students it is a guide and no more. None where a score never varies, or with fewer than
    four students.
    """
    number = sum(pairs.values())
    sum_x = sum(x * count for (x, _), count in pairs.items())
    sum_y = sum(y * count for (_, y), count in pairs.items())
    spread_x = number * sum(x * x * count for (x, _), count in pairs.items()) - sum_x * sum_x
    spread_y = number * sum(y * y * count for (_, y), count in pairs.items()) - sum_y * sum_y
    if number < _FEWEST or spread_x == 0 or spread_y == 0:
        return None
    together = number * sum(x * y * count for (x, y), count in pairs.items()) - sum_x * sum_y
    found = copysign(sqrt(Fraction(together * together, spread_x * spread_y)), together)
    if abs(found) == 1:  # where z has no end
        return Estimate(found, found, found)
    reach = normal(UPPER) / sqrt(number - 3)
    return Estimate(found, tanh(atanh(found) - reach), tanh(atanh(found) + reach))


@dataclass(frozen=True, slots=True)
class Groups:
    """For each score, which part of its students belongs to the lower, middle and upper group: three numbers that add up to 1.

    Students with the same score are never told apart: where a border falls among them, each belongs to both sides in part.
    """

    parts: Mapping[int, tuple[float, float, float]]

    def shares(self, pairs: Pairs) -> tuple[float, float, float]:
        """The mean of the second score in the lower, middle and upper group."""
        weights, sums = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        for (x, y), count in sorted(pairs.items()):
            for group, part in enumerate(self.parts[x]):
                weights[group] += part * count
                sums[group] += part * count * y
        low, middle, high = (total / weight if weight else 0.0 for total, weight in zip(sums, weights, strict=True))
        return low, middle, high


def groups(scores: Mapping[int, int], share: Fraction) -> Groups:
    """The upper and the lower share of students by their scores, and those between. ``scores`` counts students by score."""
    size = share * sum(scores.values())
    lower = _filled(sorted(scores), scores, size)
    upper = _filled(sorted(scores, reverse=True), scores, size)
    return Groups({score: (float(lower[score]), float(1 - lower[score] - upper[score]), float(upper[score])) for score in scores})


def _filled(order: list[int], scores: Mapping[int, int], size: Fraction) -> dict[int, Fraction]:
    """Which part of each score's students a group of some size takes, if it takes them in this order."""
    taken: dict[int, Fraction] = {}
    left = size
    for score in order:
        number = min(left, Fraction(scores[score]))
        taken[score] = number / scores[score]
        left -= number
    return taken
