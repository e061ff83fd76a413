"""Fewer than three options, or more than five. Q020.

Source: Rodriguez, Three options are optimal for multiple-choice items, Educational Measurement: Issues and Practice 24, 2005;
Tarrant, Ware and Mohammed, BMC Medical Education 9:40, 2009.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.question import Finding, Question

LEAST, MOST = 3, 5


def find(question: Question) -> Iterator[Finding]:
    """The options, if they are too few or too many."""
    number = len(question.item.options)
    if not LEAST <= number <= MOST:
        yield question.at_options(
            Flaw.OPTION_NUMBER, f"`{question.item.id}` has {number} options",
            "add a distractor that tempts" if number < LEAST else "leave out those that nobody would choose",
        )  # fmt: skip
