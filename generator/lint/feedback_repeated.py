"""Feedback that two parts of an item share. Q022.

Source: Shute, Focus on formative feedback, Review of Educational Research 78, 2008 (feedback should be specific). Compared are
the words, without case and punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.question import Finding, told
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.spec.quiz import Item


def find(item: Item, number: int) -> Iterator[Finding]:
    """Each feedback that was given before."""
    first: dict[tuple[str, ...], str] = {}
    for route, part, text in told(item, number):
        said = tuple(words(text)) or (text,)  # signs alone have no words
        if said in first:
            yield Finding(
                flaw=Flaw.FEEDBACK_REPEATED, route=route, item=number,
                message=f"`{first[said]}` and `{part}` of `{item.id}` have the same feedback",
                help="say of each what it is true of",
            )  # fmt: skip
        first.setdefault(said, part)
