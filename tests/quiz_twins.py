"""The same quiz with another key, by which what readers see must not change; and in other words, by which nothing else may."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from generator.spec.citation import Evidence
from generator.spec.quiz import ChoiceItem, HighlightItem, Item, MatchItem, OrderItem, Quiz, TrueFalseItem

EVIDENCE = Evidence(source="handbill-1887", quote="Ask it why.")


def other_key(quiz: Quiz) -> Quiz:
    """Every item asks the same, but something else is right, for other reasons, and proved by other words."""
    return quiz.model_copy(update={"items": tuple(map(_other, quiz.items))})


def _other(item: Item) -> Item:
    same = {"evidence": EVIDENCE}
    if isinstance(item, TrueFalseItem):
        feedback = item.feedback.model_copy(update={"true": "Other.", "false": "Another."})
        return item.model_copy(update={**same, "answer": not item.answer, "feedback": feedback})
    if isinstance(item, OrderItem):
        entries = tuple(entry.model_copy(update={"feedback": "Other."}) for entry in item.entries)
        return item.model_copy(update={**same, "entries": entries[::-1]})
    if isinstance(item, MatchItem):
        ids = [choice.id for choice in item.choices]
        pairs = [pair.model_copy(update={"feedback": "Other.", "answer": ids[ids.index(pair.answer) - 1]}) for pair in item.pairs]
        return item.model_copy(update={**same, "pairs": tuple(pairs)})
    name, parts = ("stretches", item.stretches) if isinstance(item, HighlightItem) else ("options", item.options)
    moved = [parts[n - 1].correct for n in range(len(parts))]
    if all(moved) and isinstance(item, (ChoiceItem, HighlightItem)):
        moved[0] = False
    changed = [part.model_copy(update={"correct": key, "feedback": "Other."}) for part, key in zip(parts, moved, strict=True)]
    return item.model_copy(update={**same, name: tuple(changed)})


def in_other_words(quiz: Quiz, words: Sequence[str]) -> Quiz:
    """The quiz with these words by turns for every text that readers see."""
    written = quiz.model_dump(by_alias=True, exclude_defaults=True)
    return Quiz.model_validate({**_worded(written, cycle(words)), "mode": quiz.mode})


def _worded(value: Any, words: Iterator[str]) -> Any:
    if isinstance(value, dict):
        shown = {"title", "text", "stem", "true", "false"}
        return {
            key: next(words) if isinstance(part, str) and (key in shown or key == "feedback") else _worded(part, words)
            for key, part in value.items()
        }
    return tuple(_worded(one, words) for one in value) if isinstance(value, (list, tuple)) else value
