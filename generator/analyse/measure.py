"""A sheet of responses to the figures of a quiz and its items.

Points are counted in whole units, a fraction of a point that goes into all of them, so every sum is exact and the order of
students changes nothing. Each item's responses are first counted by score on the other items and by answer; all figures
come from these counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm, sqrt
from typing import TYPE_CHECKING

from generator.analyse.asked import chosen
from generator.analyse.calibration import confidence
from generator.analyse.discrimination import KELLEY, THIRD, Groups, correlation, groups
from generator.analyse.estimates import mean_points, wilson
from generator.analyse.flags import flags, standing
from generator.analyse.model import Bin, ItemFigures, PartFigures, QuizFigures, Standing, Totals
from generator.analyse.reliability import reliability, variance
from generator.analyse.sheet import HELD
from generator.analyse.spread import quarters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.asked import Asked, Part
    from generator.analyse.sheet import Column, Sheet

MOST_BINS = 20
"""Of totals. Each is a whole number of points wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scores:
    """What the students with no answer held have got, in units of points: their places, totals, and points by item and answer."""

    unit: int
    places: tuple[int, ...]
    totals: tuple[int, ...]
    worth: tuple[tuple[int, ...], ...]

    def codes(self, column: Column) -> list[int]:
        """These students' answers."""
        return [column.codes[place] for place in self.places]


def unit_of(columns: Sequence[Column]) -> int:
    """The number of units that make a point, so that all points given are whole."""
    return lcm(*(points.denominator for column in columns for points in column.points))


def measure(sheet: Sheet, items: Sequence[Asked]) -> QuizFigures:
    """All figures of a quiz. ``items`` are the quiz's, as the sheet's columns are."""
    scores = _scores(sheet)
    allowed = standing(len(scores.places))
    figures = tuple(
        _item(one, column, scores, worth, allowed) for one, column, worth in zip(items, sheet.columns, scores.worth, strict=True)
    )
    found = None
    if allowed is not Standing.COUNTS:
        per_item = [_counted(scores.codes(column), worth) for column, worth in zip(sheet.columns, scores.worth, strict=True)]
        found = reliability(per_item, Counter(scores.totals), dichotomous=all(one.dichotomous for one in items), unit=scores.unit)
    return QuizFigures(
        quiz=sheet.quiz,
        standing=allowed,
        students=len(sheet.students),
        complete=len(scores.places),
        totals=_totals(scores, len(items), allowed),
        reliability=found,
        confidence=confidence(sheet.columns, figured=allowed is not Standing.COUNTS),
        items=figures,
        flags=flags(figures, found, len(scores.places)),
    )


def _scores(sheet: Sheet) -> _Scores:
    held = {place for column in sheet.columns for place, code in enumerate(column.codes) if code == HELD}
    places = tuple(place for place in range(len(sheet.students)) if place not in held)
    unit = unit_of(sheet.columns)
    worth = tuple(tuple(int(points * unit) for points in column.points) for column in sheet.columns)
    totals = [0] * len(places)
    for column, points in zip(sheet.columns, worth, strict=True):
        totals = [total + points[column.codes[place]] for total, place in zip(totals, places, strict=True)]
    return _Scores(unit=unit, places=places, totals=tuple(totals), worth=worth)


def _counted(codes: Sequence[int], worth: Sequence[int]) -> Counter[int]:
    """How many answers have how many units."""
    found: Counter[int] = Counter()
    for code, number in Counter(codes).items():
        found[worth[code]] += number
    return found


def _item(asked: Asked, column: Column, scores: _Scores, worth: Sequence[int], allowed: Standing) -> ItemFigures:
    given = Counter(column.codes)
    held = given.pop(HELD, 0)
    known = sum(given.values())
    by_points: Counter[Fraction] = Counter()
    for code, number in given.items():
        by_points[column.points[code]] += number
    figured = allowed is not Standing.COUNTS and known > 0
    codes = scores.codes(column)
    rests = [total - worth[code] for total, code in zip(scores.totals, codes, strict=True)]
    together = Counter(zip(rests, codes, strict=True))
    pairs: Counter[tuple[int, int]] = Counter()
    for (rest, code), number in together.items():
        pairs[rest, worth[code]] += number
    kelley = groups(Counter(rests), KELLEY).shares(pairs) if figured else None
    return ItemFigures(
        asked=asked,
        answered=known - given[0],
        open=given[0],
        held=held,
        full=by_points[Fraction(1)],
        difficulty=mean_points(by_points) if figured else None,
        discrimination=correlation(pairs) if figured else None,
        upper_lower=(kelley[2] - kelley[0]) / scores.unit if kelley else None,
        parts=_parts(asked, column, given, together, figured=figured),
        seconds=quarters([took for took in column.seconds if took is not None]) if figured else None,
        confidence=confidence([column], figured=figured),
    )


def _parts(
    asked: Asked, column: Column, given: Counter[int], together: Counter[tuple[int, int]], *, figured: bool
) -> tuple[PartFigures, ...]:
    """The figures of each part. ``given`` counts the answers that are known; ``together`` scores on the other items with answers."""
    having: dict[str, set[int]] = {part.id: set() for part in asked.parts}
    for code, answer in enumerate(column.answers):
        for part in chosen(asked.item, answer):
            having[part].add(code)
    rests: Counter[int] = Counter()
    for (rest, _), number in together.items():
        rests[rest] += number
    thirds = groups(rests, THIRD) if figured else None
    return tuple(_part(part, having[part.id], given, together, thirds) for part in asked.parts)


def _part(
    part: Part, having: set[int], given: Counter[int], together: Counter[tuple[int, int]], thirds: Groups | None
) -> PartFigures:
    number = sum(count for code, count in given.items() if code in having)
    if thirds is None:
        return PartFigures(part=part, chosen=number, share=None, thirds=None, correlation=None)
    pairs: Counter[tuple[int, int]] = Counter()
    for (rest, code), count in together.items():
        pairs[rest, int(code in having)] += count
    known = sum(given.values())
    share = wilson(number / known, known)
    return PartFigures(part=part, chosen=number, share=share, thirds=thirds.shares(pairs), correlation=correlation(pairs))


def _totals(scores: _Scores, items: int, allowed: Standing) -> Totals:
    width = ceil((items + 1) / MOST_BINS)
    found = Counter(total // (width * scores.unit) for total in scores.totals)
    bins = tuple(Bin(n * width, (n + 1) * width, found[n]) for n in range(items // width + 1))
    whole = all(total % scores.unit == 0 for total in scores.totals)
    if allowed is Standing.COUNTS:
        return Totals(bins=bins, whole=whole, mean=None, deviation=None, quarters=None)
    return Totals(
        bins=bins,
        whole=whole,
        mean=sum(scores.totals) / len(scores.totals) / scores.unit,
        deviation=sqrt(variance(Counter(scores.totals))) / scores.unit,
        quarters=quarters([total / scores.unit for total in scores.totals]),
    )
