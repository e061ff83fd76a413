"""Words of the stem that return in the key and in no distractor. Q011.

Source: NBME, Constructing Written Test Questions ("clang clues"); Pham and others 2018, where word clues shifted scores.
Words are compared by their roots, as `words.py` finds them; stop words, words about items, and words of two letters don't
count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import content, root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

LEAST_LETTERS = 3


def find(question: Question, english: English) -> Iterator[Finding]:
    """The key, if it echoes the stem."""
    key = question.single_key
    if key is None:
        return
    asked = {root(word) for word in content(question.item.stem, english) - english.generic}
    elsewhere = {root(word) for option in question.distractors for word in content(option.text, english)}
    echoes = sorted(
        word for word in content(key.text, english) if len(word) >= LEAST_LETTERS and root(word) in asked - elsewhere
    )
    if echoes:
        listed = ", ".join(f"`{word}`" for word in echoes)
        yield question.at(
            key, Flaw.KEY_ECHOES_STEM,
            f"the key of `{question.item.id}` takes up {listed} from the stem, and no distractor does",
            "use another word in the key, or the same one in a distractor",
        )  # fmt: skip
