"""Lines for a terminal: broken at its width, safe to print, and plain to who listens to them."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST, MOST = 20, 100
"""Columns: below the first, words are broken rather than lines; above the second, lines are hard to read."""


class Tone(enum.Enum):
    """What a line is, where colours may say so as well; its value is the code that terminals know (ECMA-48, section 8.3.117)."""

    PLAIN = ""
    HEAD = "1"
    RIGHT = "32"
    PARTLY = "33"
    WRONG = "31"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say. ``hang`` is how far lines after the first are set in, beyond ``indent``."""

    text: str = ""
    indent: int = 0
    hang: int = 0
    tone: Tone = Tone.PLAIN


def rendered(lines: Iterable[Line], width: int, *, colours: bool) -> str:
    """Lines as they are printed, each ended."""
    width = max(LEAST, min(MOST, width))
    out = []
    for line in lines:
        for piece in _broken(line, width):
            marked = colours and piece and line.tone is not Tone.PLAIN
            out.append(f"\033[{line.tone.value}m{piece}\033[0m\n" if marked else f"{piece}\n")
    return "".join(out)


def _broken(line: Line, width: int) -> list[str]:
    """A line in pieces that fit. A word that is longer than a line keeps one of its own: breaking it would change it."""
    first, later = " " * line.indent, " " * (line.indent + line.hang)
    pieces, words = [first], printable(line.text).split()
    for word in words:
        started = pieces[-1].strip() != ""
        if started and columns(pieces[-1]) + 1 + columns(word) > width:
            pieces.append(later + word)
        else:
            pieces[-1] += f" {word}" if started else word
    return [piece.rstrip() for piece in pieces]


def printable(text: str) -> str:
    """A text without characters that a terminal would take for orders."""
    return "".join(char if unicodedata.category(char) != "Cc" else " " for char in text)


def columns(text: str) -> int:
    """How wide a terminal shows a text: East Asian characters take two columns, accents that combine take none (UAX #11)."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
