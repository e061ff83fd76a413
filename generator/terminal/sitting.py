"""The dialogue: lines of a student in, lines to print out. It knows no terminal, no file and no clock but those it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.answers import as_typed, typed
from generator.render.escape import one_line
from generator.render.labels import labels
from generator.spec.quiz import Mode
from generator.terminal.asking import asked, read_first
from generator.terminal.explaining import explained, stored
from generator.terminal.lines import Line, Tone
from generator.terminal.record import Given, Record
from generator.terminal.summing import summed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from generator.answers import Ids
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

Lines = tuple[Line, ...]

HELP = (
    "Write your answer and press Enter. Enter alone leaves a question as it is. Write ? for a hint, back for the question before, "
    "help for this, and quit to save and end."
)
_PURPOSE = {
    Mode.PRACTICE: "It is for practice: after each answer you see what it is worth, and why.",
    Mode.GRADED: "It is graded: you aren't told whether your answers are right; they are kept for your instructor.",
}
_SURE = {"": "", "yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no", "quit": "quit"}
"""What may be written to the question of how sure a student is, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is said, and what is asked: the student's next line answers it."""

    said: Lines
    prompt: str


class Sitting:
    """One student at one quiz. ``record`` is what was answered so far; ``keep`` is called whenever it changes."""

    def __init__(
        self, resolved: ResolvedCourse, quiz: Quiz, record: Record, *, clock: Callable[[], float], keep: Callable[[Record], None]
    ) -> None:
        self.resolved = resolved
        self.quiz = quiz
        self.record = record
        self._clock = clock
        self._keep = keep
        self._spent: dict[str, float] = {name: given.seconds for name, given in record.given.items()}

    def dialogue(self, *, sources: bool = False) -> Generator[Turn, str, Lines]:
        """The whole quiz, from the first question that is open, until the student ends it."""
        said = self._opening(sources=sources)
        if self.quiz.mode is Mode.GRADED and not self.record.name:
            name = yield Turn(said=said, prompt="Your name or number: ")
            self._change(replace(self.record, name=one_line(name)))
            said = (Line(),)
        end = len(self.quiz.items)
        at: int | None = self._first_open()
        from_end = False
        while at is not None:
            if at == end:
                at, said = yield from self._end(said)
                from_end = True
                continue
            left = at
            at, said = yield from self._question(left, said)
            if from_end and at == left + 1:
                at = end  # who came back for one question needn't go through those after it
        return said

    def _opening(self, *, sources: bool) -> Lines:
        quiz, lesson = self.quiz, self.resolved.course.lesson(self.quiz.lesson)
        count = "1 question" if len(quiz.items) == 1 else f"{len(quiz.items)} questions"
        texts = tuple(read_first(self.resolved, lesson.value)) if sources and lesson else ()
        return (*texts, Line(quiz.title, tone=Tone.HEAD), Line(f"{count}. {_PURPOSE[quiz.mode]}"), Line(HELP), Line())

    def _first_open(self) -> int:
        """The place of the first item without an answer; behind the last one where there is none."""
        return next((n for n, item in enumerate(self.quiz.items) if item.id not in self.record.given), len(self.quiz.items))

    def _question(self, at: int, said: Lines) -> Generator[Turn, str, tuple[int | None, Lines]]:
        """One item, until it is answered or left. Gives the next place, None to end, and what is still to be said."""
        item = self.quiz.items[at]
        shown = labels(self.resolved, self.quiz, item)
        said = (*said, *asked(self.resolved, self.quiz, at + 1, shown), *self._so_far(item))
        hints, begun = 0, self._clock()
        while True:
            line = (yield Turn(said=said, prompt="Your answer: ")).strip()
            word = line.lower()
            if word == "quit":
                return None, ()
            if word in {"", "skip"}:
                self._spend(item, begun)
                return at + 1, (Line(),)
            if word == "back" and at:
                self._spend(item, begun)
                return at - 1, (Line(),)
            if word in {"?", "hint"}:
                hints = min(hints + 1, len(item.hints))
                said = _hint(item, hints)
            elif word in {"back", "help"}:
                said = (Line("This is the first question." if word == "back" else HELP),)
            else:
                answer, lack = _read(item, shown, line)
                if answer:
                    told = yield from self._answered(item, answer, begun)
                    return (None, ()) if told is None else (at + 1, told)
                said = (Line(lack),)

    def _answered(self, item: Item, answer: Ids, begun: float) -> Generator[Turn, str, Lines | None]:
        """Take an answer, ask how sure it is where the quiz does, and say what there is to say of it; None to end."""
        self._spend(item, begun)
        given = Given(answer=answer, seconds=self._spent[item.id])
        self._change(self._with(item, given))
        if self.quiz.confidence:
            sure = yield from _sure()
            if sure == "quit":
                return None
            given = replace(given, sure={"yes": True, "no": False}.get(sure))
            self._change(self._with(item, given))
        shown = labels(self.resolved, self.quiz, item)
        if self.quiz.mode is Mode.GRADED:
            return (*stored(item, shown, answer, given.sure), Line())
        return (*explained(self.resolved, self.quiz, item, shown, answer, given.sure), Line())

    def _end(self, said: Lines) -> Generator[Turn, str, tuple[int | None, Lines]]:
        """What was answered, and a way back to any question."""
        said = (*said, *summed(self.resolved, self.quiz, self.record))
        while True:
            line = yield Turn(said=said, prompt="Write a question's number to go back to it, or press Enter to end: ")
            word = line.strip().lower()
            if word in {"", "quit"}:
                return None, ()
            number = len(self.quiz.items) if word == "back" else int(word) if word.isdecimal() else 0
            if 1 <= number <= len(self.quiz.items):
                return number - 1, (Line(),)
            said = (Line(f"There is no question {line.strip()}. They go from 1 to {len(self.quiz.items)}."),)

    def _so_far(self, item: Item) -> Lines:
        given = self.record.given.get(item.id)
        if given is None:
            return ()
        return (
            Line(f"Your answer so far: {as_typed(item, labels(self.resolved, self.quiz, item), given.answer)}. Enter keeps it."),
        )

    def _spend(self, item: Item, begun: float) -> None:
        self._spent[item.id] = self._spent.get(item.id, 0.0) + self._clock() - begun

    def _with(self, item: Item, given: Given) -> Record:
        every = {**self.record.given, item.id: given}
        return replace(self.record, given={one.id: every[one.id] for one in self.quiz.items if one.id in every})

    def _change(self, record: Record) -> None:
        self.record = record
        self._keep(record)


def _read(item: Item, shown: dict[str, str], line: str) -> tuple[Ids, str]:
    """The ids that a line names, or what it lacks."""
    try:
        return typed(item, shown, line), "Write an answer, or press Enter to leave the question as it is."
    except ValueError as problem:
        return (), str(problem)


def _hint(item: Item, count: int) -> Lines:
    """The hint of a number; the last one again where there are no more."""
    text = f"Hint {count} of {len(item.hints)}: {one_line(item.hints[count - 1])}" if item.hints else "This question has no hints."
    return (Line(text),)


def _sure() -> Generator[Turn, str, str]:
    """One of yes, no and quit, or nothing where the student doesn't say."""
    said: Lines = ()
    while True:
        word = (yield Turn(said=said, prompt="Are you sure? yes, no, or Enter to leave it open: ")).strip().lower()
        if word in _SURE:
            return _SURE[word]
        said = (Line("Write yes or no, or press Enter."),)
