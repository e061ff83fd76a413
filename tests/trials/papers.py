"""What a reader of a trial is handed: the questions alone, or what they ask about first. Never the key, a hint or a lesson's title."""

from collections.abc import Iterator

from generator.citations import citations
from generator.render.escape import one_line
from generator.render.labels import claims, labels
from generator.resolve import ResolvedCourse
from generator.spec.lesson import Comparison, Excerpt
from generator.spec.quiz import HighlightItem, Item, Kind, MatchItem, OrderItem, Quiz, TrueFalseItem
from generator.terminal.asking import quoted
from generator.terminal.lines import Line, Tone, rendered

WIDTH = 100
SHEET = "Answer with a line for each question: its number, a full stop, your answer. After two hyphens you may say what is wrong with it."
EXAMPLE = "1. b -- c fits as well"
_HOW = {
    Kind.SINGLE: "One letter.",
    Kind.MULTIPLE: "The letters of all that are right, one or more.",
    Kind.TRUE_FALSE: "true or false.",
    Kind.ORDER: "All letters in the right order.",
    Kind.MATCH: "Each number with a letter, as in 1b, 2a. A letter may be used more than once, or not at all.",
    Kind.HIGHLIGHT: "The numbers of all words that fit, one or more.",
}


def cold(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """The questions alone: stems and what can be chosen, in the order of the pages."""
    return rendered(_questions(resolved, quiz), WIDTH, colours=False)


def with_passages(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """The same after the excerpts and comparisons that the quiz asks about."""
    return rendered([*_texts(resolved, quiz), *_questions(resolved, quiz)], WIDTH, colours=False)


def _questions(resolved: ResolvedCourse, quiz: Quiz) -> Iterator[Line]:
    yield Line(SHEET)
    yield Line(f"For example: {EXAMPLE}")
    for n, item in enumerate(quiz.items, 1):
        yield Line()
        yield Line(f"{n}. {one_line(item.stem)}")
        yield from (Line(f"{label}: {one_line(text)}", indent=3, hang=3) for label, text in _parts(resolved, quiz, item))
        yield Line(f"({_HOW[Kind(item.kind)]})", indent=3)


def _parts(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> Iterator[tuple[str, str]]:
    """What can be chosen, each with its label; claims come before what they are matched with."""
    shown = labels(resolved, quiz, item)
    if isinstance(item, MatchItem):
        yield from zip(claims(item).values(), (pair.text for pair in item.pairs), strict=True)
        texts = {choice.id: choice.text for choice in item.choices}
    elif isinstance(item, HighlightItem):
        texts = {part.id: resolved.passage(f"{quiz.id}/{item.id}/{part.id}").plain for part in item.stretches}
    elif isinstance(item, TrueFalseItem):
        texts = {}
    else:
        texts = {part.id: part.text for part in (item.entries if isinstance(item, OrderItem) else item.options)}
    yield from ((label, texts[part]) for part, label in shown.items() if part in texts)


def _texts(resolved: ResolvedCourse, quiz: Quiz) -> Iterator[Line]:
    """The excerpts and comparisons of every lesson that the quiz belongs to or takes an excerpt from, in reading order."""
    used = {cited.inside.split("/")[0] for cited in citations(resolved.course) if cited.inside and cited.key.startswith(f"{quiz.id}/")}
    used.add(quiz.lesson)
    for lesson in (lesson for unit in resolved.course.contents.values() for lesson in unit if lesson.id in used):
        for block in lesson.body:
            if block.excerpt is not None:
                yield from _excerpt(resolved, lesson.id, block.excerpt)
            elif block.comparison is not None:
                yield from _comparison(resolved, lesson.id, block.comparison)


def _excerpt(resolved: ResolvedCourse, lesson: str, excerpt: Excerpt) -> Iterator[Line]:
    yield Line(excerpt.title, tone=Tone.HEAD)
    yield Line(one_line(excerpt.headnote))
    yield from quoted(resolved, resolved.passage(f"{lesson}/{excerpt.id}"))
    yield Line()


def _comparison(resolved: ResolvedCourse, lesson: str, comparison: Comparison) -> Iterator[Line]:
    yield Line(one_line(comparison.question), tone=Tone.HEAD)
    for row in comparison.rows:
        yield Line(one_line(f"{row.value} (basis: {row.basis})" if row.basis else row.value), indent=2, hang=3)
        yield from quoted(resolved, resolved.passage(f"{lesson}/{comparison.id}/{row.id}"))
    yield Line()
