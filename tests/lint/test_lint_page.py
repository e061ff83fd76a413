"""The page on the lint is complete, its examples show what they say, and its figures are those of today."""

import re
from pathlib import Path

import pytest
import yaml

from generator.diagnostics.flaws import Flaw
from generator.lint.all_rules import ENGLISH_ONLY
from tests.lint import claim_rate
from tests.lint.fragments import flaws_in
from tests.lint.hit_rate import FRESH, MENDED_BY, as_table, marked_items, rates

PAGE = (Path(__file__).parents[2] / "book/dev/lint.md").read_text(encoding="utf-8")
def sections() -> dict[str, str]:
    parts = re.split(r"^### `([^`\n]+)`$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples(flaw: Flaw) -> tuple[str, str]:
    wrong, right = re.findall(r"^```yaml\n(.*?)^```$", sections()[flaw.value], flags=re.MULTILINE | re.DOTALL)
    return wrong, right


def test_the_page_has_a_section_for_each_flaw_in_the_order_of_the_code() -> None:
    assert list(sections()) == [flaw.value for flaw in Flaw]


@pytest.mark.parametrize("flaw", Flaw)
def test_a_section_begins_with_the_weight_and_the_explanation(flaw: Flaw) -> None:
    assert sections()[flaw.value].startswith(f"\n\n*{flaw.severity.value}* · {flaw.explanation}\n\n```yaml\n")


@pytest.mark.parametrize("flaw", Flaw)
def test_the_wrong_example_has_the_flaw_and_the_right_one_has_it_no_more(flaw: Flaw) -> None:
    wrong, right = examples(flaw)
    assert flaw in flaws_in(wrong)
    assert flaw not in flaws_in(right)


@pytest.mark.parametrize("flaw", Flaw)
def test_in_another_language_only_rules_without_word_lists_find_it(flaw: Flaw) -> None:
    half = flaw is Flaw.OPTIONS_UNEVEN  # the example is about openings, which are English
    assert (flaw in flaws_in(examples(flaw)[0], "pt-BR")) is (flaw not in ENGLISH_ONLY and not half)


def test_the_page_lists_the_rules_that_every_language_has() -> None:
    (listed,) = re.findall(r"need no list of words of ours: (.*), and of `options-uneven`", PAGE)
    assert listed.split(", ") == [f"`{flaw.value}`" for flaw in Flaw if flaw not in ENGLISH_ONLY and flaw is not Flaw.OPTIONS_UNEVEN]


def test_an_allowance_silences_its_flaw_in_its_place_and_nowhere_else() -> None:
    """The example on the page, in the item and in the quiz; and in the item beside."""
    ((entry,),) = [yaml.safe_load(fence)["lint"] for fence in re.findall(r"^```yaml\n(    lint:.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
    negative, plain = {"stem": "What does the treaty not name?"}, {}
    assert Flaw.STEM_NEGATIVE in flaws_in(yaml.safe_dump({"items": [negative, plain]}))
    found = flaws_in(yaml.safe_dump({"items": [{**negative, "lint": [entry]}, plain]}))
    assert found == flaws_in(yaml.safe_dump({"lint": [entry], "items": [negative, plain]})) == {Flaw.EXCERPT_UNASKED}
    beside = flaws_in(yaml.safe_dump({"items": [negative, {**plain, "lint": [entry]}]}))
    assert beside == {Flaw.STEM_NEGATIVE, Flaw.ALLOWANCE_UNUSED, Flaw.EXCERPT_UNASKED}


def test_the_page_prints_the_hit_rate_as_it_is() -> None:
    """Both tables, in their order."""
    tables = [text for text in re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) if text.startswith("flaw ")]
    assert tables == [as_table(MENDED_BY), as_table(FRESH)]


def test_the_marks_are_enough_and_the_rates_those_that_are_reported() -> None:
    items = marked_items(MENDED_BY)
    assert sum(bool(one.flaws) for one in items) >= 60
    assert sum(not one.flaws for one in items) >= 60
    totals = [rates(names)["all"] for names in (MENDED_BY, FRESH)]
    assert [(one.found, one.missed, one.wrong) for one in totals] == [(172, 8, 13), (65, 4, 9)]
    fresh = marked_items(FRESH)
    assert sum(bool(one.flaws) for one in fresh) >= 60
    assert sum(not one.flaws for one in fresh) >= 60


def test_the_rate_on_claims_is_the_one_that_is_reported() -> None:
    marked = [one.bad for one in claim_rate.claims()]
    assert f"{marked.count(True)} claims and {marked.count(False)} sound texts were marked" in PAGE
    rate = claim_rate.rate()
    assert f"Today {rate.found} are found, {rate.missed} missed, and none is found without a mark." in PAGE
    assert rate.wrong == 0
