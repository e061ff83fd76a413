"""Flags fall on what was planted and on nothing else, and on nothing at all where students are few."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from generator.analyse.analysis import analyse
from generator.analyse.asked import Asked, Part, asked
from generator.analyse.estimates import Estimate
from generator.analyse.flags import flags, standing
from generator.analyse.model import Analysis, ItemFigures, PartFigures, Standing
from generator.analyse.reliability import Reliability
from generator.analyse.responses import read_responses
from generator.analyse.rules import Rule
from generator.resolve import ResolvedCourse
from tests.simulated_class import DEAD, MISKEYED, NEGATIVE, as_csv, responses, write_quiz
from tests.test_notebook import kinds, resolve

PLANTED = {
    (MISKEYED, "three", Rule.KEY_SUSPECT),
    (MISKEYED, "", Rule.NEGATIVE),
    (NEGATIVE, "", Rule.NEGATIVE),
    (DEAD, "three", Rule.DEAD_DISTRACTOR),
}


@pytest.fixture
def course(sample: Path) -> ResolvedCourse:
    """The sample with the quiz that the class that never was took."""
    write_quiz(sample)
    resolved, _ = resolve(sample, "sim-quiz")
    return resolved


def analysed(resolved: ResolvedCourse, rows: list[list[str]]) -> Analysis:
    sheets, faults = read_responses(io.StringIO(as_csv(rows), newline=""), resolved.course)
    assert faults == ()
    return analyse(resolved, sheets)


def raised(resolved: ResolvedCourse, students: int, seed: int) -> set[tuple[str, str, Rule]]:
    (quiz,) = analysed(resolved, responses(students, seed)).quizzes
    return {(flag.item, flag.part, flag.rule) for flag in quiz.flags}


@pytest.mark.parametrize("seed", range(8))
def test_in_a_class_of_600_exactly_what_is_planted_is_flagged(course: ResolvedCourse, seed: int) -> None:
    assert raised(course, 600, seed) == PLANTED


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("students", [8, 29])
def test_in_a_small_class_nothing_is_flagged(course: ResolvedCourse, students: int, seed: int) -> None:
    assert raised(course, students, seed) == set()


def test_in_a_class_of_40_only_what_is_planted_is_flagged_as_far_as_the_intervals_allow(course: ResolvedCourse) -> None:
    """Over twelve classes the wrong key is found in all; a dead distractor never, since 40 students can't show it."""
    found = [raised(course, 40, seed) for seed in range(12)]
    assert set().union(*found) <= PLANTED
    assert all((MISKEYED, "three", Rule.KEY_SUSPECT) in one for one in found)
    assert not any(rule is Rule.DEAD_DISTRACTOR for one in found for _, _, rule in one)


def test_the_flags_of_a_class_say_why(course: ResolvedCourse) -> None:
    (quiz,) = analysed(course, responses(600)).quizzes
    assert [(flag.item, flag.rule.value) for flag in quiz.flags] == [
        (MISKEYED, "key-suspect"), (MISKEYED, "negative-discrimination"), (NEGATIVE, "negative-discrimination"), (DEAD, "dead-distractor"),
    ]  # fmt: skip
    assert quiz.flags[0].detail.startswith("c, “Option three of sim-05”: ")
    assert "of the best third choose it, and" in quiz.flags[0].detail
    assert "Choosing it goes with a high score on the other items (correlation 0." in quiz.flags[0].detail


@pytest.mark.parametrize(
    ("students", "allowed"),
    [(0, Standing.COUNTS), (9, Standing.COUNTS), (10, Standing.FIGURES), (29, Standing.FIGURES), (30, Standing.JUDGED)],
)
def test_the_number_of_students_decides_what_is_said(students: int, allowed: Standing) -> None:
    assert standing(students) is allowed


def test_below_ten_students_there_are_counts_and_no_figure(course: ResolvedCourse) -> None:
    analysis = analysed(course, responses(9))
    (quiz,) = analysis.quizzes
    assert (quiz.standing, quiz.students, quiz.reliability, quiz.totals.mean) == (Standing.COUNTS, 9, None, None)
    assert sum(one.students for one in quiz.totals.bins) == 9
    for item in quiz.items:
        assert (item.difficulty, item.discrimination, item.upper_lower, item.seconds) == (None, None, None, None)
        assert item.answered == 9
        assert all((part.share, part.thirds, part.correlation) == (None, None, None) for part in item.parts)
        if item.asked.item.kind != "order":
            assert sum(part.chosen for part in item.parts) == 9
    assert {group.mean for group in (*analysis.skills, *analysis.passages)} == {None}


# -- each rule at its threshold -------------------------------------------------------------------------------------------


@pytest.fixture
def one(sample: Path) -> Asked:
    """An item with one key and two distractors."""
    resolved, quiz = kinds(sample)
    return asked(resolved, quiz)[0]


def part(
    id_: str,
    *,
    key: bool = False,
    share: float = 0.3,
    high: float = 0.4,
    upper: float = 0.3,
    r: tuple[float, float] = (-0.2, -0.4),
) -> PartFigures:
    """Figures of a part: its share and the share's upper limit, its share in the best third, its correlation and that one's lower limit."""
    return PartFigures(
        part=Part(id=id_, label=id_[0], text=id_, key=key), chosen=30, share=Estimate(share, 0.0, high), thirds=(0.3, 0.3, upper),
        correlation=Estimate(r[0], r[1], r[0] + 0.1),
    )  # fmt: skip


SOUND = (part("key", key=True, upper=0.6, r=(0.4, 0.3)), part("some", upper=0.2), part("other", upper=0.2))


