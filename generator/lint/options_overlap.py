"""Ranges in options that share a number. Q018.

Source: NBME, Constructing Written Test Questions (overlapping options). Ranges are read where their units are written alike;
one that ends on the number with which the next begins shares it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.option_value import range_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question


def find(question: Question, english: English) -> Iterator[Finding]:
    """The first two that overlap."""
    del english  # the words of ranges are few, and stand in option_value.py
    ranges = [(option, found) for option in question.item.options if (found := range_of(option.text))]
    for (first, one), (second, other) in combinations(ranges, 2):
        if one.overlaps(other):
            yield question.at(
                second, Flaw.OPTIONS_OVERLAP, f"the ranges of options `{first.id}` and `{second.id}` of `{question.item.id}` overlap",
                "let one end before the other begins",
            )  # fmt: skip
            return
