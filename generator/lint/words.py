"""Words of a text, as the rules compare them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.lint.english import English

_WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = ("ation", "able", "ment", "ness", "ing", "ion", "ism", "ist", "ive", "al", "ed", "er", "ly", "or")
"""The longest first, of which one is cut off."""
_ROOT = 5
"""Letters that a root has at least."""
_SHORT = 3
"""A stem this short or shorter isn't cut any further."""


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order. An apostrophe belongs to its word, and 1,100 is one."""
    return list(_words(text))


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> tuple[str, ...]:
    """Kept for a while: rule after rule asks for the words of the same stems, options and passages."""
    return tuple(_WORD.findall(text.casefold().replace("’", "'")))


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in small letters, each with where it begins and ends in it."""
    return [(found[0].casefold().replace("’", "'"), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """An English word without the ending of its plural or genitive.

    The rules are those of the S stemmer (Harman, How effective is suffixing?, JASIS 42, 1991): the first that fits is
    applied. It joins few words, but wrongly joins hardly any.
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) <= _SHORT:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """A word's stem without the ending that makes an agent, a deed or a quality of it: "painters" and "paint" share theirs.

    The endings are this project's own choice. Five letters are left at least, so that "station" and "state" stay apart.
    """
    base = stem(word)
    ending = next((one for one in _ENDINGS if base.endswith(one) and len(base) - len(one) >= _ROOT), "")
    bare = base.removesuffix(ending).removesuffix("e")
    return bare if len(bare) >= _ROOT else base


def content(text: str, english: English) -> set[str]:
    """The stems of the words that carry content."""
    return {stem(word) for word in words(text) if word not in english.stop and word.removesuffix("'s") not in english.stop}


def runs(sequence: Sequence[str], length: int) -> set[tuple[str, ...]]:
    """Every stretch of so many neighbouring words."""
    return {tuple(sequence[n : n + length]) for n in range(len(sequence) - length + 1)}
