"""Distractors that say "always", "never" or the like where the key doesn't. Q014.

Source: NBME, Constructing Written Test Questions; Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002
(specific determiners). The list of words is this project's own, after theirs. Options that are "all of these" as a whole are
the matter of `option_all_or_none.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question


def find(question: Question, english: English) -> Iterator[Finding]:
    """The first such distractor."""
    options = [option for option in question.item.options if not english.all_or_none.fullmatch(option.text)]
    said = {option.id: _said(option.text, english) for option in options}
    if any(said[option.id] for option in options if option.correct):
        return
    for option in options:
        if said[option.id]:
            yield question.at(
                option, Flaw.ABSOLUTE_DISTRACTORS,
                f"option `{option.id}` of `{question.item.id}` says `{said[option.id][0]}`, and no key has such a word",
                "take the word away, or use one in a key",
            )  # fmt: skip
            return


def _said(text: str, english: English) -> list[str]:
    claimed = english.not_absolute.sub(" ", text)
    phrase = english.absolute_phrases.search(text)
    return sorted(english.absolute.intersection(words(claimed))) + ([phrase[0].casefold()] if phrase else [])