def figures(
    one: Asked, ease: tuple[float, float, float] = (0.6, 0.5, 0.7), told: tuple[float, float, float] = (0.4, 0.3, 0.5),
    parts: tuple[PartFigures, ...] = SOUND,
) -> ItemFigures:  # fmt: skip
    return ItemFigures(
        asked=one, answered=100, open=0, held=0, full=60, difficulty=Estimate(*ease), discrimination=Estimate(*told), upper_lower=0.4,
        parts=parts, seconds=None, confidence=None,
    )  # fmt: skip


def rules(item: ItemFigures, students: int = 100) -> list[str]:
    return [flag.rule.value for flag in flags([item], None, students)]


def test_a_sound_item_has_no_flag(one: Asked) -> None:
    assert rules(figures(one)) == []


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ((-0.3, -0.4, -0.01), ["negative-discrimination"]),
        ((-0.3, -0.6, 0.0), ["non-functioning"]),
        ((0.1, 0.0, 0.19), ["non-functioning"]),
        ((0.1, -0.1, 0.2), []),
    ],
)
def test_discrimination_is_flagged_by_its_interval(one: Asked, told: tuple[float, float, float], wanted: list[str]) -> None:
    assert rules(figures(one, told=told)) == wanted
    assert rules(figures(one, told=told), students=29) == []


@pytest.mark.parametrize(
    ("ease", "wanted"),
    [
        ((0.98, 0.951, 0.99), ["too-easy"]),
        ((0.98, 0.95, 0.99), []),
        ((0.2, 0.1, 0.29), ["too-hard"]),
        ((0.3, 0.2, 0.34), []),  # guessing gives a third
        ((0.25, 0.2, 0.329), ["too-hard"]),
    ],
)
def test_difficulty_is_flagged_by_its_interval(one: Asked, ease: tuple[float, float, float], wanted: list[str]) -> None:
    assert rules(figures(one, ease=ease)) == wanted


def test_of_an_easy_item_nothing_is_said_that_follows_from_its_ease(one: Asked) -> None:
    dead = (SOUND[0], part("some", share=0.01, high=0.03, upper=0.0), SOUND[2])
    assert rules(figures(one, ease=(0.98, 0.96, 0.99), told=(0.1, 0.0, 0.15), parts=dead)) == ["too-easy"]


@pytest.mark.parametrize(("high", "wanted"), [(0.049, ["dead-distractor"]), (0.05, [])])
def test_a_distractor_is_dead_where_the_interval_lies_below_five_in_a_hundred(one: Asked, high: float, wanted: list[str]) -> None:
    assert rules(figures(one, parts=(SOUND[0], part("some", share=0.02, high=high, upper=0.1), SOUND[2]))) == wanted


@pytest.mark.parametrize(
    ("key_upper", "upper", "r", "wanted"),
    [
        (0.1, 0.9, (-0.1, -0.2), ["key-suspect"]),  # the best third prefers it
        (0.4, 0.52, (-0.1, -0.2), []),  # by too little: it may be chance
        (0.6, 0.2, (0.5, 0.4), ["key-suspect"]),  # it goes with a high score, more than the key does
        (0.6, 0.2, (0.5, -0.1), []),  # for all that is known it doesn't
        (0.6, 0.2, (0.39, 0.3), []),  # not more than the key
    ],
)
def test_a_key_is_suspect_where_those_who_know_prefer_something_else(
    one: Asked, key_upper: float, upper: float, r: tuple[float, float], wanted: list[str]
) -> None:
    parts = (part("key", key=True, upper=key_upper, r=(0.4, 0.3)), part("some", upper=upper, r=r), SOUND[2])
    assert rules(figures(one, parts=parts)) == wanted


def test_what_follows_from_a_wrong_key_is_not_said_again(one: Asked) -> None:
    parts = (part("key", key=True, upper=0.1, r=(-0.2, -0.3)), part("some", upper=0.8, r=(0.4, 0.3)), SOUND[2])
    assert rules(figures(one, ease=(0.1, 0.05, 0.2), told=(0.0, -0.1, 0.1), parts=parts)) == ["key-suspect"]


@pytest.mark.parametrize(
    ("estimate", "wanted"),
    [
        (
            Estimate(0.5, 0.4, 0.69),
            "KR-20 is 0.50 (95\xa0% interval 0.40 to 0.69). With 3 items as good as these it would be 0.70.",
        ),
        (Estimate(-0.2, -0.5, 0.1), "KR-20 is −0.20 (95\xa0% interval −0.50 to 0.10)."),
        (Estimate(0.6, 0.4, 0.7), None),
    ],
)
def test_a_quiz_is_flagged_where_its_reliability_is_low_for_certain(one: Asked, estimate: Estimate, wanted: str | None) -> None:
    found = flags([figures(one)], Reliability("KR-20", estimate, 1.0), 100)
    assert [(flag.rule, flag.item, flag.detail) for flag in found] == ([(Rule.LOW_RELIABILITY, "", wanted)] if wanted else [])


def test_of_two_options_none_is_dead_and_claims_have_no_dead_choices(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    items = {item.asked.item.id: item for item in (figures(one) for one in asked(resolved, quiz))}
    rare = part("some", share=0.01, high=0.02, upper=0.0)
    assert rules(replace(items["k-true"], parts=(SOUND[0], rare))) == []
    assert rules(replace(items["k-match"], parts=(SOUND[0], rare, rare))) == []
    assert rules(replace(items["k-words"], parts=(SOUND[0], rare, SOUND[2]))) == ["dead-distractor"]


def test_every_rule_says_what_it_means_what_to_look_at_and_where_it_comes_from() -> None:
    for rule in Rule:
        assert all(words.strip().endswith((".", "?")) for words in (rule.meaning, rule.look, rule.source)), rule
        assert rule.title
