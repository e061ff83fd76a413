"""Where amounts lie on a common scale: its ends, its ticks, and each mark's ends in per cent of its length.

Everything is exact (whole numbers and fractions; of dates, days counted from the calendar's first), so the same amounts
give the same plot everywhere. Nothing here knows how a mark looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from generator.spec.amount import Bound
from generator.spec.dates import MONTHS, Dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.spec.amount import Amount

MOST_TICKS = 7
FEWEST_TICKS = 3
ROOM = 40
"""Characters of tick labels, with two for each gap, that stand side by side on a phone: 40 of 7 px make 280 px."""
AIR = Fraction(1, 10)
"""What is left free beyond the outermost figures, as a share of the distance between them: open marks need it."""
SOFT = Fraction(6)
"""How far an `about` mark reaches to either side of its figure, in per cent of the scale. It stands for no margin."""

DAYS_OF_A_QUARTER = 92
"""Over a longer time single days say little."""


class Tick(NamedTuple):
    """A label on the scale. ``below`` stands under it: the year, where it is a new one."""

    at: Fraction
    label: str
    below: str = ""


class Mark(NamedTuple):
    """A claim on the scale: from ``left`` to ``right`` in per cent. Open marks run to the scale's end."""

    bound: Bound
    left: Fraction
    right: Fraction


@dataclass(frozen=True, slots=True)
class Plot:
    """A scale with its marks, in the order of the amounts."""

    ticks: tuple[Tick, ...]
    """Each with its place in per cent."""
    marks: tuple[Mark, ...]
    from_zero: bool
    """Whether lengths from the scale's left end are in proportion, as those of numbers on a scale from 0 are."""


class _Span(NamedTuple):
    """What an amount covers; None where it is open."""

    bound: Bound
    low: Fraction | None
    high: Fraction | None

    @property
    def ends(self) -> list[Fraction]:
        return [end for end in (self.low, self.high) if end is not None]


def plot(amounts: Sequence[Amount]) -> Plot:
    """Lay amounts of one kind out on one scale."""
    spans = [_span(amount) for amount in amounts]
    ends = [end for span in spans for end in span.ends]
    dated = any(isinstance(figure, Dates) for amount in amounts for figure in amount.figures)
    ticks = _date_ticks(min(ends), max(ends)) if dated else _number_ticks(min(ends), max(ends), ends)
    low, high = min(ticks[0].at, *ends), max(ticks[-1].at, *ends)

    def place(value: Fraction) -> Fraction:
        return 100 * (value - low) / (high - low)

    placed = tuple(tick._replace(at=place(tick.at)) for tick in ticks)
    return Plot(placed, tuple(_mark(span, place(span.ends[0]), place(span.ends[-1])) for span in spans), not dated and low == 0)


def _span(amount: Amount) -> _Span:
    """What an amount covers. A month or a year given exactly is some day of it; "after a month" is after its last day."""
    figures = [(figure.first.toordinal(), figure.last.toordinal()) if isinstance(figure, Dates) else (figure, figure)
               for figure in amount.figures]  # fmt: skip
    first, last = Fraction(figures[0][0]), Fraction(figures[-1][1])
    middle = (first + last) / 2
    low, high = {
        Bound.EXACTLY: (first, last),
        Bound.ABOUT: (middle, middle),
        Bound.AT_LEAST: (first, None),
        Bound.MORE_THAN: (last, None),
        Bound.AT_MOST: (None, last),
        Bound.LESS_THAN: (None, first),
        Bound.BETWEEN: (first, last),
    }[amount.bound]
    return _Span(Bound.BETWEEN if amount.bound is Bound.EXACTLY and first < last else amount.bound, low, high)


def _mark(span: _Span, left: Fraction, right: Fraction) -> Mark:
    if span.bound is Bound.ABOUT:
        soft = min(SOFT, left, 100 - left)
        return Mark(span.bound, left - soft, left + soft)
    return Mark(span.bound, left if span.low is not None else Fraction(0), right if span.high is not None else Fraction(100))


# -- numbers ----------------------------------------------------------------------------------------------------------


