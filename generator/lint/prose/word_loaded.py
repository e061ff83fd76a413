"""Words of the course's list in the author's own text.

Source: this project. Which words are loaded depends on the subject and on the sources, so the list is the course's own; without one
nothing is found. Words in quotation marks are somebody's, and so are titles of sources. In an English course plurals and genitives
are found as well, by the S stemmer of `lint/words.py`; in others the forms that are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.prose.phrase_list import Phrases, phrases
from generator.lint.prose.written import Remark
from generator.lint.words import placed_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.lint.prose.phrase_list import Phrase
    from generator.lint.prose.written import Written
    from generator.spec.voice import LoadedWord, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWords:
    """A course's list, ready to be asked. ``english`` tells whether plurals are one with their word.

    Phrases in which a word takes no side are among the others and have no entry.
    """

    phrases: Phrases
    entries: Mapping[Phrase, LoadedWord | None]
    english: bool


def loaded_words(voice: Voice, *, english: bool) -> LoadedWords:
    """The words of a voice."""
    entries: dict[Phrase, LoadedWord | None] = {_keys(form, english=english): one for one in voice.words for form in one.forms}
    entries.update({_keys(phrase, english=english): None for one in voice.words for phrase in one.unless})
    return LoadedWords(phrases=phrases(entries), entries=entries, english=english)


def find(written: Written, loaded: LoadedWords) -> Iterator[Remark]:
    """Each place of each word; of phrases that begin together the longest, and none that begins inside another."""
    placed = placed_words(written.own)
    keys = [stem(word) if loaded.english else word for word, _, _ in placed]
    free = 0
    for n in loaded.phrases.openings(keys):
        phrase = loaded.phrases.at(keys, n) if n >= free else None
        if phrase is None:
            continue
        start = placed[n][1]
        free = n + len(phrase)
        end, entry = placed[free - 1][2], loaded.entries[phrase]
        if entry is None:
            continue
        why = f"{entry.why[:1].lower()}{entry.why[1:].rstrip('.')}"
        yield Remark(
            flaw=Flaw.WORD_LOADED, start=start, end=end,
            message=f"`{' '.join(written.plain[start:end].split())}` takes a side: {why}",
            help=f"{f'write `{entry.instead}`' if entry.instead else 'write a plainer word'}, or quote who says it",
        )  # fmt: skip


def _keys(text: str, *, english: bool) -> Phrase:
    return tuple(stem(word) if english else word for word, _, _ in placed_words(text))
