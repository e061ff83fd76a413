"""Scores: one rule for every kind, the same in the gradebook's code and in the notebook's; and what scores and records hang on."""

import hashlib
import json
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from generator.fingerprint import fingerprint
from generator.render.labels import LETTERS, form_of, key_of
from generator.render.notebook_runtime import Quiz
from generator.render.shuffled import mixed, shuffled
from generator.score import Answer, keys_of, score
from generator.spec.quiz import HighlightItem, Item, MatchItem, OrderItem, TrueFalseItem

ITEMS: TypeAdapter[Item] = TypeAdapter(Item)
HEAD = {"id": "it-gulls", "skill": "recall", "stem": "What do the gulls say?", "evidence": {"source": "gulls", "quote": "They say it."}}


def item(kind: str, **keys: Any) -> Item:
    """An item of a kind."""
    return ITEMS.validate_python({**HEAD, "kind": kind, **keys})


def options(ids: str, right: str) -> tuple[dict[str, Any], ...]:
    """Options with one-letter ids."""
    return tuple({"id": one, "text": f"say {one}", "correct": one in right, "feedback": f"of {one}"} for one in ids)


def entries(ids: str) -> tuple[dict[str, str], ...]:
    """Entries with one-letter ids, in their right order."""
    return tuple({"id": one, "text": f"do {one}", "feedback": f"of {one}"} for one in ids)


def match(answers: dict[str, str], choices: str) -> Item:
    """Claims with their choices."""
    return item(
        "match",
        choices=tuple({"id": one, "text": f"by {one}"} for one in choices),
        pairs=tuple({"id": one, "text": f"claim {one}", "answer": choice, "feedback": f"of {one}"} for one, choice in answers.items()),
    )


def highlight(ids: str, right: str) -> Item:
    """Stretches with one-letter ids."""
    stretches = tuple({"id": one, "quote": f"words {one}", "correct": one in right, "feedback": f"of {one}"} for one in ids)
    return item("highlight", passage="gulls/cry", stretches=stretches)


def judgement(answer: bool) -> Item:
    """A statement."""
    return item("true-false", answer=answer, feedback={"true": "so it is", "false": "so it isn't"})


# -- the rule ---------------------------------------------------------------------------------------------------------

ONE = item("single", options=options("abc", "b"))
SEVERAL = item("multiple", options=options("abcd", "acd"))
ORDER = item("order", entries=entries("abcd"))
MATCH = match({"p": "x", "q": "y", "r": "x"}, "xyz")
WORDS = highlight("abcde", "be")


@pytest.mark.parametrize(
    ("of", "answer", "worth"),
    [
        (ONE, {"b"}, "1"), (ONE, {"a"}, "0"), (ONE, set(), "0"), (ONE, {"a", "b"}, "0"),
        (judgement(True), {"true"}, "1"), (judgement(True), {"false"}, "0"), (judgement(False), {"false"}, "1"),
        (judgement(False), {"true", "false"}, "0"),
        (SEVERAL, {"a", "c", "d"}, "1"), (SEVERAL, {"a", "c"}, "2/3"), (SEVERAL, {"a", "b", "c"}, "1/3"),
        (SEVERAL, {"a", "b"}, "0"), (SEVERAL, {"b"}, "0"), (SEVERAL, {"a", "b", "c", "d"}, "2/3"), (SEVERAL, set(), "0"),
        (WORDS, {"b", "e"}, "1"), (WORDS, {"b"}, "1/2"), (WORDS, {"a", "b", "e"}, "1/2"), (WORDS, {"a", "c"}, "0"),
        (ORDER, ["a", "b", "c", "d"], "1"), (ORDER, ["a", "b", "d", "c"], "0"), (ORDER, ["d", "c", "b", "a"], "0"),
        (ORDER, ["a", "b", "c"], "3/4"), (ORDER, ["a", "b", "c", "d", "d"], "3/4"), (ORDER, [], "0"),
        (MATCH, {"p": "x", "q": "y", "r": "x"}, "1"), (MATCH, {"p": "x", "q": "y"}, "2/3"),
        (MATCH, {"p": "x", "q": "y", "r": "y"}, "1/3"), (MATCH, {"p": "x", "q": "x", "r": "z"}, "0"), (MATCH, {}, "0"),
    ],
)  # fmt: skip
def test_an_answer_is_worth_what_is_right_less_what_is_wrong_by_the_number_of_keys(of: Item, answer: Answer, worth: str) -> None:
    assert score(of, answer) == Fraction(worth)


# -- laws -------------------------------------------------------------------------------------------------------------


