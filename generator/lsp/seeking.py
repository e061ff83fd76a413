"""Which passages may be quoted at a place: of a source that is named there, of an excerpt, or of all documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.lsp.quotations import candidates, candidates_within, ready_within

if TYPE_CHECKING:
    from generator.find.passages import Passage
    from generator.find.ready import Ready
    from generator.find.search import Search
    from generator.lsp.cited import Excerpts
    from generator.lsp.where import Entry, Where

LIMIT = 12
"""Passages that are proposed at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A passage with the citation that names it, of ``within`` where that is an excerpt."""

    passage: Passage
    ready: Ready
    within: str


@dataclass(frozen=True, kw_only=True)
class Seeking:
    """A search for words at one place of a file."""

    search: Search
    excerpts: Excerpts
    excerpt: str
    """The excerpt in which the words must stand; empty where none is named."""
    source: str
    """The source in which they must stand; empty where none is named."""
    names_source: bool
    """Whether a citation here names where its words stand: a stretch and a standpoint don't."""
    may_name_excerpt: bool

    def choices(self, words: str) -> list[Choice]:
        """Passages for some words, the best first."""
        corpus = self.search.corpus
        within = self.excerpts.place(self.excerpt, corpus) if self.excerpt else None
        if within is not None:
            found = candidates_within(self.search, words, within, LIMIT)
        else:
            found = candidates(self.search, words, self.source if corpus.stretch(self.source) else None, LIMIT)
        return [self._choice(one, one.citation, known=within is not None) for one in found if one.citation]

    def _choice(self, passage: Passage, ready: Ready, *, known: bool) -> Choice:
        if known or not self.may_name_excerpt or self.source:
            return Choice(passage=passage, ready=ready, within=self.excerpt if known else "")
        for name, held in self.excerpts.holding(passage.place, self.search.corpus):
            if inside := ready_within(passage.place, held):
                return Choice(passage=passage, ready=inside, within=name)
        return Choice(passage=passage, ready=ready, within="")


def seeking(search: Search, excerpts: Excerpts, text: str, place: Where) -> Seeking:
    """The search that a place asks for."""

    def value(entry: Entry | None) -> str:
        return text[entry.value.start : entry.value.end].strip("\"' ") if entry else ""

    last = place.path[-1] if place.path else ""
    source, excerpt = value(place.beside.get("source")), value(place.beside.get("passage"))
    if last == "stretches" and place.above:
        excerpt = value(place.above[0].get("passage"))
    elif last == "standpoint":
        source = "/".join(filter(None, (value(keys.get("id")) for keys in reversed(place.above[:-1]))))
    return Seeking(
        search=search, excerpts=excerpts, excerpt=excerpt, source=source, names_source=last not in {"stretches", "standpoint"},
        may_name_excerpt=last == "evidence",
    )  # fmt: skip
