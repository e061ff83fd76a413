"""Each rule where it is narrow: what lies just inside its bounds and just outside, and that no text makes one fail."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.flaws import Flaw
from generator.lint.all_rules import question_findings
from generator.lint.english import english
from generator.lint.grade import grade
from generator.lint.option_value import Range, range_of, value_of
from generator.lint.words import root, stem, words
from tests.lint.hit_rate import findings, question


def flaws(stem_: str, *options: str, shuffle: bool = False, passage: str = "") -> set[str]:
    """What is found in an item; the text of a key begins with `* `."""
    return {flaw.value for flaw in findings(question(name="one", stem=stem_, options=list(options), shuffle=shuffle, passage=passage))}


ASK = "What did the keeper report to the town?"


@pytest.mark.parametrize(
    ("key", "distractor", "flawed"),
    [
        ("k" * 101, "d" * 80, True),
        ("k" * 100, "d" * 80, False),  # a quarter and no more
        ("k" * 91, "d" * 72, False),  # more than a quarter, but fewer than twenty characters between them
        ("k" * 92, "d" * 72, True),
    ],
)
def test_a_key_is_long_by_more_than_a_quarter_and_twenty_characters(key: str, distractor: str, flawed: bool) -> None:
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
        ("Which of these reports is false?", True),
        ("Which of these reports is FALSE?", False),
        ("Why is the report false?", False),
        ("What was done with those who could not pay?", False),
        ("Who did not pay?", True),
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


@pytest.mark.parametrize(
    ("phrase", "flaw"),
    [
        ("Is fed without exception", "absolute-distractors"),
        ("Is fed in every case", "absolute-distractors"),
        ("Is invariably fed", "absolute-distractors"),
        ("Is fed at all times", "absolute-distractors"),
        ("Tends to be fed", "vague-key"),
        ("Is fed as a rule", "vague-key"),
        ("Is fed in most cases", "vague-key"),
    ],
)
def test_phrases_are_absolute_or_vague_as_words_are(phrase: str, flaw: str) -> None:
    absolute = flaw == "absolute-distractors"
    assert flaw in (flaws(ASK, "* The cat", phrase, "The dog") if absolute else flaws(ASK, f"* {phrase}", "The cat", "The dog"))
    assert flaw not in flaws(ASK, f"* {phrase}", f"{phrase} well", "The dog")


def test_an_option_is_odd_by_its_figure_only_where_it_speaks_of_something_else() -> None:
    assert "option-odd" in flaws("Who built it?", "* A mason", "A smith", "In 1835")
    assert "option-odd" not in flaws("What of it?", "* The comet was bright", "The comet had no tail", "The comet came in 1835")
    assert "option-odd" not in flaws("Which oath?", "* The short one", "The long one", "That of the guild")


def test_who_may_do_something_is_no_hedge() -> None:
    assert "vague-key" not in flaws("What was in dispute?", "* Who may vote", "The oil", "The bell")


@pytest.mark.parametrize(
    ("asked", "options", "flawed"),
    [
        ("He saw an", ("hourglass", "* oar", "egg"), False),
        ("He saw an", ("unit", "* oar", "egg"), True),
        ("He saw a", ("uniform", "* boat", "ewe"), False),
        ("He saw a", ("oar", "* egg", "ox"), False),  # nothing fits, so nothing is given away
        ("The animals were", ("* oxen", "a mule", "a horse"), True),
        ("The find was", ("a mule", "* two oars", "a horse"), True),
        ("The animals were", ("* oxen", "mules", "two horses"), False),
    ],
)
def test_the_last_word_of_a_stem_fits_every_option(asked: str, options: tuple[str, ...], flawed: bool) -> None:
    assert ("article-cue" in flaws(asked, *options)) is flawed


@pytest.mark.parametrize(
    ("options", "flawed"),
    [
        (("* To lower rents", "To fence land", "Selling oil"), True),
        (("* A bell", "A boat", "Fishing"), False),  # a noun like others
        (("* In the mill", "At the inn", "The smith"), True),
        (("* In the mill", "At the inn", "Nowhere near"), False),
        (("* The mill", "The inn", "At the smith's"), False),
        (("* Close the inns", "Clean the well", "The bells were to rest"), True),
        (("* Close the inns", "Clean the well", "Nothing"), False),
    ],
)
def test_one_opening_stands_out_where_it_shows_another_part_of_speech(options: tuple[str, ...], flawed: bool) -> None:
    assert ("options-uneven" in flaws("What of it?", *options)) is flawed


@pytest.mark.parametrize(
    ("options", "flawed"),
    [
        (("* Maps and letters", "Maps and coins", "Bread and letters"), True),  # one from each
        (("* Maps and letters", "Maps, letters and coins", "Bread"), False),  # both from one
        (("* Old maps", "Old coins", "Old bread"), False),  # one word that all share
        (("* 200 to 300", "100 to 200", "300 to 400"), False),  # ranges
    ],
)
def test_options_converge_where_the_key_takes_from_several(options: tuple[str, ...], flawed: bool) -> None:
    assert ("options-converge" in flaws("What was in it?", *options)) is flawed


@pytest.mark.parametrize(
    ("asked", "flawed"),
    [
        ("Which of the following is true of the harbour of Aldby?", True),
        ("Which statement about the flood of 1820 is correct?", True),
        ("Which of the two dates is right, by the ledger?", False),
        ("Which of these accounts of the flood is wrong?", False),
        ("Which harbour froze?", False),
        ("The old lamp", True),
    ],
)
def test_a_stem_asks_for_more_than_a_verdict(asked: str, flawed: bool) -> None:
    assert ("stem-unfocused" in flaws(asked, "* A", "B", "C")) is flawed


@pytest.mark.parametrize(("one", "other", "same"), [("painters", "paint", True), ("elected", "election", True), ("station", "state", False), ("settlers", "settlement", True)])
def test_words_of_one_root_are_known_by_it(one: str, other: str, same: bool) -> None:
    assert (root(one) == root(other)) is same


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
