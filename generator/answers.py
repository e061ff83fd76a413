"""An answer in the form that result files have it, a list of ids, and the ways there: from what a student typed, and to a score.

Ids chosen (single, multiple, true-false, highlight); ids in order (order); `pair=choice` (match). An empty list is an open item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.labels import claims, form_of
from generator.render.notebook_runtime import Quiz as Runtime
from generator.score import parts_of, score
from generator.spec.quiz import MatchItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from generator.spec.quiz import Item

Ids = tuple[str, ...]


def typed(item: Item, shown: Mapping[str, str], answer: object) -> Ids:
    """What a typed answer names, read by the very code that reads it in the notebook. Nothing typed is an open item.

    ``shown`` are the labels as `render.labels` gives them. Raises ValueError with what the answer lacks, in words for students.
    """
    if not Runtime.words(answer):
        return ()
    given = Runtime.read(form_of(item, shown), answer)
    ids = {label: part for part, label in shown.items()}
    if isinstance(item, MatchItem):
        pairs = {label: pair for pair, label in claims(item).items()}
        return tuple(f"{pairs[label]}={ids[choice]}" for label, choice in given.items())
    return tuple(ids[label] for label in given)


def as_typed(item: Item, shown: Mapping[str, str], answer: Sequence[str]) -> str:
    """The same the other way: what a student types for these ids, such as "a, c" or "1b, 2a"."""
    if isinstance(item, MatchItem):
        numbers = claims(item)
        pairs = (pair.split("=", 1) for pair in answer)
        return ", ".join(f"{numbers[pair]}{shown[choice]}" for pair, choice in pairs)
    return ", ".join(shown[part] for part in answer)


def points(item: Item, answer: Sequence[str]) -> Fraction:
    """What an answer is worth, from 0 to 1."""
    if isinstance(item, MatchItem):
        return score(item, dict(pair.split("=", 1) for pair in answer))
    return score(item, list(answer) if item.kind == "order" else set(answer))


def check_form(item: Item, answer: Sequence[str]) -> None:
    """Raise ValueError, with what is wrong, unless a list of ids could be an answer to the item. An open item is one too."""
    if not answer:
        return
    if len(set(answer)) < len(answer):
        raise ValueError("it names a part twice")
    if isinstance(item, MatchItem):
        pairs, choices = {pair.id for pair in item.pairs}, {choice.id for choice in item.choices}
        named = [pair.partition("=") for pair in answer]
        if any(pair not in pairs or choice not in choices for pair, _, choice in named):
            raise ValueError("it names a claim or a choice that the item doesn't have")
        if len({pair for pair, _, _ in named}) < len(named):
            raise ValueError("it gives a claim two choices")
        return
    parts = {part.id for part in parts_of(item)}
    if unknown := sorted(set(answer) - parts):
        raise ValueError(f"it names {', '.join(unknown)}, which the item doesn't have")
    if item.kind in ("single", "true-false") and len(answer) > 1:
        raise ValueError("it names more than one option")
    if item.kind == "order" and len(answer) < len(parts):
        raise ValueError("it doesn't put every entry in its place")
