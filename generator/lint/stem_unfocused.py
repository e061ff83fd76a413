"""Stems that ask nothing until the options are read. Q017.

Source: NBME, Constructing Written Test Questions (the cover-the-options rule); Pham and others 2018, where this flaw shifted
scores. NBME's own example is "Which of the following is true of ...?": a verdict is asked for, and the matter is left to the
options. In other stems those content words are counted that aren't about items and texts as such. One of them is enough where an
interrogative asks of it ("What did the keeper do?"); a stem without a question mark needs two, and five words in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import content, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_ASKING = frozenset({"how", "what", "when", "where", "which", "who", "whom", "whose", "why"})
_FEWEST = 5


def find(question: Question, english: English) -> Iterator[Finding]:
    """The stem, if so."""
    text = question.item.stem
    matter = content(text, english) - english.generic
    said = words(text)
    needed = 1 if text.endswith("?") and _ASKING.intersection(said) else 2
    stump = not text.endswith(("?", ".")) and len(said) < _FEWEST
    if len(matter) < needed or stump or english.unfocused.search(text):
        yield question.at_stem(
            Flaw.STEM_UNFOCUSED, f"the stem of `{question.item.id}` asks nothing until the options are read",
            "write a question that could be answered with the options covered",
        )  # fmt: skip
