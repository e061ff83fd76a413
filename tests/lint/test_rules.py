"""Each rule where it is narrow: what lies just inside its bounds and just outside, and that no text makes one fail."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.flaws import Flaw
from generator.lint.all_rules import question_findings
from generator.lint.english import english
from generator.lint.item_harder import grade
from generator.lint.option_value import Range, range_of, value_of
from generator.lint.words import stem, words
from tests.lint.hit_rate import findings, question


def flaws(stem_: str, *options: str, shuffle: bool = False, passage: str = "") -> set[str]:
    """What is found in an item; the text of a key begins with `* `."""
    return {flaw.value for flaw in findings(question(name="one", stem=stem_, options=list(options), shuffle=shuffle, passage=passage))}


ASK = "What did the keeper report to the town?"


@pytest.mark.parametrize(
    ("key", "distractor", "flawed"),
    [
        ("k" * 51, "d" * 40, True),
        ("k" * 50, "d" * 40, False),  # a quarter and no more
        ("k" * 20, "d" * 10, True),
        ("k" * 19, "d" * 10, False),  # fewer than ten characters between them
    ],
)
def test_a_key_is_long_by_more_than_a_quarter_and_ten_characters(key: str, distractor: str, flawed: bool) -> None:
    assert ("key-longest" in flaws(ASK, f"* {key}", distractor, "short")) is flawed


@pytest.mark.parametrize(
    ("option", "pinned_too"),
    [("Both A and C", True), ("Option B for carts", True), ("A, B and C", True), ("None of the above", False), ("All of the following", False)],
)
def test_letters_of_options_are_wrong_even_where_they_are_pinned(option: str, pinned_too: bool) -> None:
    asked = question(name="one", stem=ASK, options=["* A boat", "A bell", option], shuffle=True)
    options = asked.item.options
    pinned = asked.item.model_copy(update={"options": (*options[:2], options[2].model_copy(update={"pinned": True}))})
    one = type(asked)(item=pinned, number=0, shuffled=True, passage="")
    still = type(asked)(item=asked.item, number=0, shuffled=False, passage="")
    assert Flaw.OPTION_POSITIONAL in findings(asked)
    assert (Flaw.OPTION_POSITIONAL in findings(one)) is pinned_too
    assert Flaw.OPTION_POSITIONAL not in findings(still)


@pytest.mark.parametrize(
    ("asked", "flawed"),
    [
        ("Which of these did he not report?", True),
        ("Which of these didn’t he report?", True),
        ("Which of these did he NOT report?", False),
        ("Why did he not report the boats?", False),
        ("He did not write. What did he report?", False),
        ("What did at least one witness report?", False),
    ],
)
def test_a_stem_is_negative_where_its_question_is(asked: str, flawed: bool) -> None:
    assert ("stem-negative" in flaws(asked, "* Two boats", "Three oars", "One bell")) is flawed


def test_a_loud_negative_over_a_negative_option_is_one_too_many() -> None:
    assert "stem-negative" in flaws("Which of these did he NOT report?", "* That no boat came", "That oars lay there", "That a bell rang")


def test_the_month_of_may_is_no_hedge() -> None:
    assert "vague-key" not in flaws("When did the fog lift?", "* On 1 May", "On 4 June", "On 2 July")
    assert "vague-key" in flaws("What of the fog?", "* May lift at dawn", "Lifts at noon", "Lifts at night")


def test_all_of_a_thing_is_an_amount_and_no_absolute_claim() -> None:
    assert "absolute-distractors" not in flaws(ASK, "* Half of the oil", "All of the oil", "Some of the oil")
    assert "absolute-distractors" in flaws(ASK, "* The boats were old", "The boats were all lost", "The boats were new")


def test_an_order_is_looked_for_only_where_the_author_sets_it() -> None:
    years = ("1840", "* 1820", "1830")
    assert "options-unordered" in flaws("When was it built?", *years)
    assert "options-unordered" not in flaws("When was it built?", *years, shuffle=True)
    assert "options-unordered" not in flaws("When was it built?", "1840", "* 1830", "1820")


def test_a_copied_key_has_five_words_of_the_passage_in_a_row() -> None:
    passage = "He lit the lamp at five, and rang 1,100 times."
    assert "key-copied" in flaws(ASK, "* The lamp at five, and so on", "A boat", "A bell", passage=passage)
    assert "key-copied" not in flaws(ASK, "* The lamp at five", "A boat", "A bell", passage=passage)
    assert "key-copied" not in flaws(ASK, "* The lamp at five, and so on", "lit the lamp at five", "A bell", passage=passage)


def test_values_are_dates_and_numbers_with_their_units() -> None:
    days = value_of("Sixty days")
    assert days is not None
    assert (days.number, days.unit) == (Fraction(60), frozenset({"day"}))
    assert value_of("ten past four") is None
    dates = [value_of(text) for text in ("28 April 1911", "May 4, 1911", "June 1911", "2 January 1912")]
    assert [date.unit for date in dates if date] == [frozenset({"date"})] * 4
    assert [date.number for date in dates if date] == sorted(date.number for date in dates if date)


@pytest.mark.parametrize(
    ("text", "low", "high", "strict"),
    [
        ("10 to 20 days", 10, 20, False),
        ("10–20 days", 10, 20, False),
        ("between 10 and 20 days", 10, 20, False),
        ("more than 20 days", 20, None, True),
        ("at least 20 days", 20, None, False),
        ("under 10 days", None, 10, True),
        ("up to 10 days", None, 10, False),
    ],
)
def test_ranges_are_read_from_their_words(text: str, low: int | None, high: int | None, strict: bool) -> None:
    assert range_of(text) == Range(low, high, strict, frozenset({"day"}))  # type: ignore[arg-type]


def test_ranges_overlap_where_a_number_lies_in_both() -> None:
    def overlap(one: str, other: str) -> bool:
        first, second = range_of(one), range_of(other)
        assert first is not None
        assert second is not None
        assert first.overlaps(second) is second.overlaps(first)
        return first.overlaps(second)

    assert overlap("1 to 3 days", "3 to 5 days")
    assert not overlap("1 to 3 days", "more than 3 days")
    assert overlap("1 to 3 days", "at least 3 days")
    assert not overlap("1 to 3 days", "2 to 4 years")


@pytest.mark.parametrize(("word", "cut"), [("cities", "city"), ("pilots", "pilot"), ("glass", "glass"), ("corpus", "corpus"), ("houses", "house"), ("keeper's", "keeper"), ("gas", "gas")])
def test_stems_are_those_of_the_s_stemmer(word: str, cut: str) -> None:
    assert stem(word) == cut


def test_words_keep_apostrophes_and_grouped_figures() -> None:
    assert words("The Keeper’s 1,100 piles, 2.5 deep; isn't it?") == ["the", "keeper's", "1,100", "piles", "2.5", "deep", "isn't", "it"]


def test_the_grade_is_kincaids() -> None:
    """Ten words in two sentences, fourteen syllables: 0.39 * 5 + 11.8 * 1.4 - 15.59."""
    assert grade("The keeper lit the lamp. No vessel came in quickly.") == Fraction("0.39") * 5 + Fraction("11.8") * Fraction(13, 10) - Fraction("15.59")


TEXT = st.text(min_size=1, max_size=60).filter(str.strip)


@given(TEXT, st.lists(TEXT, min_size=2, max_size=6, unique=True), st.text(max_size=200))
def test_no_text_makes_a_rule_fail(asked: str, options: list[str], passage: str) -> None:
    """Whatever stands in an item, every rule gives findings that point into it, twice the same."""
    texts = [f"* {options[0]}", *options[1:]]
    one = question(name="one", stem=asked, options=texts, passage=passage)
    found = list(question_findings(one, english()))
    assert found == list(question_findings(one, english()))
    assert all(finding.route[:2] == ("items", 0) and finding.item == 0 for finding in found)
