"""Scores: what an answer is worth. Pure, and the same rule in the page, the notebook and the gradebook.

One rule for everything that has several right parts: ``max(0, right - wrong) / keys``, so that guessing all gains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from generator.spec.quiz import ChoiceItem, Entry, HighlightItem, Item, MatchItem, Option, OrderItem, Stretch, TrueFalseItem

Answer = AbstractSet[str] | Sequence[str] | Mapping[str, str]
"""Ids chosen (choice, true-false, highlight); ids in order (order); pair to choice (match)."""


def keys_of(item: Item) -> list[str]:
    """The right answer as a list of ids, as pages carry it: keys; entries in order; `pair=choice`."""
    if isinstance(item, OrderItem):
        return [entry.id for entry in item.entries]
    if isinstance(item, MatchItem):
        return [f"{pair.id}={pair.answer}" for pair in item.pairs]
    return [part.id for part in parts_of(item) if getattr(part, "correct", False)]


def parts_of(item: ChoiceItem | TrueFalseItem | OrderItem | HighlightItem) -> Sequence[Option | Entry | Stretch]:
    """What an answer is made of: options, entries or stretches, in the order written."""
    if isinstance(item, OrderItem):
        return item.entries
    return item.stretches if isinstance(item, HighlightItem) else item.options


def score(item: Item, answer: Answer) -> Fraction:
    """From 0 to 1. An answer that isn't of the item's form scores as far as its parts can be read."""
    if isinstance(item, OrderItem):
        wanted = keys_of(item)
        given = list(answer)
        right = sum(a == b for a, b in zip(wanted, given, strict=False))
        return _by_rule(right, len(given) - right, len(wanted))
    if isinstance(item, MatchItem):
        given_pairs = answer if isinstance(answer, Mapping) else {}
        right = sum(given_pairs.get(pair.id) == pair.answer for pair in item.pairs)
        return _by_rule(right, len(given_pairs) - right, len(item.pairs))
    keys, chosen = set(keys_of(item)), set(answer)
    if isinstance(item, HighlightItem) or (isinstance(item, ChoiceItem) and item.kind == "multiple"):
        return _by_rule(len(chosen & keys), len(chosen - keys), len(keys))
    return Fraction(int(chosen == keys))


def _by_rule(right: int, wrong: int, keys: int) -> Fraction:
    return Fraction(max(0, right - wrong), keys) if keys else Fraction(0)
