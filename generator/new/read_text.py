"""Plain text: kept letter by letter. What its lines may be is guessed from how they stand."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.new.reading import Heading, Reading, UnreadableError, require_text
from generator.new.repeated import counting_lines, is_known
from generator.new.shown_dates import BYLINE, is_date

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_HEADING = 80
"""Characters of a heading."""
_NO_HEADING = (".", ",", ";", ":", "!", "…", "”", '"', "’", "-")
_LIST = re.compile(r"(?:[-•*]|\d{1,3}[.)])\s")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")


def read_text(content: bytes) -> Reading:
    """A text file as it is, with guesses: lines that stand alone and don't end like a sentence are headings; lines that come
    again and again with a number that grows are page furniture."""
    text, notes = decoded(content)
    require_text(text)
    furniture = counting_lines([stretch.text for stretch in _stretches(text)])
    return Reading(text=text, headings=tuple(_headings(text, furniture)), furniture=tuple(furniture), notes=notes)


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and what is to be said of how they were read. Raises UnreadableError where they are no text."""
    notes: tuple[str, ...] = ()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
        notes = ("the file was UTF-16 and is now UTF-8",)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
            notes = ("the file is not UTF-8 and was read as Windows-1252: look at its accents before you cite it",)
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
        notes = (*notes, "its lines ended as they did on old Macs, and now end as they do today")
    if "\0" in text:
        raise UnreadableError("it holds bytes that are no text; name a text, or save it as one")
    return text, notes


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two blank lines, without white space at its ends. ``start`` is its offset."""

    text: str
    start: int


def _stretches(text: str) -> Iterator[_Stretch]:
    at = 0
    for stop, following in [*(found.span() for found in _BLANK.finditer(text)), (len(text), len(text))]:
        trimmed = text[at:stop].strip()
        if trimmed:
            yield _Stretch(trimmed, text.index(trimmed, at))
        at = following


def _headings(text: str, furniture: list[str]) -> Iterator[Heading]:
    level = 1
    for stretch in _stretches(text):
        line, _, below = stretch.text.partition("\n")
        line = line.strip()
        alone = not below or BYLINE.match(below.strip()) is not None
        if alone and _may_be_heading(line) and not is_known(line, furniture):
            yield Heading(line=line, level=level, start=stretch.start)
            level = 2


def _may_be_heading(line: str) -> bool:
    return (
        len(line) <= MAX_HEADING
        and any(char.isalpha() for char in line)
        and not line[0].islower()
        and not line.endswith(_NO_HEADING)
        and not _LIST.match(line)
        and not BYLINE.match(line)
        and not is_date(line)
    )
