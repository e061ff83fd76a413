"""What carries a fact: a proved passage, the record of a source, a paragraph of a document, a mark, or nothing."""

import enum
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.blocks import BlockKind
from generator.corpus.document import Document
from generator.resolve import ResolvedCourse
from tests.facts.finding import Fact, Token, facts_in, tokens_in

_TELLING = frozenset({
    "title", "authors", "date", "date_basis", "kind", "years", "note", "cited_title", "cited_authors", "container", "issue", "issued",
    "publisher", "publisher_basis",
})  # fmt: skip
"""What a record tells of its source; digests and the layout of its file are full of numbers that mean nothing."""


class Carrier(enum.StrEnum):
    """From the nearest to none."""

    PASSAGE = "passage"
    """A quotation of the same lesson; for what is about the whole course, of any."""
    RECORD = "record"
    """The record of a source."""
    ELSEWHERE = "elsewhere"
    """A quotation of another lesson or of the timeline."""
    DOCUMENT = "document"
    """A paragraph of a document that nobody quotes for it."""
    TITLE = "title"
    """A title or a term of this course: the text speaks of the course."""
    OUTSIDE = "outside"
    """The mark that says so: "outside this corpus"."""
    ALLOWED = "allowed"
    """The list of what has another reason."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A fact in its place, with what carries it and where that stands."""

    file: str
    line: int
    fact: Fact
    carrier: Carrier
    where: str


class Shelf:
    """Texts under labels, to be asked which of them holds all parts of a fact."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._labels: list[str] = []
        self._holding: dict[Token, set[int]] = {}
        for n, (label, text) in enumerate(texts):
            self._labels.append(label)
            for token in tokens_in(text):
                self._holding.setdefault(token, set()).add(n)

    def find(self, fact: Fact) -> str | None:
        """The label of the first text that carries the fact, in any of its readings."""
        for reading in fact.readings:
            held = set.intersection(*(self._holding.get(token, set()) for token in reading))
            if held:
                return self._labels[min(held)]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Some of an author's own words. ``lesson`` is the one that they belong to; empty for those about the whole course.

    ``outside`` tells that a note above all of them marks what they say as knowledge from outside, as a glossary's may.
    """

    file: str
    line: int
    lesson: str
    words: str
    outside: bool = False


def marked(words: str) -> bool:
    """Whether words mark something as known from outside the corpus."""
    return _MARK.search(words) is not None


_MARK = re.compile(r"outside\s+(?:this|the)\s+corpus|outside\s+knowledge|outside\s+it,\s+reference\s+works", re.IGNORECASE)


class Library:
    """Every shelf of a course."""

    def __init__(self, resolved: ResolvedCourse, documents: Mapping[str, Document], allowed: Mapping[tuple[str, str], str]) -> None:
        course, passages = resolved.course, resolved.lock.passages
        quizzes = {quiz.value.id: quiz.value.lesson for quiz in course.quizzes}
        self._lessons: dict[str, list[tuple[str, str]]] = {}
        every = []
        for key, passage in passages.items():
            text = "\n".join([passage.text, *(f"note {number} {note.text}" for number, note in passage.notes.items())])
            first = key.split("/")[0]
            self._lessons.setdefault(quizzes.get(first) or first, []).append((key, text))
            every.append((key, text))
        self._own = {lesson: Shelf(texts) for lesson, texts in self._lessons.items()}
        self._every = Shelf(every)
        self._records = Shelf((source, str(record.model_dump(include=_TELLING))) for source, record in course.records().items())
        self._documents = Shelf(_paragraphs(documents.values()))
        self._titles = Shelf(_titles(resolved))
        self._allowed = allowed
        self.used: set[tuple[str, str]] = set()
        """The entries of the list that some fact needed."""

    def carried(self, text: Text) -> Iterator[Carried]:
        """Each fact of a text with its carrier."""
        for paragraph in re.split(r"\n[ ]*\n", text.words):
            outside = text.outside or marked(paragraph)
            for fact in facts_in(paragraph):
                carrier, where = self._carrier(text, fact, outside=outside)
                yield Carried(file=text.file, line=text.line, fact=fact, carrier=carrier, where=where)

    def _carrier(self, text: Text, fact: Fact, *, outside: bool) -> tuple[Carrier, str]:
        own = self._own.get(text.lesson, self._every)
        for carrier, shelf in (
            (Carrier.PASSAGE, own), (Carrier.RECORD, self._records), (Carrier.ELSEWHERE, self._every),
            (Carrier.DOCUMENT, self._documents), (Carrier.TITLE, self._titles),
        ):  # fmt: skip
            if (where := shelf.find(fact)) is not None:
                return carrier, where
        if outside:
            return Carrier.OUTSIDE, ""
        for entry in ((text.file, fact.text), ("*", fact.text)):
            if entry in self._allowed:
                self.used.add(entry)
                return Carrier.ALLOWED, self._allowed[entry]
        return Carrier.NOTHING, ""


def _paragraphs(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        for block in document.blocks:
            where = document.source_at(block.start, block.end)
            note = f"note {block.number} " if block.kind is BlockKind.NOTE else ""
            yield f"{where}, {block.number}" if block.number else where, note + document.raw[block.start : block.end]
        # Mastheads and what else belongs to no article.
        yield from ((f"{document.id}, line {n}", line) for n, line in enumerate(document.raw.splitlines(), 1))


def _titles(resolved: ResolvedCourse) -> Iterator[tuple[str, str]]:
    course = resolved.course
    for lesson in course.lessons:
        yield lesson.value.id, lesson.value.title
        yield from ((f"{lesson.value.id}/{excerpt.id}", excerpt.title) for excerpt in lesson.value.excerpts())
    yield from ((unit, f"{course.unit(unit).title} {course.unit(unit).years or ''}") for unit in course.contents)
    for term in course.glossary.value.terms if course.glossary else ():
        yield f"term {term.id}", " ".join((term.term, *term.also))
