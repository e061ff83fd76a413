"""The exact chance of a count, against the sum over every way in which the trials can end."""

from fractions import Fraction
from itertools import product
from math import comb, prod

from hypothesis import given
from hypothesis import strategies as st

from generator.lint.chance import at_least

CHANCES = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=9), max_size=6)


@given(CHANCES, st.integers(min_value=0, max_value=7))
def test_it_is_the_sum_over_every_way(chances: list[Fraction], count: int) -> None:
    ways = (way for way in product((True, False), repeat=len(chances)) if sum(way) >= count)
    assert at_least(count, chances) == sum(
        (prod((p if went else 1 - p for p, went in zip(chances, way, strict=True)), start=Fraction(1)) for way in ways), Fraction(0)
    )


def test_with_equal_chances_it_is_the_binomial_tail() -> None:
    third = Fraction(1, 3)
    assert at_least(4, [third] * 5) == sum(comb(5, n) * third**n * (1 - third) ** (5 - n) for n in (4, 5)) == Fraction(11, 243)
