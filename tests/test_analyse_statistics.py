"""The formulas of item analysis, against numbers worked out by hand, against SciPy 1.17 and Pingouin 0.7, and against their own laws.

Where a comment names a function of SciPy or Pingouin, the number beside it is what that function gave.
"""

from collections import Counter
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.discrimination import KELLEY, THIRD, correlation, groups
from generator.analyse.estimates import Estimate, mean_points, share_difference, wilson
from generator.analyse.quantiles import beta_quantile, fisher, incomplete_beta, normal, student
from generator.analyse.reliability import reliability, variance
from generator.analyse.spread import Quarters, quarters
from generator.analyse.words import percent, signed, time

PARTS = st.fractions(0, 1, max_denominator=6)
SCORES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=4, max_size=60)


def close(found: Estimate | None, value: float, low: float, high: float, within: float = 1e-9) -> None:
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=within)


# -- quantiles ------------------------------------------------------------------------------------------------------------


def test_the_normal_quantile_is_the_one_of_every_table() -> None:
    assert normal(0.975) == pytest.approx(1.959963984540054, abs=1e-12)


@pytest.mark.parametrize(
    ("probability", "freedom", "value"),  # scipy.stats.t.ppf
    [
        (0.975, 1, 12.706204736174694),
        (0.975, 2, 4.302652729749462),
        (0.975, 7, 2.364624251592784),
        (0.975, 29, 2.045229642132703),
        (0.975, 9999, 1.960201263621357),
        (0.025, 12, -2.1788128296672293),
        (0.6, 5, 0.2671808657041451),
        (0.995, 3, 5.840909309733355),
    ],
)
def test_student_s_quantiles_are_scipy_s(probability: float, freedom: int, value: float) -> None:
    assert student(probability, freedom) == pytest.approx(value, rel=1e-11)


@pytest.mark.parametrize(
    ("probability", "above", "below", "value"),  # scipy.stats.f.ppf
    [
        (0.975, 9, 81, 2.275392121369917),
        (0.025, 9, 81, 0.29242687272713735),
        (0.975, 1, 1, 647.7890114778442),
        (0.025, 29, 319, 0.5441667815738068),
        (0.975, 399, 4389, 1.1510353040244736),
        (0.025, 9999, 589941, 0.9722462260113212),
        (0.5, 3, 2, 1.1349429226128769),
    ],
)
def test_fisher_s_quantiles_are_scipy_s(probability: float, above: int, below: int, value: float) -> None:
    assert fisher(probability, above, below) == pytest.approx(value, rel=1e-10)


@pytest.mark.parametrize(
    ("x", "a", "b", "value"),  # scipy.special.betainc
    [
        (0.3, 2, 5, 0.5798250000000003),
        (0.9, 0.5, 0.5, 0.7951672353008665),
        (0.01, 0.5, 200, 0.9549058928629202),
        (0.016, 5000, 295000, 0.001951039380222159),
    ],
)
def test_the_incomplete_beta_function_is_scipy_s(x: float, a: float, b: float, value: float) -> None:
    assert incomplete_beta(x, a, b) == pytest.approx(value, rel=1e-10)


def test_the_incomplete_beta_function_runs_from_nought_to_one() -> None:
    assert (incomplete_beta(0, 2, 3), incomplete_beta(1, 2, 3)) == (0, 1)


def test_where_the_fraction_doesn_t_settle_there_is_an_error_and_no_wrong_number() -> None:
    with pytest.raises(ArithmeticError, match=r"the incomplete beta function doesn't settle at x = 0\.5"):
        incomplete_beta(0.5, 1e14, 1e14)


@given(st.floats(0.001, 0.999), st.floats(0.5, 300), st.floats(0.5, 300))
def test_the_beta_quantile_undoes_the_function(probability: float, a: float, b: float) -> None:
    assert incomplete_beta(beta_quantile(probability, a, b), a, b) == pytest.approx(probability, abs=1e-9)


@given(st.floats(0.01, 0.99), st.integers(1, 200), st.integers(1, 200))
def test_swapping_the_degrees_of_freedom_turns_f_over(probability: float, above: int, below: int) -> None:
    assert fisher(probability, above, below) == pytest.approx(1 / fisher(1 - probability, below, above), rel=1e-8)


@given(st.floats(0.51, 0.99), st.integers(1, 500))
def test_the_square_of_t_is_f(probability: float, freedom: int) -> None:
    assert student(probability, freedom) ** 2 == pytest.approx(fisher(2 * probability - 1, 1, freedom), rel=1e-8)


# -- means ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "number", "low", "high"),  # scipy.stats.binomtest(...).proportion_ci(method="wilson")
    [
        (0, 10, 0, 0.27753279986288926),
        (7, 10, 0.39677814746114526, 0.892208732593699),
        (30, 30, 0.8864866068260312, 1),
        (45, 300, 0.11403246871185319, 0.19481761114532903),
    ],
)
def test_points_of_nought_or_one_have_wilson_s_interval(right: int, number: int, low: float, high: float) -> None:
    close(mean_points({Fraction(1): right, Fraction(0): number - right}), right / number, low, high)