def _number_ticks(low: Fraction, high: Fraction, ends: Sequence[Fraction]) -> list[Tick]:
    """Ticks at 1, 2 or 5 times a power of ten, the first and last of them enclosing the figures: Paul S. Heckbert, "Nice
    Numbers for Graph Labels", in Andrew S. Glassner (ed.), Graphics Gems, 1990, pp. 61-63 ("loose" labels). His number of
    ticks is given; ours is as high as the labels' width lets it be.
    """
    low, high = _with_zero(low, high)
    air = (high - low) * AIR
    low, high = low - (air if low else 0), high + (air if high else 0)
    step_of_one = all(end.denominator == 1 for end in ends)  # nobody counts half a person
    power = floor(log10(high - low)) - 1
    while True:
        for factor in (1, 2, 5):
            step = factor * Fraction(10) ** power
            if step < 1 and step_of_one:
                continue
            ticks = [Tick(n * step, _number(n * step, max(0, -power))) for n in range(floor(low / step), ceil(high / step) + 1)]
            if _fit(ticks):
                return ticks
        power += 1


def _with_zero(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The range, widened to 0 where the figures would still have half of the scale. A scale of one figure begins at 0."""
    if low == high == 0:
        return Fraction(0), Fraction(1)
    if low >= 0 and (low <= high / 2 or low == high):
        return Fraction(0), high
    if high <= 0 and (high >= low / 2 or low == high):
        return low, Fraction(0)
    return low, high


def _number(value: Fraction, decimals: int) -> str:
    return f"{Decimal(value.numerator) / value.denominator:,.{decimals}f}".replace("-", "−")


def _fit(ticks: Sequence[Tick]) -> bool:
    """Whether labels stand side by side on a phone. The fewest that a scale needs count as doing so: nothing would help."""
    width = sum(max(len(tick.label), len(tick.below)) + 2 for tick in ticks)
    return len(ticks) <= MOST_TICKS and (width <= ROOM or len(ticks) <= FEWEST_TICKS)


# -- dates ------------------------------------------------------------------------------------------------------------


def _date_ticks(low: Fraction, high: Fraction) -> list[Tick]:
    """Ticks at days, months or years of the calendar that enclose the dates: as many as find room."""
    air = max(Fraction(1), (high - low) * AIR)
    first = date.fromordinal(max(1, floor(low - air)))
    last = date.fromordinal(min(date.max.toordinal(), ceil(high + air)))
    return next(ticks for ticks in _calendars(first, last) if _fit(ticks))


def _calendars(first: date, last: date) -> Iterator[list[Tick]]:
    """Ticks that enclose two days, ever fewer: some days of each month, some months of each year, some years."""
    if (last - first).days < DAYS_OF_A_QUARTER:
        around = [
            date.fromordinal(n)
            for n in range(max(1, first.toordinal() - 31), min(date.max.toordinal(), last.toordinal() + 31) + 1)
        ]
        for chosen in (range(1, 32), range(1, 30, 2), (1, 5, 10, 15, 20, 25), (1, 10, 20)):
            yield _labelled([day for day in around if day.day in chosen], first, last, "day")
    years = range(first.year, min(last.year + 1, MAXYEAR) + 1)
    for step in (1, 2, 3, 6) if len(years) <= MOST_TICKS else ():
        yield _labelled([date(year, month, 1) for year in years for month in range(1, 13, step)], first, last, "month")
    for step in (factor * power for power in (1, 10, 100, 1000) for factor in (1, 2, 5)):
        if (last.year - first.year) // step > MOST_TICKS:
            continue
        begun = range(first.year // step * step, min(last.year + step, MAXYEAR) + 1, step)
        yield _labelled([date(max(year, 1), 1, 1) for year in begun], first, last, "year")


def _labelled(days: Sequence[date], first: date, last: date, unit: str) -> list[Tick]:
    """From the last of some days that isn't after `first` to the first that isn't before `last`."""
    start = max((n for n, day in enumerate(days) if day <= first), default=0)
    stop = min((n for n, day in enumerate(days) if day >= last), default=len(days))
    ticks: list[Tick] = []
    for n, day in enumerate(shown := days[start : stop + 1]):
        month = MONTHS[day.month - 1][:3]
        label = {"day": f"{day.day} {month}", "month": month, "year": str(day.year)}[unit]
        new_year = unit != "year" and (n == 0 or shown[n - 1].year != day.year)
        ticks.append(Tick(Fraction(day.toordinal()), label, str(day.year) if new_year else ""))
    return ticks
