"""What an analysis needs of an item as it was asked: its words, the parts that could be chosen, and the source that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.escape import one_line
from generator.render.labels import claims, labels
from generator.render.source_line import source_line
from generator.score import keys_of
from generator.spec.quiz import ChoiceItem, HighlightItem, MatchItem, OrderItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.answers import Ids
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that an answer has or has not: an option or stretch chosen, a claim given a choice, an entry in its place.

    ``id`` is as answers have it. ``label`` is what students wrote for it. Parts of one ``group`` stand against each other: of a
    match item, the choices for one claim. Of entries only the right place is a part, so each of them is a key.
    """

    id: str
    label: str
    text: str
    key: bool
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An item, with everything that is printed of it.

    ``number`` counts within the quiz, from 1. ``exclusive`` tells whether an answer has one part of each group at most.
    ``dichotomous`` tells whether its points can only be 0 or 1. ``chance`` is the mean that guessing gives, 0 where it can't
    be told. ``passage`` is the excerpt that holds the evidence, or the source where no excerpt does.
    """

    item: Item
    number: int
    parts: tuple[Part, ...]
    exclusive: bool
    dichotomous: bool
    chance: float
    passage: str
    quoted: str
    source: str

    @property
    def stem(self) -> str:
        """The question on one line."""
        return one_line(self.item.stem)

    @property
    def distractors_are_options(self) -> bool:
        """Whether the item offers wrong things to choose, each of which ought to find takers."""
        return isinstance(self.item, (ChoiceItem, HighlightItem))


def asked(resolved: ResolvedCourse, quiz: Quiz) -> tuple[Asked, ...]:
    """The items of a quiz in their order."""
    return tuple(_asked(resolved, quiz, item, number) for number, item in enumerate(quiz.items, 1))


def _asked(resolved: ResolvedCourse, quiz: Quiz, item: Item, number: int) -> Asked:
    proof = resolved.passage(f"{quiz.id}/{item.id}")
    single = item.kind in ("single", "true-false")
    parts = _parts(resolved, quiz, item)
    return Asked(
        item=item,
        number=number,
        parts=parts,
        exclusive=single or isinstance(item, MatchItem),
        dichotomous=len(keys_of(item)) == 1,
        chance=1 / len(parts) if single else 0.0,
        passage=item.evidence.passage or proof.source,
        quoted=proof.text,
        source=source_line(resolved.course, proof),
    )


def _parts(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> tuple[Part, ...]:
    shown = labels(resolved, quiz, item)
    if isinstance(item, MatchItem):
        return _of_claims(item, shown)
    if isinstance(item, OrderItem):
        return tuple(
            Part(id=entry.id, label=str(n), text=one_line(entry.text), key=True) for n, entry in enumerate(item.entries, 1)
        )
    if isinstance(item, HighlightItem):
        texts = {stretch.id: resolved.passage(f"{quiz.id}/{item.id}/{stretch.id}").text for stretch in item.stretches}
    else:
        texts = {option.id: option.text for option in item.options}
    keys = set(keys_of(item))
    return tuple(Part(id=part, label=label, text=one_line(texts[part]), key=part in keys) for part, label in shown.items())


def _of_claims(item: MatchItem, shown: Mapping[str, str]) -> tuple[Part, ...]:
    numbers = claims(item)
    texts = {choice.id: one_line(choice.text) for choice in item.choices}
    return tuple(
        Part(id=f"{pair.id}={choice}", label=f"{numbers[pair.id]}{label}", text=f"{one_line(pair.text)}: {texts[choice]}",
             key=choice == pair.answer, group=pair.id)
        for pair in item.pairs
        for choice, label in shown.items()
    )  # fmt: skip


def chosen(item: Item, answer: Ids) -> Sequence[str]:
    """The ids of the parts that an answer has."""
    if isinstance(item, OrderItem):
        return [entry for entry, wanted in zip(answer, keys_of(item), strict=False) if entry == wanted]
    return answer