def test_points_in_part_have_student_s_interval() -> None:
    counts = Counter(map(Fraction, (0, 0.5, 0.5, 1, 1, 1, 0, 0.25, 0.75, 1)))
    close(mean_points(counts), 0.6, 0.30553312920675674, 0.8944668707932433)  # scipy.stats.t.interval


def test_where_all_points_are_the_same_the_interval_still_has_a_width() -> None:
    assert mean_points({Fraction(1, 2): 12}) == wilson(0.5, 12)
    assert mean_points({Fraction(1, 3): 1}) == wilson(1 / 3, 1)


@given(st.lists(PARTS, min_size=1, max_size=50))
def test_a_mean_lies_in_its_interval_and_the_interval_among_points(points: list[Fraction]) -> None:
    found = mean_points(Counter(points))
    assert found.value == float(sum(points) / len(points))
    assert -1e-12 <= found.low <= found.value <= found.high <= 1 + 1e-12


def test_more_students_make_a_narrower_interval() -> None:
    few, many = (mean_points({Fraction(1): 7 * n, Fraction(0): 3 * n}) for n in (1, 100))
    assert many.high - many.low < (few.high - few.low) / 5


def test_the_difference_of_two_shares_of_a_group_worked_by_hand() -> None:
    """Of 25, 0.6 and 0.2: the variance is (0.8 - 0.16) / 25 = 0.0256, its root 0.16, and 1.96 of it 0.3136."""
    close(share_difference(0.6, 0.2, 25), 0.4, 0.0864, 0.7136, within=1e-4)


# -- discrimination -------------------------------------------------------------------------------------------------------

TEN = [(3, 0), (5, 1), (2, 0), (8, 1), (7, 1), (6, 0), (4, 1), (9, 1), (1, 0), (5, 0)]


def test_the_point_biserial_and_its_interval_are_scipy_s() -> None:
    """scipy.stats.pointbiserialr, and the interval of scipy.stats.pearsonr."""
    close(correlation(Counter(TEN)), 0.6531972647421809, 0.04003698036339428, 0.9089851013888797)


def test_the_correlation_of_points_in_part_is_scipy_s() -> None:
    pairs = zip((3, 5, 2, 8, 7, 6, 4, 9, 1, 5), (0, 2, 1, 4, 4, 3, 1, 4, 0, 2), strict=True)
    close(correlation(Counter(pairs)), 0.9442232237987952, 0.7758395947542435, 0.9870441202757865)  # scipy.stats.pearsonr


@pytest.mark.parametrize("pairs", [[(1, 0), (2, 1), (3, 1)], [(1, 1), (2, 1), (3, 1), (4, 1)], [(2, 0), (2, 1), (2, 1), (2, 0)]])
def test_what_never_varies_or_has_too_few_students_has_no_correlation(pairs: list[tuple[int, int]]) -> None:
    assert correlation(Counter(pairs)) is None


def test_a_perfect_correlation_has_no_interval_to_speak_of() -> None:
    assert correlation(Counter([(1, 0), (1, 0), (5, 1), (5, 1)])) == Estimate(1, 1, 1)
    assert correlation(Counter([(1, 1), (1, 1), (5, 0), (5, 0)])) == Estimate(-1, -1, -1)


@given(SCORES, st.integers(1, 9), st.integers(-5, 5))
def test_a_correlation_doesn_t_care_for_units_and_turns_with_the_sign(
    scores: list[tuple[int, int]], unit: int, start: int
) -> None:
    found = correlation(Counter(scores))
    if found is None:
        return
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert correlation(Counter((unit * x + start, y) for x, y in scores)) == found
    turned = correlation(Counter((-x, y) for x, y in scores))
    close(turned, -found.value, -found.high, -found.low)


def test_upper_less_lower_worked_by_hand() -> None:
    """27 % of ten are 2.7 students. Upper: 9 and 8 whole, 7 of seven tenths, all right. Lower: 1, 2, and seven tenths of 3: none."""
    low, middle, high = groups(Counter(x for x, _ in TEN), KELLEY).shares(Counter(TEN))
    assert (low, high) == (0, 1)
    assert middle == pytest.approx(
        (1 + 1 + 0.3) / 4.6
    )  # of the 5, the 4 and the rest of the 7; the 6, a 5 and the rest of the 3 fail


def test_students_with_the_same_score_are_never_told_apart() -> None:
    """Of six with one score, each third has two, whoever they are: so each third gets what all six get."""
    pairs = Counter([(4, 1), (4, 0), (4, 0), (4, 1), (4, 1), (4, 0)])
    assert groups({4: 6}, THIRD).shares(pairs) == pytest.approx((0.5, 0.5, 0.5))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=60), st.sampled_from([KELLEY, THIRD, Fraction(1, 2)]))
