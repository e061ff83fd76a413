"""The line that says where words come from: authors, title, document, date. One form everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.spec.course import Course


def source_line(course: Course, passage: Passage) -> str:
    """Source line of a passage, with its paragraph, as plain text."""
    place = f", paragraph {passage.paragraph}" if passage.paragraph else ""
    return described(course, passage.source) + place.replace("-", "–")


def described(course: Course, source: str) -> str:
    """Authors, title, the issue that an article stands in, publisher or date: what a reader needs to recognise a source."""
    record = course.records()[source]
    document = course.documents()[source.split("/", 1)[0]]
    authors = "; ".join(author.rstrip(".") for author in record.authors)
    parts = [f"{authors}, " if authors else "", f"“{record.title}”"]
    if record is not document:
        parts.append(f", in {document.title}")
    else:
        parts.append(f", {document.publisher}")
    return f"{''.join(parts)}, {record.date}"
