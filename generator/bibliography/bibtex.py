"""A work as an entry of BibTeX, by its manual (O. Patashnik, BibTeXing, 1988), escaped for LaTeX."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.bibliography.chicago import printed
from generator.bibliography.dates import in_words
from generator.spec.dates import MONTHS
from generator.spec.sources import SourceType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bibliography.work import Name, Work

_IN_CONTAINER = {
    SourceType.ARTICLE_JOURNAL: ("article", "journal"),
    SourceType.ARTICLE_MAGAZINE: ("article", "journal"),
    SourceType.ARTICLE_NEWSPAPER: ("article", "journal"),
    SourceType.CHAPTER: ("incollection", "booktitle"),
}
"""Types of entry that need a container, with its field."""
_WITH_PUBLISHER = {
    SourceType.BOOK: ("book", "publisher"),
    SourceType.CHAPTER: ("incollection", "publisher"),
    SourceType.PAMPHLET: ("booklet", "howpublished"),
    SourceType.REPORT: ("techreport", "institution"),
}
"""Types of entry with a field for the publisher."""


def entry(work: Work) -> str:
    """The entry. Its key is the source's id, which never changes, with a colon between document and article."""
    kind = _kind(work)
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work) if value not in {"{}", "{{}}"})
    return f"@{kind}{{{work.id.replace('/', ':')},\n{fields}}}\n"


@lru_cache(maxsize=1024)  # each excerpt of a source has the same fields
def escape(text: str) -> str:
    """Text that LaTeX prints as it is, with its quotation marks, dashes and accents as commands.

    A brace is a command without one, since BibTeX counts braces even after a backslash. A letter that LaTeX has no command
    for stays, as present-day LaTeX reads UTF-8.
    """
    return "".join(_COMMANDS.get(letter) or _accented(letter) for letter in unicodedata.normalize("NFC", text))


def _kind(work: Work) -> str:
    if work.type in _IN_CONTAINER and work.printing.container:
        return _IN_CONTAINER[work.type][0]
    return _WITH_PUBLISHER[work.type][0] if work.type in _WITH_PUBLISHER and work.type is not SourceType.CHAPTER else "misc"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """Names and values. A title stands in braces of its own, so that no style changes its capitals."""
    kind, printing = _kind(work), work.printing
    container = escape(printing.container or "") if printing.container != work.title else ""
    publisher = escape(work.publisher or "")
    yield "author", f"{{{' and '.join(map(_name, work.authors))}}}"
    yield "title", f"{{{{{escape(work.title)}}}}}"
    if kind == "misc":
        issue = f"no. {escape(printing.issue)}" if printing.issue else ""
        yield "howpublished", f"{{{', '.join(part for part in (container, issue, publisher) if part)}}}"
    else:
        if work.type in _IN_CONTAINER:
            yield _IN_CONTAINER[work.type][1], f"{{{container}}}"
        if work.type in _WITH_PUBLISHER:
            yield _WITH_PUBLISHER[work.type][1], f"{{{publisher}}}"
        yield "number", f"{{{escape(printing.issue or '')}}}"
    yield from _date(work)
    yield "language", f"{{{work.language or ''}}}"
    yield "note", f"{{{escape(_note(work))}}}"


def _date(work: Work) -> Iterator[tuple[str, str]]:
    """Year, and month by BibTeX's macro: of an interval those of its beginning, since the fields hold no more."""
    issued = work.printing.issued
    if not issued.dates:
        yield "year", f"{{{escape(issued.text)}}}"
        return
    first = issued.dates[0]
    yield "year", f"{{{first.year:04}}}"
    if first.month:
        yield "month", MONTHS[first.month - 1][:3].lower()
    if first.day:
        yield "day", f"{{{first.day}}}"


def _note(work: Work) -> str:
    """What no field holds: a first publication, the whole of an interval, that the date is inferred."""
    issued = work.printing.issued
    remarks = [f"First published in {printed(work.first)}."] if work.first else []
    if len(issued.dates) > 1:
        remarks.append(f"Date: {in_words(issued.dates)}.")
    return " ".join([*remarks, "Date inferred."] if issued.inferred else remarks)


def _name(name: Name) -> str:
    """Family and given name; a name that isn't safely divisible in braces, which BibTeX doesn't look into."""
    return f"{escape(name.family)}, {escape(name.given)}" if name.given else f"{{{escape(name.whole)}}}"


_COMMANDS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", "…": r"{\ldots}", "\u00a0": "~",
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}",
    "¿": r"{\textquestiondown}", "¡": r"{\textexclamdown}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
    "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c", "\u0328": "k",
}  # fmt: skip
"""LaTeX's accents by Unicode's combining characters."""


def _accented(letter: str) -> str:
    """A letter with its accent as a command in braces, which BibTeX counts as one letter; any other as it is."""
    apart = unicodedata.normalize("NFD", letter)
    base, accent = apart[0], apart[1:]
    if accent not in _ACCENTS or not base.isascii():
        return letter
    return f"{{\\{_ACCENTS[accent]}{{{_DOTLESS.get(base, base)}}}}}"


_DOTLESS = {"i": r"\i", "j": r"\j"}
