"""What a made-up course says, for benches: units, documents, chapters with excerpts and items, without any format.

Every part hangs on its own number alone. So the first 15 chapters of 1,500 are those of 15, and the same in every process.

- A unit is ten chapters and one document of about 40,000 characters, in 48 paragraphs.
- A chapter has about 1,250 words of prose in eight paragraphs, and four excerpts of some 40 words with a headnote each: 1,500
  words in all. Six single-choice items of four options follow, each option with feedback, each item with words that prove it.
- Words come from a vocabulary of 6,000 with Zipf's frequencies; frequent words are short. They are no words of any language, so
  what is looked for in English finds nothing.
"""

import functools
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

CHAPTERS_OF_UNIT = 10
EXCERPTS, ITEMS, OPTIONS = 4, 6, 4
PARAGRAPHS = 48
"""Paragraphs of a document. Each excerpt of a unit's chapters is from another one, so that about a fifth of a document is quoted."""
SECTION = 12
"""Paragraphs of a document under one heading."""
VOCABULARY, FREQUENT = 6_000, 500
"""Words in all, and those of them that options do without, as options differ in what is rare."""
ONSETS = [*"bcdfghlmnprstvw", "br", "cr", "dr", "fl", "gr", "pl", "sh", "st", "th", "tr"]
SENTENCE = (8, 18)
"""The fewest and the most words of a sentence."""
EDITED = "Words that were not here before. "
"""What an edit puts at the head of a chapter's first paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source: its id and what is printed at its head, then sections of paragraphs, each a list of sentences."""

    id: str
    title: str
    author: str
    year: int
    sections: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """All paragraphs in order."""
        return tuple(paragraph for _, paragraphs in self.sections for paragraph in paragraphs)

    @property
    def text(self) -> str:
        """The file."""
        head = f"{self.title}\n\nBy {self.author}\n\n{self.year}\n\n"
        return head + "\n\n".join(
            "\n\n".join((heading, *(" ".join(paragraph) for paragraph in paragraphs))) for heading, paragraphs in self.sections
        ) + "\n"  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of a document with what is read before them."""

    id: str
    title: str
    headnote: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question; ``options`` are texts with their feedback, ``proof`` stands in the chapter's excerpt ``excerpt``."""

    id: str
    stem: str
    options: tuple[tuple[str, str], ...]
    key: int
    excerpt: int
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A lesson. Each of its excerpts follows the section of the same place."""

    id: str
    title: str
    question: str
    objectives: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    excerpts: tuple[Excerpt, ...]
    items: tuple[Item, ...]
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Chapters on one document."""

    id: str
    title: str
    question: str
    opening: str
    document: Document
    chapters: tuple[Chapter, ...]


def units(chapters: int) -> Iterator[Unit]:
    """The units of a course of so many chapters, the last as full as that number leaves it."""
    for number in range(-(-chapters // CHAPTERS_OF_UNIT)):
        yield _unit(number, min(CHAPTERS_OF_UNIT, chapters - number * CHAPTERS_OF_UNIT))


def edited(text: str, chapter: Chapter) -> str:
    """A chapter's file, in any format, after somebody wrote into its first paragraph; each time it is longer than before."""
    opening = chapter.sections[0][1][0][:40]
    assert text.count(opening) == 1, chapter.id
    return text.replace(opening, f"{EDITED}{opening}")


@functools.cache
def vocabulary() -> tuple[str, ...]:
    """Made-up words, the most frequent first."""
    rng = random.Random("vocabulary")
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        most = 1 + (len(words) > 40) + (len(words) > 600) + (len(words) > 3_000)
        words["".join(_syllable(rng) for _ in range(rng.randint(max(1, most - 1), most)))] = None
    return tuple(words)


def _syllable(rng: random.Random) -> str:
    return rng.choice(ONSETS) + rng.choice("aaeeeiioou") + rng.choice(["", "", "", *"lmnrst"])


@functools.cache
def _weights() -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(vocabulary(), cum_weights=_weights(), k=count))


def _sentence(rng: random.Random, ending: str = ".") -> str:
    words = _words(rng, rng.randint(*SENTENCE)).split()
    if len(words) > 12:
        words[5] += ","
    return " ".join(words).capitalize() + ending


def _sentences(rng: random.Random, words: int) -> tuple[str, ...]:
    """Sentences of so many words or a few more."""
    found: list[str] = []
    while sum(map(len, map(str.split, found))) < words:
        found.append(_sentence(rng))
    return tuple(found)


def _title(rng: random.Random, words: int) -> str:
    return _words(rng, words).capitalize()


def _unit(number: int, chapters: int) -> Unit:
    rng = random.Random(f"unit {number}")
    document = _document(number)
    first = number * CHAPTERS_OF_UNIT
    return Unit(
        id=f"unit-{number + 1:03}",
        title=_title(rng, 3),
        question=_sentence(rng, "?"),
        opening=" ".join(_sentences(rng, 60)),
        document=document,
        chapters=tuple(_chapter(first + n, document, n) for n in range(chapters)),
    )


def _document(number: int) -> Document:
    rng = random.Random(f"document {number}")
    headings = [_title(rng, 4).upper() for _ in range(0, PARAGRAPHS, SECTION)]
    return Document(
        id=f"document-{number + 1:03}",
        title=f"Annals of {_title(rng, 2)}",
        author=f"Annalist {number + 1}",
        year=1700 + number,
        sections=tuple((heading, tuple(_sentences(rng, 125) for _ in range(SECTION))) for heading in headings),
    )


def _chapter(number: int, document: Document, place: int) -> Chapter:
    rng = random.Random(f"chapter {number}")
    excerpts = tuple(_excerpt(rng, n, document.paragraphs[place * EXCERPTS + n]) for n in range(EXCERPTS))
    return Chapter(
        id=f"chapter-{number + 1:04}",
        title=f"{_title(rng, 3)} {number + 1}",
        question=_sentence(rng, "?"),
        objectives=tuple(_sentence(rng, "") for _ in range(2)),
        sections=tuple((_title(rng, 3), tuple(" ".join(_sentences(rng, 150)) for _ in range(2))) for _ in range(EXCERPTS)),
        excerpts=excerpts,
        items=tuple(_item(rng, number, n, excerpts) for n in range(ITEMS)),
        limits=" ".join(_sentences(rng, 25)),
    )


def _excerpt(rng: random.Random, number: int, paragraph: tuple[str, ...]) -> Excerpt:
    start = rng.randrange(len(paragraph) - 3)
    return Excerpt(
        id=f"excerpt-{number + 1}", title=_title(rng, 4), headnote=" ".join(_sentences(rng, 20)), text=" ".join(paragraph[start : start + 3])
    )


def _item(rng: random.Random, chapter: int, number: int, excerpts: tuple[Excerpt, ...]) -> Item:
    excerpt = number % EXCERPTS
    words = excerpts[excerpt].text.split()
    start = rng.randrange(len(words) - 8)
    return Item(
        id=f"c{chapter + 1}-{number + 1}",
        stem=_sentence(rng, "?"),
        options=tuple((" ".join(rng.choices(vocabulary()[FREQUENT:], k=6)).capitalize(), _sentence(rng)) for _ in range(OPTIONS)),
        key=(chapter + number) % OPTIONS,
        excerpt=excerpt,
        proof=" ".join(words[start : start + 8]).strip(",."),
    )
