"""Graded items as the search knows them, and whether some value names an item's key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.leaks.letters import letters
from generator.render.labels import claims, labels
from generator.score import keys_of, parts_of
from generator.spec.quiz import HighlightItem, MatchItem, Mode, OrderItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

MAX_RUN_TOGETHER = 10
"""Labels may be written without anything between them, as in "ac"; an item has ten at most."""
_WORD = re.compile(r"[^\s,;|/&+]+")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An item of a graded quiz. ``shown`` are its labels in the order in which the compiler shows the parts."""

    quiz: Quiz
    item: Item
    shown: Mapping[str, str]

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The key as ids: those that are right, in order where the order is the key, `pair=choice` for match."""
        return tuple(keys_of(self.item))

    @cached_property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """The key as lists of ids, of labels, of texts and, for match, of the choices alone."""
        item = self.item
        if isinstance(item, MatchItem):
            numbers, texts = claims(item), {choice.id: choice.text for choice in item.choices}
            return (
                self.key,
                tuple(f"{numbers[pair.id]}{self.shown[pair.answer]}" for pair in item.pairs),
                tuple(pair.answer for pair in item.pairs),
                tuple(self.shown[pair.answer] for pair in item.pairs),
                tuple(texts[pair.answer] for pair in item.pairs),
            )
        texts = {part.id: part.quote or "" if isinstance(item, HighlightItem) else part.text for part in parts_of(item)}  # type: ignore[union-attr]  # parts are of the item's kind
        told = self.key if isinstance(item, OrderItem) else sorted(self.key, key=list(self.shown).index)
        every = (self.key, tuple(self.shown[part] for part in told), tuple(texts[part] for part in self.key))
        return tuple(dict.fromkeys(spelling for spelling in every if all(spelling)))

    @cached_property
    def _wanted(self) -> frozenset[tuple[bytes, ...]]:
        return frozenset(self._comparable([letters(part) for part in spelling]) for spelling in self.spellings)

    def _comparable(self, parts: list[bytes]) -> tuple[bytes, ...]:
        in_order = self.item.kind in ("order", "match")
        return tuple(parts) if in_order else tuple(sorted(parts))

    def is_key(self, value: Any) -> bool:
        """Whether a value of any shape names the key: ids, labels or texts, as a list, as a mapping, or written in one string."""
        return any(self._comparable(parts) in self._wanted for parts in _listings(value) if parts)


def _listings(value: Any) -> Iterator[list[bytes]]:
    """The ways in which a value may be a list of parts."""
    if isinstance(value, bool):
        yield [b"true" if value else b"false"]
    elif isinstance(value, (str, int)):
        yield [letters(str(value))]
        yield [letters(word) for word in _WORD.findall(str(value))]
        if str(value).isalnum() and len(str(value)) <= MAX_RUN_TOGETHER:
            yield [letters(char) for char in str(value)]
    elif isinstance(value, dict):
        yield [letters(f"{name}{part}") for name, part in value.items()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield [letters(str(part)) for part in value]


def graded_items(resolved: ResolvedCourse) -> tuple[Asked, ...]:
    """Every item of every graded quiz of a course."""
    return tuple(
        Asked(quiz=quiz.value, item=item, shown=labels(resolved, quiz.value, item))
        for quiz in resolved.course.quizzes
        if quiz.value.mode is Mode.GRADED
        for item in quiz.value.items
    )
