"""Answers go from what is typed to ids and back, and to a score, for every kind of item."""

from pathlib import Path

import pytest

from generator.answers import as_typed, check_form, points, typed
from generator.render.labels import labels
from generator.spec.quiz import Item, Kind
from tests.test_notebook import ITEMS, kinds

TYPED = {
    "k-one": ("b", ("eleven",)),
    "k-some": ({"c", "a"}, ("hear", "write")),
    "k-true": (True, ("true",)),
    "k-order": ("c a b", ("petition", "wreck", "storm")),
    "k-match": ({1: "a", 2: "b"}, ("courier=courier", "many=tidings")),
    "k-words": ([3, 1], ("hands", "like")),
}
"""What is typed, and the ids that it names."""
SCORES = {"k-one": 1, "k-some": 1, "k-true": 0, "k-order": 1, "k-match": 1, "k-words": 0}


@pytest.fixture
def asked(sample: Path) -> dict[str, tuple[Item, dict[str, str]]]:
    """Every kind of item with its labels."""
    resolved, quiz = kinds(sample)
    assert {item.kind for item in quiz.items} == set(Kind)
    return {item.id: (item, labels(resolved, quiz, item)) for item in quiz.items}


@pytest.mark.parametrize("name", ITEMS)
def test_what_is_typed_names_ids_that_have_a_score(asked: dict[str, tuple[Item, dict[str, str]]], name: str) -> None:
    item, shown = asked[name]
    written, ids = TYPED[name]
    assert typed(item, shown, written) == ids
    check_form(item, ids)
    assert points(item, ids) == SCORES[name]
    assert typed(item, shown, as_typed(item, shown, ids)) == ids


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("nothing", ["", None, (), {}, {1: "", 2: ""}, " , "])
def test_nothing_typed_is_an_open_item(asked: dict[str, tuple[Item, dict[str, str]]], name: str, nothing: object) -> None:
    item, shown = asked[name]
    assert typed(item, shown, nothing) == ()
    check_form(item, ())
    assert points(item, ()) == 0


@pytest.mark.parametrize(
    ("name", "answer", "lack"),
    [
        ("k-one", ("eleven", "ten"), "more than one option"),
        ("k-one", ("noon",), "names noon"),
        ("k-some", ("hear", "hear"), "twice"),
        ("k-true", ("yes",), "names yes"),
        ("k-order", ("petition", "wreck"), "every entry"),
        ("k-match", ("courier=courier", "courier=tidings"), "two choices"),
        ("k-match", ("courier",), "a claim or a choice"),
        ("k-words", ("like", "moon"), "names moon"),
    ],
)
def test_a_list_of_ids_that_can_t_be_an_answer_is_refused(
    asked: dict[str, tuple[Item, dict[str, str]]], name: str, answer: tuple[str, ...], lack: str
) -> None:
    with pytest.raises(ValueError, match=lack):
        check_form(asked[name][0], answer)


def test_words_that_name_nothing_are_refused_as_in_the_notebook(asked: dict[str, tuple[Item, dict[str, str]]]) -> None:
    with pytest.raises(ValueError, match=r"There is no z\. The answers to choose from are a, b, c\."):
        typed(*asked["k-one"], "z")
