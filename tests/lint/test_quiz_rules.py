"""The rules that look at a whole quiz: what counts for them, and from how many items on they speak."""

import pytest
import yaml

from generator.diagnostics.flaws import Flaw
from generator.lint.baseline import entry_of
from tests.lint.fragments import flaws_in, reported


def item(*options: str, stem: str = "Who rang the fog bell?") -> dict[str, object]:
    """An item; the text of its key begins with `* `."""
    return {
        "stem": stem, "kind": "multiple" if sum(text.startswith("* ") for text in options) > 1 else "single",
        "options": [{"text": text.removeprefix("* "), "correct": text.startswith("* ")} for text in options],
    }  # fmt: skip


def quiz(*items: dict[str, object], **more: object) -> str:
    return yaml.safe_dump({**more, "items": list(items)})


LONG, SHORT, TIED, TWO_KEYS = item("* abcd", "ef", "gh"), item("* ab", "cdef", "gh"), item("* ab", "cd", "ef"), item("* abcd", "* ef", "gh")


@pytest.mark.parametrize(
    ("items", "flawed"),
    [
        ([LONG] * 5, True),  # 1 in 243
        ([LONG] * 4, False),  # 1 in 81, but four are too few to say
        ([LONG] * 4 + [SHORT], True),  # 11 in 243, just below one in twenty
        ([LONG] * 3 + [SHORT] * 2, False),
        ([LONG] * 4 + [TIED], False),  # where no option is the longest, nothing can be guessed from length
        ([LONG] * 4 + [TWO_KEYS], False),
    ],
)
def test_keys_are_longest_too_often_where_chance_seldom_does_it(items: list[dict[str, object]], flawed: bool) -> None:
    assert (Flaw.KEY_LONGEST_OFTEN in flaws_in(quiz(*items))) is flawed


FIRST, SECOND = item("* ab", "cd", "ef"), item("ab", "* cd", "ef")


@pytest.mark.parametrize(
    ("items", "shuffle", "flawed"),
    [
        ([SECOND] * 5, False, True),  # 1 in 243, below one in sixty
        ([SECOND] * 5, True, False),
        ([SECOND] * 4, False, False),
        ([SECOND] * 4 + [FIRST], False, False),  # 11 in 243: one in sixty is asked, since three places could stand out
    ],
)
def test_a_place_holds_the_key_too_often_where_chance_seldom_does_it(items: list[dict[str, object]], shuffle: bool, flawed: bool) -> None:
    assert (Flaw.KEY_POSITION in flaws_in(quiz(*items, shuffle=shuffle))) is flawed


ASKED = item("* Two boats", "Three oars", "A bell", stem="What did the keeper find on the sand?")


@pytest.mark.parametrize(
    ("telling", "flawed"),
    [
        ("The two boats lay where the keeper could find them, on the sand.", True),
        ("Two boats lay there.", False),  # without the words of the question it may speak of others
        ("The keeper did find some on the sand. Two boats lay elsewhere.", False),  # in two sentences
        ("The keeper did find two small boats on the sand.", False),  # not word for word
    ],
)
def test_feedback_elsewhere_states_an_answer_in_one_sentence_about_it(telling: str, flawed: bool) -> None:
    other = item("* The pilot", "The boy", "The cook", stem="Who was ashore?")
    other["options"][0]["feedback"] = telling
    assert (Flaw.ANSWER_ELSEWHERE in flaws_in(quiz(ASKED, other))) is flawed
    assert Flaw.ANSWER_ELSEWHERE not in flaws_in(quiz(ASKED, other, mode="graded"))  # no reader sees it there


def test_a_stem_elsewhere_states_an_answer_in_a_graded_quiz_too() -> None:
    other = item("* The pilot", "The boy", "The cook", stem="Who saw the two boats that the keeper found on the sand?")
    (found,) = [one for one in reported(quiz(ASKED, other, mode="graded")) if one.code is Flaw.ANSWER_ELSEWHERE]
    assert found.message == "the key of `item-0` is stated in `item-1`"
    assert (found.about, found.file.name) == ("fog-quiz/item-0", "quizzes/fog-quiz.yml")


def test_feedback_of_every_kind_of_item_is_looked_at() -> None:
    """The last of two that are the same is the flawed one."""
    told = {"feedback": "It stands there."}
    kinds = [
        {"kind": "true-false", "answer": True, "feedback": {"true": "It stands there.", "false": "It stands there!"}},
        {"kind": "order", "entries": [{"id": name, "text": name, **told} for name in "abc"]},
        {"kind": "match", "choices": [{"id": "x", "text": "x"}, {"id": "y", "text": "y"}],
         "pairs": [{"id": name, "text": name, "answer": "x", **told} for name in "ab"]},
        {"kind": "highlight", "passage": "fog/silence", "stretches": [{"id": name, "quote": name, **told} for name in "ab"]},
    ]  # fmt: skip
    found = [one.message for one in reported(quiz(*kinds)) if one.code is Flaw.FEEDBACK_REPEATED]
    assert found == [
        "`true` and `false` of `item-0` have the same feedback",
        "`a` and `b` of `item-1` have the same feedback",
        "`a` and `c` of `item-1` have the same feedback",
        "`a` and `b` of `item-2` have the same feedback",
        "`a` and `b` of `item-3` have the same feedback",
    ]


def test_an_excerpt_that_is_not_asked_about_is_told_where_it_stands() -> None:
    (found,) = reported("items: [{evidence: {passage: fog/second-night}}]").infos
    assert (found.message, found.file.name) == ("no item of `fog-quiz` asks about the excerpt `silence`", "lessons/fog.yml")
    entry = entry_of(found)
    assert entry is not None
    assert (entry[0], entry[1], len(entry[2])) == ("excerpt-unasked", "fog-quiz", 12)
