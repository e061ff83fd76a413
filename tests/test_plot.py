"""The scale of a plot: its ticks, its marks as whole values, and what holds for amounts of every kind and size."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.plot_scale import MOST_TICKS, ROOM, Mark, Plot, plot
from generator.spec.amount import Amount, Bound


def laid_out(*written: Any) -> Plot:
    """The plot of amounts as authors write them."""
    return plot([Amount.model_validate(one) for one in written])


def labels(found: Plot) -> list[str]:
    return [" ".join(filter(None, tick[1:])) for tick in found.ticks]


def shares(found: Plot) -> list[tuple[str, float, float]]:
    return [(mark.bound.value, float(round(mark.left, 2)), float(round(mark.right, 2))) for mark in found.marks]


def test_the_tolls_of_a_month_lie_on_a_scale_of_tens() -> None:
    found = laid_out({"more-than": 77}, {"less-than": 70}, 50, {"at-least": 50}, {"at-most": 80}, {"about": 60}, {"between": (60, 70)})
    assert [(float(tick.at), tick.label) for tick in found.ticks] == [(0, "40"), (20, "50"), (40, "60"), (60, "70"), (80, "80"), (100, "90")]
    assert not found.from_zero
    assert shares(found) == [
        ("more-than", 74, 100),
        ("less-than", 0, 60),
        ("exactly", 20, 20),
        ("at-least", 20, 100),
        ("at-most", 0, 80),
        ("about", 34, 46),
        ("between", 40, 60),
    ]


@pytest.mark.parametrize(
    ("written", "ticks", "from_zero"),
    [
        ([16, 17], "15 16 17 18", False),
        ([10_000, 12_000], "9,000 10,000 11,000 12,000 13,000", False),
        ([25, 50], "0 10 20 30 40 50 60", True),
        ([26, 50], "20 30 40 50 60", False),
        ([50_000, 100_000], "0 50,000 100,000 150,000", True),
        ([63, {"about": 200}], "0 50 100 150 200 250", True),
        ([5], "0 1 2 3 4 5 6", True),
        ([0], "0 1 2", True),
        ([-5, 3], "−6 −4 −2 0 2 4", False),
        ([-3], "−4 −3 −2 −1 0", False),
        (["3.16", "2.48"], "2.4 2.6 2.8 3.0 3.2 3.4", False),
        ([{"about": 1}, 1_000_000], "0 500,000 1,000,000 1,500,000", True),
        ([10**17, 10**18 - 1], "0 1,000,000,000,000,000,000 2,000,000,000,000,000,000", True),
    ],
)
def test_ticks_of_numbers_are_round(written: list[Any], ticks: str, from_zero: bool) -> None:
    found = laid_out(*written)
    assert (" ".join(labels(found)), found.from_zero) == (ticks, from_zero)


@pytest.mark.parametrize(
    ("written", "ticks"),
    [
        (["1952-04-09"], ["8 Apr 1952", "9 Apr", "10 Apr"]),
        (["2026-06-09", {"at-least": "2026-06-19"}], ["5 Jun 2026", "10 Jun", "15 Jun", "20 Jun"]),
        (["2025-12-30", "2026-01-02"], ["29 Dec 2025", "1 Jan 2026", "3 Jan"]),
        (["2025-10-22", "2025-11"], ["Oct 2025", "Nov", "Dec", "Jan 2026"]),
        (["1952-04-09", "1952"], ["Oct 1951", "Jan 1952", "Apr", "Jul", "Oct", "Jan 1953", "Apr"]),
        (["1884", "1890"], ["1882", "1884", "1886", "1888", "1890", "1892"]),
        (["1952", "2026"], ["1940", "1960", "1980", "2000", "2020", "2040"]),
        (["0001-01-01"], ["1 Jan 1", "2 Jan"]),
        (["9999-12-31"], ["30 Dec 9999", "31 Dec"]),
        (["0001", "9999"], ["1", "2000", "4000", "6000", "8000"]),
    ],
)
def test_ticks_of_dates_are_days_months_or_years(written: list[Any], ticks: list[str]) -> None:
    assert labels(laid_out(*written)) == ticks


def test_a_month_is_drawn_as_the_days_that_it_may_be_and_a_bound_by_it_begins_or_ends_with_it() -> None:
    found = laid_out("2003-10", {"at-least": "2003-10"}, {"more-than": "2003-10"}, {"at-most": "2003-10"}, {"less-than": "2003-10"})
    start, end = found.marks[0].left, found.marks[0].right
    assert labels(found) == ["Sep 2003", "Oct", "Nov", "Dec"]
    days_from_september = [Fraction(100 * days, 91) for days in (30, 60)]  # the first and the last of October, of 91 days in all
    assert [start, end] == days_from_september
    assert found.marks == (
        Mark(Bound.BETWEEN, start, end),
        Mark(Bound.AT_LEAST, start, Fraction(100)),
        Mark(Bound.MORE_THAN, end, Fraction(100)),
        Mark(Bound.AT_MOST, Fraction(0), end),
        Mark(Bound.LESS_THAN, Fraction(0), start),
    )


laws = settings(deadline=None, derandomize=True)

NUMBERS = st.integers(-(10**17), 10**17) | st.decimals(-(10**6), 10**6, places=3)
DATES = st.dates(date(1, 1, 1)).flatmap(lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))


def of_every_bound(figures: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Amounts of one kind, as authors could write them."""
    single = st.sampled_from([bound.value for bound in Bound if bound is not Bound.BETWEEN])
    alone = st.builds(lambda bound, figure: {bound: figure}, single, figures)
    pair = st.tuples(figures, figures).map(lambda ends: {"between": tuple(sorted(ends))})
    return st.lists(alone | pair, min_size=1, max_size=8)


