"""What students write for the parts of an item: letters, numbers, or `true` and `false`. In notebooks and in the terminal alike.

Labels belong to one order of showing. Answers are stored by id; `answers.py` goes from one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.render.escape import one_line
from generator.render.shuffled import mixed, shuffled
from generator.score import keys_of, parts_of
from generator.spec.quiz import ChoiceItem, HighlightItem, MatchItem, Mode, OrderItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Choice, Item, Option, Quiz

LETTERS = "abcdefghij"


def labels(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> dict[str, str]:
    """What a student writes for each part of an item: ids to labels, in the order shown.

    Letters, but `true` and `false` for a statement, and for words of an excerpt numbers in the order in which they stand
    there. For claims to be matched the parts are the choices; the claims are numbered as the quiz has them.
    """
    if isinstance(item, HighlightItem):
        ids = [stretch.id for stretch in item.stretches]
        ids.sort(key=lambda stretch: resolved.passage(f"{quiz.id}/{item.id}/{stretch}").within)
        return {stretch: str(n) for n, stretch in enumerate(ids, 1)}
    if isinstance(item, OrderItem):
        order = mixed if quiz.mode is Mode.GRADED else shuffled
        ids = order([entry.id for entry in item.entries], item.id)
    elif isinstance(item, MatchItem):
        # Written in the order of the claims, choices would tell the key.
        graded = quiz.mode is Mode.GRADED
        ids = mixed([choice.id for choice in item.choices], item.id) if graded else _in_order_shown(quiz, item.id, item.choices)
    elif isinstance(item, ChoiceItem):
        ids = _in_order_shown(quiz, item.id, item.options)
    else:
        return {option.id: option.id for option in item.options}
    return dict(zip(ids, LETTERS, strict=False))


def _in_order_shown(quiz: Quiz, seed: str, parts: Sequence[Option] | Sequence[Choice]) -> list[str]:
    """Ids of options or choices: as written, or where the quiz shuffles in another order but for those that are pinned."""
    loose = [part.id for part in parts if not getattr(part, "pinned", False)]
    moved = iter(shuffled(loose, seed) if quiz.shuffle else loose)
    return [next(moved) if part.id in loose else part.id for part in parts]


def form_of(item: Item, shown: Mapping[str, str]) -> dict[str, Any]:
    """What the notebook's code needs to read an answer, and the hints. Nothing here depends on the key."""
    form: dict[str, Any] = {"id": item.id, "kind": item.kind, "hints": [one_line(hint) for hint in item.hints]}
    if isinstance(item, MatchItem):
        return {**form, "labels": list(claims(item).values()), "choices": list(shown.values())}
    return {**form, "labels": list(shown.values())}


def key_of(item: Item, shown: Mapping[str, str]) -> dict[str, Any]:
    """What the notebook's code needs to judge an answer and to explain it."""
    if isinstance(item, MatchItem):
        numbers = claims(item)
        return {
            "key": {numbers[pair.id]: shown[pair.answer] for pair in item.pairs},
            "feedback": {numbers[pair.id]: one_line(pair.feedback) for pair in item.pairs},
        }
    keys = keys_of(item)
    ordered = keys if isinstance(item, OrderItem) else [part for part in shown if part in keys]
    return {
        "key": [shown[part] for part in ordered],
        "feedback": {shown[part.id]: one_line(part.feedback) for part in parts_of(item)},
    }


def claims(item: MatchItem) -> dict[str, str]:
    """The numbers of a match item's claims, by id."""
    return {pair.id: str(n) for n, pair in enumerate(item.pairs, 1)}
