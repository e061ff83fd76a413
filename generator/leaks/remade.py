"""Graded notebooks made again under other keys. If the bytes are the same, no key is in them, in whatever form.

This is the strongest proof there is, and it needs no list of what to look for; but it holds only for what the compiler makes.
"""

from __future__ import annotations

from dataclasses import replace
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
    made, proved_else = notebook(resolved, quiz), with_other_proofs(resolved, quiz)
    if any(notebook(proved_else, other) != made for other in with_other_keys(quiz)):
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


def with_other_proofs(resolved: ResolvedCourse, quiz: Quiz) -> ResolvedCourse:
    """The course with other words as the proofs of a quiz's keys."""
    other = {"text": _SAYS_ELSE, "text_sum": "", "sha256": "", "request": "", "within": ()}
    passages = dict(resolved.lock.passages)
    for item in quiz.items:
        address = f"{quiz.id}/{item.id}"
        passages[address] = passages[address].model_copy(update=other)
    return replace(resolved, lock=resolved.lock.model_copy(update={"passages": passages}))


def with_other_keys(quiz: Quiz) -> Iterator[Quiz]:
    """The quiz with other keys, feedback and proofs throughout: as many quizzes as it takes for every single option to be the key.

    Of items with many keys not every set is tried: each is turned round, part by part.
    """
    rounds = max(_rounds(item) for item in quiz.items)
    for turn in range(1, rounds + 1):
        items = (_with_another_key(item, 1 + (turn - 1) % _rounds(item)) for item in quiz.items)
        proof = {"quote": _SAYS_ELSE, "from_": None, "to": None, "occurrence": None}
        told = (item.model_copy(update={"evidence": item.evidence.model_copy(update=proof)}) for item in items)
        yield quiz.model_copy(update={"items": tuple(told)})


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
        return item.model_copy(update={"entries": (*entries[turn:], *entries[:turn])})
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
    return item.model_copy(update={"answer": not item.answer, "feedback": said})


def _turned(item: Item, parts: tuple[Any, ...], turn: int) -> tuple[Any, ...]:
    """Options or stretches with the marks of the key moved on."""
    keys = keys_of(item)
    marks = [part.id in keys for part in parts]
    turned = [marks[(n - turn) % len(marks)] for n in range(len(marks))]
    if turned == marks:  # such as where all are right
        turned = [n == turn for n in range(len(marks))]
    said = [part.model_copy(update={"feedback": _SAYS_ELSE}) for part in parts]
    return tuple(part.model_copy(update={"correct": correct}) for part, correct in zip(said, turned, strict=True))
