"""Phrases that are looked for all at once: the cost grows with the text, not with the list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word, the longest first."""

    by_first: Mapping[str, tuple[Phrase, ...]]

    def openings(self, words: Sequence[str]) -> list[int]:
        """The places of words with which some phrase begins."""
        return [place for place, word in enumerate(words) if word in self.by_first]

    def at(self, words: Sequence[str], place: int) -> Phrase | None:
        """The longest phrase that begins with the word at a place."""
        for one in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(one)]) == one:
                return one
        return None


def phrases(listed: Iterable[Phrase]) -> Phrases:
    """A list, ready to be asked. An empty phrase is never found."""
    by_first: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in dict.fromkeys(listed):
        if phrase:
            by_first[phrase[0]].append(phrase)
    return Phrases({first: tuple(sorted(them, key=len, reverse=True)) for first, them in by_first.items()})
