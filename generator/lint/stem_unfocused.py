"""Stems that ask nothing until the options are read. Q017.

Source: NBME, Constructing Written Test Questions (the cover-the-options rule); Pham and others 2018, where this flaw shifted
scores. Counted are the content words that aren't about items and texts as such. One of them isn't enough to ask with, unless
an interrogative asks of it ("What did the keeper do?"); a stem without a question mark needs two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import content, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_ASKING = frozenset({"how", "what", "when", "where", "who", "whom", "whose", "why"})


def find(question: Question, english: English) -> Iterator[Finding]:
    """The stem, if so."""
    text = question.item.stem
    matter = content(text, english) - english.generic
    needed = 1 if text.endswith("?") and _ASKING.intersection(words(text)) else 2
    if len(matter) < needed:
        yield question.at_stem(
            Flaw.STEM_UNFOCUSED, f"the stem of `{question.item.id}` asks nothing until the options are read",
            "write a question that could be answered with the options covered",
        )  # fmt: skip
