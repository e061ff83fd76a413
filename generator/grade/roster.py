"""The list of students, out of a CSV as learning platforms and spreadsheets write it, and finding students in it.

Nothing here guesses: what fits two students is told to fit two.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.grade.people import folded, run_together, same_whatever_order
from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.diagnostics.model import Problems
    from generator.source.files import SourceFile

DELIMITERS = ",;\t"
_IDS = (
    "student id", "student number", "student no", "matriculation number", "id number", "idnumber", "sis user id", "sis login id",
    "login id", "user id", "username", "user name", "login", "id",
)  # fmt: skip
"""Headings of columns with ids. Of several the first in this list gives the student's id; the others find the student too."""
_NAMES = ("name", "student name", "full name", "fullname", "student", "sortable name")
_FIRST = ("first name", "firstname", "given name", "given names", "forename")
_LAST = ("last name", "lastname", "surname", "family name")
_EMAILS = ("email", "e-mail", "email address", "e-mail address", "mail")
_FULL_MARKS = "points possible"
"""What stands instead of a name in a row of Canvas's gradebook that is nobody's: it gives the full marks."""
_HEADINGS = "`id`, `student id`, `id number`, `sis login id` or `username`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """Somebody on the roster. ``also`` are the ids that other columns give, such as a login."""

    id: str
    name: str = ""
    email: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """The students in the roster's order, and the ways to find them."""

    students: tuple[Student, ...]
    _by_id: Mapping[str, tuple[Student, ...]] = field(repr=False)
    _by_name: Mapping[str, tuple[Student, ...]] = field(repr=False)

    def by_id(self, written: str) -> tuple[Student, ...]:
        """Whom an id, a login or an address means: nobody, one, or several."""
        return self._by_id.get(folded(written), ())

    def by_name(self, written: str) -> tuple[Student, ...]:
        """Whom a name means, whatever its case, accents and order, or the words run together in either order."""
        return self._by_name.get(same_whatever_order(written), ())

    def find(self, written: str) -> tuple[Student, ...]:
        """Whom an id or else a name means."""
        return self.by_id(written) or self.by_name(written)


def roster_of(students: Iterable[Student]) -> Roster:
    """A roster with its indexes, built once."""
    students = tuple(students)
    by_id: dict[str, dict[str, Student]] = defaultdict(dict)
    by_name: dict[str, dict[str, Student]] = defaultdict(dict)
    for student in students:
        for written in (student.id, student.email, *student.also):
            if written:
                by_id[folded(written)][student.id] = student
        for form in (same_whatever_order(student.name), *run_together(student.name)):
            if form:
                by_name[form][student.id] = student
    return Roster(
        students, {key: tuple(found.values()) for key, found in by_id.items()},
        {key: tuple(found.values()) for key, found in by_name.items()},
    )  # fmt: skip


def read_roster(file: SourceFile, problems: Problems) -> Roster | None:
    """The roster in a CSV, or None after reporting everything that is wrong with it, each at its row.

    Fields are separated by comma, semicolon or tab: by whichever the first row has most of. Other columns are left alone.
    """
    before = len(problems.errors)
    try:
        rows = [(line, [cell.strip() for cell in row]) for line, row in _rows(file)]
    except csv.Error as error:
        _fault(problems, file, 1, f"the file is no CSV: {error}", "save it as CSV again")
        return None
    while rows and not any(rows[-1][1]):  # empty lines at the end are nobody's fault
        rows.pop()
    if not rows:
        _fault(problems, file, 1, "the roster is empty", f"begin with a row of headings, one of them {_HEADINGS}")
        return None
    line, first = rows[0]
    head = [re.sub(r"[\s_]+", " ", folded(cell)) for cell in first]
    if not any(name in head for name in _IDS):
        _fault(problems, file, line, "no column of the roster holds ids", f"call the column with the students' ids {_HEADINGS}")
        return None
    students = list(_students(file, head, rows[1:], problems))
    if not students and len(problems.errors) == before:
        _fault(problems, file, line, "the roster names no student", "add a row for each")
    return roster_of(students) if len(problems.errors) == before else None


def _rows(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line, counted from 1, on which it begins."""
    first = file.text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for row in reader:
        yield begins, row
        begins = reader.line_num + 1


def _students(file: SourceFile, head: list[str], rows: list[tuple[int, list[str]]], problems: Problems) -> Iterator[Student]:
    seen: dict[str, int] = {}
    for line, row in rows:
        if not any(row):
            _fault(problems, file, line, "the row is empty", "remove it")
            continue
        if len(row) > len(head):
            message = f"the row has {len(row)} fields under {len(head)} headings"
            _fault(problems, file, line, message, "put a field that holds the separator in quotation marks")
            continue
        student = _student(dict(zip(head, row, strict=False)))
        if not student.id and folded(student.name) == _FULL_MARKS:
            continue
        if not student.id:
            _fault(problems, file, line, "the row has no id", "add the student's id, or remove the row")
        elif folded(student.id) in seen:
            message = f"the id `{student.id}` is another student's too"
            first = f"first used at {file.name}:{seen[folded(student.id)]}"
            _fault(problems, file, line, message, "keep one row for each student", first)
        else:
            seen[folded(student.id)] = line
            yield student


def _student(cells: Mapping[str, str]) -> Student:
    def first(names: Iterable[str]) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    own = next(name for name in _IDS if name in cells)
    name = " ".join(part for part in (first(_FIRST), first(_LAST)) if part)
    also = tuple(dict.fromkeys(cells[other] for other in _IDS if other != own and cells.get(other)))
    return Student(id=cells[own], name=name or first(_NAMES), email=first(_EMAILS), also=also)


def _fault(problems: Problems, file: SourceFile, line: int, message: str, fix: str, *notes: str) -> None:
    """Report what is wrong with a row; ``line`` is the one on which it begins, counted from 1."""
    start = file.line_starts[line - 1]
    span = Span(start, start + max(1, len(file.line(line))))
    problems.report(Code.BAD_ROSTER, message, file, span, notes=notes, help=fix)
