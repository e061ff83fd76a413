"""A place in a document as a citation that is ready to be pasted into a lesson, and that resolves to that very place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from generator.corpus.excerpt import printed
from generator.corpus.locate import Match, find_quote, find_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.corpus import Place
    from generator.corpus.windows import Proposer

LONG = 240
"""Characters beyond which a place is named by its first and last words."""
WIDTH = 100
"""Columns at which YAML is folded."""
_ENDS = (4, 6, 8, 12, 20)
"""Words at either end that are tried, fewest first, until they name one place only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A citation: either ``quote``, or ``first`` and ``last``, which are written `from` and `to`."""

    source: str
    quote: str | None = None
    first: str | None = None
    last: str | None = None
    occurrence: int | None = None

    def as_yaml(self) -> str:
        """The lines to paste, each ended."""
        keys = {"source": self.source, "quote": self.quote, "from": self.first, "to": self.last, "occurrence": self.occurrence}
        return _written({key: value for key, value in keys.items() if value is not None})


def ready(place: Place, proposer: Proposer | None = None) -> Ready | None:
    """The citation of a place: short ones by all their words, long ones by their ends. None where no words name the place,
    as where it begins inside a word. ``proposer`` is an index of the documents that is asked where to read."""
    texts = list(_wordings(place))
    for text in texts:
        if len(text) > LONG and (found := _by_ends(place, text.split(), proposer)):
            return found
    for text in texts:
        if found := ready_quote(place, text, proposer):
            return found
    return None


def ready_quote(place: Place, words: str, proposer: Proposer | None = None) -> Ready | None:
    """The citation of a place by all its words, or None where these words name another."""
    matches = find_quote(place.document, words, _within(place), proposer=proposer).matches
    which = _which(place, matches)
    return Ready(source=place.source, quote=words, occurrence=which if len(matches) > 1 else None) if which else None


def ready_range(place: Place, first: str, last: str, proposer: Proposer | None = None) -> Ready | None:
    """The citation of a place by its first and last words, or None where these words name another."""
    _, matches = find_range(place.document, first, last, _within(place), proposer)
    which = _which(place, matches)
    if not which:
        return None
    return Ready(source=place.source, first=first, last=last, occurrence=which if len(matches) > 1 else None)


def _by_ends(place: Place, words: list[str], proposer: Proposer | None) -> Ready | None:
    """The citation with as few words at either end as name one place; with `occurrence` where no number of words does."""
    numbered: Ready | None = None
    for count in _ENDS:
        if 2 * count < len(words):
            found = ready_range(place, " ".join(words[:count]), " ".join(words[-count:]), proposer)
            if found and found.occurrence is None:
                return found
            numbered = found or numbered
    return numbered


def _wordings(place: Place) -> Iterator[str]:
    """The words of a place on one line: as readers would see them, and as the file has them."""
    yield " ".join(" ".join(paragraph.text.split()) for paragraph in printed(place.document, place.start, place.end, (), ()))
    yield " ".join(place.raw.split())


def _within(place: Place) -> tuple[int, int]:
    """The raw range of the document or article that the citation names."""
    _, _, article = place.source.partition("/")
    found = place.document.range_of(article or None)
    assert found is not None  # the place's own source
    return found


def _which(place: Place, matches: tuple[Match, ...]) -> int:
    """Which of some matches the place is, from 1; 0 for none."""
    wanted = Match(place.start, place.end)
    return matches.index(wanted) + 1 if wanted in matches else 0


def _written(citation: dict[str, Any]) -> str:
    return str(yaml.safe_dump(citation, sort_keys=False, allow_unicode=True, width=WIDTH))
