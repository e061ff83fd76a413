"""Options that hang on the place of others, in a quiz that shuffles. Q004.

Source: NBME, Constructing Written Test Questions for the Basic and Clinical Sciences; cognitive-engineering-lab/rust-book
pull request 147. The patterns are this project's own. "None of the above" can stay in its place with `pinned`; letters of other
options can't be mended so, since these move.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

ABOVE = re.compile(r"\b(?:above|below|preceding|following)\b", re.IGNORECASE)
"""Words that point at a place, as against letters of other options: what says them can be kept in its own place."""


def find(question: Question, english: English) -> Iterator[Finding]:
    """Each such option."""
    if not question.shuffled:
        return
    for option in question.item.options:
        pointed = english.positional.search(option.text)
        if pointed and not (option.pinned and ABOVE.search(pointed[0])):
            yield question.at(
                option, Flaw.OPTION_POSITIONAL,
                f"option `{option.id}` of `{question.item.id}` points at the place of others, and the quiz shuffles",
                "name what is meant, or write `pinned: true` for an option that means all above it",
            )  # fmt: skip
