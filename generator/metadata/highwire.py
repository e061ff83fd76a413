"""Citation tags that reference managers read: `citation_*`, as Highwire Press wrote them first, and Dublin Core.

On a source's page they describe the source; on a lesson's the lesson, as a chapter of the book; on the home page the book.
Zotero's "Embedded Metadata" translator takes `z:itemType` first for what an item is, but for a journal's name
(`citation_journal_title`), a book's (`citation_inbook_title`) and an institution's, which settle it alone. So these are used
only where they say the same, and newspapers and magazines are named with PRISM's `publicationName`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bibliography.work import work
from generator.metadata.dates import iso_date
from generator.metadata.page import Kind
from generator.spec.sources import SourceType

if TYPE_CHECKING:
    from generator.bibliography.work import Name, Work
    from generator.metadata.page import Page
    from generator.metadata.tags import Pairs
    from generator.spec.course import Course

ITEM_TYPES = {
    SourceType.ARTICLE: "magazineArticle",
    SourceType.ARTICLE_JOURNAL: "journalArticle",
    SourceType.ARTICLE_MAGAZINE: "magazineArticle",
    SourceType.ARTICLE_NEWSPAPER: "newspaperArticle",
    SourceType.BOOK: "book",
    SourceType.CHAPTER: "bookSection",
    SourceType.MANUSCRIPT: "manuscript",
    SourceType.REPORT: "report",
    SourceType.SPEECH: "presentation",
    SourceType.WEBPAGE: "webpage",
}
"""Zotero's names for the types of CSL; any other is a `document`."""
_CONTAINERS = {SourceType.ARTICLE_JOURNAL: "citation_journal_title", SourceType.CHAPTER: "citation_inbook_title"}


def tags(course: Course, page: Page) -> Pairs:
    """The tags of a page; none where there is nothing to cite."""
    if page.kind is Kind.SOURCE:
        found = _source(work(course, page.name))
    elif page.kind is Kind.LESSON:
        found = _own(page, "bookSection")
    elif page.kind is Kind.HOME:
        found = _own(page, "book")
    else:
        found = []
    return [(name, value) for name, value in found if value]


def _source(cited: Work) -> Pairs:
    printing = cited.printing
    authors = [_name(name) for name in cited.authors]
    date = iso_date(printing.issued) or printing.issued.text
    container = printing.container if printing.container and printing.container != cited.title else ""
    return [
        ("citation_title", cited.title),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", date),
        (_CONTAINERS.get(cited.type, "prism.publicationName"), container),
        ("citation_issue", printing.issue or ""),
        ("citation_publisher", cited.publisher or ""),
        ("citation_language", cited.language or ""),
        ("z:itemType", ITEM_TYPES.get(cited.type, "document")),
        ("DC.title", cited.title),
        *(("DC.creator", author) for author in authors),
        ("DC.date", date),
        ("DC.publisher", cited.publisher or ""),
        ("DC.language", cited.language or ""),
        ("DC.type", "Text"),
    ]


def _own(page: Page, item_type: str) -> Pairs:
    """A lesson, or the book itself."""
    title = page.book if page.kind is Kind.HOME else page.title
    return [
        ("citation_title", title),
        ("citation_author", page.author),
        ("citation_inbook_title", page.book if page.kind is Kind.LESSON else ""),
        ("citation_language", page.language),
        ("citation_public_url", page.url if page.absolute else ""),
        ("z:itemType", item_type),
        ("DC.title", title),
        ("DC.creator", page.author),
        ("DC.language", page.language),
        ("DC.type", "Text"),
    ]


def _name(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.whole
