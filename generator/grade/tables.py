"""The gradebook as tables: one row per student, per file and quiz, and per answer. As CSV, and with pyarrow as Parquet.

What others wrote can't run in a spreadsheet: a text that a spreadsheet would take for a formula gets an apostrophe in front
(OWASP, "CSV Injection"). Numbers stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.grade.flags import Weight
from generator.grade.mark import NotHandedIn, Open, Settled, decimals, shortest
from generator.grade.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.answers import Ids
    from generator.grade.attempts import Filed
    from generator.grade.gradebook import Gradebook, Row, Sat, Tried
    from generator.grade.model import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that spreadsheets take for a formula; some take the wide forms of East Asian type too."""

_NEEDS_QUOTES = re.compile(r"""[,"\r\n]""")

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns, which of them hold numbers, and its rows as they are written. An empty cell is no value."""

    name: str
    columns: tuple[str, ...]
    numbers: frozenset[str]
    rows: tuple[Cells, ...]


def tables(book: Gradebook) -> Iterator[Table]:
    """The three tables of a gradebook: `gradebook`, `attempts` and `responses`; one after the other, since the last is large."""
    yield gradebook_table(book)
    yield attempts_table(book)
    yield responses_table(book)


def csv_bytes(table: Table) -> bytes:
    """A table as RFC 4180 has it, but for line ends, which are single; UTF-8."""
    is_text = [name not in table.numbers for name in table.columns]
    lines = [",".join(map(_field, table.columns))]
    lines += [",".join(_field(harmless(cell) if text else cell) for cell, text in zip(row, is_text, strict=True)) for row in table.rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _field(cell: str) -> str:
    """A field, in quotation marks where it needs them. Python's own writer forgets them around a lone carriage return."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


# -- one row per student ----------------------------------------------------------------------------------------------


def gradebook_table(book: Gradebook) -> Table:
    """Marks out of 100. A mark or total that is open is empty; what it is at least and at most stands beside the total.

    `open`, `missing` and `dropped` name quizzes, with spaces between.
    """
    quizzes = tuple(counted.quiz.id for counted in book.policy.counted)
    columns = ("student", "name", "email", "on_roster", *quizzes, "total", "at_least", "at_most", "open", "missing", "dropped")
    numbers = frozenset((*quizzes, "total", "at_least", "at_most"))
    return Table(name="gradebook", columns=columns, numbers=numbers, rows=tuple(map(_student, book.rows)))


def _student(row: Row) -> Cells:
    person, found = row.person, row.total
    marks = (decimals(sat.mark.mark) if isinstance(sat.mark, Settled) else "" for sat in row.sat)
    bounds = (decimals(found.at_least), decimals(found.at_most)) if found else ("", "")
    return (
        person.label, person.name, person.email, "yes" if person.on_roster else "no", *marks,
        bounds[0] if found and found.settled else "", *bounds,
        " ".join(sat.quiz for sat in row.sat if isinstance(sat.mark, Open)),
        " ".join(sat.quiz for sat in row.sat if isinstance(sat.mark, NotHandedIn)),
        " ".join(row.sat[n].quiz for n in found.dropped) if found and found.settled else "",
    )  # fmt: skip


# -- one row per file and quiz ----------------------------------------------------------------------------------------

_ATTEMPTS = ("path", "sha256", "student", "told_by", "quiz", "handed_in", "points", "of", "late_days", "penalty", "mark", "counts", "flags")


def attempts_table(book: Gradebook) -> Table:
    """Every file and quiz in the order of the paths, those that entered no mark too.

    `counts`: `yes`; `no`, another attempt counts; `open`, the mark waits for it; `apart`, it entered no mark.
    """
    rows = [_attempt(row.person.label, sat, tried) for row in book.rows for sat in row.sat for tried in sat.tried]
    rows += [_apart(label, filed) for label, filed in book.apart]
    numbers = frozenset({"points", "of", "late_days", "penalty", "mark"})
    return Table(name="attempts", columns=_ATTEMPTS, numbers=numbers, rows=tuple(sorted(rows, key=lambda row: (row[0], row[4]))))


def _attempt(label: str, sat: Sat, tried: Tried) -> Cells:
    filed = tried.filed
    settled = not (filed.weighs(Weight.HELD) or filed.weighs(Weight.REFUSED)) and None not in tried.points
    points = sum((one for one in tried.points if one is not None), Fraction(0))
    cost = filed.late.cost if filed.late else 0
    mark = max(Fraction(0), 100 * points / len(tried.points) - cost)
    counts = "no" if not tried.counts else "yes" if isinstance(sat.mark, Settled) else "open"
    worth = (shortest(points), str(len(tried.points))) if settled else ("", str(len(tried.points)))
    late = (str(filed.late.days), str(cost)) if filed.late else ("", "")
    return (*_whose(filed, label), *worth, *late, decimals(mark) if settled else "", counts, _flags(filed))


def _apart(label: str, filed: Filed) -> Cells:
    return (*_whose(filed, label), "", "", "", "", "", "apart", _flags(filed))


def _whose(filed: Filed, label: str) -> Cells:
    at = filed.at.strftime("%Y-%m-%dT%H:%M:%SZ") if filed.at else ""
    reading = filed.reading
    return (reading.path, reading.sha256, label, filed.owner.told.value, reading.quiz, at)


def _flags(filed: Filed) -> str:
    return " ".join(dict.fromkeys(one.flag.value for one in filed.raised))


# -- one row per answer -----------------------------------------------------------------------------------------------

_RESPONSES = ("student", "quiz", "item", "state", "answer", "points", "sure", "seconds")
_WORDS = {True: "yes", False: "no", None: ""}


def responses_table(book: Gradebook) -> Table:
    """Every answer of the attempts that count, or for which a mark waits, one attempt for each student and quiz."""
    rows = [found for row in book.rows for sat in row.sat for found in _responses(row.person.label, sat)]
    return Table(name="responses", columns=_RESPONSES, numbers=frozenset({"points", "seconds"}), rows=tuple(sorted(rows)))


def _responses(label: str, sat: Sat) -> Iterator[Cells]:
    tried = next((one for one in sat.tried if one.counts and one.filed.reading.responses), None)
    if tried is None:
        return
    for response, points in zip(tried.filed.reading.responses, tried.points, strict=True):
        yield (label, sat.quiz, *_response(response, points))


def _response(response: Response, points: Fraction | None) -> Cells:
    seconds = "" if response.seconds is None else shortest(Fraction(response.seconds).limit_denominator(1000), 3)
    return (response.item, *_worth(response.state, response.answer, points), _WORDS[response.sure], seconds)


@lru_cache(maxsize=4096)
def _worth(state: State, answer: Ids, points: Fraction | None) -> Cells:
    """State, answer and points as they are written. Kept: many students give the same answer."""
    if points is None:
        return State.HELD.value, " ".join(answer), ""
    return state.value, " ".join(answer), shortest(points)


def column(table: Table, name: str) -> Sequence[str]:
    """The cells of one column."""
    place = table.columns.index(name)
    return [row[place] for row in table.rows]
