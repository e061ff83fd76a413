"""Marks: from points to a mark out of 100, from several attempts to the one that counts, from marks to a total. Pure and exact.

A mark that can't be told yet stays open. It isn't nothing: what it is at least and at most is known, and goes on into the total.
Numbers are Fractions throughout; they are rounded when they are written, by `decimals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.spec.grading import Missing, Resubmissions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

FULL = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What marking needs of one attempt at a quiz.

    ``points`` are those of the items, each from 0 to 1, or None where an item is held. ``penalty`` is taken off, in points of
    100. ``held`` tells that the attempt as a whole waits for a decision. ``at`` is when it came, in UTC, where that is known.
    """

    points: tuple[Fraction | None, ...]
    penalty: Fraction = Fraction(0)
    held: bool = False
    at: datetime | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing about it waits for a decision."""
        return not self.held and None not in self.points

    @property
    def at_least(self) -> Fraction:
        """The mark if every decision goes against the student."""
        return Fraction(0) if self.held else self._worth(Fraction(0))

    @property
    def at_most(self) -> Fraction:
        """The mark if every decision goes for the student."""
        return self._worth(Fraction(1))

    def _worth(self, held: Fraction) -> Fraction:
        points = sum((held if one is None else one for one in self.points), Fraction(0))
        return max(Fraction(0), FULL * points / len(self.points) - self.penalty)


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark that counts; ``attempt`` is the index of the attempt that it is of."""

    mark: Fraction
    attempt: int


@dataclass(frozen=True, slots=True)
class Open:
    """A mark that waits for a decision, between two bounds. ``waits_for`` are the indexes of the attempts that decide it."""

    at_least: Fraction
    at_most: Fraction
    waits_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotHandedIn:
    """Nothing came."""


QuizMark = Settled | Open | NotHandedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total out of 100. Where ``at_least`` and ``at_most`` differ, a mark in it is open.

    ``dropped`` are the indexes of the marks left out of it; while a mark is open, of those left out if it is at its least.
    """

    at_least: Fraction
    at_most: Fraction
    settled: bool
    dropped: tuple[int, ...] = ()


def quiz_mark(attempts: Sequence[Attempt], rule: Resubmissions) -> QuizMark:
    """The mark of a quiz by the rule for several attempts. An attempt that is held and could change it keeps it open."""
    if not attempts:
        return NotHandedIn()
    return _best(attempts) if rule is Resubmissions.BEST else _by_time(attempts, rule)


def _best(attempts: Sequence[Attempt]) -> QuizMark:
    settled = [n for n, attempt in enumerate(attempts) if attempt.settled]
    best = max(settled, key=lambda n: (attempts[n].at_least, -n), default=None)
    floor = attempts[best].at_least if best is not None else Fraction(-1)
    rivals = [n for n, attempt in enumerate(attempts) if not attempt.settled and attempt.at_most > floor]
    if best is not None and not rivals:
        return Settled(floor, best)
    at_least = max(attempt.at_least for attempt in attempts)
    return Open(at_least, max(attempts[n].at_most for n in rivals), tuple(rivals))


def _by_time(attempts: Sequence[Attempt], rule: Resubmissions) -> QuizMark:
    """Only one attempt can be the first or the last, unless times are missing or alike: then each of those may be it."""
    times = [attempt.at for attempt in attempts if attempt.at is not None]
    edge = (max(times) if rule is Resubmissions.LAST else min(times)) if times else None
    may_be = [n for n, attempt in enumerate(attempts) if attempt.at is None or attempt.at == edge]
    marks = {attempts[n].at_least for n in may_be}
    if len(marks) == 1 and all(attempts[n].settled for n in may_be):
        return Settled(attempts[may_be[0]].at_least, may_be[0])
    return Open(min(marks), max(attempts[n].at_most for n in may_be), tuple(may_be))


def total(marks: Sequence[QuizMark], weights: Sequence[int], drop: int, missing: Missing) -> Total | None:
    """The weighted mean of a student's marks. None where there is nothing to be counted.

    ``drop`` marks are left out, but never the last one: those without which the total is highest. With equal weights these
    are the lowest marks. With others a low mark of little weight may do less harm than a better one of great weight, and
    leaving out the lowest regardless would let a better mark lower the total.
    """
    counted = [n for n, mark in enumerate(marks) if not (isinstance(mark, NotHandedIn) and missing is Missing.LEAVE_OUT)]
    if not counted:
        return None
    weighed = [weights[n] for n in counted]
    low, dropped = _mean_without_lowest([bounds(marks[n])[0] for n in counted], weighed, drop)
    settled = not any(isinstance(marks[n], Open) for n in counted)
    high = low if settled else _mean_without_lowest([bounds(marks[n])[1] for n in counted], weighed, drop)[0]
    return Total(at_least=low, at_most=high, settled=settled, dropped=tuple(counted[n] for n in dropped))


def bounds(mark: QuizMark) -> tuple[Fraction, Fraction]:
    """What a mark is at least and at most."""
    if isinstance(mark, Settled):
        return mark.mark, mark.mark
    return (mark.at_least, mark.at_most) if isinstance(mark, Open) else (Fraction(0), Fraction(0))


def _mean_without_lowest(values: Sequence[Fraction], weights: Sequence[int], drop: int) -> tuple[Fraction, tuple[int, ...]]:
    """The highest weighted mean that leaving out ``drop`` values allows, and which these are.

    Dinkelbach's method (Management Science 13, 1967, 492-498): guess a mean, keep the values that exceed it by the most weight,
    take their mean as the next guess. Guesses only rise and the sets to keep are finite, so it ends, with exact numbers exactly.
    """
    everything = range(len(values))
    keep: Iterable[int] = everything
    count = max(1, len(values) - drop)
    mean = _mean(values, weights, keep)
    if count == len(values):
        return mean, ()
    while True:
        guess = mean
        keep = sorted(everything, key=lambda n: (-weights[n] * (values[n] - guess), n))[:count]
        mean = _mean(values, weights, keep)
        if mean <= guess:
            return mean, tuple(sorted(set(everything) - set(keep)))


def _mean(values: Sequence[Fraction], weights: Sequence[int], keep: Iterable[int]) -> Fraction:
    kept = list(keep)
    return sum((values[n] * weights[n] for n in kept), Fraction(0)) / sum(weights[n] for n in kept)


def decimals(number: Fraction, places: int = 2) -> str:
    """A number that isn't negative with this many decimal places, rounded half up; exact whatever its size."""
    scaled = number * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{whole:0{places + 1}}"
    return f"{digits[:-places]}.{digits[-places:]}"


def shortest(number: Fraction, places: int = 6) -> str:
    """The same without zeros at the end: `1`, `0.5`, `0.333333`."""
    return decimals(number, places).rstrip("0").rstrip(".")
