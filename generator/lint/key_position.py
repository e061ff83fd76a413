"""A place that holds the key too often, in a quiz that doesn't shuffle. Q021.

Source: Attali and Bar-Hillel, Guess where, Journal of Educational Measurement 40, 2003: writers hide keys in the middle, and
balancing them by hand can be exploited too. The test is that of `chance.py`, with its limit divided by the number of places
(Bonferroni), since any of them could stand out. Fewer than five items say nothing.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.chance import SELDOM, at_least
from generator.lint.question import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.lint.question import Question

FEWEST = 5


def find(questions: Sequence[Question]) -> Iterator[Finding]:
    """The first such place."""
    asked = [question for question in questions if question.single_key is not None and not question.shuffled]
    if len(asked) < FEWEST:
        return
    keys = Counter(next(n for n, option in enumerate(one.item.options) if option.correct) for one in asked)
    places = max(len(question.item.options) for question in asked)
    for place in range(places):
        chances = [Fraction(1, len(one.item.options)) for one in asked if place < len(one.item.options)]
        if at_least(keys[place], chances) < SELDOM / places:
            yield Finding(
                flaw=Flaw.KEY_POSITION, route=("items",),
                message=f"in {keys[place]} of {len(chances)} items the key is option {place + 1}",
                help="write `shuffle: true`",
            )  # fmt: skip
            return
