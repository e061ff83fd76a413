"""What is said to a student about a quiz, item by item, as data that pages and notebooks are made of.

It holds the key of every item. Feedback on a graded quiz is for release after the deadline, and not before.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING

from generator.grade.model import State
from generator.render.escape import one_line
from generator.render.source_line import source_line
from generator.score import keys_of, parts_of
from generator.spec.quiz import HighlightItem, MatchItem, OrderItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.answers import Ids
    from generator.grade.gradebook import Person, Tried
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import ChoiceItem, Item, Quiz, TrueFalseItem


class Verdict(enum.StrEnum):
    """What an answer was, in a word."""

    RIGHT = "Right"
    PARTLY = "Partly right"
    WRONG = "Not right"
    OPEN = "Left open"


class Mark(enum.Enum):
    """The sign that a part of an item gets; each has a shape of its own."""

    GOOD = "✓"
    BAD = "✗"
    MISSED = "→"
    """It is right, and the student didn't choose it."""
    NONE = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part of an item, one option say: how it was answered in words, and why it is right or isn't."""

    mark: Mark
    text: str
    said: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFeedback:
    """All that is said about one item. ``points`` are from 0 to 1."""

    number: int
    id: str
    stem: str
    verdict: Verdict
    points: Fraction
    lines: tuple[Line, ...]
    proof: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFeedback:
    """All that is said about a student's quiz."""

    student: str
    name: str
    quiz: Quiz
    points: Fraction
    penalty: int
    mark: Fraction
    items: tuple[ItemFeedback, ...]


@dataclass(frozen=True)
class Explainer:
    """Says what there is to say about answers to one quiz. The same answer gets the same words, made once."""

    resolved: ResolvedCourse
    quiz: Quiz

    def quiz_feedback(self, person: Person, tried: Tried, mark: Fraction) -> QuizFeedback:
        """Feedback on the attempt of which a settled mark is made."""
        known = [one for one in tried.points if one is not None]
        both = zip(tried.filed.reading.responses, known, strict=True)
        items = tuple(self._explained(n, response.state, response.answer, points) for n, (response, points) in enumerate(both))
        cost = tried.filed.late.cost if tried.filed.late else 0
        points = sum(known, Fraction(0))
        return QuizFeedback(student=person.label, name=person.name, quiz=self.quiz, points=points, penalty=cost, mark=mark, items=items)

    @cached_property
    def _explained(self) -> Callable[[int, State, Ids, Fraction], ItemFeedback]:
        return cache(self._item)

    def _item(self, number: int, state: State, answer: Ids, points: Fraction) -> ItemFeedback:
        item = self.quiz.items[number]
        passage = self.resolved.passage(f"{self.quiz.id}/{item.id}")
        return ItemFeedback(
            number=number + 1,
            id=item.id,
            stem=one_line(item.stem),
            verdict=_verdict(state, points),
            points=points,
            lines=tuple(self._lines(item, state, answer)),
            proof=one_line(passage.plain),
            source=one_line(source_line(self.resolved.course, passage)),
        )

    def _lines(self, item: Item, state: State, answer: Ids) -> Iterator[Line]:
        if isinstance(item, OrderItem):
            return _places(item, state, answer)
        if isinstance(item, MatchItem):
            return _pairs(item, state, answer)
        return self._parts(item, state, answer)

    def _parts(self, item: ChoiceItem | TrueFalseItem | HighlightItem, state: State, answer: Ids) -> Iterator[Line]:
        """Every option. Those that were rightly left alone get no feedback: it would only be in the way."""
        keys = keys_of(item)
        for part in parts_of(item):
            mark, said = _standing(chosen=part.id in answer, right=part.id in keys, asked=state is State.ANSWERED)
            text = self._stretch(item, part.id) if isinstance(item, HighlightItem) else one_line(getattr(part, "text", ""))
            yield Line(mark=mark, text=text, said=said, why="" if mark is Mark.NONE else one_line(part.feedback))

    def _stretch(self, item: HighlightItem, part: str) -> str:
        return one_line(self.resolved.passage(f"{self.quiz.id}/{item.id}/{part}").plain)


def _verdict(state: State, points: Fraction) -> Verdict:
    if state is State.OPEN:
        return Verdict.OPEN
    return Verdict.RIGHT if points == 1 else Verdict.PARTLY if points else Verdict.WRONG


def _standing(*, chosen: bool, right: bool, asked: bool) -> tuple[Mark, str]:
    """The sign and the words for an option; ``asked`` tells whether the item was answered at all."""
    if chosen:
        return (Mark.GOOD, "you chose it, and it is right") if right else (Mark.BAD, "you chose it, and it isn't right")
    if right:
        return Mark.MISSED, "it is right, and you didn't choose it" if asked else "it is right"
    return Mark.NONE, "rightly left alone" if asked else ""


def _places(item: OrderItem, state: State, answer: Ids) -> Iterator[Line]:
    """Each entry at its right place, with the entry that the student put there."""
    texts = {entry.id: one_line(entry.text) for entry in item.entries}
    for place, entry in enumerate(item.entries):
        given = answer[place] if place < len(answer) else ""
        if state is not State.ANSWERED or not given:
            mark, said = Mark.MISSED, f"place {place + 1}"
        elif given == entry.id:
            mark, said = Mark.GOOD, f"place {place + 1}, as you have it"
        else:
            mark, said = Mark.BAD, f"place {place + 1}, where you have “{texts[given]}”"
        yield Line(mark=mark, text=texts[entry.id], said=said, why=one_line(entry.feedback))


def _pairs(item: MatchItem, state: State, answer: Ids) -> Iterator[Line]:
    """Each claim with what belongs to it, and what the student chose."""
    texts = {choice.id: one_line(choice.text) for choice in item.choices}
    given = dict(pair.split("=", 1) for pair in answer)
    for pair in item.pairs:
        right, yours = texts[pair.answer], given.get(pair.id)
        if yours is None:
            mark, said = Mark.MISSED, f"belongs to “{right}”" + ("; you left it open" if state is State.ANSWERED else "")
        elif yours == pair.answer:
            mark, said = Mark.GOOD, f"belongs to “{right}”, as you chose"
        else:
            mark, said = Mark.BAD, f"belongs to “{right}”; you chose “{texts[yours]}”"
        yield Line(mark=mark, text=one_line(pair.text), said=said, why=one_line(pair.feedback))
