"""Words in the form in which remembered ones are compared: without case and without accents.

This is looser than ``corpus.fold``, on purpose: it finds, and proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The words of a stretch of text, folded and in order. The text has straight apostrophes, as folded text does."""
    return map(folded_word, _WORD.findall(text, start, len(text) if end is None else end))


@lru_cache(maxsize=1 << 17)
def folded_word(word: str) -> str:
    """A word without case and accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
