"""What the rules look at: a choice item with its options parted into keys and distractors, and what a rule finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.spec.quiz import ChoiceItem, MatchItem, OrderItem, TrueFalseItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from generator.diagnostics.flaws import Flaw
    from generator.source.yaml_nodes import Route
    from generator.spec.quiz import Item, Option
    from generator.spec.read import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A flaw in its place.

    ``route`` leads to it in the quiz, or in ``spec`` where that is another file. ``item`` is the item's number in the quiz,
    counted from 0; None where it is the quiz that is flawed.
    """

    flaw: Flaw
    message: str
    help: str
    route: Route
    item: int | None = None
    spec: Located[Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A choice item. ``passage`` is the printed text of the excerpt or evidence that it asks about, empty where unknown."""

    item: ChoiceItem
    number: int
    shuffled: bool
    passage: str

    @property
    def single_key(self) -> Option | None:
        """The key of an item that has one and at least one distractor: clues to it are worth a look. Else None."""
        keys = [option for option in self.item.options if option.correct]
        return keys[0] if len(keys) == 1 and len(self.item.options) > 1 else None

    @property
    def distractors(self) -> list[Option]:
        """The options that are wrong."""
        return [option for option in self.item.options if not option.correct]

    def at_stem(self, flaw: Flaw, message: str, fix: str) -> Finding:
        """A flaw of the stem."""
        return Finding(flaw=flaw, message=message, help=fix, route=("items", self.number, "stem"), item=self.number)

    def at_options(self, flaw: Flaw, message: str, fix: str) -> Finding:
        """A flaw of the options together."""
        return Finding(flaw=flaw, message=message, help=fix, route=("items", self.number, "options"), item=self.number)

    def at(self, option: Option, flaw: Flaw, message: str, fix: str) -> Finding:
        """A flaw of one option."""
        place = self.item.options.index(option)
        route = ("items", self.number, "options", place, "text")
        return Finding(flaw=flaw, message=message, help=fix, route=route, item=self.number)


def told(item: Item, number: int) -> Iterator[tuple[Route, str, str]]:
    """Every feedback of an item of any kind: its place in the quiz, the id of what it is about, and its text."""
    if isinstance(item, TrueFalseItem):
        for answer, text in (("true", item.feedback.true), ("false", item.feedback.false)):
            yield ("items", number, "feedback", answer), answer, text
        return
    if isinstance(item, ChoiceItem):
        name, parts = "options", [(part.id, part.feedback) for part in item.options]
    elif isinstance(item, OrderItem):
        name, parts = "entries", [(part.id, part.feedback) for part in item.entries]
    elif isinstance(item, MatchItem):
        name, parts = "pairs", [(part.id, part.feedback) for part in item.pairs]
    else:
        name, parts = "stretches", [(part.id, part.feedback) for part in item.stretches]
    for place, (part_id, text) in enumerate(parts):
        yield ("items", number, name, place, "feedback"), part_id, text
