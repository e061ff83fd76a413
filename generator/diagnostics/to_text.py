"""Diagnostics for people: message, place, the line itself with a marker, notes and the fix."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics.model import Diagnostic

SHOWN = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
SHOWN |= dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD)
"""Characters that steer a terminal, turn the direction of what follows or can't be printed at all, and what is shown in their place."""

WIDTH = 140
"""Longest code frame, in characters; a longer line is shown around the marker."""


def as_text(found: Diagnostic) -> str:
    """One problem as several lines, without a final line end. No character of a spec acts on the terminal."""
    return _lines(found).translate(SHOWN)


def _lines(found: Diagnostic) -> str:
    line, column = found.place
    gutter = " " * len(str(line))
    out = [f"{found.severity.value}[{found.code.value}]: {found.message}", f"{gutter}--> {found.file.name}:{line}:{column}"]
    text = found.file.line(line)
    if text.strip():
        shown, before, width = _frame(text, column - 1, found.span.end - found.span.start)
        out += [f"{gutter} |", f"{line} | {shown}", f"{gutter} | {' ' * before}{'^' * width}"]
    out += [f"{gutter} = {note}" for note in found.notes]
    if found.help:
        out.append(f"{gutter} = help: {found.help}")
    return "\n".join(out)


def _frame(text: str, at: int, length: int) -> tuple[str, int, int]:
    """The line as shown, the marker's indent and its width, in terminal cells."""
    text = text.expandtabs(1)
    length = max(1, min(length, len(text) - at))
    start = max(0, at - WIDTH // 3) if len(text) > WIDTH else 0
    shown = ("…" if start else "") + text[start : start + WIDTH] + ("…" if start + WIDTH < len(text) else "")
    before = text[start:at]
    marked = text[at : min(at + length, start + WIDTH)]
    return shown, _cells(before) + (1 if start else 0), max(1, _cells(marked))


def _cells(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters two, combining ones none."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
