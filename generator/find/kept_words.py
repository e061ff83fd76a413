"""The words of a corpus, kept on disk: nothing is read but the paragraphs of the words that are sought.

It answers what ``HeldWords`` answers, in the same way. It tells where a quotation can stand, and proposes where one that isn't
verbatim may.
"""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, overload

from generator.corpus.folded_words import whole_words, words_of
from generator.corpus.windows import WINDOWS, Proposal
from generator.find.units import COUNT_BITS, MOST, NOWHERE, widened
from generator.find.word_file import DamagedError, document_name, file_for, make_file, opened, remove_files, word_number
from generator.find.words import Paragraph

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.corpus.document import Document

ENOUGH = 3000
SHARE = 0.03
"""Places of words, rarest first, after which a quotation's other words are too common to tell more: so many, or in a larger corpus
this share of its units, since words that no author meant are rare, too."""
FEW = 64
"""Places of a word that are few enough not to look for a rarer one."""
BEGUN = 4
"""Letters by which a word that stands nowhere is looked for among those that begin alike."""
_UNIT_BITS = 32


class KeptWords:
    """The words of some documents, in a file."""

    def __init__(self, path: Path, documents: dict[str, Document]) -> None:
        """Open a file that has the words of just these documents, given by their names in it.

        Raises OSError where there is none, sqlite3.Error or DamagedError where it is damaged.
        """
        if not path.exists():
            raise FileNotFoundError(path)
        self._path = path
        # Never changed once it has its name, so nobody needs to be kept from writing. Any thread may read.
        self._database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        numbers = dict(self._database.execute("SELECT name, number FROM document"))
        if set(numbers) != set(documents):
            raise DamagedError
        self._numbers = [numbers[name] for name in documents]
        self._documents = list(documents.values())
        self._places = {document: at for at, document in enumerate(self._documents)}
        self._at = {number: at for at, number in enumerate(self._numbers)}
        self.lengths: list[int] = []
        self._bases = [0]
        for number in self._numbers:
            self.lengths.extend(self._column("lengths", number))
            self._bases.append(len(self.lengths))
        (self._units,) = self._database.execute("SELECT total(length(starts)) / 8 FROM document").fetchone()
        """About how many units there are."""
        self.paragraphs: Sequence[Paragraph] = _Paragraphs(self._bases, self._paragraph)
        self.counts: Callable[[str], Mapping[int, int]] = lru_cache(maxsize=4096)(self._counts)
        self._read: Callable[[str, int], array[int]] = lru_cache(maxsize=4096)(self._column)
        self._rarest: Callable[[str], tuple[str, Mapping[int, array[int]]] | None] = lru_cache(maxsize=64)(self._rarest_word)

    def discard(self) -> None:
        """Remove the file, which turned out to be damaged, and those that may have been copied from it or it from them."""
        self._database.close()
        remove_files(self._path.parent)

    def _column(self, column: str, number: int) -> array[int]:
        """Some of a document's numbers."""
        row = self._database.execute(f"SELECT {column} FROM document WHERE number = ?", (number,)).fetchone()  # noqa: S608 -- a name from here
        if row is None:  # though its name was there just now
            raise DamagedError
        return opened(row[0], column, number)

    def _paragraph(self, at: int, number: int) -> Paragraph:
        raw_start, raw_end, start, end = self._read("spans", self._numbers[at])[4 * number : 4 * number + 4]
        return Paragraph(document=self._documents[at], number=number, raw=(raw_start, raw_end), start=start, end=end)

    def _rows(self, word: str) -> Iterator[tuple[int, array[int]]]:
        """The documents that have a word, by their places in the corpus, with its places in them."""
        for number, data in self._database.execute("SELECT document, places FROM word WHERE word = ?", (word,)):
            if number not in self._at:
                raise DamagedError
            yield self._at[number], opened(data, "word", word, number)

    def _counts(self, word: str) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for at, places in sorted(self._rows(_storable(word)), key=lambda row: row[0]):
            base, owners = self._bases[at], self._read("owners", self._numbers[at])
            here = {base + owners[place >> COUNT_BITS]: place & MOST for place in places}
            if len(here) < len(places):  # a paragraph, or the text in none, has several units
                here = {}
                for place in places:
                    owner = base + owners[place >> COUNT_BITS]
                    here[owner] = here.get(owner, 0) + (place & MOST)
            here.pop(base + NOWHERE, None)
            found.update(here)
        return found

    def beginning(self, start: str) -> Iterable[str]:
        """The words that begin so, in order."""
        start = _storable(start)
        last = start + "\U0010ffff"
        found = self._database.execute("SELECT DISTINCT word FROM word WHERE word >= ? AND word < ? ORDER BY word", (start, last))
        return [word for (word,) in found]

    # -- quotations --------------------------------------------------------------------------------------------------------

    def holding(self, words: str, document: Document) -> Sequence[tuple[int, int]] | None:
        """Folded stretches of a document, apart and in order, in one of which lies every place where folded words stand as they are.

        None where their rarest word is so common that reading the text takes no longer. Every place lies there since a word that
        is whole in a quotation is whole in each place of it: so it is listed for its unit, or a unit begins within it.
        """
        rarest, at = self._rarest(words), self._places.get(document)
        if rarest is None or at is None:
            return None
        word, rows = rarest
        if at not in rows and self._has(at, word):
            raise DamagedError
        units = [self._bounds(at, place >> COUNT_BITS, 1) for place in rows.get(at, ())]
        return widened([*units, *((torn, torn) for torn in self._read("torn", self._numbers[at]))], len(words) - 1)

    def _rarest_word(self, words: str) -> tuple[str, Mapping[int, array[int]]] | None:
        """The rarest whole word of some, with its places in each document that has it; None where all are common."""
        rarest, least = None, SHARE * self._units
        # Long ones first, which tend to be rare.
        for word in sorted(dict.fromkeys(whole_words(words)), key=len, reverse=True):
            spread = self._spread((word,))
            if spread < least:
                rarest, least = word, spread
            if spread <= FEW:
                break
        return None if rarest is None else (rarest, dict(self._rows(rarest)))

    def _has(self, at: int, word: str) -> bool:
        """Whether a word is among those of a document, whatever the rows of words say."""
        words, number = self._read("words", self._numbers[at]), word_number(word)
        found = bisect_left(words, number)
        return found < len(words) and words[found] == number

    def _bounds(self, at: int, unit: int, count: int) -> tuple[int, int]:
        """The folded range of so many units of a document."""
        starts = self._read("starts", self._numbers[at])
        if unit >= len(starts):
            raise DamagedError
        return starts[unit], starts[unit + count] if unit + count < len(starts) else len(self._documents[at].folded.text)

    # -- likenesses --------------------------------------------------------------------------------------------------------

    def propose(self, words: str, documents: Sequence[Document], within: tuple[Document, int, int] | None) -> list[Proposal]:
        """The stretches, of two units each, that hold most of the rarest of some words."""
        allowed = {self._places[document] for document in documents if document in self._places}
        votes = {key: vote for key, vote in self._votes(words).items() if key >> _UNIT_BITS in allowed}
        both = {key: vote + votes.get(key + 1, 0.0) for key, vote in votes.items()}
        best = nsmallest(4 * WINDOWS, both, key=lambda key: (-both[key], key))
        chosen = [self._proposal(key, both[key]) for key in _apart(best)[:WINDOWS]]
        if within is not None and within[0] in self._places:
            inside = [key for key in both if self._touches(key, self._places[within[0]], within[1], within[2])]
            near = nsmallest(4 * WINDOWS, inside, key=lambda key: (-both[key], key))
            chosen += [one for key in _apart(near)[:WINDOWS] if (one := self._proposal(key, both[key])) not in chosen]
        return chosen

    def _votes(self, words: str) -> dict[int, float]:
        """The weight of what units hold; a unit's key is its document's place in the corpus and its number."""
        votes: dict[int, float] = {}
        seen, enough = 0, max(ENOUGH, SHARE * self._units)
        forms = [(form, self._spread(form)) for form in map(self._forms, dict.fromkeys(words_of(words)))]
        for form, spread in sorted(forms, key=lambda one: one[1]):
            if not spread or (seen and seen + spread > enough):
                continue
            seen += spread
            weight = math.log(1 + self._units / spread)
            holding = {
                at << _UNIT_BITS | place >> COUNT_BITS for word in form for at, places in self._rows(word) for place in places
            }
            for key in holding:
                votes[key] = votes.get(key, 0.0) + weight
        return votes

    def _forms(self, word: str) -> tuple[str, ...]:
        """A word; where it stands nowhere, those that begin like it, since one slip in its end is enough for that."""
        word = _storable(word)
        if self._spread((word,)) or len(word) <= BEGUN:
            return (word,)
        return tuple(self.beginning(word[:BEGUN]))

    def _spread(self, words: tuple[str, ...]) -> int:
        """About how many places some words have, without reading them."""
        query = "SELECT total(length(places)) FROM word WHERE word = ?"
        return sum(int(self._database.execute(query, (word,)).fetchone()[0]) for word in words) // 4

    def _proposal(self, key: int, votes: float) -> Proposal:
        at, unit = key >> _UNIT_BITS, key & ((1 << _UNIT_BITS) - 1)
        return Proposal(self._documents[at], *self._bounds(at, unit, 2), votes)

    def _touches(self, key: int, at: int, start: int, end: int) -> bool:
        if key >> _UNIT_BITS != at:
            return False
        found = self._proposal(key, 0.0)
        return found.start < end and found.end > start


