"""Suggestions for a quotation that the exact search didn't find: the places whose words are most like it.

Nothing here proves anything. A suggestion is shown to the author, who decides; the search in ``locate`` alone accepts.

Short pieces of the quotation are looked up with ``str.find``; each place found votes, the rarer the piece the louder,
for the place at which the whole quotation would stand. The places with most votes are aligned with the bit-parallel
algorithm of Myers (A fast bit-vector algorithm for approximate string matching based on dynamic programming, J. ACM 46,
1999) in the form that Hyyrö gave it (A bit-vector algorithm for computing Levenshtein and Damerau edit distances,
Nordic J. Computing 10, 2003), a Python integer serving as a bit vector of any length.

Offsets named ``start`` and ``end`` without more are folded ones in private functions and raw ones in a ``Suggestion``;
ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.locate import cuts
from generator.corpus.windows import NEAR, WINDOWS, Window, proposed, voted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.corpus.document import Document
    from generator.corpus.windows import Proposer

    Place = tuple[Document, tuple[int, int]]

_CLOSE = 0.1
"""A suggestion in the place the author named goes first when it is this share of the length behind the best."""
_GOOD = 0.2
"""A best distance up to this share of the length ends the search; above it, finer seeds are tried."""
_SCAN = 1_000_000
"""Folded characters that are scanned whole when seeds led nowhere."""
_FINE = 20_000_000
"""Folded characters up to which the shortest seeds are worth a try; in more, they stand everywhere."""

@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place like a quotation. Offsets are raw str indexes, end exclusive, and cut no word.

    ``distance`` counts the characters to insert, delete or replace between the folded quotation and the folded text of
    the place.
    """

    document: Document
    start: int
    end: int
    distance: int


def nearest(
    words: str,
    documents: Sequence[Document],
    *,
    first: Place | None = None,
    limit: int = 3,
    proposer: Proposer | None = None,
) -> list[Suggestion]:
    """The places most like the words, best first; none that is further away than ``NEAR``.

    ``first`` is the document and raw range that the author named: its places win ties, and go before others that are
    only a little better. ``proposer`` has an index of the documents, which in a large corpus is asked instead of their texts.
    """
    searched = list(documents)
    if first is not None and first[0] not in searched:
        searched.insert(0, first[0])
    quotes = {document: document.folding.quote(words) for document in searched}
    quotes = {document: quote for document, quote in quotes.items() if quote}
    if not quotes:
        return []
    length = max(map(len, quotes.values()))
    best: list[Suggestion] = []
    for windows in _stages(quotes, length, first, proposer):
        aligned = [_align(window, quotes[window.document]) for window in _chosen(windows, first)]
        best = _ranked([*best, *filter(None, aligned)], first, length)
        if best and min(suggestion.distance for suggestion in best) <= _GOOD * length:
            break
    return best[:limit]


