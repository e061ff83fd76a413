"""Words in the form in which remembered ones are compared: without case and without accents.

This is looser than ``corpus.fold``, on purpose: it finds, and proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.document import Document

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_LONGEST = 60
"""Characters before a line's end in which its last word is looked for."""


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The words of a stretch of text, folded and in order. The text has straight apostrophes, as folded text does."""
    return map(folded_word, _WORD.findall(text, start, len(text) if end is None else end))


def whole_words(text: str) -> list[str]:
    """The words of a folded text that are whole wherever it stands: the first may be the end of a longer one, the last its beginning."""
    return [folded_word(word) for word in _WORD.findall(text)[1:-1]]


def words_in(document: Document, start: int, end: int) -> Iterator[str]:
    """The words of a folded range of a document; one that a line's end breaks also as the word that it would be without."""
    text, hyphens = document.folded.text, document.folded.line_hyphens
    yield from words_of(text, start, end)
    for at in hyphens[bisect_left(hyphens, start) : bisect_left(hyphens, end)]:
        left, right = _WORD_BEFORE.search(text, max(start, at - _LONGEST), at), _WORD.match(text, at + 1, end)
        if left and right and text[at - 1].isalpha() and text[at + 1].isalpha():  # 19- and 52 are two numbers
            yield folded_word(left[0] + right[0])


@lru_cache(maxsize=1 << 17)
def folded_word(word: str) -> str:
    """A word without case and accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
