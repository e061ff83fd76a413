"""`responses.csv`, as grading wrote it, to a sheet for each quiz: students down, items across.

The file may have been edited, cut short or made elsewhere, so nothing in it is taken on trust: every row is held against the
course, and its points against what the course's own rule gives for the answer. All that is wrong is told in one run.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from generator.analyse.sheet import HELD, MISSING, Filled, Filling
from generator.answers import check_form, points
from generator.grade.model import State
from generator.spec.read import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.analyse.sheet import Sheet
    from generator.spec.course import Course

HEADER = ("student", "quiz", "item", "state", "answer", "points", "sure", "seconds")
_STATES = frozenset(state.value for state in State)
_GRADE_AGAIN = "run `course grade` again, with the course as it is now, and analyse what it writes"
_SURE = {"yes": True, "no": False, "": None}
_POINTS = re.compile(r"[01](\.\d{1,12})?", re.ASCII)
_SECONDS = re.compile(r"\d{1,12}(\.\d{1,20})?(e[-+]?\d{1,2})?", re.ASCII)
_CLOSE = Fraction(1, 10**6)
_SHOWN = 60
"""Characters of a value: two of them fit on a line."""
"""Points that no decimal ends are written with six places."""
_Said = tuple[str, str, str, str, str]
"""Quiz, item, state, answer and points of a row."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong with the file, with what to do about it, and the lines that have it, counted from 1."""

    lines: tuple[int, ...]
    message: str
    help: str


def read_responses(lines: Iterable[str], course: Course) -> tuple[tuple[Sheet, ...], tuple[Fault, ...]]:
    """The sheets of all quizzes that have responses, in the course's order, and what is wrong with the file.

    ``lines`` are those of the file, opened with ``newline=""``. The sheets are good for nothing where there is any fault.
    """
    reader = _Reader(course)
    reader.read(lines)
    return reader.sheets(), reader.faults()


class _Reader:
    """Reads the rows of one file. What is said of a row is remembered, for thousands of students answer alike."""

    def __init__(self, course: Course) -> None:
        self.filled = {
            quiz.value.id: Filled(quiz.value, {item.id: Filling(item) for item in quiz.value.items}) for quiz in course.quizzes
        }
        self.found: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.known: dict[_Said, _Judged] = {}

    def read(self, lines: Iterable[str]) -> None:
        """Read every row, as far as the file can be read at all."""
        rows = csv.reader(lines, strict=True)
        line = 1
        try:
            header = tuple(next(rows, ()))
            if header != HEADER:
                self.fault(1, f"the first line isn't the header that grading writes, `{','.join(HEADER)}`", _GRADE_AGAIN)
                return
            for row in rows:
                line, first = rows.line_num, line + 1
                self._row(row, first)
        except csv.Error as error:
            self.fault(max(line, rows.line_num), f"from here on the file can't be read: {error}", _GRADE_AGAIN)
            return
        except UnicodeDecodeError:
            self.fault(line + 1, "from here on, or soon after, the file isn't UTF-8 text", _GRADE_AGAIN)
            return
        if line == 1:
            self.fault(1, "no row follows the header", "run `course grade` on answers that students returned")
        self._lacking()

    def fault(self, line: int, message: str, help_: str) -> None:
        """Note a fault of a line."""
        self.found[message, help_].append(line)

    def faults(self) -> tuple[Fault, ...]:
        """By the first line that has each."""
        return tuple(sorted(Fault(tuple(lines), message, help_) for (message, help_), lines in self.found.items()))

    def sheets(self) -> tuple[Sheet, ...]:
        """Of the quizzes that any row belongs to."""
        return tuple(filled.frozen() for filled in self.filled.values() if filled.places)

    def _row(self, row: list[str], line: int) -> None:
        if len(row) != len(HEADER):
            self.fault(line, f"the row has {len(row)} field{'s' * (len(row) != 1)} and not {len(HEADER)}", _GRADE_AGAIN)
            return
        student, quiz, item, state, answer, given, sure, took = row
        if not student.strip():
            self.fault(line, "the row names no student", "write the student's id, or remove the row")
        judged = self._judged((quiz, item, state, answer, given))
        if judged.fault is not None:
            self.fault(line, str(judged.fault), judged.fault.help)
        if sure not in _SURE:
            self.fault(line, f"`{_short(sure)}` doesn't say whether the student was sure", "write `yes`, `no` or nothing")
        seconds = self._seconds(took, line) if took else None
        if judged.sheet is None or judged.column is None or not student.strip():
            return
        place, column = judged.sheet.place_of(student, line), judged.column
        if column.codes[place] != MISSING:
            self.fault(line, f"it is a second row for the same student, quiz and item (`{quiz}`, `{item}`)",
                       f"keep the row that counts; or {_GRADE_AGAIN}")  # fmt: skip
        column.codes[place], column.sure[place], column.seconds[place] = judged.code, _SURE.get(sure), seconds

    def _judged(self, said: _Said) -> _Judged:
        if said not in self.known:
            self.known[said] = self._judge(*said)
        return self.known[said]

    def _judge(self, quiz: str, item: str, state: str, answer: str, given: str) -> _Judged:
        """Where a response belongs, and what it is. One at fault stands as held, so that nobody is told that it is missing, too."""
        sheet = self.filled.get(quiz)
        if sheet is None:
            return _Judged(None, None, HELD, _FaultError(f"the course has no quiz `{_short(quiz)}`", _meant(quiz, self.filled)))
        column = sheet.columns.get(item)
        if column is None:
            fault = _FaultError(f"the quiz `{quiz}` has no item `{_short(item)}`", _meant(item, sheet.columns))
            return _Judged(sheet, None, HELD, fault)
        try:
            return _Judged(sheet, column, _code(column, state, answer, given), None)
        except _FaultError as error:
            return _Judged(sheet, column, HELD, error)

    def _seconds(self, took: str, line: int) -> float | None:
        seconds = float(took) if _SECONDS.fullmatch(took) else math.inf
        if math.isfinite(seconds):
            return seconds
        self.fault(line, f"`{_short(took)}` is no number of seconds", "write a number that isn't below 0, or nothing")
        return None

    def _lacking(self) -> None:
        """Tell of students whom a quiz has no answer of for some of its items: grading writes a row for each."""
        for quiz, sheet in self.filled.items():
            for place, line in enumerate(sheet.first_lines):
                lacking = [item for item, column in sheet.columns.items() if column.codes[place] == MISSING]
                if lacking:
                    named = ", ".join(f"`{item}`" for item in lacking)
                    self.fault(line, f"the student named here has no row for {named} of `{quiz}`", _GRADE_AGAIN)