class _Paragraphs(Sequence[Paragraph]):
    """All paragraphs, each made when it is asked for."""

    def __init__(self, bases: list[int], make: Callable[[int, int], Paragraph]) -> None:
        self._bases, self._make = bases, make

    def __len__(self) -> int:
        return self._bases[-1]

    @overload
    def __getitem__(self, at: int) -> Paragraph: ...
    @overload
    def __getitem__(self, at: slice) -> list[Paragraph]: ...
    def __getitem__(self, at: int | slice) -> Paragraph | list[Paragraph]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        document = bisect_right(self._bases, at) - 1
        return self._make(document, at - self._bases[document])


def _apart(keys: list[int]) -> list[int]:
    """Of units beside each other only the first: a stretch has two."""
    kept: list[int] = []
    for key in keys:
        if key - 1 not in kept and key + 1 not in kept:
            kept.append(key)
    return kept


def _storable(word: str) -> str:
    """A word as a database can be asked for it: half a character, which no text has, becomes another that no text has."""
    return word.encode("utf-8", "replace").decode()


def kept_already(folder: Path, documents: Iterable[Document]) -> KeptWords | None:
    """The words of some documents from the file that a folder keeps of them; None where there is none, or it is damaged."""
    named = {document_name(document): document for document in documents}
    try:
        return KeptWords(file_for(folder, list(named)), named)
    except (OSError, sqlite3.Error, DamagedError):
        return None


def kept_words(folder: Path, documents: Iterable[Document], progress: Callable[[int, int], None] | None = None) -> KeptWords:
    """The words of some documents from the file that a folder keeps of them, which is made where there is none or it is damaged.

    Raises OSError, sqlite3.Error or OverflowError where it can neither be read nor made.
    """
    named = {document_name(document): document for document in documents}
    path = file_for(folder, list(named))
    try:
        return KeptWords(path, named)
    except (OSError, sqlite3.Error, DamagedError):
        make_file(path, named, progress)
    return KeptWords(path, named)
