"""Graded notebooks made again under other keys. If the bytes are the same, no key is in them, in whatever form.

This is the strongest proof there is, and it needs no list of what to look for; but it holds only for what the compiler makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.leaks.finding import Notebook, Remade
from generator.render.notebook import notebook
from generator.score import keys_of
from generator.spec.quiz import ChoiceItem, HighlightItem, MatchItem, Mode, OrderItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.opened import Opened, Wanted
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

_SAYS_ELSE = "Something else is said here."


def remade(seen: Opened, wanted: Wanted) -> Notebook | None:
    """What comes of making a notebook again, if it is one of the compiler's and asks a graded quiz; else None."""
    quiz = _quiz_of(seen, wanted.resolved)
    if quiz is None:
        return None
    resolved = wanted.resolved
    made = notebook(resolved, quiz)
    if any(notebook(resolved, other) != made for other in with_other_keys(quiz)):
        found = Remade.DIFFERS
    else:
        found = Remade.SAME if seen.content == made else Remade.EDITED
    return Notebook(path=seen.path, quiz=quiz.id, remade=found)


def _quiz_of(seen: Opened, resolved: ResolvedCourse) -> Quiz | None:
    """The graded quiz that a notebook's metadata name."""
    metadata = seen.data.get("metadata") if seen.cells else None
    said: Any = metadata.get("course") if isinstance(metadata, dict) else None
    if not isinstance(said, dict):
        return None
    quizzes = said.get("quizzes")
    named = quizzes if isinstance(quizzes, list) else [said.get("quiz")]
    found = resolved.course.quiz(named[0]) if len(named) == 1 and isinstance(named[0], str) else None
    return found.value if found and found.value.mode is Mode.GRADED else None


def with_other_keys(quiz: Quiz) -> Iterator[Quiz]:
    """The quiz with other keys and other feedback throughout: as many quizzes as it takes for every single option to be one.

    Of items with many keys not every set is tried: each is turned round, part by part.
    """
    rounds = max(_rounds(item) for item in quiz.items)
    for turn in range(1, rounds + 1):
        yield quiz.model_copy(update={"items": tuple(_with_another_key(item, turn) for item in quiz.items)})


def _rounds(item: Item) -> int:
    """How many other keys an item has by turning its own round."""
    if isinstance(item, OrderItem):
        return len(item.entries) - 1
    if isinstance(item, MatchItem):
        return len(item.choices) - 1
    if isinstance(item, (ChoiceItem, HighlightItem)):
        return len(item.options if isinstance(item, ChoiceItem) else item.stretches) - 1
    return 1


def _with_another_key(item: Item, turn: int) -> Item:
    """An item whose key was turned round so many parts, with other feedback."""
    if isinstance(item, OrderItem):
        entries = [entry.model_copy(update={"feedback": _SAYS_ELSE}) for entry in item.entries]
        at = 1 + (turn - 1) % (len(entries) - 1)
        return item.model_copy(update={"entries": (*entries[at:], *entries[:at])})
    if isinstance(item, MatchItem):
        ids = [choice.id for choice in item.choices]
        pairs = [
            pair.model_copy(update={"answer": ids[(ids.index(pair.answer) + turn) % len(ids)], "feedback": _SAYS_ELSE})
            for pair in item.pairs
        ]
        return item.model_copy(update={"pairs": tuple(pairs)})
    if isinstance(item, ChoiceItem):
        return item.model_copy(update={"options": _turned(item, item.options, turn)})
    if isinstance(item, HighlightItem):
        return item.model_copy(update={"stretches": _turned(item, item.stretches, turn)})
    said = item.feedback.model_copy(update={"true": _SAYS_ELSE, "false": _SAYS_ELSE})
    return item.model_copy(update={"answer": item.answer != bool(turn % 2), "feedback": said})


def _turned(item: Item, parts: tuple[Any, ...], turn: int) -> tuple[Any, ...]:
    """Options or stretches with the marks of the key moved on."""
    keys = keys_of(item)
    marks = [part.id in keys for part in parts]
    return tuple(
        part.model_copy(update={"correct": marks[(n - turn) % len(marks)], "feedback": _SAYS_ELSE})
        for n, part in enumerate(parts)
    )
