"""Items that are harder to read than their passage. Q024.

Source: Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002 (vocabulary fit for the readers). The grade
is that of Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas, 1975:
0.39 words per sentence + 11.8 syllables per word - 15.59. It means little on short texts, so an item of fewer than 30 words
or a passage of fewer than 60 isn't judged, and two grades are let pass; these numbers are this project's own. Syllables are
counted as groups of vowel letters, a silent e at the end left out.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

ITEM_WORDS, PASSAGE_WORDS, GRADES = 30, 60, 2
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"[.!?:]+(?=\s|$)")


def find(question: Question, english: English) -> Iterator[Finding]:
    """The item, if so."""
    del english  # the formula is one for English
    item = ". ".join((question.item.stem.rstrip("?.: "), *(option.text.rstrip(".") for option in question.item.options))) + "."
    if len(words(item)) < ITEM_WORDS or len(words(question.passage)) < PASSAGE_WORDS:
        return
    if grade(item) > grade(question.passage) + GRADES:
        yield question.at_stem(
            Flaw.ITEM_HARDER,
            f"`{question.item.id}` reads like grade {round(grade(item))}, its passage like grade {round(grade(question.passage))}",
            "write shorter sentences and plainer words",
        )


def grade(text: str) -> Fraction:
    """The school grade, in years, whose readers manage a text. The text has at least one word."""
    found = words(text)
    sentences = max(1, len(_END.findall(text)))
    syllables = sum(_syllables(word) for word in found)
    return Fraction(39, 100) * Fraction(len(found), sentences) + Fraction(118, 10) * Fraction(syllables, len(found)) - Fraction(1559, 100)


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)
