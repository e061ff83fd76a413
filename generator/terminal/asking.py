"""An item as it is asked in a terminal, and the texts of a lesson that are printed before a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.escape import one_line
from generator.render.labels import claims
from generator.render.source_line import source_line
from generator.spec.quiz import HighlightItem, Kind, MatchItem, OrderItem, TrueFalseItem
from generator.terminal.lines import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Item, Quiz

_HOW = {
    Kind.SINGLE: "Write one letter.",
    Kind.MULTIPLE: "More than one answer may be right. Write the letters of all that are, with commas between them.",
    Kind.TRUE_FALSE: "Write true or false.",
    Kind.ORDER: "Write all the letters in the right order, with commas between them.",
    Kind.MATCH: "Write each number with a letter, as in 1b, 2a. A letter may be used more than once, or not at all.",
    Kind.HIGHLIGHT: "The words to choose from stand in brackets. Write the numbers of all that fit, with commas between them.",
}


def asked(resolved: ResolvedCourse, quiz: Quiz, number: int, shown: Mapping[str, str]) -> Iterator[Line]:
    """The question of a number, from 1, with all that can be chosen under the labels that are given."""
    item = quiz.items[number - 1]
    yield Line(f"Question {number} of {len(quiz.items)}", tone=Tone.HEAD)
    yield Line(one_line(item.stem))
    if isinstance(item, HighlightItem):
        yield from _excerpt(resolved, quiz, item, shown)
    else:
        yield from _parts(item, shown)
    yield Line(_HOW[Kind(item.kind)])


def _parts(item: Item, shown: Mapping[str, str]) -> Iterator[Line]:
    """Options, entries, or claims and choices, each under its label."""
    if isinstance(item, MatchItem):
        texts = {choice.id: choice.text for choice in item.choices}
        yield from (_labelled(label, pair.text) for pair, label in zip(item.pairs, claims(item).values(), strict=True))
        yield Line("with")
    elif isinstance(item, OrderItem):
        texts = {entry.id: entry.text for entry in item.entries}
    else:
        texts = {} if isinstance(item, (TrueFalseItem, HighlightItem)) else {option.id: option.text for option in item.options}
    yield from (_labelled(label, texts[part]) for part, label in shown.items() if part in texts)


def _labelled(label: str, text: str) -> Line:
    return Line(f"{label}: {one_line(text)}", indent=2, hang=3)


def _excerpt(resolved: ResolvedCourse, quiz: Quiz, item: HighlightItem, shown: Mapping[str, str]) -> Iterator[Line]:
    """The source's line, then the excerpt with its stretches in numbered brackets."""
    passage = resolved.passage(item.passage)
    yield Line(source_line(resolved.course, passage), indent=2)
    places = [
        (paragraph, start, end, number)
        for stretch, number in shown.items()
        for paragraph, start, end in resolved.passage(f"{quiz.id}/{item.id}/{stretch}").within
    ]
    for n, paragraph in enumerate(passage.paragraphs()):
        text = paragraph.text
        for _, start, end, number in sorted((place for place in places if place[0] == n), reverse=True):
            text = f"{text[:start]}[{number} {text[start:end]}]{text[end:]}"
        yield Line(text, indent=4)


def read_first(resolved: ResolvedCourse, lesson: Lesson) -> Iterator[Line]:
    """The excerpts of a lesson: title, headnote, words, source."""
    for excerpt in lesson.excerpts():
        passage = resolved.passage(f"{lesson.id}/{excerpt.id}")
        yield Line(excerpt.title, tone=Tone.HEAD)
        yield Line(one_line(excerpt.headnote))
        yield from quoted(resolved, passage)
        yield Line()


def quoted(resolved: ResolvedCourse, passage: Passage) -> Iterator[Line]:
    """Words of a source, then where they stand."""
    yield from (Line(paragraph.text, indent=2) for paragraph in passage.paragraphs())
    yield Line(f"-- {source_line(resolved.course, passage)}", indent=2, hang=3)
