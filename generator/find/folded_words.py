"""Words in the form in which remembered ones are compared: without case and without accents.

This is looser than ``corpus.fold``, on purpose: it finds, and proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word with its place in the text it was read from: str indexes, end exclusive."""

    word: str
    start: int
    end: int


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundWord]:
    """The words of a stretch of text, in order. The text has straight apostrophes, as folded text does."""
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        yield FoundWord(folded_word(found[0]), found.start(), found.end())


@lru_cache(maxsize=1 << 17)
def folded_word(word: str) -> str:
    """A word without case and accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
