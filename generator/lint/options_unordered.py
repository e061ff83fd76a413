"""Options that are numbers or dates and neither rise nor fall. Q018.

Source: NBME, Constructing Written Test Questions (numeric options in order). A quiz that shuffles shows no order of the
author's, so nothing is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.option_value import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.question import Finding, Question


def find(question: Question) -> Iterator[Finding]:
    """The options, if so."""
    found = None if question.shuffled else values(option.text for option in question.item.options)
    numbers = [value.number for value in found or ()]
    if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
        yield question.at_options(
            Flaw.OPTIONS_UNORDERED, f"the numbers or dates in the options of `{question.item.id}` are not in order",
            "sort them; their ids stay with them",
        )  # fmt: skip
