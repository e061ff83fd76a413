"""Names of people and what they have in common with names of files: compared without case, accents, marks and order."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_APART = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode doesn't take apart, as file names spell them."""


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, runs of white space as one space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.translate(_APART).split())


def same_whatever_order(name: str) -> str:
    """What "Ada Lind", "LIND, Ada" and "lind_ada" have in common: the words of a name, sorted. Empty where it has none."""
    return " ".join(sorted(_WORD.findall(folded(name))))


def run_together(name: str) -> tuple[str, ...]:
    """A name as learning platforms write it into names of files, `lindada`: its words without spaces, from whichever it begins.

    Family names may have several words, so any of a name's words may come first.
    """
    words = _WORD.findall(folded(name))
    return tuple(dict.fromkeys("".join(words[n:] + words[:n]) for n in range(len(words))))
