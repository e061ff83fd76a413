"""What is said to an answer: in practice its worth, each part with its feedback, and the words that prove the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.answers import as_typed, points
from generator.render.escape import one_line
from generator.render.labels import claims
from generator.render.source_line import source_line
from generator.score import keys_of, parts_of
from generator.spec.quiz import MatchItem, OrderItem
from generator.terminal.lines import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from generator.answers import Ids
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz


def explained(
    resolved: ResolvedCourse, quiz: Quiz, item: Item, shown: Mapping[str, str], answer: Ids, sure: bool | None
) -> Iterator[Line]:
    """The whole explanation of a practice item."""
    worth = points(item, answer)
    tone = Tone.RIGHT if worth == 1 else Tone.PARTLY if worth else Tone.WRONG
    verdict = {Tone.RIGHT: "Right", Tone.PARTLY: "Partly right", Tone.WRONG: "Not right"}[tone]
    yield Line(f"{verdict}. Score: {number(worth)} of 1{sureness(sure)}.", tone=tone)
    told = keys_of(item) if isinstance(item, (OrderItem, MatchItem)) else [part for part in shown if part in keys_of(item)]
    yield Line(f"The right answer: {as_typed(item, shown, told)}.")
    yield from (Line(text, indent=2, hang=4) for text in _parts(item, shown, answer))
    passage = resolved.passage(f"{quiz.id}/{item.id}")
    yield Line("The words that prove it:")
    yield Line(one_line(passage.plain), indent=2)
    yield Line(f"-- {one_line(source_line(resolved.course, passage))}", indent=2, hang=3)


def _parts(item: Item, shown: Mapping[str, str], answer: Ids) -> Iterator[str]:
    """Each part with how it was answered, and its feedback, in the order shown or in the right one."""
    if isinstance(item, OrderItem):
        for place, (entry, yours) in enumerate(zip(item.entries, answer, strict=True), 1):
            said = "right" if entry.id == yours else f"you wrote {shown[yours]}"
            yield f"{place}. {shown[entry.id]} ({said}): {one_line(entry.feedback)}"
    elif isinstance(item, MatchItem):
        given = dict(pair.split("=", 1) for pair in answer)
        for pair, label in zip(item.pairs, claims(item).values(), strict=True):
            mine = given.get(pair.id)
            said = "right" if mine == pair.answer else f"you wrote {shown[mine]}" if mine else "left open"
            yield f"{label}{shown[pair.answer]} ({said}): {one_line(pair.feedback)}"
    else:
        feedback, keys = {part.id: part.feedback for part in parts_of(item)}, keys_of(item)
        for part, label in shown.items():
            mark, said = "x" if part in answer else " ", "right" if part in keys else "wrong"
            yield f"[{mark}] {label} ({said}): {one_line(feedback[part])}"


def stored(item: Item, shown: Mapping[str, str], answer: Ids, sure: bool | None) -> Iterator[Line]:
    """What is said to the answer of a graded item: what it was read as, and claims that were left open."""
    yield Line(f"Stored: {as_typed(item, shown, answer)}{sureness(sure)}.")
    if isinstance(item, MatchItem) and len(answer) < len(item.pairs):
        given = {pair.split("=", 1)[0] for pair in answer}
        yield Line(f"Left open: {', '.join(label for pair, label in claims(item).items() if pair not in given)}.")


def sureness(sure: bool | None) -> str:
    """How sure a student said to be, to end a line with."""
    return {True: ", sure", False: ", unsure", None: ""}[sure]


def number(worth: Fraction) -> str:
    """Points with two decimal places at most."""
    return f"{float(worth):.2f}".rstrip("0").rstrip(".")
