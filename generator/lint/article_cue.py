"""Stems that end in "a" or "an", which fits only some options. Q013.

Source: NBME, Constructing Written Test Questions (grammatical cues). By spelling: a vowel letter wants "an". Words that sound
otherwise than they are spelt ("hour", "unit") are taken by their letter, so the rule can be wrong on them. Other cues of
grammar, such as number and verb forms, aren't looked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_ARTICLE = re.compile(r"\b(an?)[\s_:.…—-]*$", re.IGNORECASE)


def find(question: Question, english: English) -> Iterator[Finding]:
    """The stem, if so."""
    del english  # the two articles are the rule
    ends = _ARTICLE.search(question.item.stem)
    if ends is None:
        return
    wants_vowel = ends[1].casefold() == "an"
    misfits = [option for option in question.item.options if (option.text[0].casefold() in "aeiou") is not wants_vowel]
    if misfits:
        listed = ", ".join(f"`{option.id}`" for option in misfits)
        yield question.at_stem(
            Flaw.ARTICLE_CUE, f"the stem of `{question.item.id}` ends in `{ends[1]}`, which doesn't fit {listed}",
            "move the article into the options",
        )  # fmt: skip
