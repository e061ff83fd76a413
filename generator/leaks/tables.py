"""Tables and lists that give keys: CSV and TSV, marks that grading wrote, and numbered lists of answers."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import letters, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

_MARKS = frozenset({"item", "answer", "points"})
"""Columns by which a table of answers with what each is worth is known."""
_NUMBERED = re.compile(r"^[^\w\n]{0,6}(?:q(?:uestion)?\s*)?(\d{1,3})[^\w\n]{1,6}(\S[^\n]{0,400})$", re.IGNORECASE | re.MULTILINE)
_LEAST = 3
"""Items below which a numbered list that fits a key may be chance."""


def tables(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Rows that give an item and its key: marks by their columns, others where they name the key and no other part."""
    del wanted
    if not seen.named or seen.cells or "<html" in seen.text[:2000].lower():
        return
    for delimiter in ",\t;|":
        rows = _rows(seen.text, delimiter)
        if not rows:
            continue
        header = {field.strip().lower() for field in rows[0]}
        if header >= _MARKS:
            yield from _marks(seen, rows)
        else:
            yield from _keys(seen, rows)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """A text as a table, empty where it isn't one: a field may be too long for one, or a quotation mark may never close."""
    if delimiter not in text:
        return []
    try:
        rows = list(csv.reader(text.split("\n"), delimiter=delimiter))
    except csv.Error:
        return []
    return [row for row in rows if len(row) > 1]


def _marks(seen: Opened, rows: Sequence[Sequence[str]]) -> Iterator[Finding]:
    items = {one.id: one for one in seen.named}
    at = [field.strip().lower() for field in rows[0]].index("item")
    for n, row in enumerate(rows, 1):
        one = items.pop(row[at].strip(), None) if at < len(row) else None
        if one is not None:
            yield _finding(Kind.GRADE_OUTPUT, seen, f"line {n}", ",".join(row), one)


def _keys(seen: Opened, rows: Sequence[Sequence[str]]) -> Iterator[Finding]:
    """Of each item the fields beside its id. A table of all options tells nothing; one that has the key alone does."""
    items = {one.id: one for one in seen.named}
    beside: dict[str, list[tuple[int, Sequence[str]]]] = defaultdict(list)
    for n, row in enumerate(rows, 1):
        for name in {field.strip() for field in row} & items.keys():
            beside[name].append((n, [field.strip() for field in row if field.strip() != name]))
    found = []
    for name, lines in beside.items():
        one = items[name]
        together = [field for _, fields in lines for field in fields]
        for n, fields in lines[:1]:
            telling = [field for field in fields if one.is_key(field)]
            if telling or (len(lines) > 1 and one.is_key(together)):
                found.append(_finding(Kind.KEY_TABLE, seen, f"line {n}", f"{name}: {', '.join(telling or together)}", one))
    if len(found) > 1:  # one field that fits may be anything
        yield from found


def lists(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """A list from 1 to the number of a quiz's items, in a file that names the quiz, whose every line is the item's key."""
    small = seen.spelled[0]
    quizzes = {one.quiz.id: one.quiz for one in wanted.asked}
    for quiz in quizzes.values():
        if len(quiz.items) < _LEAST or not (letters(quiz.id) in small or letters(quiz.title) in small):
            continue
        items = [one for one in wanted.asked if one.quiz.id == quiz.id]
        for reading in seen.readings:
            at = _fits(reading, items)
            if at is not None:
                place = f"line {reading.count(chr(10), 0, at.start()) + 1}"
                yield Finding(kind=Kind.KEY_LIST, path=seen.path, place=place, found=shortened(at[0]), quiz=quiz.id)
                break


def _fits(text: str, items: Sequence[Asked]) -> re.Match[str] | None:
    """The first line of a list that gives every item's key."""
    first, expected = None, 1
    for line in _NUMBERED.finditer(text):
        number = int(line[1])
        if number == 1:
            first, expected = line, 1
        if number == expected <= len(items) and items[number - 1].is_key(line[2].strip().strip(".`*\"'")):
            expected += 1
            if expected > len(items):
                return first
        elif number != 1:
            expected = 0
    return None


def _finding(kind: Kind, seen: Opened, place: str, found: str, one: Asked) -> Finding:
    return Finding(kind=kind, path=seen.path, place=place, found=shortened(found), quiz=one.quiz.id, item=one.id)
