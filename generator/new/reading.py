"""A document as it was read, whatever kind of file it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TEXT = 20_000_000
"""Characters of a document. Suggestions for a failed quotation are good up to this length (see corpus/nearest.py)."""


MAX_HEADING = 500
"""Characters of a heading. What is longer and stands as one is a paragraph."""


class UnreadableError(Exception):
    """Why a file can't be read as a document, in words for its owner: the reason, and after a semicolon what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of text between blank lines. ``level`` is 1 or more for a heading (1 is the highest), 0 for anything else."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that is a heading. ``start`` is its offset in the text."""

    line: str
    level: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says of itself, as it says it; None or empty where it says nothing."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text that goes into the corpus, and what the file tells of its layout.

    ``furniture`` are lines that aren't the author's text, as `layout.furniture` takes them. ``cut`` tells whether pages
    cut paragraphs in two. ``superscript`` tells whether superscript digits call notes. ``notes`` say what was left out or guessed on
    the way, in sentences without a final stop.
    """

    text: str
    headings: tuple[Heading, ...] = ()
    furniture: tuple[str, ...] = ()
    about: About = field(default_factory=About)
    cut: bool = False
    superscript: bool = False
    notes: tuple[str, ...] = ()


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufdd1\ufffe\uffff]")
"""Control characters, and the noncharacters that the search keeps for itself (corpus/fold.py)."""


def assemble(blocks: Iterable[Block], about: About) -> Reading:
    """Blocks put together with blank lines between them.

    A heading over several lines becomes one line, so that a record can name it. Raises UnreadableError where there is no text,
    or too much.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    at = 0
    for block in blocks:
        text = _CONTROLS.sub("", block.text).strip("\n\t ")
        heading = block.level > 0 and len(text) <= MAX_HEADING
        text = " ".join(text.split()) if heading else text
        if not text.strip():
            continue
        if heading:
            headings.append(Heading(line=text, level=block.level, start=at))
        parts.append(text)
        at += len(text) + 2
    whole = "\n\n".join(parts) + "\n"
    require_text(whole)
    return Reading(text=whole, headings=tuple(headings), about=about)


def require_text(text: str) -> None:
    """Raises UnreadableError for a text without a letter, or one that is too long."""
    if not any(char.isalpha() for char in text):
        raise UnreadableError("it holds no text; pages that are pictures must be read by a program for text recognition first")
    if len(text) > MAX_TEXT:
        raise UnreadableError(f"it has more than {MAX_TEXT // 1_000_000} million characters; divide it into several files")


def one_line(text: str | None) -> str | None:
    """A text with its white space closed up, and None where nothing is left."""
    return " ".join(_CONTROLS.sub(" ", text).split()) or None if text is not None else None