def _stages(
    quotes: dict[Document, str], length: int, first: Place | None, proposer: Proposer | None
) -> Iterator[list[Window]]:
    """Windows by ever more costly means. The caller stops when the places are good enough."""
    total = sum(len(document.folded.text) for document in quotes)
    if proposer is not None and total > _SCAN:
        windows = proposed(quotes, proposer, _folded_place(first) if first else None)
        if windows is not None:
            yield windows
            return
    long = max(1, min(10, length // 3))
    short = min(long, max(4, long // 2 + 1))
    count = length - long + 1
    coarse, fine = max(1, count // 40), max(1, count // 200)
    yield voted(quotes, long, coarse)
    if fine < coarse:
        yield voted(quotes, long, fine)
    if total <= _FINE and short < long:
        yield voted(quotes, short, fine)
    if total <= _SCAN:
        yield [window for document, quote in quotes.items() for window in _scanned(document, quote)]


def _scanned(document: Document, quote: str) -> list[Window]:
    """Windows around the best ends of a whole document, at most one for each quotation's length of text."""
    length = len(quote)
    ends: dict[int, tuple[int, int]] = {}
    for end, score in enumerate(_scores(quote, document.folded.text, anchored=False), 1):
        if score <= NEAR * length:
            region = end // length
            ends[region] = min(ends.get(region, (length, end)), (score, end))
    slack = int(NEAR * length)
    return [
        Window(length - score, document, max(0, end - length - slack), end + slack)
        for score, end in sorted(ends.values())[: 2 * WINDOWS]
    ]


def _chosen(windows: list[Window], first: Place | None) -> list[Window]:
    """The windows with most votes, and those with most votes in the place the author named."""
    best = sorted(windows, key=lambda window: -window.votes)
    chosen = best[:WINDOWS]
    if first is not None:
        document, start, end = _folded_place(first)
        inside = [w for w in best if w.document is document and w.start < end and w.end > start]
        chosen += [window for window in inside[:WINDOWS] if window not in chosen]
    return chosen


def _folded_place(place: Place) -> tuple[Document, int, int]:
    document, (low, high) = place
    return document, document.folded.folded_start(low), document.folded.folded_start(high)


def _align(window: Window, quote: str) -> Suggestion | None:
    """The best place in a window, widened to whole words; None where it is too far away."""
    document = window.document
    folded = document.folded
    stretch = folded.text[window.start : window.end]
    allowed = NEAR * len(quote)
    end = _best(list(_scores(quote, stretch, anchored=False)), allowed)
    if not end:
        return None
    before = stretch[max(0, end - len(quote) - int(allowed) - 1) : end]
    taken = _best(list(_scores(quote[::-1], before[::-1], anchored=True)), allowed)
    if not taken:
        return None
    start, end = _whole_words(document, window.start + end - taken, window.start + end)
    if start >= end:
        return None
    *_, distance = _scores(quote, folded.text[start:end], anchored=True)
    if distance > allowed:
        return None
    return Suggestion(document, folded.raw_start(start), folded.raw_end(end), distance)


def _best(scores: list[int], allowed: float) -> int:
    """How many characters the best place takes, the longest of the first run of lowest scores; 0 where all are high."""
    if not scores or (lowest := min(scores)) > allowed:
        return 0
    at = scores.index(lowest)
    while at + 1 < len(scores) and scores[at + 1] == lowest:
        at += 1
    return at + 1


def _whole_words(document: Document, start: int, end: int) -> tuple[int, int]:
    """A folded range widened so that it cuts no word, without white space at its ends."""
    folded = document.folded
    text = folded.text
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    while start > 0 and cuts(document, start, folded.raw_start(start)):
        start -= 1
    while end < len(text) and cuts(document, end, folded.raw_end(end)):
        end += 1
    return start, end


def _ranked(suggestions: list[Suggestion], first: Place | None, length: int) -> list[Suggestion]:
    """In order of worth, and of those that overlap only the best."""
    if not suggestions:
        return []
    reach = min(suggestion.distance for suggestion in suggestions) + _CLOSE * length

    def worth(found: Suggestion) -> tuple[bool, int, bool]:
        named = (
            first is not None and found.document is first[0] and first[1][0] <= found.start and found.end <= first[1][1]
        )
        return not (named and found.distance <= reach), found.distance, not named

    kept: list[Suggestion] = []
    for suggestion in sorted(suggestions, key=worth):
        if not any(_overlap(suggestion, other) for other in kept):
            kept.append(suggestion)
    return kept


def _overlap(one: Suggestion, other: Suggestion) -> bool:
    return one.document is other.document and one.start < other.end and other.start < one.end


def _scores(pattern: str, text: str, *, anchored: bool) -> Iterator[int]:
    """For each prefix of a text, the least number of edits between the pattern and a stretch that ends there.

    The stretch may begin anywhere, or, if ``anchored``, begins where the text does. ``plus`` and ``minus`` hold the
    vertical differences of one column of the dynamic programme, ``up`` and ``down`` the horizontal ones.
    """
    size = len(pattern)
    ones = (1 << size) - 1
    top = 1 << (size - 1)
    border = 1 if anchored else 0
    where: dict[str, int] = {}
    for at, character in enumerate(pattern):
        where[character] = where.get(character, 0) | 1 << at
    plus, minus, score = ones, 0, size
    get = where.get
    for character in text:
        equal = get(character, 0)
        vertical = equal | minus
        diagonal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (ones & ~(diagonal | plus))
        down = plus & diagonal
        if up & top:
            score += 1
        elif down & top:
            score -= 1
        up = up << 1 | border
        plus = ones & (down << 1 | ~(vertical | up))
        minus = up & vertical & ones
        yield score