def test_groups_share_out_every_student_and_have_their_size(scores: list[int], share: Fraction) -> None:
    counts = Counter(scores)
    found = groups(counts, share).parts
    sizes = [sum(found[score][group] * counts[score] for score in counts) for group in range(3)]
    assert sizes == pytest.approx([share * len(scores), (1 - 2 * share) * len(scores), share * len(scores)])
    assert all(-1e-12 <= part <= 1 + 1e-12 and isclose(sum(parts), 1) for parts in found.values() for part in parts)


# -- reliability ----------------------------------------------------------------------------------------------------------

RIGHT_WRONG = ["1110", "1100", "1000", "1111", "0000", "1010", "1111", "0100", "1110", "0000"]
IN_PART = ["423", "331", "211", "444", "010", "324", "433", "102", "222", "110", "342", "001"]


def of(rows: list[str]) -> tuple[list[Counter[int]], Counter[int]]:
    return [Counter(int(row[n]) for row in rows) for n in range(len(rows[0]))], Counter(sum(map(int, row)) for row in rows)


def test_kr_20_worked_by_hand() -> None:
    """Shares right are 0.7, 0.6, 0.5 and 0.2, so pq adds up to 0.86. The totals' variance by n is 2.0: 4/3 (1 - 0.43) = 0.76."""
    items, totals = of(RIGHT_WRONG)
    found = reliability(items, totals, dichotomous=True)
    assert found is not None
    assert found.name == "KR-20"
    close(
        found.estimate, 0.76, 0.3685946588985263, 0.9330441637004668
    )  # pingouin.cronbach_alpha; scipy.stats.f.ppf in Feldt's formula
    assert found.error == pytest.approx(sqrt(20 / 9 * 0.24))


def test_alpha_and_its_interval_are_pingouin_s() -> None:
    items, totals = of(IN_PART)
    found = reliability(items, totals, dichotomous=False)
    assert found is not None
    assert found.name == "Cronbach’s alpha"
    close(found.estimate, 0.8762454116413216, 0.6724399025908747, 0.9612909630682781)
    assert found.error == pytest.approx(1.337115846843042)
    in_quarters = reliability(items, totals, dichotomous=False, unit=4)
    assert in_quarters is not None
    assert in_quarters.estimate == found.estimate
    assert in_quarters.error == pytest.approx(1.337115846843042 / 4)


def test_items_that_contradict_each_other_have_a_coefficient_below_nought_and_no_error() -> None:
    items, totals = of(["10", "10", "01", "01", "11"])
    found = reliability(items, totals, dichotomous=True)
    assert found is not None
    assert found.estimate.value < 0
    assert found.error is None


@pytest.mark.parametrize("rows", [["1", "0"], ["11"], ["10", "01", "10"]])
def test_one_item_or_one_student_or_equal_totals_have_no_reliability(rows: list[str]) -> None:
    items, totals = of(rows)
    assert reliability(items, totals, dichotomous=True) is None


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=30))
def test_a_coefficient_is_one_at_most_and_lies_in_its_interval(rows: list[list[int]]) -> None:
    items = [Counter(row[n] for row in rows) for n in range(3)]
    found = reliability(items, Counter(map(sum, rows)), dichotomous=False)
    if found is not None:
        assert found.estimate.low <= found.estimate.value <= found.estimate.high <= 1
        twins = reliability([*items, *items], Counter(2 * sum(row) for row in rows), dichotomous=False)
        assert twins is not None
        assert twins.estimate.value >= found.estimate.value - 1e-12  # a quiz beside its twin is no less reliable


def test_a_variance_is_exact() -> None:
    assert variance(Counter([1, 2, 4])) == Fraction(7, 3)


# -- the rest -------------------------------------------------------------------------------------------------------------


def test_quartiles_are_numpy_s() -> None:
    assert quarters([12, 3, 45, 7, 7, 30, 21.5]) == Quarters(7, 7.0, 12.0, 25.75)  # numpy.percentile
    assert quarters([4.5]) == Quarters(1, 4.5, 4.5, 4.5)
    assert quarters([]) is None


def test_figures_in_words() -> None:
    assert [signed(value) for value in (0.125, -0.3, -0.001)] == ["0.12", "−0.30", "0.00"]
    assert [percent(share) for share in (0, 0.004, 0.5, 0.996, 1)] == [
        "0\xa0%",
        "under 1\xa0%",
        "50\xa0%",
        "over 99\xa0%",
        "100\xa0%",
    ]
    assert [time(seconds) for seconds in (0.2, 59.4, 60, 125.7)] == ["0 s", "59 s", "1 min 0 s", "2 min 6 s"]
