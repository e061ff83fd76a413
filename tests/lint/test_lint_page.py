"""The page on the lint is complete, its examples show what they say, and its figures are those of today."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Problems
from generator.lint.all_rules import ENGLISH_ONLY
from generator.lint.check_items import check_items
from generator.source.files import SourceFile
from generator.spec.course import Course
from generator.spec.lesson import Lesson
from generator.spec.quiz import Quiz
from generator.spec.read import Located, read_spec
from generator.spec.sources import Sources
from tests.lint.hit_rate import FRESH, MENDED_BY, as_table, marked_items, rates

PAGE = (Path(__file__).parents[2] / "book/dev/lint.md").read_text(encoding="utf-8")
LAMP = (
    "I lit the lamp at five, set the bell going, and left the tower to eat. The fog was on the sea for four days. "
    "I saw two boats on the sand. No man was in them, and the oars were gone. I wrote to the town the same day. "
    "He has not sent a word to me. I rang the bell at night as the rules say. My boy held the rope."
)
LESSON = """\
id: fog
title: Fog
unit: fog
question: Who rang?
objectives: [Tell who rang]
quiz: fog-quiz
limits: Nobody else speaks.
body:
  - excerpt: {id: second-night, title: Night, source: keeper, headnote: The keeper writes., quote: rang}
  - excerpt: {id: silence, title: Silence, source: keeper, headnote: The keeper writes., quote: still}
"""
SOURCES = f"""\
documents:
  - {{id: keeper, title: Account, date: "1871", date_basis: Printed., kind: report, file: keeper.txt, sha256: {"0" * 64}}}
"""


def spec(name: str, text: str, model: Any) -> Located[Any]:
    problems = Problems()
    read = read_spec(SourceFile(name, text), model, problems)
    assert read is not None, [problem.message for problem in problems]
    return read


def whole_quiz(fragment: dict[str, Any]) -> str:
    """A quiz in which the keys that an example leaves out are filled in, with nothing that a rule could find."""
    quiz = fragment if "items" in fragment else {"items": [fragment]}
    plain = [{"text": "The keeper", "correct": True}, {"text": "The pilot"}, {"text": "The porter"}]
    for number, item in enumerate(quiz["items"]):
        item.setdefault("id", f"item-{number}")
        item.setdefault("skill", "sourcing")
        item.setdefault("stem", "Who rang the fog bell?")
        item.setdefault("options", [dict(option) for option in plain])
        item["evidence"] = {"quote": "rang", **item.get("evidence", {"source": "keeper"})}
        for place, option in enumerate(item["options"]):
            option.setdefault("id", "abcdef"[place])
            option.setdefault("feedback", f"The log has this on page {place}.")
    return yaml.safe_dump({"id": "fog-quiz", "title": "Fog", "lesson": "fog", **quiz}, sort_keys=False)


def flaws_in(fragment: str, language: str = "en") -> set[Flaw]:
    """The flaws that are reported on an example."""
    quiz = spec("quizzes/fog-quiz.yml", whole_quiz(yaml.safe_load(fragment)), Quiz)
    course = Course(
        root=Path(), sources=spec("lessons/sources.yml", SOURCES, Sources), glossary=None, quizzes=(quiz,), unread=frozenset(),
        lessons=(spec("lessons/fog.yml", LESSON, Lesson),), units=None, timeline=None, grading=None,
    )  # fmt: skip
    problems = Problems()
    check_items(course, {"fog/lamp": LAMP}, language, problems)
    return {found.code for found in problems.all() if isinstance(found.code, Flaw)}


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
    (listed,) = re.findall(r"need no list of words: (.*), and of `options-uneven`", PAGE)
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
    assert [(one.found, one.missed, one.wrong) for one in totals] == [(75, 1, 11), (22, 9, 6)]
