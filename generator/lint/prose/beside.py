"""What the passages beside a text hold, and the names of their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.lint.prose.claim_unattributed import figures_told, long_runs
from generator.lint.prose.written import NOTHING_CITED, Cited
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.lint.english import English
    from generator.spec.course import Course

_LEAST_LETTERS = 3


class Beside:
    """Passages by the keys of their citations, each read once."""

    def __init__(self, passages: Mapping[str, str], names: frozenset[str], english: English | None) -> None:
        self._passages = passages
        self._english = english
        self._names = names
        self._read: dict[tuple[str, ...], Cited] = {}

    def __call__(self, keys: Iterable[str]) -> Cited:
        """What the passages of some citations hold together; nothing where they aren't known, or the course isn't in English."""
        wanted = tuple(keys)
        if self._english is None or not wanted:
            return NOTHING_CITED
        if wanted not in self._read:
            self._read[wanted] = self._together(wanted) if len(wanted) > 1 else self._one(wanted[0], self._english)
        return self._read[wanted]

    def _one(self, key: str, english: English) -> Cited:
        text = self._passages.get(key, "")
        return Cited(figures=frozenset(figures_told(text, english)), runs=long_runs(text), names=self._names)

    def _together(self, keys: tuple[str, ...]) -> Cited:
        each = [self((key,)) for key in keys]
        figures = frozenset().union(*(one.figures for one in each))
        return Cited(figures=figures, runs=frozenset().union(*(one.runs for one in each)), names=self._names)


def names(course: Course) -> Iterator[str]:
    """Words that name a source: surnames and first names of authors, initials of publishers, the first part of ids."""
    for source, record in course.records().items():
        yield source.partition("-")[0].partition("/")[0]
        for author in record.authors:
            yield from (word for word in words(author) if len(word) >= _LEAST_LETTERS)
    for document in course.sources.value.documents:
        tokens = re.findall(r"\w+", document.publisher or "")
        yield from (token.casefold() for token in tokens if sum(letter.isupper() for letter in token) > 1)
