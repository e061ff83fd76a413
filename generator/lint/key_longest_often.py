"""Quizzes in which the key is the longest option too often. Q010.

Source: NBME, Constructing Written Test Questions; the test is that of `chance.py`. An item counts where one option is longer
than all others; by chance this is the key once in as many times as there are options. Fewer than five such items say nothing.
"""

from __future__ import annotations

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
    """The quiz, if so."""
    longest, chances = 0, []
    for question in questions:
        key = question.single_key
        lengths = sorted((len(option.text) for option in question.item.options), reverse=True)
        if key is not None and lengths[0] > lengths[1]:
            chances.append(Fraction(1, len(lengths)))
            longest += len(key.text) == lengths[0]
    if len(chances) >= FEWEST and at_least(longest, chances) < SELDOM:
        yield Finding(
            flaw=Flaw.KEY_LONGEST_OFTEN, route=("items",),
            message=f"in {longest} of {len(chances)} items the key is the longest option; by chance it would be in some "
                    f"{round(sum(chances, Fraction(0)))}",
            help="shorten some keys, or lengthen some distractors",
        )  # fmt: skip
