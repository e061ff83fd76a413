"""Keys that say "usually", "may" or the like where no distractor does. Q014.

Source: NBME, Constructing Written Test Questions; Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002
(specific determiners). The list of words is this project's own, after theirs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_MONTH = re.compile(r"(?<!^)\bMay\b")
"""A capital inside an option makes the word a month."""


def find(question: Question, english: English) -> Iterator[Finding]:
    """The first such key."""
    if any(_said(option.text, english) for option in question.distractors):
        return
    for option in question.item.options:
        said = _said(option.text, english)
        if option.correct and said:
            yield question.at(
                option, Flaw.VAGUE_KEY, f"the key of `{question.item.id}` says `{said[0]}`, and no distractor has such a word",
                "say what is so, or hedge a distractor as well",
            )  # fmt: skip
            return


def _said(text: str, english: English) -> list[str]:
    hedged = english.not_vague.sub(" ", _MONTH.sub(" ", text))
    phrase = english.vague_phrases.search(hedged)
    return sorted(english.vague.intersection(words(hedged))) + ([phrase[0].casefold()] if phrase else [])
