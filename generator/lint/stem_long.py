"""Stems of more than forty words. Q024.

Source: Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002 (minimise reading). They give no number;
forty is this project's own. Teaching, humour and spelling, which the same guideline warns of, aren't looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.question import Finding, Question

MOST = 40


def find(question: Question) -> Iterator[Finding]:
    """The stem, if it is so long."""
    number = len(words(question.item.stem))
    if number > MOST:
        yield question.at_stem(
            Flaw.STEM_LONG, f"the stem of `{question.item.id}` has {number} words", "keep what the question needs, and no more"
        )
