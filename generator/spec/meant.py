"""What a name that nothing bears was meant to be, and whether there can be a doubt."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.6
"""The least likeness, as difflib measures it, at which a name is proposed."""
SURE, CLEAR_OF_OTHERS = 0.8, 0.1
"""The least likeness at which it needs no asking, and by how much it must surpass the next one."""
SHORTEST = 4
"""Characters of a beginning that may stand for the only name that begins so."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A name that there is. ``sure`` where no other comes near and no figure differs."""

    word: str
    sure: bool


def meant(word: str, known: Iterable[str]) -> Meant | None:
    """The known name that a word is the unique beginning or last part of, else the one most like it; None if none is near."""
    names = sorted(set(known))
    whole = [name for name in names if name.endswith(f"/{word}") or (len(word) >= SHORTEST and name.startswith(word))]
    if len(whole) == 1:
        return Meant(whole[0], sure=True)
    found = difflib.get_close_matches(word, names, n=2, cutoff=ALIKE)
    if not found:
        return None
    first, *others = [(name, difflib.SequenceMatcher(None, name, word).ratio()) for name in found]
    alone = not others or first[1] - others[0][1] >= CLEAR_OF_OTHERS
    figures = re.findall(r"\d", word) == re.findall(r"\d", first[0])
    return Meant(first[0], sure=(first[1] >= SURE or _swapped(first[0], word)) and alone and figures)


def _swapped(name: str, word: str) -> bool:
    """Whether two neighbouring characters changed places, and nothing else is different."""
    return any(name == word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
