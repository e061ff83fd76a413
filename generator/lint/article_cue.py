"""Stems whose last word fits only some options: "a" or "an", and "was" or "were". Q013.

Source: NBME, Constructing Written Test Questions (grammatical cues). Whether "a" or "an" fits goes by the first letter, but for
the few words of `english.yml` that sound otherwise than they are spelt. Of number, those options are told that say it
themselves: "a mule" is one, "two sextants" are more. Other cues of grammar aren't looked for.
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

_LAST = re.compile(r"\b(?P<word>an?|is|was|are|were)[\s_:.…—-]*$", re.IGNORECASE)


def find(question: Question, english: English) -> Iterator[Finding]:
    """The stem, if so. Where nothing fits, nothing is given away."""
    ends = _LAST.search(question.item.stem)
    if ends is None:
        return
    last = ends["word"].casefold()
    misfits = [option for option in question.item.options if not _fits(option.text, last, english)]
    if misfits and len(misfits) < len(question.item.options):
        listed = ", ".join(f"`{option.id}`" for option in misfits)
        yield question.at_stem(
            Flaw.ARTICLE_CUE, f"the stem of `{question.item.id}` ends in `{ends['word']}`, which doesn't fit {listed}",
            "move the word into the options",
        )  # fmt: skip


def _fits(text: str, last: str, english: English) -> bool:
    first = next(iter(words(text)), "")
    if last in {"is", "was"}:
        return first not in english.several
    if last in {"are", "were"}:
        return first not in english.one
    vowel = text[0].casefold() in "aeiou" and not english.sounds_consonant.match(text)
    return (vowel or english.sounds_vowel.match(text) is not None) is (last == "an")