def some(ids: str, least: int = 1) -> st.SearchStrategy[str]:
    """Some of the ids, in their order."""
    return st.sets(st.sampled_from(ids), min_size=least, max_size=len(ids) - 1).map(lambda chosen: "".join(sorted(chosen)))


IDS = st.integers(2, 8).map(lambda count: "qrstuvwx"[:count])
ANY_ITEM: st.SearchStrategy[Item] = st.one_of(
    IDS.flatmap(lambda ids: st.sampled_from(ids).map(lambda key: item("single", options=options(ids, key)))),
    IDS.flatmap(lambda ids: some(ids).map(lambda keys: item("multiple", options=options(ids, keys)))),
    IDS.flatmap(lambda ids: some(ids).map(lambda keys: highlight(ids, keys))),
    st.booleans().map(judgement),
    st.integers(3, 8).map(lambda count: item("order", entries=entries("qrstuvwx"[:count]))),
    st.tuples(IDS, IDS).flatmap(
        # Claims and choices share their ids, as specs allow.
        lambda both: st.lists(st.sampled_from(both[1]), min_size=len(both[0]), max_size=len(both[0])).map(
            lambda answers: match(dict(zip(both[0], answers, strict=True)), both[1])
        )
    ),
)


def parts_of(of: Item) -> list[str]:
    """Ids of the parts that an answer names; for match, of the choices."""
    if isinstance(of, MatchItem):
        return [choice.id for choice in of.choices]
    parts = of.entries if isinstance(of, OrderItem) else of.stretches if isinstance(of, HighlightItem) else of.options
    return [part.id for part in parts]


def complete(of: Item) -> st.SearchStrategy[Any]:
    """Answers that a notebook takes, by ids."""
    parts = parts_of(of)
    if isinstance(of, OrderItem):
        return st.permutations(parts)
    if isinstance(of, MatchItem):
        claims = st.sampled_from([pair.id for pair in of.pairs])
        return st.dictionaries(claims, st.sampled_from(parts), min_size=1)
    several = isinstance(of, HighlightItem) or of.kind == "multiple"
    return st.sets(st.sampled_from(parts), min_size=1, max_size=None if several else 1)


def any_answer(of: Item) -> st.SearchStrategy[Any]:
    """Answers in the item's form that may be empty, too long or too short."""
    parts = st.sampled_from(parts_of(of))
    if isinstance(of, OrderItem):
        return st.lists(parts, max_size=len(of.entries) + 2)
    if isinstance(of, MatchItem):
        return st.dictionaries(st.sampled_from([pair.id for pair in of.pairs]), parts)
    return st.sets(parts)


def labels_of(of: Item) -> dict[str, str]:
    """Labels as a notebook gives them out, in an order of their own."""
    ids = shuffled(parts_of(of), "any")
    if isinstance(of, TrueFalseItem):
        return {"true": "true", "false": "false"}
    if isinstance(of, HighlightItem):
        return {one: str(n) for n, one in enumerate(ids, 1)}
    return dict(zip(ids, LETTERS, strict=False))


def in_labels(of: Item, answer: Any) -> Any:
    """An answer by ids as a notebook holds it."""
    shown = labels_of(of)
    if isinstance(of, MatchItem):
        return {str(n): shown[answer[pair.id]] for n, pair in enumerate(of.pairs, 1) if pair.id in answer}
    return [shown[one] for one in answer] if isinstance(of, OrderItem) else [shown[one] for one in shown if one in answer]


def a_quiz(of: Item) -> Quiz:
    """The notebook's code with one practice item."""
    data = {**form_of(of, labels_of(of)), **key_of(of, labels_of(of)), "evidence": "They say it.", "source": "Gulls"}
    return Quiz(json.dumps({"mode": "practice", "items": [data]}))


ANSWERED = ANY_ITEM.flatmap(lambda of: st.tuples(st.just(of), any_answer(of)))


@given(ANSWERED)
def test_the_notebook_gives_every_answer_the_same_score(answered: tuple[Item, Any]) -> None:
    of, answer = answered
    quiz = a_quiz(of)
    assert quiz.points(quiz.items[of.id], in_labels(of, answer)) == score(of, answer)


@given(ANY_ITEM.flatmap(lambda of: st.tuples(st.just(of), complete(of))), st.sampled_from([", ", " ", "; ", " > "]), st.booleans())
def test_an_answer_typed_into_a_notebook_is_read_as_what_it_says(answered: tuple[Item, Any], between: str, capital: bool) -> None:
    of, answer = answered
    quiz = a_quiz(of)
    held = in_labels(of, answer)
    typed = between.join([f"{n}{letter}" for n, letter in held.items()] if isinstance(held, dict) else held)
    quiz.check(of.id, typed.upper() if capital else typed)
    assert quiz.answers == {of.id: held}
    assert quiz.points(quiz.items[of.id], quiz.answers[of.id]) == score(of, answer)


