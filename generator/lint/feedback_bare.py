"""Feedback that says no more than right or wrong. Q022.

Source: Shute, Focus on formative feedback, Review of Educational Research 78, 2008: feedback that elaborates teaches more than
a verdict, and the page shows the verdict anyway. That there is feedback at all the reading of the spec has seen to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.question import Finding, told
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.spec.quiz import Item


def find(item: Item, number: int, english: English) -> Iterator[Finding]:
    """Each such feedback."""
    for route, part, text in told(item, number):
        if english.verdict.issuperset(words(text)):
            yield Finding(
                flaw=Flaw.FEEDBACK_BARE, route=route, item=number,
                message=f"the feedback on `{part}` of `{item.id}` is a verdict and no more",
                help="say why it is right, or what it is true of",
            )  # fmt: skip
