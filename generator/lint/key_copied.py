"""Keys that copy words of the passage while no distractor does. Q011.

Source: NBME, Constructing Written Test Questions; the number of words is that of the project's list of rules. Compared are
the words alone, without case and punctuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import runs, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.question import Finding, Question

WORDS = 5


def find(question: Question) -> Iterator[Finding]:
    """The key, if it is copied."""
    key = question.single_key
    if key is None:
        return
    passage = runs(words(question.passage), WORDS)
    copied = runs(words(key.text), WORDS) & passage
    if copied and not any(runs(words(option.text), WORDS) & passage for option in question.distractors):
        yield question.at(
            key, Flaw.KEY_COPIED, f"the key of `{question.item.id}` copies {WORDS} words or more of the passage, and no distractor does",
            "put the key into other words, or build a distractor out of the passage",
        )  # fmt: skip
