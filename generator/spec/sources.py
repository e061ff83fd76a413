"""The record of the sources as written: what a reader needs to judge each, and how to read its file."""

from __future__ import annotations

import enum
import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from generator.spec.citation import Standpoint
from generator.spec.model import Id, Spec, Text
from generator.spec.timeline import EventDate

RECORD = "lessons/sources.yml"
"""Where it stands, from a course's root."""

FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\\x00-\x1f]+$", min_length=1, max_length=255)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]


_LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise ValueError(f"must be the code of a language such as `en` or `pt-BR`, not `{text}`")
    return text


Language = Annotated[str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": f"^{_LANGUAGE}$"})]
"""A language's code as in BCP 47."""


class Paragraphs(enum.StrEnum):
    """What ends a paragraph in the file."""

    BLANK_LINES = "blank-lines"
    """A paragraph ends at a blank line."""
    LINES = "lines"
    """Every line is a paragraph."""


class NoteMarks(enum.StrEnum):
    """How the file calls its notes."""

    NONE = "none"
    """It has none."""
    SUPERSCRIPT = "superscript"
    """By runs of superscript digits."""


class Emphasis(enum.StrEnum):
    """How the file marks emphasis."""

    NONE = "none"
    """It doesn't."""
    ASTERISKS = "asterisks"
    """By `*` and `**`, which aren't printed."""


class Rights(enum.StrEnum):
    """Whether the document may be published whole."""

    QUOTED = "quoted"
    """Only what lessons quote is published."""
    FULL = "full"
    """It may be, so the limits on quoting don't apply."""


class SourceType(enum.StrEnum):
    """What kind of publication it is, for citations: types of CSL 1.0.2."""

    ARTICLE = "article"
    """A text of its own that none of the others fits: a preprint, say."""
    ARTICLE_JOURNAL = "article-journal"
    """An article in a scholarly journal."""
    ARTICLE_MAGAZINE = "article-magazine"
    """An article in a magazine."""
    ARTICLE_NEWSPAPER = "article-newspaper"
    """An article in a newspaper."""
    BOOK = "book"
    """A book."""
    CHAPTER = "chapter"
    """A part of a book."""
    DOCUMENT = "document"
    """A text of no known type, which isn't cited as a container."""
    MANUSCRIPT = "manuscript"
    """A text that was never printed."""
    PAMPHLET = "pamphlet"
    """A pamphlet or leaflet."""
    PERIODICAL = "periodical"
    """A whole issue of a newspaper, magazine or journal."""
    REPORT = "report"
    """A report of an organisation."""
    SPEECH = "speech"
    """Something that was spoken."""
    WEBPAGE = "webpage"
    """A page of the web."""


class Headings(Spec):
    """Which blocks are headings."""

    capitals: bool = Field(False, examples=[True])
    """A block all in capitals is a heading."""
    lines: tuple[Text, ...] = Field((), examples=[["THE SECOND NIGHT"]])
    """Lines that are headings, verbatim."""
    not_: tuple[Text, ...] = Field((), alias="not", examples=[["S O S"]])
    """Blocks in capitals that are none, verbatim."""
    cut: tuple[Text, ...] = Field((), examples=[["FOUR DAYS"]])
    """First halves of headings that go on in the next block, verbatim."""


class Layout(Spec):
    """How to read the file: what is the author's text and what isn't."""

    paragraphs: Paragraphs = Field(Paragraphs.BLANK_LINES, strict=False, examples=["lines"])
    """`blank-lines`: a paragraph ends at a blank line. `lines`: every line is a paragraph."""
    rejoin: bool = Field(False, examples=[True])
    """Whether a paragraph that doesn't end like a sentence was cut by a column or page break and goes on in the next."""
    complete: tuple[Text, ...] = Field((), examples=[["and no more"]])
    """Last words of paragraphs that don't end like a sentence and yet are complete."""
    note_marks: NoteMarks = Field(NoteMarks.NONE, strict=False, examples=["superscript"])
    """`superscript`: runs of superscript digits call notes."""
    emphasis: Emphasis = Field(Emphasis.NONE, strict=False, examples=["asterisks"])
    """`asterisks`: `*` and `**` mark emphasis and aren't printed."""
    escapes: tuple[Character, ...] = Field((), examples=[["$"]])
    """Characters that the file writes with a backslash before them."""
    furniture: tuple[Text, ...] = Field((), examples=[["- {number} -"]])
    """Lines that aren't the author's text, whole and verbatim: running heads, folios, site boilerplate. `{number}` stands
    for digits."""
    headings: Headings = Headings.model_construct()
    """Which blocks are headings."""
    notes_heading: Text | None = Field(None, examples=["NOTES"])
    """The heading after which an article's notes stand."""


class Record(Spec):
    """What a reader needs to judge a document or an article."""

    id: Id = Field(examples=["keeper-1871"])
    """Never changed: citations use it."""
    title: Text = Field(examples=["A KEEPER'S ACCOUNT"])
    """As printed."""
    authors: tuple[Text, ...] = Field((), examples=[["a correspondent"]])
    """As printed; empty if none is."""
    date: Text = Field(examples=["March 1871"])
    """As shown in source lines."""
    date_basis: Text = Field(examples=["No date is printed."])
    """How the date is known."""
    kind: Text = Field(examples=["letter"])
    """Report, polemic, chronology ..."""
    years: tuple[int, ...] = Field((), examples=[[1871]])
    """The years of the course that it covers."""
    standpoint: tuple[Standpoint, ...] = Field((), examples=[[{"quote": "as the rules command"}]])
    """What it is for, in its own words."""
    note: Text | None = Field(None, examples=["The account is unsigned."])
    """What a reader should know of the text as it reached us."""
    type: SourceType = Field(SourceType.DOCUMENT, strict=False, examples=["article-newspaper"])
    """What is cited, by the names of CSL."""
    cited_title: Text | None = Field(None, examples=["A Keeper's Account"])
    """The title in citations, where the printed one is all in capitals; otherwise the title."""
    cited_authors: tuple[Text, ...] = Field((), examples=[["Fenwick, Ida"]])
    """The authors in citations, each as `Family, Given`; without a comma a name is printed as it stands. Left out: `authors`."""
    container: Text | None = Field(None, examples=["Sandhaven Gazette"])
    """The newspaper, journal or book that it stands in. An article stands in its document; one that names another container
    was first published there."""
    issue: Text | None = Field(None, examples=["7"])
    """The number of the issue."""
    issued: EventDate | None = Field(None, examples=["1871-03-11"])
    """When it was published, for machines: 1985, 1985-12, 1985-12-24, or an interval of two such dates with a slash."""
    date_inferred: bool = Field(False, examples=[True])
    """Whether the date isn't printed but inferred; citations then show it in square brackets."""
    language: Language | None = Field(None, examples=["en"])
    """The language of the text as a BCP 47 code; an article takes it from its document."""

    @property
    def shown_title(self) -> str:
        """The title wherever this book names the text: as cited, since pages of capitals are hard to read."""
        return self.cited_title or self.title


class Article(Record):
    """A part of a document with an author and title of its own."""

    starts: Text = Field(examples=["FOUR DAYS OF FOG"])
    """The line with which it begins, whole and verbatim."""
    ends_before: Text | None = Field(None, examples=["Printed at the Quay Press."])
    """The line that follows it; without it the article runs to the next one, or to the document's end."""
    byline: tuple[Text, ...] = Field((), examples=[["By a correspondent"]])
    """Lines under the title that name authors or carry a subtitle, verbatim."""


class DocumentRecord(Record):
    """One file of the corpus."""

    publisher: Text | None = Field(None, examples=["Quay Press"])
    """Who published it; left out where nobody is named."""
    publisher_basis: Text | None = Field(None, examples=["Printed in the last line."])
    """How that is known."""
    file: FileName = Field(examples=["keeper-1871.txt"])
    """The file's name in the folder of documents."""
    sha256: Sha256
    """Of the file's bytes: the course is proved against exactly this text."""
    rights: Rights = Field(Rights.QUOTED, strict=False, examples=["quoted"])
    """`quoted`: only what lessons quote is published. `full`: the whole document may be."""
    layout: Layout = Layout.model_construct()
    """How to read the file."""
    articles: tuple[Article, ...] = ()
    """Its articles in order, where it has any."""


class Limits(Spec):
    """How much of a document or article lessons may quote, in per cent of its characters."""

    warn: int = Field(25, ge=1, le=100, examples=[25])
    """Above this, a warning."""
    fail: int = Field(40, ge=1, le=100, examples=[40])
    """Above this, an error."""


class Sources(Spec):
    """All documents of the course."""

    course: Id = Field("course", examples=["fog"])
    """Names the course where readers' browsers keep their progress; never changed."""
    limits: Limits = Field(Limits(), examples=[{"warn": 25, "fail": 40}])
    """How much may be quoted."""
    documents: tuple[DocumentRecord, ...] = Field(min_length=1)
    """The documents."""
