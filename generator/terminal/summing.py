"""What is said at the end: answers, what is open and, for practice, the score, as in the notebook's last cell."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from generator.answers import as_typed, points
from generator.render.labels import labels
from generator.spec.quiz import Mode
from generator.terminal.explaining import number, sureness
from generator.terminal.lines import Line, Tone
from generator.terminal.record import total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz
    from generator.terminal.record import Record


def summed(resolved: ResolvedCourse, quiz: Quiz, record: Record) -> Iterator[Line]:
    """The score or the count, then a line for each item, then what is open."""
    if quiz.mode is Mode.GRADED:
        yield Line(f"Answered: {len(record.given)} of {len(quiz.items)}.", tone=Tone.HEAD)
    else:
        yield Line(f"Score: {number(total(quiz, record))} of {len(quiz.items)}.", tone=Tone.HEAD)
        yield from _by_sureness(quiz, record)
    for n, item in enumerate(quiz.items, 1):
        yield Line(f"{n}. {_line(resolved, quiz, item, record)}", indent=2, hang=3)
    still = [str(n) for n, item in enumerate(quiz.items, 1) if item.id not in record.given]
    if still:
        yield Line(f"Open: {', '.join(still)}.")


def _by_sureness(quiz: Quiz, record: Record) -> Iterator[Line]:
    for said, sure in (("sure", True), ("unsure", False)):
        those = [points(item, record.given[item.id].answer) for item in quiz.items if _sure_of(item, record) is sure]
        if those:
            yield Line(f"Where you were {said}: {number(sum(those, Fraction(0)))} of {len(those)}.")


def _sure_of(item: Item, record: Record) -> bool | None:
    return record.given[item.id].sure if item.id in record.given else None


def _line(resolved: ResolvedCourse, quiz: Quiz, item: Item, record: Record) -> str:
    given = record.given.get(item.id)
    if given is None:
        return "open"
    worth = f" ({number(points(item, given.answer))})" if quiz.mode is Mode.PRACTICE else ""
    return f"{as_typed(item, labels(resolved, quiz, item), given.answer)}{worth}{sureness(given.sure)}"
