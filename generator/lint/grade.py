"""The school grade that an English text asks of its readers.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas, 1975:
0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are counted as groups of vowel letters, a silent e at the end
left out. Exact fractions: the same answer on every machine.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from generator.lint.words import words

_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"[.!?:]+(?=\s|$)")


def grade(text: str) -> Fraction:
    """The school grade, in years, whose readers manage a text. The text has at least one word."""
    found = words(text)
    sentences = max(1, len(_END.findall(text)))
    syllables = sum(_syllables(word) for word in found)
    return Fraction(39, 100) * Fraction(len(found), sentences) + Fraction(118, 10) * Fraction(syllables, len(found)) - Fraction(1559, 100)


@lru_cache(maxsize=1 << 16)
def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)
