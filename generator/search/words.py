"""The words of a book in short lists, from which the search page proposes what a misspelt word may have meant.

A list holds the words of one first letter, a line each: the word, a space, how often it occurs. Names keep their capital;
every other word is small. Only a search for a word that the index doesn't have loads a list.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.search.records import Record

    Counts = Mapping[str, tuple[int, bool]]
    """Words as they are written: how often, and whether as a name."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDED = re.compile(r"(?:^|[.!?:…·])[\s\"'“”‘’«»()\[\]]*$")
LISTS = "lists.json"
"""Names all lists, so that a browser asks for none that isn't there."""


def fold(word: str) -> str:
    """Without case and accents: under this form words are compared. static/search.js folds alike."""
    if word.isascii():
        return word.lower()
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char)).lower()


def count_words(records: Iterable[Record]) -> Counts:
    """How often each word occurs as it is written, and whether it has a capital where a sentence doesn't give it one."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for record in records:
        for text in (record.title, record.line, record.text):
            for found in _WORD.finditer(text):
                word = found[0]
                counts[word] += 1
                # At the beginning of a sentence every word has a capital.
                if word[0].isupper() and not _SENTENCE_ENDED.search(text, max(0, found.start() - 20), found.start()):
                    names.add(word)
    return {word: (times, word in names) for word, times in counts.items()}


def word_lists(counted_parts: Iterable[Counts]) -> dict[str, str]:
    """File names with what stands in them."""
    forms: dict[str, dict[str, int]] = defaultdict(dict)
    folded: dict[str, str] = {}
    names: set[str] = set()
    for counts in counted_parts:
        for form, (times, is_name) in counts.items():
            key = folded.get(form) or folded.setdefault(form, fold(form))
            forms[key][form] = forms[key].get(form, 0) + times
            if is_name:
                names.add(key)
    small = {key for key, counted in forms.items() if any(form[0].islower() for form in counted)}
    named = names - small
    lists: dict[str, list[str]] = defaultdict(list)
    for key, counted in sorted(forms.items()):
        if not key:
            continue
        form = min(counted, key=lambda one: (-counted[one], one))
        shown = form if key in named else form.lower()
        lists[f"{ord(key[0]):04x}.txt"].append(f"{shown} {sum(counted.values())}\n")
    return {LISTS: json.dumps(sorted(lists)), **{name: "".join(lines) for name, lines in sorted(lists.items())}}
