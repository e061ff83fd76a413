"""What the search finds: records of the resolved course. Pages' own prose is added by whoever can read pages.

Quiz items are left out, practice ones too: a graded page must give nothing away, and a key isn't something to come upon.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.date_in_words import date_in_words
from generator.render.escape import one_line
from generator.render.source_line import source_line
from generator.spec.sources import DocumentRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Comparison, Excerpt, Lesson

    Find = Callable[[str, str], str | None]
    """The address in the book of something by its kind in the course's domain and its name; None where no page draws it."""


class Kind(enum.StrEnum):
    """What a record is; readers filter by it. In the order in which they are offered."""

    LESSON = "lesson"
    EXCERPT = "excerpt"
    COMPARISON = "comparison"
    EVENT = "event"
    NAME = "name"
    TERM = "term"
    SOURCE = "source"
    UNIT = "unit"
    PAGE = "page"


KIND_NAMES = {
    Kind.LESSON: "Lesson",
    Kind.EXCERPT: "Excerpt",
    Kind.COMPARISON: "Comparison",
    Kind.EVENT: "Event",
    Kind.NAME: "Person or organisation",
    Kind.TERM: "Glossary",
    Kind.SOURCE: "Source",
    Kind.UNIT: "Unit",
    Kind.PAGE: "Other page",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One thing that can be found.

    ``url`` is relative to the book's root and may end in an anchor. ``line`` says where it is from: a source line, or the page.
    ``units`` and ``sources`` are ids; an article's record names its document too. Title, line and text are all searched, and
    no words stand in two of them.
    """

    url: str
    title: str
    kind: Kind
    text: str
    line: str = ""
    units: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def course_records(resolved: ResolvedCourse, find: Find) -> Iterator[Record]:
    """The records of all excerpts, comparisons, events, names, terms and sources that some page draws."""
    for lesson in resolved.course.lessons:
        for block in lesson.value.body:
            if block.excerpt is not None:
                yield from _excerpt(resolved, find, lesson.value, block.excerpt)
            if block.comparison is not None:
                yield from _comparison(resolved, find, lesson.value, block.comparison)
    yield from _events(resolved, find)
    yield from _names(resolved, find)
    yield from _terms(resolved, find)
    yield from _sources(resolved, find)


def said_beside(excerpt: Excerpt) -> list[str]:
    """An author's words in an excerpt's box: they belong to the lesson's prose, not to the source."""
    return [one_line(text) for text in (excerpt.headnote, *(text for _, texts in excerpt.questions.by_skill() for text in texts))]


def named(source: str) -> tuple[str, ...]:
    """A source's id after that of the document that it stands in."""
    document = source.partition("/")[0]
    return (document,) if document == source else (document, source)


def _words(passage: Passage) -> list[str]:
    """The printed words with the notes that they call."""
    return [*(part.text for part in passage.paragraphs()), *(note.text for note in passage.notes.values())]


def joined(*parts: str | None) -> str:
    """One text of several, with a mark between them that nobody searches for."""
    return " · ".join(one_line(part) for part in parts if part)


def _excerpt(resolved: ResolvedCourse, find: Find, lesson: Lesson, excerpt: Excerpt) -> Iterator[Record]:
    address = f"{lesson.id}/{excerpt.id}"
    url = find("passage", address)
    if url is None:
        return
    passage = resolved.passage(address)
    yield Record(
        url=url, title=excerpt.title, kind=Kind.EXCERPT, text=joined(*_words(passage)),
        line=source_line(resolved.course, passage), units=(lesson.unit,), sources=named(passage.source),
    )  # fmt: skip


def _comparison(resolved: ResolvedCourse, find: Find, lesson: Lesson, comparison: Comparison) -> Iterator[Record]:
    address = f"{lesson.id}/{comparison.id}"
    url = find("comparison", address)
    if url is None:
        return
    passages = [resolved.passage(f"{address}/{row.id}") for row in comparison.rows]
    rows = [part for row, passage in zip(comparison.rows, passages, strict=True) for part in (row.value, row.basis, *_words(passage))]
    sources = dict.fromkeys(name for passage in passages for name in named(passage.source))
    yield Record(
        url=url, title=comparison.question, kind=Kind.COMPARISON, text=joined(*rows, comparison.note),
        line=lesson.title, units=(lesson.unit,), sources=tuple(sources),
    )  # fmt: skip


def _events(resolved: ResolvedCourse, find: Find) -> Iterator[Record]:
    """Events with what each source says of them. Words that stand in an excerpt are found there."""
    timeline = resolved.course.timeline
    for event in timeline.value.events if timeline else ():
        url = find("event", event.id)
        if url is None:
            continue
        parts: list[str | None] = [event.text]
        sources: dict[str, None] = {}
        for n, report in enumerate(event.reports):
            passage = resolved.passage(report.passage or f"timeline/{event.id}/{n + 1}")
            parts += [report.says, *([] if report.passage else _words(passage))]
            sources |= dict.fromkeys(named(passage.source))
        yield Record(
            url=url, title=event.title, kind=Kind.EVENT, text=joined(*parts), line=date_in_words(event.date),
            units=(event.unit,) if event.unit else (), sources=tuple(sources),
        )  # fmt: skip


def _names(resolved: ResolvedCourse, find: Find) -> Iterator[Record]:
    """Persons and organisations under all their spellings, with what is said of them."""
    written = resolved.course.names
    for name in written.value.names if written else ():
        url = find("name", name.id)
        if url is None:
            continue
        passages = [resolved.passage(f"names/{name.id}/{n + 1}") for n in range(len(name.mentions))]
        said = [part for mention, passage in zip(name.mentions, passages, strict=True) for part in (mention.says, *_words(passage))]
        yield Record(
            url=url, title=name.name, kind=Kind.NAME, text=joined(*(one.written for one in name.spellings), name.text, *said),
            line=name.kind.value, sources=tuple(dict.fromkeys(one for passage in passages for one in named(passage.source))),
        )  # fmt: skip


def _terms(resolved: ResolvedCourse, find: Find) -> Iterator[Record]:
    glossary = resolved.course.glossary
    for term in glossary.value.terms if glossary else ():
        url = find("term", term.term)
        if url is not None:
            yield Record(url=url, title=term.term, kind=Kind.TERM, text=joined(*term.also, term.definition))


def _sources(resolved: ResolvedCourse, find: Find) -> Iterator[Record]:
    """Sources with what is known of them, their own words on what they are for, and their headings."""
    course = resolved.course
    for source, record in course.records().items():
        url = find("source", source)
        if url is None:
            continue
        document, _, article = source.partition("/")
        pin = resolved.lock.sources[document]
        outline = pin.articles[article].outline if article else pin.outline
        publisher = (record.publisher, record.publisher_basis) if isinstance(record, DocumentRecord) else ()
        standpoint = [resolved.passage(f"sources/{source}/{n + 1}").plain for n in range(len(record.standpoint))]
        yield Record(
            url=url, title=record.shown_title, kind=Kind.SOURCE,
            text=joined("; ".join(record.authors), *publisher, record.date, record.date_basis, record.kind, record.note,
                       *standpoint, *(entry.heading for entry in outline)),
            line=course.documents()[document].title if article else "", sources=named(source),
        )  # fmt: skip
