"""Passages for the words that somebody has begun to quote, and the lines that a chosen one puts into the file.

Likeness isn't sought here, as `course cite` does: it takes a second in a large corpus, and this is asked at each keystroke. What
holds the words verbatim comes first, then sentences that hold most of them.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.corpus import Place
from generator.corpus.folded_words import words_in
from generator.corpus.locate import Match, find_quote
from generator.find.passages import Passage, exact_passages, find_passages
from generator.find.ready import Ready
from generator.find.sentences import sentences_of
from generator.schema.examples import as_written
from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.find.search import Search
    from generator.lsp.where import Entry, Where

FEWEST = 2
"""Words that must be typed before a search: one alone is in half of all paragraphs."""
WIDTH = 100
"""Columns at which a block is folded."""
KEYS = ("passage", "source", "quote", "from", "to", "occurrence")
"""The keys that a chosen passage decides on, in the order in which new ones are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Text in place of a stretch. ``around`` are further stretches, apart from the first, none of which overlaps another."""

    span: Span
    text: str
    around: tuple[tuple[Span, str], ...] = ()


def candidates(search: Search, words: str, source: str | None, limit: int) -> list[Passage]:
    """At most so many passages for some words, of a source or of all for None, each with a citation that resolves to it."""
    if len(words.split()) < FEWEST:
        return []
    stretches = search.corpus.stretch(source)
    verbatim = exact_passages(search.judging.judge(words, source, suggest=False).matches, limit, search)
    by_words = find_passages(search.index, words, stretches, (), 2 * limit, search)
    whole = [one for one in by_words if any(_overlap(one.place, other.place) for other in verbatim)]
    ordered = [*whole, *verbatim, *(one for one in by_words if one not in whole)]
    places = {(one.place.document.id, one.place.start, one.place.end): one for one in reversed(ordered) if one.citation}
    kept = sorted(places.values(), key=ordered.index)
    return kept[:limit]


def candidates_within(search: Search, words: str, within: Place, limit: int) -> list[Passage]:
    """The same for the words of an excerpt: its sentences, those first that hold most of the words."""
    document, sought = within.document, search.index.sought(words)
    folded = document.folded
    found: list[tuple[float, int, Passage]] = []
    for start, end in sentences_of(folded.text, folded.folded_start(within.start), folded.folded_start(within.end)):
        has = set(words_in(document, start, end))
        worth = sum(one.weight for one in sought if not has.isdisjoint(one.forms))
        place = Place(document, folded.raw_start(start), folded.raw_end(end))
        citation = ready_within(place, within)
        if worth and citation:
            found.append((-worth, start, Passage(place=place, citation=citation)))
    return [passage for _, _, passage in sorted(found, key=lambda one: one[:2])[:limit]]


def ready_within(place: Place, within: Place) -> Ready | None:
    """The citation of a place by its words, counted in an excerpt alone."""
    quote = " ".join(place.raw.split())
    matches = find_quote(place.document, quote, (within.start, within.end)).matches
    wanted = Match(place.start, place.end)
    if wanted not in matches:
        return None
    return Ready(source=place.source, quote=quote, occurrence=matches.index(wanted) + 1 if len(matches) > 1 else None)


def _overlap(one: Place, other: Place) -> bool:
    return one.document is other.document and one.start < other.end and other.start < one.end


def fill(text: str, place: Where, offset: int, ready: Ready, within: str, *, has_source: bool) -> Change:
    """What makes the citation at a place be ``ready``.

    ``within`` is the excerpt that holds its words, where the citation is to name that instead of a source; ``has_source`` tells
    whether it names either. Keys that stand already keep their place; new ones are written where the cursor is.
    """
    entry = place.entry
    assert entry is not None
    wanted = _wanted(ready, within, has_source=has_source)
    stays = {key for key, other in place.beside.items() if other != entry and key not in {"quote", "from", "to"}}
    own = [key for key in KEYS if key in wanted and key not in stays]
    indent = " " * entry.column
    block = text.startswith((">", "|"), entry.value.start)
    lines = [f"{key}: {_block(wanted[key], entry) if block and key == 'quote' else as_written(wanted[key])}" for key in own]
    made = f"\n{indent}".join(lines)
    around = [*_elsewhere(text, place, entry, wanted, own)]
    begin, stop = _on_this_line(text, entry, offset)
    if begin > entry.start:
        around.append((Span(entry.start, begin), ""))
    if entry.value.end > stop:
        around.append((Span(stop, entry.value.end), ""))
    made = made.replace("\n", "\r\n") if "\r\n" in text else made
    return Change(span=Span(begin, stop), text=made, around=tuple(sorted(around, key=lambda one: one[0].start)))


def _wanted(ready: Ready, within: str, *, has_source: bool) -> dict[str, str | int]:
    where = {} if not has_source else {"passage": within} if within else {"source": ready.source}
    words = {"quote": ready.quote, "from": ready.first, "to": ready.last, "occurrence": ready.occurrence}
    return {**where, **{key: value for key, value in words.items() if value is not None}}


def _elsewhere(text: str, place: Where, entry: Entry, wanted: dict[str, str | int], own: list[str]) -> Iterator[tuple[Span, str]]:
    """Changes of keys that stand elsewhere in the mapping: another value, or the whole line gone."""
    for key, other in place.beside.items():
        if other == entry or key not in KEYS:
            continue
        if key in wanted and key not in own:
            written = as_written(wanted[key])
            if text[other.value.start : other.value.end] != written:
                yield (Span(other.start + len(key), max(other.value.end, other.start + len(key) + 1)), f": {written}")
        elif not other.dash:
            yield (_whole_lines(text, other), "")


def _whole_lines(text: str, entry: Entry) -> Span:
    start = text.rfind("\n", 0, entry.start) + 1
    stop = text.find("\n", max(entry.value.end, entry.start + len(entry.key)))
    return Span(start, len(text) if stop == -1 else stop + 1)


def _on_this_line(text: str, entry: Entry, offset: int) -> tuple[int, int]:
    """The part of an entry on the line of a place: editors want the main change of a proposal on one line."""
    start = max(entry.start, text.rfind("\n", 0, offset) + 1)
    stop = text.find("\n", offset)
    end = len(text) if stop == -1 else stop
    if text[end - 1 : end] == "\r" and end > offset:
        end -= 1
    last = max(offset, min(end, max(entry.value.end, offset)))
    indented = start + len(text[start:offset]) - len(text[start:offset].lstrip(" "))
    return indented, last


def _block(value: str | int, entry: Entry) -> str:
    """Text as a folded block below its key."""
    indent = " " * (entry.column + 2)
    lines = textwrap.wrap(str(value), WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(indent + line for line in lines)
