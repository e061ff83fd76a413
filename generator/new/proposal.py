"""What is proposed for the record of a document that was read: every value with the reason for it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from generator.corpus.blocks import find_line
from generator.new.ids import made_id
from generator.new.repeated import is_known
from generator.new.shown_dates import BYLINE, ShownDate, date_on_line, stored_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from generator.new.reading import Heading, Reading

MAX_TITLE = 300
MAX_AUTHORS = 50
MAX_LISTED = 1_000
"""Headings, articles, or lines of furniture that are proposed at most: a record with more was guessed wrong."""
_HEAD = 40
"""Lines at either end of a document among which its date is looked for."""
_FEWEST_ARTICLES = 2
_BELOW = 500
"""Characters below a heading in which a line that names an author stands."""
_LONG_LINE = 120
"""Characters of a line that is a paragraph of its own, where no blank line stands."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NO_NAME = re.compile(r"untitled.*|microsoft word.*|.*\.(docx?|pdf|indd|html?)|unknown", re.IGNORECASE)
"""What programs write where nobody gave a title or an author."""
UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A value and why it is proposed."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedArticle:
    """A part of the document that may be an article. ``starts`` is its heading, ``byline`` the line below that names an author."""

    id: str
    starts: str
    byline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A whole record. ``headings`` are lines that aren't the title and start no article."""

    id: str
    file: str
    sha256: str
    title: Proposed
    authors: tuple[str, ...]
    authors_reason: str
    date: Proposed
    issued: str | None
    date_basis: str
    language: str | None
    lines_are_paragraphs: bool
    rejoin: bool
    superscript: bool
    furniture: tuple[str, ...]
    headings: tuple[str, ...]
    articles: tuple[ProposedArticle, ...]
    notes: tuple[str, ...]


def propose(reading: Reading, name: str, taken: Collection[str], wanted: str | None = None) -> Proposal:
    """A record for a document read from a file of some name. ``wanted`` is the id where the author gave one."""
    title, at = _title(reading, PurePath(name).stem)
    date, issued, basis = _date(reading)
    sections = [heading for heading in reading.headings if heading.start != at and not is_known(heading.line, reading.furniture)]
    articles, left, why = _articles(reading.text, sections)
    authors, reason = _authors(reading, at)
    chosen = wanted or made_id(title.value, taken, "source")
    return Proposal(
        id=chosen, file=f"{chosen}.txt", sha256=hashlib.sha256(reading.text.encode()).hexdigest(), title=title,
        authors=authors, authors_reason=reason,
        date=date, issued=issued, date_basis=basis, language=_language(reading.about.language),
        lines_are_paragraphs=_lines_are_paragraphs(reading.text), rejoin=reading.cut, superscript=reading.superscript,
        furniture=reading.furniture[:MAX_LISTED], headings=tuple(dict.fromkeys(heading.line for heading in left)),
        articles=articles, notes=(*reading.notes, *why),
    )  # fmt: skip


def _title(reading: Reading, stem: str) -> tuple[Proposed, int | None]:
    """The title, and where it stands in the text if it is a heading there."""
    stated = reading.about.title
    if stated and not _NO_NAME.fullmatch(stated) and len(stated) <= MAX_TITLE:
        same = (heading.start for heading in reading.headings if heading.line.casefold() == stated.casefold())
        return Proposed(value=stated, reason="the file's own data"), next(same, None)
    first = next(iter(reading.headings), None)
    if first is not None and len(first.line) <= MAX_TITLE:
        return Proposed(value=first.line, reason="the first heading"), first.start
    return Proposed(value=stem.replace("_", " ").replace("-", " ").strip() or "Untitled", reason="the file's name"), None


def _authors(reading: Reading, at: int | None) -> tuple[tuple[str, ...], str]:
    """The authors and how they are known: from the file's own data, else from the line below the title at ``at``."""
    named = [author for author in reading.about.authors if not _NO_NAME.fullmatch(author) and len(author) <= MAX_TITLE]
    if named:
        return tuple(named[:MAX_AUTHORS]), "the file's own data"
    heading = next((heading for heading in reading.headings if heading.start == at), None)
    byline = _byline(reading.text, heading) if heading else None
    if byline:
        return (byline.partition(" ")[2],), "the line below the title"
    return (), "no author was found"


def _date(reading: Reading) -> tuple[Proposed, str | None, str]:
    """The date, for machines too, and how it is known."""
    lines = [line.strip() for line in reading.text.split("\n") if line.strip()]
    half = min(_HEAD, (len(lines) + 1) // 2)
    for where, some in (("near its beginning", lines[:half]), ("near its end", lines[half:][-_HEAD:])):
        shown = _first_date(some)
        if shown is not None:
            reason = f"a line {where}"
            return Proposed(value=shown.text, reason=reason), shown.iso, f"Printed on a line of its own {where}."
    stored = stored_date(reading.about.date) if reading.about.date else None
    if stored is not None:
        basis = "Stated in the file's own data, which may tell of the file rather than of the text; no line of the text is a date."
        return Proposed(value=stored.text, reason="the file's own data"), stored.iso, basis
    basis = "No line of the text is a date, and the file's own data name none."
    return Proposed(value=UNDATED, reason="no date was found"), None, basis


def _first_date(lines: Iterable[str]) -> ShownDate | None:
    return next((shown for line in lines if (shown := date_on_line(line)) is not None), None)


def _articles(text: str, sections: Sequence[Heading]) -> tuple[tuple[ProposedArticle, ...], Sequence[Heading], tuple[str, ...]]:
    """Articles, the headings that start none, and what is to be said of the choice.

    Headings with an author's name below them start articles, where there are two or more; else headings of the highest level do,
    where that is level 1 and there are two or more.
    """
    if len(sections) > MAX_LISTED:
        return (), (), (f"no headings are proposed, since {len(sections)} lines look like some",)
    signed = [heading for heading in sections if _byline(text, heading)]
    begin = signed if len(signed) >= _FEWEST_ARTICLES else [heading for heading in sections if heading.level == 1]
    if len(begin) < _FEWEST_ARTICLES:
        return (), sections, ()
    after = 0
    for heading in begin:
        if find_line(text, heading.line, after) != heading.start:  # a table of contents, say
            return (), sections, (f"no articles are proposed, since the line `{heading.line}` stands more than once",)
        after = heading.start + 1
    found: list[ProposedArticle] = []
    for heading in begin:
        name = made_id(heading.line, [one.id for one in found], "article")
        found.append(ProposedArticle(id=name, starts=heading.line, byline=_byline(text, heading)))
    lines = {heading.line for heading in begin}
    return tuple(found), [heading for heading in sections if heading.line not in lines], ()


def _byline(text: str, heading: Heading) -> str | None:
    """The line below a heading, if it stands alone and names an author."""
    at = heading.start + len(heading.line)
    below, _, after = text[at : at + _BELOW].lstrip().partition("\n")
    alone = not after.partition("\n")[0].strip()
    return below.strip() if alone and BYLINE.match(below.strip()) else None


def _language(stated: str | None) -> str | None:
    """A language's code in the form that records take."""
    if stated is None:
        return None
    head, hyphen, rest = stated.strip().replace("_", "-").partition("-")
    code = f"{head.lower()}{hyphen}{rest}"
    return code if _LANGUAGE.fullmatch(code) else None


def _lines_are_paragraphs(text: str) -> bool:
    """Whether each line is a paragraph: no line is blank, and half of them are long."""
    lines = text.strip().splitlines()
    return all(line.strip() for line in lines) and sum(len(line) > _LONG_LINE for line in lines) * 2 >= len(lines) > 1
