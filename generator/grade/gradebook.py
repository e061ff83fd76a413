"""The gradebook: everybody's attempts, the mark of each quiz, and the total. Made of readings, the roster and the policy alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.grade.attempts import Marker, file_all, is_nobodys
from generator.grade.flags import Flag, Weight
from generator.grade.mark import FULL, NotHandedIn, Open, Settled, quiz_mark, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.grade.attempts import Filed
    from generator.grade.mark import QuizMark, Total
    from generator.grade.model import Reading
    from generator.grade.policy import Policy
    from generator.grade.roster import Roster, Student


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a row in the gradebook. ``label`` is unique: the id on the roster, else the name or path as it was told."""

    label: str
    name: str = ""
    email: str = ""
    on_roster: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One attempt, as it entered the mark. ``points`` are those of the items, None where one is held."""

    filed: Filed
    points: tuple[Fraction | None, ...]
    counts: bool
    """Whether the mark is made of it, or waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """What a person has on one quiz: the mark, and the attempts by time."""

    quiz: str
    mark: QuizMark
    tried: tuple[Tried, ...]
    waits_for: tuple[str, ...] = ()
    """The paths of the files that keep the mark open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person's row. ``sat`` has one entry for each quiz that counts, in the policy's order."""

    person: Person
    sat: tuple[Sat, ...]
    total: Total | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """Everybody's row: the roster's students in its order, then the others by label.

    ``apart`` are the files that entered no mark (refused, of a quiz that isn't graded, or of nobody), each with the label of
    whose it is, or how it was told whose it is where that is nobody with a row.
    """

    policy: Policy
    rows: tuple[Row, ...]
    apart: tuple[tuple[str, Filed], ...]

    def files(self) -> Iterator[tuple[str, Filed]]:
        """Every file and quiz with the label of whose it is."""
        yield from ((row.person.label, one.filed) for row in self.rows for sat in row.sat for one in sat.tried)
        yield from self.apart


def gradebook(readings: Sequence[Reading], policy: Policy, roster: Roster | None, quizzes: Iterable[str]) -> Gradebook:
    """The gradebook of some readings. ``quizzes`` are the ids of all quizzes of the course."""
    filed = file_all(readings, policy, roster, quizzes)
    counted = {one.quiz.id for one in policy.counted}
    entered = [one for one in filed if one.reading.quiz in counted and not is_nobodys(one)]
    apart = [one for one in filed if one.reading.quiz not in counted or is_nobodys(one)]
    by_person: dict[str, dict[str, list[Filed]]] = defaultdict(lambda: defaultdict(list))
    for one in entered:
        by_person[one.owner.key][one.reading.quiz].append(one)
    lost = _may_hold_anything(filed)
    known = [one for one in filed if not is_nobodys(one) and (one.reading.quiz in counted or one.weighs(Weight.REFUSED))]
    marker = Marker(policy)
    people = _people(known, roster)
    rows = []
    for key, person in people.items():
        sat = tuple(_sat(quiz.quiz.id, by_person[key][quiz.quiz.id], lost[key], policy, marker) for quiz in policy.counted)
        marks, weights = [one.mark for one in sat], [one.weight for one in policy.counted]
        rows.append(Row(person=person, sat=sat, total=total(marks, weights, policy.drop_lowest, policy.missing)))
    labelled = ((people[one.owner.key].label if one.owner.key in people else one.owner.shown, one) for one in apart)
    return Gradebook(policy=policy, rows=tuple(rows), apart=tuple(labelled))


def _people(filed: Sequence[Filed], roster: Roster | None) -> dict[str, Person]:
    """Everybody who has a row, by key."""
    students = roster.students if roster else ()
    found = {f"={student.id}": _on_roster(student) for student in students}
    others: dict[str, str] = {}
    for one in filed:
        if one.owner.key not in found:
            others[one.owner.key] = min(others.get(one.owner.key, one.owner.shown), one.owner.shown)
    taken = {person.label for person in found.values()}
    for key, shown in sorted(others.items(), key=lambda both: (both[1], both[0])):
        label, number = shown, 1
        while label in taken:
            number += 1
            label = f"{shown} ({number})"
        taken.add(label)
        found[key] = Person(label=label, name=shown if key.startswith("~") else "")
    return found


def _on_roster(student: Student) -> Person:
    return Person(label=student.id, name=student.name, email=student.email, on_roster=True)


def _may_hold_anything(filed: Sequence[Filed]) -> dict[str, list[str]]:
    """By person: the paths of files that may hold any quiz, or may be theirs. What they seem not to have handed in may be there."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in filed:
        if not one.reading.quiz and one.weighs(Weight.REFUSED):
            found[one.owner.key].append(one.reading.path)
        for student in one.owner.may_be:
            found[f"={student}"].append(one.reading.path)
    return found


def _sat(quiz: str, filed: list[Filed], lost: list[str], policy: Policy, marker: Marker) -> Sat:
    """What somebody has on a quiz."""
    filed = sorted(filed, key=lambda one: one.order)
    mark = quiz_mark([marker.attempt(one) for one in filed], policy.resubmissions)
    if isinstance(mark, NotHandedIn) and lost:
        return Sat(quiz=quiz, mark=Open(Fraction(0), FULL), tried=(), waits_for=tuple(lost))
    decides = {mark.attempt} if isinstance(mark, Settled) else set(mark.waits_for) if isinstance(mark, Open) else set()
    tried = tuple(
        Tried(filed=_told(one, mark, counts=n in decides), points=marker.points(one), counts=n in decides) for n, one in enumerate(filed)
    )
    waits_for = tuple(one.filed.reading.path for one in tried if one.counts) if isinstance(mark, Open) else ()
    return Sat(quiz=quiz, mark=mark, tried=tried, waits_for=waits_for)


def _told(filed: Filed, mark: QuizMark, *, counts: bool) -> Filed:
    """An attempt with what the choice among several says of it."""
    if counts and isinstance(mark, Open) and not (filed.weighs(Weight.HELD) or filed.weighs(Weight.REFUSED)):
        return filed.saying(Flag.ORDER_UNKNOWN, "its time doesn't tell whether it is the one that counts")
    if not counts and isinstance(mark, Settled):
        return filed.saying(Flag.SUPERSEDED, "another attempt counts")
    return filed
