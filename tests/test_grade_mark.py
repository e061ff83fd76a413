"""Marks are exact, between bounds, and never worse for a better answer, another order, or a mark that is left out."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.grade.lateness import Lateness, arrived, in_words, lateness
from generator.grade.mark import Attempt, NotHandedIn, Open, QuizMark, Settled, bounds, decimals, quiz_mark, shortest, total
from generator.spec.grading import Late, Missing, Resubmissions

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
POINTS = st.fractions(0, 1, max_denominator=12)
MARKS = st.fractions(0, 100, max_denominator=12)


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    return Attempt(
        points=tuple(draw(st.lists(st.none() | POINTS, min_size=1, max_size=5))),
        penalty=draw(MARKS),
        held=draw(st.booleans()),
        at=draw(st.none() | st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours))),
    )


def an_attempt(*points: Fraction | int | None, **more: object) -> Attempt:
    return Attempt(points=tuple(None if one is None else Fraction(one) for one in points), **more)


def a_mark(mark: Fraction | int) -> Settled:
    return Settled(Fraction(mark), 0)


# -- one attempt ------------------------------------------------------------------------------------------------------


def test_a_mark_is_the_share_of_the_points_out_of_a_hundred_less_the_penalty() -> None:
    attempt = an_attempt(1, Fraction(1, 3), 0, penalty=Fraction(10))
    assert attempt.at_least == attempt.at_most == Fraction(400, 9) - 10
    assert attempt.settled


def test_an_item_that_is_held_leaves_a_mark_between_two_bounds() -> None:
    attempt = an_attempt(1, None, 0, 0)
    assert (attempt.at_least, attempt.at_most, attempt.settled) == (25, 50, False)
    whole = an_attempt(1, 1, held=True)
    assert (whole.at_least, whole.at_most, whole.settled) == (0, 100, False)


@given(attempts(), MARKS)
def test_marks_keep_within_bounds_and_no_penalty_raises_one(attempt: Attempt, more: Fraction) -> None:
    assert 0 <= attempt.at_least <= attempt.at_most <= 100
    harder = Attempt(points=attempt.points, penalty=attempt.penalty + more, held=attempt.held)
    assert harder.at_least <= attempt.at_least
    assert harder.at_most <= attempt.at_most


@given(st.lists(POINTS, min_size=1, max_size=5), st.data())
def test_a_better_answer_never_lowers_a_mark(points: list[Fraction], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(points) - 1))
    better = [*points[:n], data.draw(st.fractions(points[n], 1, max_denominator=12)), *points[n + 1 :]]
    assert an_attempt(*better).at_least >= an_attempt(*points).at_least


# -- several attempts -------------------------------------------------------------------------------------------------

LOW, HIGH = an_attempt(0, 1, at=NOON), an_attempt(1, 1, at=NOON + timedelta(days=1))
HELD = an_attempt(1, None, at=NOON + timedelta(days=2))


@pytest.mark.parametrize(
    ("tried", "rule", "mark"),
    [
        ([], "best", NotHandedIn()),
        ([LOW, HIGH], "best", Settled(Fraction(100), 1)),
        ([LOW, HIGH], "first", Settled(Fraction(50), 0)),
        ([HIGH, LOW], "last", Settled(Fraction(100), 0)),
        # Held, and it could be better than the best; held, and it could not.
        ([LOW, HELD], "best", Open(Fraction(50), Fraction(100), (1,))),
        ([HIGH, HELD], "best", Settled(Fraction(100), 0)),
        ([LOW, HELD], "last", Open(Fraction(50), Fraction(100), (1,))),
        ([LOW, HELD], "first", Settled(Fraction(50), 0)),
        ([HELD], "best", Open(Fraction(50), Fraction(100), (0,))),
        # Without times, or with the same one, nobody can tell which is the last; where all are worth the same nobody needs to.
        ([an_attempt(0, 1), HIGH], "last", Open(Fraction(50), Fraction(100), (0, 1))),
        ([LOW, an_attempt(1, 1, at=NOON)], "first", Open(Fraction(50), Fraction(100), (0, 1))),
        ([an_attempt(0, 1), an_attempt(1, 0)], "last", Settled(Fraction(50), 0)),
        ([LOW, an_attempt(0, 1)], "best", Settled(Fraction(50), 0)),
    ],
)
def test_the_rule_says_which_attempt_counts_and_what_is_held_never_loses_in_silence(
    tried: list[Attempt], rule: str, mark: QuizMark
) -> None:
    assert quiz_mark(tried, Resubmissions(rule)) == mark


@given(st.lists(attempts(), min_size=1, max_size=5), st.sampled_from(Resubmissions), st.randoms())
def test_the_order_in_which_files_lie_never_matters(tried: list[Attempt], rule: Resubmissions, chance: object) -> None:
    mixed = tried[:]
    chance.shuffle(mixed)
    one, other = quiz_mark(tried, rule), quiz_mark(mixed, rule)
    assert (type(one), bounds(one)) == (type(other), bounds(other))
    assert 0 <= bounds(one)[0] <= bounds(one)[1] <= 100


@given(st.lists(attempts(), min_size=1, max_size=5), attempts())
def test_another_attempt_never_lowers_the_best(tried: list[Attempt], more: Attempt) -> None:
    assert bounds(quiz_mark([*tried, more], Resubmissions.BEST)) >= bounds(quiz_mark(tried, Resubmissions.BEST))


@given(st.lists(attempts(), min_size=1, max_size=5), st.sampled_from(Resubmissions), st.data())
def test_a_decision_leads_to_a_mark_between_the_bounds(tried: list[Attempt], rule: Resubmissions, data: st.DataObject) -> None:
    decided = [
        Attempt(points=tuple(data.draw(POINTS) if one is None else one for one in attempt.points), penalty=attempt.penalty, at=attempt.at)
        for attempt in tried
    ]
    low, high = bounds(quiz_mark(tried, rule))
    least, most = bounds(quiz_mark(decided, rule))
    assert low <= least <= most <= high


# -- totals -----------------------------------------------------------------------------------------------------------

SHEETS = st.lists(st.tuples(MARKS, st.integers(1, 6)), min_size=1, max_size=6)


def the_total(sheet: list[tuple[Fraction, int]], drop: int = 0) -> Fraction:
    found = total([a_mark(mark) for mark, _ in sheet], [weight for _, weight in sheet], drop, Missing.ZERO)
    assert found is not None
    assert found.settled
    assert found.at_least == found.at_most
    return found.at_least


def test_a_total_is_the_weighted_mean() -> None:
    assert the_total([(Fraction(100), 1), (Fraction(40), 2)]) == 60


@given(SHEETS, st.integers(0, 5))
def test_the_marks_dropped_are_those_without_which_the_total_is_highest(sheet: list[tuple[Fraction, int]], drop: int) -> None:
    keep = max(1, len(sheet) - drop)
    assert the_total(sheet, drop) == max(the_total(list(kept)) for kept in combinations(sheet, keep))


@given(SHEETS, st.integers(0, 5))
def test_dropping_never_lowers_a_total_and_with_equal_weights_drops_the_lowest(sheet: list[tuple[Fraction, int]], drop: int) -> None:
    assert 0 <= the_total(sheet) <= the_total(sheet, drop) <= the_total(sheet, drop + 1) <= 100
    alike = sorted((mark, 1) for mark, _ in sheet)
    assert the_total(alike, drop) == the_total(alike[min(drop, len(alike) - 1) :])


@given(SHEETS, st.integers(0, 5), st.data())
def test_a_better_mark_never_lowers_a_total(sheet: list[tuple[Fraction, int]], drop: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(sheet) - 1))
    mark, weight = sheet[n]
    better = [*sheet[:n], (data.draw(st.fractions(mark, 100, max_denominator=12)), weight), *sheet[n + 1 :]]
    assert the_total(better, drop) >= the_total(sheet, drop)


@given(SHEETS, st.integers(0, 5), st.randoms())
def test_the_order_of_quizzes_never_matters(sheet: list[tuple[Fraction, int]], drop: int, chance: object) -> None:
    mixed = sheet[:]
    chance.shuffle(mixed)
    assert the_total(mixed, drop) == the_total(sheet, drop)


def test_what_was_not_handed_in_counts_as_nothing_or_not_at_all() -> None:
    marks = [a_mark(80), NotHandedIn()]
    assert total(marks, [1, 1], 0, Missing.ZERO).at_least == 40
    assert total(marks, [1, 1], 1, Missing.ZERO).at_least == 80
    assert total(marks, [1, 1], 0, Missing.LEAVE_OUT).at_least == 80
    assert total([NotHandedIn()], [1], 0, Missing.LEAVE_OUT) is None


def test_an_open_mark_opens_the_total_between_what_it_may_become() -> None:
    found = total([a_mark(80), Open(Fraction(20), Fraction(60))], [1, 1], 0, Missing.ZERO)
    assert found is not None
    assert (found.at_least, found.at_most, found.settled) == (50, 70, False)


# -- lateness ---------------------------------------------------------------------------------------------------------

RULE = Late(grace=10, per_day=10, most=25, refuse_after=3)


@pytest.mark.parametrize(
    ("after", "late"),
    [
        (timedelta(0), None),
        (timedelta(minutes=-5), None),
        (timedelta(minutes=10), (0, 0, False)),
        (timedelta(minutes=10, seconds=1), (1, 10, False)),
        (timedelta(days=1, minutes=10), (1, 10, False)),
        (timedelta(days=1, minutes=11), (2, 20, False)),
        (timedelta(days=3, minutes=10), (3, 25, False)),
        (timedelta(days=3, minutes=11), (4, 25, True)),
    ],
)
def test_each_begun_day_after_the_grace_costs_up_to_the_most(after: timedelta, late: tuple[int, int, bool] | None) -> None:
    expected = late and Lateness(by=after, days=late[0], cost=late[1], beyond=late[2])
    assert lateness(NOON + after, NOON, RULE) == expected


def test_a_day_is_a_day_where_clocks_change_in_between() -> None:
    """Madrid put its clocks forward in the night to 29 March 2026: noon to noon was 23 hours."""
    madrid = ZoneInfo("Europe/Madrid")
    due, at = datetime(2026, 3, 28, 12, tzinfo=madrid), datetime(2026, 3, 29, 12, 30, tzinfo=madrid)
    found = lateness(at, due, Late(per_day=10))
    assert found is not None
    assert (found.by, found.days) == (timedelta(hours=23, minutes=30), 1)


def test_times_without_a_zone_are_those_of_the_policy_and_what_a_file_says_of_itself_comes_last() -> None:
    zone = ZoneInfo("America/La_Paz")
    assert arrived(datetime(2026, 5, 4, 8), "2020-01-01", zone) == NOON  # noqa: DTZ001 (zips have no time zone)
    assert arrived(NOON, "", zone) == NOON
    assert arrived(None, "2026-05-04T12:00:00Z", zone) == NOON
    assert arrived(None, "2026-05-04T08:00", zone) == NOON
    assert [arrived(None, saved, zone) for saved in ("", "soon", "0001-01-01T00:00:00+14:00")] == [None] * 3


def test_spans_are_told_in_their_two_largest_units() -> None:
    spans = [timedelta(seconds=1), timedelta(minutes=61), timedelta(days=1), timedelta(days=2, minutes=5), timedelta(hours=5, minutes=59)]
    assert [in_words(span) for span in spans] == ["1 minute", "1 hour 1 minute", "1 day", "2 days 5 minutes", "5 hours 59 minutes"]


# -- writing numbers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "two", "short"),
    [
        (Fraction(0), "0.00", "0"), (Fraction(1, 3), "0.33", "0.333333"), (Fraction(2, 3), "0.67", "0.666667"),
        (Fraction(1, 200), "0.01", "0.005"), (Fraction(5, 1000) - Fraction(1, 10**9), "0.00", "0.005"),
        (Fraction(100), "100.00", "100"), (Fraction(1, 2), "0.50", "0.5"), (Fraction(99_995, 1000), "100.00", "99.995"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_half_up_when_they_are_written(number: Fraction, two: str, short: str) -> None:
    assert (decimals(number), shortest(number)) == (two, short)
