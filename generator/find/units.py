"""A document cut into units, each within one paragraph or in none, and where each word stands in them.

Units are what an index on disk counts words in. A paragraph may be as long as a book where a file has no blank lines, so a long
one is cut, between words: the words of its units are the words of the paragraph.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.folded_words import words_in
from generator.find.words import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.corpus.document import Document

LONGEST = 1024
"""Characters after which a unit ends at the next space."""
NOWHERE = -1
"""The paragraph of a unit that lies in none."""
COUNT_BITS = 6
MOST = (1 << COUNT_BITS) - 1
"""Times that one number can say a word stands in a unit. Where it stands more often, several numbers say it together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """A document's units and words, as arrays.

    ``spans`` has four numbers for each paragraph: its raw start and end, and its folded ones. ``lengths`` are words in
    paragraphs. ``starts`` are the folded offsets at which units begin, each running to the next; ``owners`` their paragraphs.
    ``places`` are, by words, units and counts: the number of the unit shifted by ``COUNT_BITS``, and how often the word stands
    there.
    """

    spans: array[int]
    lengths: array[int]
    starts: array[int]
    owners: array[int]
    places: dict[str, array[int]]


def units_of(document: Document) -> Units:
    """Cut a document into units. Takes time in proportion to its text, and memory in proportion to its words.

    Raises OverflowError where it has more units than numbers of four bytes can tell, 67 million.
    """
    spans, lengths, starts, owners = array("q"), array("q"), array("q"), array("q")
    places: dict[str, array[int]] = {}
    for owner, start, end in _stretches(document, spans):
        total = 0
        for first, last in _cut(document.folded.text, start, end):
            counts = Counter(words_in(document, first, last))
            total += counts.total()
            _note(places, len(starts), counts)
            starts.append(first)
            owners.append(owner)
        if owner != NOWHERE:
            lengths.append(total)
    return Units(spans=spans, lengths=lengths, starts=starts, owners=owners, places=places)


def torn_words(text: str, starts: Sequence[int]) -> list[int]:
    """The folded offsets at which a unit begins inside a word, of which neither unit then has the whole.

    That is where a paragraph begins or ends in a word, as at a page that breaks it.
    """
    return [at for at in starts if 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at])]


def _in_word(char: str) -> bool:
    return char == "'" or char.isalnum()


def widened(ranges: Iterable[tuple[int, int]], reach: int) -> list[tuple[int, int]]:
    """Ranges with so many characters more at either end, in order; of those that then overlap one is made."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        low, high = max(0, start - reach), end + reach
        if found and low < found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _stretches(document: Document, spans: array[int]) -> Iterator[tuple[int, int, int]]:
    """The paragraphs and what lies between them, as folded ranges with the number of the paragraph; fills in ``spans``."""
    done = 0
    for paragraph in paragraphs_of(document):
        spans.extend((*paragraph.raw, paragraph.start, paragraph.end))
        if done < paragraph.start:
            yield NOWHERE, done, paragraph.start
        yield paragraph.number, paragraph.start, paragraph.end
        done = paragraph.end
    if done < len(document.folded.text):
        yield NOWHERE, done, len(document.folded.text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces that end at spaces; a stretch without characters is one piece."""
    while end - start > LONGEST:
        space = text.find(" ", start + LONGEST, end)
        if space == -1:
            break
        yield start, space + 1
        start = space + 1
    yield start, end


def _note(places: dict[str, array[int]], unit: int, counts: Counter[str]) -> None:
    for word, count in counts.items():
        held = places.get(word)
        if held is None:
            held = places[word] = array("I")
        left = count
        while left > MOST:
            held.append(unit << COUNT_BITS | MOST)
            left -= MOST
        held.append(unit << COUNT_BITS | left)