def _code(column: Filling, state: str, answer: str, given: str) -> int:
    """The code of a response, which is new or known. Raises where it can't be one, or its points aren't what the rule gives."""
    item = column.item
    if state not in _STATES:
        raise _FaultError(f"there is no state `{_short(state)}`", f"write one of {', '.join(f'`{one}`' for one in State)}")
    if state == State.HELD:
        if given:
            raise _FaultError(f"a response to `{item.id}` is held and yet has points", _GRADE_AGAIN)
        return HELD  # whatever answer stands there: it isn't known to be the student's
    ids = tuple(answer.split(" ")) if answer else ()
    if (state == State.OPEN) != (not ids):
        raise _FaultError(f"a response to `{item.id}` is called {state} and {'names parts' if ids else 'is empty'}", _GRADE_AGAIN)
    if ids not in column.answers:
        try:
            check_form(item, ids)
        except ValueError as error:
            raise _FaultError(f"`{_short(answer)}` can't be an answer to `{item.id}`: {error}", _GRADE_AGAIN) from None
    worth = points(item, ids)
    if not _POINTS.fullmatch(given) or abs(Fraction(given) - worth) > _CLOSE:
        message = f"{f'`{_short(answer)}`' if answer else 'no answer'} to `{item.id}` is worth {_decimal(worth)} and has "
        raise _FaultError(
            f"{message}{f'`{_short(given)}`' if given else 'no points'}", f"if the item was changed, {_GRADE_AGAIN}"
        )
    if ids not in column.answers:
        column.answers[ids] = len(column.answers)
        column.points.append(worth)
    return column.answers[ids]


class _Judged(NamedTuple):
    """What is known of rows that say the same: where they belong as far as that can be told, their code, and their fault."""

    sheet: Filled | None
    column: Filling | None
    code: int
    fault: _FaultError | None


class _FaultError(Exception):
    """What is wrong with a row, with the fix."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.help = help_


def _meant(word: str, known: Iterable[str]) -> str:
    guess = closest(word[:80], known)
    return f"did you mean `{guess}`? Or {_GRADE_AGAIN}" if guess else _GRADE_AGAIN


def _short(text: str) -> str:
    """A value as messages show it: on one line, not too long."""
    line = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else "?" for letter in line)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."


def _decimal(worth: Fraction) -> str:
    return f"{float(worth):.6f}".rstrip("0").rstrip(".")
