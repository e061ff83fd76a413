"""Readings to attempts: whose each is, when it came, what it is worth, and everything that is to be said of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.answers import points
from generator.grade.flags import Flag, Weight
from generator.grade.lateness import Lateness, arrived, in_words, lateness
from generator.grade.mark import Attempt
from generator.grade.model import Raised, State
from generator.grade.naming import Seen
from generator.grade.whose import Owners, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from generator.answers import Ids
    from generator.grade.model import Reading
    from generator.grade.policy import Counted, Policy
    from generator.grade.roster import Roster
    from generator.grade.whose import Owner
    from generator.spec.quiz import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A reading with its owner and time. ``raised`` is all that is to be said of it; ``late`` is None where it came in time."""

    reading: Reading
    owner: Owner
    at: datetime | None
    late: Lateness | None
    raised: tuple[Raised, ...]

    @property
    def order(self) -> tuple[bool, float, str]:
        """Sorts by time, those without one last, and by path."""
        return (self.at is None, self.at.timestamp() if self.at else 0.0, self.reading.path)

    def weighs(self, weight: Weight) -> bool:
        """Whether a flag of this weight was raised."""
        return any(one.flag.weight is weight for one in self.raised)

    def saying(self, flag: Flag, detail: str) -> Filed:
        """The same with one flag more."""
        return replace(self, raised=(*self.raised, Raised(flag=flag, detail=detail)))


class Marker:
    """Works out what readings are worth. Many students give the same answer, so each answer to an item is scored once."""

    def __init__(self, policy: Policy) -> None:
        self._items = {counted.quiz.id: counted.quiz.items for counted in policy.counted}
        self._scored: dict[tuple[str, Ids], Fraction] = {}

    def points(self, filed: Filed) -> tuple[Fraction | None, ...]:
        """What each item of the reading's quiz is worth, from 0 to 1; None where that waits for a decision, as all does of a file
        that gave nothing."""
        items = self._items[filed.reading.quiz]
        if not filed.reading.responses:
            return (None,) * len(items)
        held = {one.item for one in filed.raised if one.flag.weight is Weight.HELD}
        both = zip(items, filed.reading.responses, strict=True)
        return tuple(
            None if response.state is State.HELD or item.id in held else self._worth(item, response.answer) for item, response in both
        )

    def attempt(self, filed: Filed) -> Attempt:
        """The reading as marks are made of it."""
        whole = any(one.flag.weight is not Weight.NOTED and not one.item for one in filed.raised)
        cost = filed.late.cost if filed.late else 0
        return Attempt(points=self.points(filed), penalty=Fraction(cost), held=whole, at=filed.at)

    def _worth(self, item: Item, answer: Ids) -> Fraction:
        known = self._scored.get((item.id, answer))
        if known is None:
            known = self._scored[item.id, answer] = points(item, answer) if answer else Fraction(0)
        return known


def file_all(readings: Sequence[Reading], policy: Policy, roster: Roster | None, quizzes: Iterable[str]) -> list[Filed]:
    """Every reading with its owner, its time and what is to be said of it, in the order of the paths.

    ``quizzes`` are the ids of all quizzes of the course.
    """
    owners = Owners(_seen(readings), roster, quizzes)
    due = {counted.quiz.id: counted for counted in policy.counted}
    filed = [_filed(reading, owners.of(reading.path, reading.claimed), due.get(reading.quiz), policy) for reading in readings]
    return sorted(_compared(filed), key=lambda one: (one.reading.path, one.reading.quiz))


def _seen(readings: Iterable[Reading]) -> list[Seen]:
    files: dict[str, tuple[str, list[str]]] = {}
    for reading in readings:
        claimed, quizzes = files.setdefault(reading.path, (reading.claimed, []))
        quizzes.append(reading.quiz)
        files[reading.path] = (claimed or reading.claimed, quizzes)
    return [Seen(path=path, claimed=claimed, quizzes=tuple(filter(None, found))) for path, (claimed, found) in files.items()]


def _filed(reading: Reading, owner: Owner, counted: Counted | None, policy: Policy) -> Filed:
    at = arrived(reading.handed_in, reading.saved, policy.timezone)
    late = lateness(at, counted.due, policy.late) if counted and counted.due and at else None
    filed = Filed(reading=reading, owner=owner, at=at, late=late, raised=(*reading.raised, *owner.raised))
    if counted is None and reading.quiz and not reading.refused:
        # Nothing waits for a decision on a quiz that nobody grades.
        noted = tuple(one for one in filed.raised if one.flag.weight is Weight.NOTED)
        return replace(filed, raised=noted).saying(Flag.NOT_COUNTED, f"it holds the quiz `{reading.quiz}`")
    if counted is None:
        return filed
    if late is not None:
        cost = f"cost {late.cost} points of 100" if late.cost else "cost nothing"
        filed = filed.saying(Flag.LATE, f"it came {in_words(late.by)} after the deadline, which {cost}")
        if late.beyond:
            filed = filed.saying(Flag.AFTER_DEADLINE, f"work is taken until {policy.late.refuse_after} days after the deadline")
    elif owner.marked_late:
        filed = filed.saying(Flag.LATE, "the platform marked it as late, but by its time it isn't: nothing was taken off")
    elif counted.due is not None and at is None:
        filed = filed.saying(Flag.TIME_UNKNOWN, "neither the file nor what is around it has a time")
    return filed


def _compared(filed: list[Filed]) -> list[Filed]:
    """The same with what shows only beside the others: the same bytes again, from one student or from two."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(filed):
        if one.reading.sha256 and one.reading.responses:
            alike[one.reading.sha256, one.reading.quiz].append(n)
    found = list(filed)
    for places in alike.values():
        if len(places) > 1:
            _tell_alike(found, sorted(places, key=lambda n: filed[n].order))
    return found


def _tell_alike(filed: list[Filed], places: list[int]) -> None:
    """Flag files of the same bytes; ``places`` are their indexes, the earliest first."""
    first: dict[str, str] = {}
    for n in places:
        one = filed[n]
        if one.owner.key in first:
            filed[n] = one.saying(Flag.SAME_FILE, f"it is `{first[one.owner.key]}` again")
        elif first and any(response.state is not State.OPEN for response in one.reading.responses):
            filed[n] = one.saying(Flag.SAME_BYTES, f"it is `{next(iter(first.values()))}` to the byte")
        first.setdefault(one.owner.key, one.reading.path)


def is_nobodys(filed: Filed) -> bool:
    """Whether nothing tells whose it is and nothing could be read: there is no row in a gradebook that it could be in."""
    return filed.owner.told is Told.NOTHING and not filed.reading.responses
