"""Means over items that belong together across quizzes: those that ask for one skill, and those that one passage proves."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from generator.analyse.estimates import mean_points
from generator.analyse.measure import unit_of
from generator.analyse.model import GroupFigures
from generator.analyse.rules import FEWEST_FOR_FIGURES
from generator.analyse.sheet import HELD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.sheet import Column, Sheet


def group_figures(id_: str, title: str, members: Sequence[tuple[Sheet, Column]]) -> GroupFigures:
    """The mean over students of each one's mean points on some items, as far as the student has answers there.

    One student's answers hang together, so the interval is that of a mean over students and not over answers.
    """
    unit = unit_of([column for _, column in members])
    sums: dict[str, int] = defaultdict(int)
    numbers: dict[str, int] = defaultdict(int)
    for sheet, column in members:
        worth = [int(points * unit) for points in column.points]
        for student, code in zip(sheet.students, column.codes, strict=True):
            if code != HELD:
                sums[student] += worth[code]
                numbers[student] += 1
    means: Counter[Fraction] = Counter()
    for (total, number), students in Counter((sums[student], numbers[student]) for student in numbers).items():
        means[Fraction(total, number * unit)] += students
    enough = len(numbers) >= FEWEST_FOR_FIGURES
    return GroupFigures(
        id=id_, title=title, items=len(members), students=len(numbers), mean=mean_points(means) if enough else None
    )