@given(ANSWERED)
def test_scores_lie_between_nothing_and_one(answered: tuple[Item, Any]) -> None:
    assert 0 <= score(*answered) <= 1


def key_as_answer(of: Item) -> Any:
    """The right answer in the item's form."""
    if isinstance(of, MatchItem):
        return dict(key.split("=") for key in keys_of(of))
    return keys_of(of) if isinstance(of, OrderItem) else set(keys_of(of))


@given(ANSWERED)
def test_the_full_score_is_for_the_right_answer_alone(answered: tuple[Item, Any]) -> None:
    of, answer = answered
    assert score(of, key_as_answer(of)) == 1
    assert (score(of, answer) == 1) == (answer == key_as_answer(of))


@given(IDS.flatmap(lambda ids: some(ids).map(lambda keys: item("multiple", options=options(ids, keys)))))
def test_choosing_everything_is_worth_less_than_the_right_answer(of: Item) -> None:
    assert score(of, set(parts_of(of))) < 1


# -- the order in which entries are met -------------------------------------------------------------------------------


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=2, max_size=8, unique=True), st.text(max_size=8))
def test_another_order_has_the_same_ids_and_is_never_the_one_given(ids: list[str], seed: str) -> None:
    mixed = shuffled(ids, seed)
    assert sorted(mixed) == sorted(ids)
    assert mixed != ids
    assert mixed == shuffled(tuple(ids), seed)


def test_another_order_is_the_same_on_every_machine_and_hangs_on_the_seed() -> None:
    assert shuffled(["storm", "fire", "flood", "frost"], "one") == ["frost", "storm", "fire", "flood"]
    assert shuffled(["storm", "fire", "flood", "frost"], "two") == ["fire", "frost", "storm", "flood"]


def test_another_order_tells_nothing_of_the_one_given() -> None:
    """But for what it must: where chance gives the very order written, the first goes to the end."""
    assert shuffled(["flood", "fire", "storm", "frost"], "one") == ["frost", "storm", "fire", "flood"]
    assert shuffled(["frost", "storm", "fire", "flood"], "one") == ["storm", "fire", "flood", "frost"]


def test_one_id_or_none_has_no_other_order() -> None:
    assert shuffled(["storm"], "one") == ["storm"]
    assert shuffled([], "one") == []


# -- fingerprints -----------------------------------------------------------------------------------------------------


CANONICAL = (
    '{"evidence":{"quote":"They say it.","source":"gulls"},"id":"it-gulls","options":['
    '{"feedback":"of a","id":"a","text":"say a"},{"correct":true,"feedback":"of b","id":"b","text":"say b"},'
    '{"feedback":"of c","id":"c","text":"say c"}],"skill":"recall","stem":"What do the gulls say?"}'
)


def test_a_fingerprint_is_twelve_digits_of_the_digest_of_what_is_written() -> None:
    """Records of readers are kept under it: another way of making it would forget them all."""
    assert fingerprint(ONE) == hashlib.sha256(CANONICAL.encode()).hexdigest()[:12]


def test_a_key_written_with_its_default_leaves_the_fingerprint_alone() -> None:
    assert fingerprint(item("single", options=options("abc", "b"), hints=())) == fingerprint(ONE)
    assert fingerprint(ITEMS.validate_python({**HEAD, "options": options("abc", "b")})) == fingerprint(ONE)


@pytest.mark.parametrize(
    "other",
    [
        item("single", options=options("abc", "a")),
        item("multiple", options=options("abc", "b")),
        item("single", options=options("acb", "b")),
        item("single", options=options("abc", "b"), hints=("Listen.",)),
        item("single", options=options("abc", "b"), stem="What did the gulls say?"),
        item("single", options=(*options("ab", "b"), {"id": "c", "text": "say c", "feedback": "of sea"})),
        item("single", options=options("abc", "b"), evidence={"source": "gulls", "quote": "They said it."}),
    ],
    ids=["key", "kind", "order", "hint", "stem", "feedback", "evidence"],
)
def test_any_edit_gives_another_fingerprint(other: Item) -> None:
    assert fingerprint(other) != fingerprint(ONE)


def test_a_graded_order_does_not_depend_on_the_right_one() -> None:
    """An order that avoided the right one would tell, by its absence, which one that is."""
    ids = ["storm", "fire", "flood", "frost"]
    assert {tuple(mixed(given, "one")) for given in permutations(ids)} == {tuple(mixed(ids, "one"))}