def check(found: Plot) -> None:
    """What holds for every plot."""
    places = [tick.at for tick in found.ticks]
    assert all(0 <= at <= 100 for at in places)
    assert all(a < b for a, b in pairwise(places))
    assert 2 <= len(places) <= MOST_TICKS
    assert all(0 <= mark.left <= mark.right <= 100 for mark in found.marks)
    assert all(mark.right == 100 for mark in found.marks if mark.bound in {Bound.AT_LEAST, Bound.MORE_THAN})
    assert all(mark.left == 0 for mark in found.marks if mark.bound in {Bound.AT_MOST, Bound.LESS_THAN})


@laws
@given(of_every_bound(NUMBERS))
def test_numbers_of_any_size_have_their_marks_on_the_scale(written: list[Any]) -> None:
    found = laid_out(*written)
    check(found)
    assert len(found.marks) == len(written)
    widths = sum(len(tick.label) + 2 for tick in found.ticks)
    assert len(found.ticks) <= MOST_TICKS
    assert widths <= ROOM or len(found.ticks) <= 3
    assert (found.ticks[0].at, found.ticks[-1].at) == (0, 100)  # the ends are ticks
    steps = {b.at - a.at for a, b in pairwise(found.ticks)}
    assert len(steps) == 1


@laws
@given(of_every_bound(DATES))
def test_dates_of_any_century_have_their_marks_on_the_scale(written: list[Any]) -> None:
    check(laid_out(*written))


def centre(mark: Mark) -> Fraction:
    return (mark.left + mark.right) / 2


@laws
@given(st.lists(NUMBERS, min_size=2, max_size=8))
def test_marks_stand_in_the_order_of_their_figures_and_in_proportion(figures: Sequence[int | Decimal]) -> None:
    found = laid_out(*figures)
    places = [mark.left for mark in found.marks]
    for (a, at), (b, bt) in pairwise(sorted(zip(figures, places, strict=True))):
        assert (a < b) == (at < bt)
    low, high = min(figures), max(figures)
    if low < high:
        span = Fraction(high) - Fraction(low)
        width = max(places) - min(places)
        assert all((Fraction(f) - Fraction(low)) / span == (at - min(places)) / width for f, at in zip(figures, places, strict=True))


@laws
@given(st.lists(st.dates(), min_size=2, max_size=8))
def test_days_stand_in_their_order(days: list[date]) -> None:
    places = [mark.left for mark in laid_out(*(day.isoformat() for day in days)).marks]
    assert all((a < b) == (at < bt) for (a, at), (b, bt) in pairwise(sorted(zip(days, places, strict=True))))


@laws
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_counts_get_whole_ticks_and_nothing_below_zero(counts: list[int]) -> None:
    assert all(label.replace(",", "").isdecimal() for label in labels(laid_out(*counts)))
