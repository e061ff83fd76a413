"""Feedback and evidence, by their words, in every reading of a file."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import letters, line_at, shortened
from generator.leaks.opened import place_in_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.opened import Opened, Wanted
    from generator.leaks.texts import Run, Secret

_PIECE = re.compile(r"[^<>\"\n\t|]{1,80}")
"""What a short text would be the whole of: a string, an element's text, a line, a field."""


def words(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Texts that tell a key. In a whole document of the course the words that prove a key are words among others."""
    document = hashlib.sha256(seen.content).hexdigest() in wanted.documents
    found: set[int] = set()
    for reading, spelled in zip(seen.readings, seen.spelled, strict=True):
        for run in wanted.texts.runs(spelled):
            if id(run.secret) not in found and not (document and run.secret.kind is Kind.EVIDENCE):
                found.add(id(run.secret))
                yield _finding(seen, run.secret, _place(seen, reading, spelled, run))
    if seen.named and wanted.texts.short:
        yield from _short(seen, wanted)


def _short(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Texts of a word or two, where they are a whole string in a file that names their item."""
    named = {one.id for one in seen.named}
    there = any(
        text in spelled for text, secret in wanted.texts.short.items() if secret.asked.id in named for spelled in seen.spelled
    )
    told: set[bytes] = set()
    for reading in seen.readings if there else ():
        for piece in _PIECE.finditer(reading):
            secret = wanted.texts.short.get(letters(piece[0]))
            if secret is not None and secret.asked.id in named and secret.letters not in told:
                told.add(secret.letters)
                yield _finding(seen, secret, f"line {reading.count(chr(10), 0, piece.start()) + 1}")


def _place(seen: Opened, reading: str, spelled: bytes, run: Run) -> str:
    """A notebook's cell, a path into JSON, or a line."""
    sought = spelled[run.start : run.end]
    for n, cell in enumerate(seen.cells):
        if inside := place_in_data(cell, sought):
            return f"cell `{cell.get('id', n)}`, {inside.removeprefix('$.')}"
    place = place_in_data(seen.data, sought) if seen.data is not None else ""
    return place or f"line {line_at(reading, run.start)}"


def _finding(seen: Opened, secret: Secret, place: str) -> Finding:
    one = secret.asked
    return Finding(
        kind=secret.kind, path=seen.path, place=place, found=f"“{shortened(secret.text)}”", quiz=one.quiz.id, item=one.id
    )
