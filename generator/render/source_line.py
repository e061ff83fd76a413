"""The line that says where words come from: authors, title, document, date. One form everywhere."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.corpus.lock import Passage
    from generator.spec.course import Course
    from generator.spec.sources import DocumentRecord


def source_line(course: Course, passage: Passage) -> str:
    """Source line of a passage, with its paragraph, as plain text."""
    place = f", paragraph {passage.paragraph}" if passage.paragraph else ""
    return described(course, passage.source) + place.replace("-", "–")


def described(course: Course, source: str) -> str:
    """Authors, title, the issue that an article stands in, publisher or date: what a reader needs to recognise a source."""
    return _describer(course)(source)


@lru_cache(maxsize=1)  # every passage of a course asks for one of a few lines
def _describer(course: Course) -> Callable[[str], str]:
    return cache(partial(_described, course))


def _described(course: Course, source: str) -> str:
    record = course.records()[source]
    document = course.documents()[source.split("/", 1)[0]]
    authors = "; ".join(author.rstrip(".") for author in record.authors)
    title = f"“{record.shown_title}”"
    issue = issue_of(document)
    where = f"in {issue or document.title}" if record is not document else document.publisher or issue or "publisher not printed"
    return ", ".join(part for part in (authors, title, where, record.date) if part)


def issue_of(document: DocumentRecord) -> str | None:
    """The journal or the like that a document is an issue of, with the number."""
    return f"{document.container}, no. {document.issue}" if document.container and document.issue else document.container


def who_and_when(course: Course, source: str) -> str:
    """A source as short as it can be told from others: its authors' family names or its title, and its date."""
    record = course.records()[source]
    names = [name.partition(",")[0] for name in record.cited_authors] or list(record.authors)
    who = " and ".join(names) if names else f"“{record.shown_title}”"
    return f"{who}, {record.date}"
