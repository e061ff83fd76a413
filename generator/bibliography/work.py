"""What a citation needs to know of a document or article: its record, with what an article takes from its document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bibliography.dates import Date, parts
from generator.spec.sources import DocumentRecord, SourceType

if TYPE_CHECKING:
    from generator.spec.course import Course
    from generator.spec.sources import Record


@dataclass(frozen=True, slots=True)
class Name:
    """An author. ``family`` is empty where the name isn't safely divisible; ``whole`` is then the name."""

    whole: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A date of publication: one date or the two ends of an interval; none where only ``text`` is known."""

    dates: tuple[Date, ...]
    text: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """A place and time of publication: the newspaper, journal or book, the number of its issue, the date."""

    container: str | None
    issue: str | None
    issued: Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One document or article as citations give it.

    ``printing`` is the one that the course reads; ``first`` is the publication that it reprints, if it does.
    """

    id: str
    type: SourceType
    title: str
    authors: tuple[Name, ...]
    publisher: str | None
    language: str | None
    printing: Printing
    first: Printing | None = None


def work(course: Course, source: str) -> Work:
    """The work of a source's id. Raises KeyError where there is no such source."""
    record = course.records()[source]
    document = course.documents()[source.split("/", 1)[0]]
    printing, first = _printings(record, document)
    return Work(
        id=source,
        type=record.type,
        title=record.shown_title,
        authors=_authors(record),
        # Where a newspaper is its own publisher, its name is said once.
        publisher=document.publisher if document.publisher != printing.container else None,
        language=record.language or document.language,
        printing=printing,
        first=first,
    )


def _printings(record: Record, document: DocumentRecord) -> tuple[Printing, Printing | None]:
    """Where the course reads a source, and where it was first published if that is elsewhere.

    A document of no known type is a mere file: what stands in it was published where its own record says, and not reprinted.
    """
    own = Printing(record.container, record.issue, _issued(record))
    if isinstance(record, DocumentRecord) or (record.container and document.type is SourceType.DOCUMENT):
        return own, None
    title = document.container or document.shown_title
    if record.container:
        return Printing(title, document.issue, _issued(document)), own
    issued = _issued(record if record.issued or not document.issued else document)
    return Printing(title, record.issue or document.issue, issued), None


def _issued(record: Record) -> Issued:
    return Issued(parts(record.issued) if record.issued else (), record.date, record.date_inferred)


def _authors(record: Record) -> tuple[Name, ...]:
    """Names as printed may hold an affiliation and aren't divided; only who wrote the record can tell the family name."""
    if not record.cited_authors:
        return tuple(Name(" ".join(name.split())) for name in record.authors)
    divided = [(" ".join(part.split()) for part in name.partition(",")[::2]) for name in record.cited_authors]
    return tuple(Name(f"{given} {family}", family, given) if given else Name(family) for family, given in divided)
