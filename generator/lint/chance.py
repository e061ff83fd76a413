"""How likely a count is by chance alone, where each trial has a chance of its own.

The distribution is the Poisson binomial one (Poisson 1837); with equal chances it is the binomial. Exact fractions: the same
answer on every machine.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SELDOM = Fraction(1, 20)
"""What happens less often than this by chance is worth a word."""


def at_least(count: int, chances: Sequence[Fraction]) -> Fraction:
    """The probability of ``count`` successes or more in one trial for each chance."""
    return _at_least(count, tuple(chances))


@lru_cache(maxsize=1 << 10)
def _at_least(count: int, chances: tuple[Fraction, ...]) -> Fraction:
    """Kept, since most quizzes have as many items, and those as many options, as others."""
    exactly = [Fraction(1)]  # of 0, 1, 2, ... successes so far
    for chance in chances:
        failed = [one * (1 - chance) for one in exactly] + [Fraction(0)]
        went = [Fraction(0)] + [one * chance for one in exactly]
        exactly = [a + b for a, b in zip(failed, went, strict=True)]
    return sum(exactly[count:], Fraction(0))
