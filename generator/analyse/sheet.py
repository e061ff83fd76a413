"""All responses to one quiz, students down and items across: as they are read, and as they are analysed."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.answers import Ids
    from generator.spec.quiz import Item, Quiz

HELD = -1
"""The code of a response whose answer can't be told."""
MISSING = -2
"""The code where no row was read; no finished sheet has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One item's responses: entry n of each tuple is the sheet's student n.

    ``codes`` are indices into ``answers``, which are the different answers that were given, or HELD. Answer 0 is the open one.
    ``points`` is what each of the answers is worth.
    """

    item: Item
    answers: tuple[Ids, ...]
    points: tuple[Fraction, ...]
    codes: tuple[int, ...]
    sure: tuple[bool | None, ...]
    seconds: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All responses to one quiz: a column for each of its items, in the quiz's order, and an entry for each of the students."""

    quiz: Quiz
    students: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(slots=True)
class Filling:
    """A column while it is filled."""

    item: Item
    answers: dict[Ids, int] = field(default_factory=lambda: {(): 0})
    points: list[Fraction] = field(default_factory=lambda: [Fraction(0)])
    codes: list[int] = field(default_factory=list)
    sure: list[bool | None] = field(default_factory=list)
    seconds: list[float | None] = field(default_factory=list)

    def room_for_one(self) -> None:
        """One more student, of whom nothing has been read."""
        self.codes.append(MISSING)
        self.sure.append(None)
        self.seconds.append(None)

    def frozen(self) -> Column:
        """The column as it is now."""
        return Column(item=self.item, answers=tuple(self.answers), points=tuple(self.points), codes=tuple(self.codes),
                      sure=tuple(self.sure), seconds=tuple(self.seconds))  # fmt: skip


@dataclass(slots=True)
class Filled:
    """A sheet while it is filled: the place of each student, and the line at which each was met first."""

    quiz: Quiz
    columns: dict[str, Filling]
    places: dict[str, int] = field(default_factory=dict)
    first_lines: list[int] = field(default_factory=list)

    def place_of(self, student: str, line: int) -> int:
        """The student's place, a new one for who is met the first time."""
        place = self.places.get(student)
        if place is None:
            place = self.places[student] = len(self.places)
            self.first_lines.append(line)
            for column in self.columns.values():
                column.room_for_one()
        return place

    def frozen(self) -> Sheet:
        """The sheet as it is now."""
        columns = tuple(column.frozen() for column in self.columns.values())
        return Sheet(quiz=self.quiz, students=tuple(self.places), columns=columns)
