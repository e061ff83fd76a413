"""Every text of a course that its author wrote, with its place and the passages beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.lint.prose.plain import without_markup, without_quotations
from generator.lint.prose.written import Written
from generator.phrases import OWN_WORDS
from generator.source import yaml_nodes
from generator.source.yaml_nodes import Scalar, Sequence
from generator.spec.lesson import Lesson
from generator.spec.names import Names
from generator.spec.quiz import Quiz
from generator.spec.timeline import Timeline
from generator.spec.units import Units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.lint.prose.beside import Beside
    from generator.lint.prose.phrase_list import Phrases
    from generator.source.yaml_nodes import Node, Route
    from generator.spec.course import Course
    from generator.spec.names import Name
    from generator.spec.quiz import Item
    from generator.spec.read import Located
    from generator.spec.timeline import Event

_KEYS = OWN_WORDS | {"title"}
_FLOWING = frozenset({"prose", "limits", "headnote", "note", "opening", "feedback", "hints", "true", "false", "definition"})
"""Keys of prose. What a source `says` is short and its own by the place it has."""
_FLOWING_IN_LISTS = _FLOWING | {"text"}
"""Those of timelines and of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A text with its place. ``about`` is a lesson, a file, or quiz/item; ``item`` the number of an item in its quiz."""

    spec: Located[Any]
    route: Route
    about: str
    item: int | None
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is known of a text beside its words: its item, what is read before it, and the keys of the passages beside."""

    about: str
    item: int | None = None
    before: str = ""
    keys: tuple[str, ...] = ()


Held = tuple[tuple[str, tuple[str, ...]], ...]
"""Units by their ids, each with the keys of what its lessons quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A file with texts, and the keys of all passages beside them."""

    spec: Located[Any]
    keys: tuple[str, ...]
    held: Held = ()


def text_files(course: Course) -> Iterator[TextFile]:
    """Every file in which an author writes to readers."""
    for lesson in course.lessons:
        yield TextFile(spec=lesson, keys=_cited(lesson.value))
    for quiz in course.quizzes:
        yield TextFile(spec=quiz, keys=tuple(key for item in quiz.value.items for key in _proving(quiz.value, item)))
    if course.units is not None:
        held = tuple((unit, tuple(key for lesson in lessons for key in _cited(lesson))) for unit, lessons in course.contents.items())
        yield TextFile(spec=course.units, keys=tuple(key for _, keys in held for key in keys), held=held)
    if course.glossary is not None:
        yield TextFile(spec=course.glossary, keys=())
    if course.timeline is not None:
        yield TextFile(spec=course.timeline, keys=tuple(key for event in course.timeline.value.events for key in _reported(event)))
    if course.names is not None:
        yield TextFile(spec=course.names, keys=tuple(key for name in course.names.value.names for key in _mentioned(name)))


def texts(spec: Located[Any], held: Held, beside: Beside, titles: Phrases) -> Iterator[Placed]:
    """The texts of a file. ``titles`` are titles of sources, which are no words of the author's."""
    flowing = _FLOWING_IN_LISTS if isinstance(spec.value, (Timeline, Names)) else _FLOWING
    told = _known(spec.value, dict(held))
    for route, text in _values(spec.node, (), own=False):
        known = told(route)
        plain = without_markup(text)
        written = Written(
            text=text, plain=plain, own=without_quotations(plain, titles), before=known.before, cited=beside(known.keys),
            flowing=next(part for part in reversed(route) if isinstance(part, str)) in flowing,
        )  # fmt: skip
        yield Placed(spec=spec, route=route, about=known.about, item=known.item, written=written)


def _known(spec: object, held: Mapping[str, tuple[str, ...]]) -> Callable[[Route], _Told]:
    """What tells of a place in a file what is known of the text there."""
    match spec:
        case Lesson():
            return partial(_of_lesson, spec)
        case Quiz():
            return partial(_of_quiz, spec)
        case Units():
            return lambda route: _Told(about="units", keys=held[spec.units[_number(route)].id])
        case Timeline():
            return lambda route: _Told(about="timeline", keys=_reported(spec.events[_number(route)]) if route[0] == "events" else ())
        case Names():
            return lambda route: _Told(about="names", keys=_mentioned(spec.names[_number(route)]) if route[0] == "names" else ())
        case _:
            return lambda _: _Told(about="glossary")


def _values(node: Node, route: Route, *, own: bool) -> Iterator[tuple[Route, str]]:
    if isinstance(node, Scalar):
        if own and isinstance(node.value, str):
            yield route, node.value
    elif isinstance(node, Sequence):
        for n, item in enumerate(node.items):
            yield from _values(item, (*route, n), own=own)
    elif isinstance(node, yaml_nodes.Mapping):
        for key, value in node.values.items():
            if not (route == () and key == "lint"):
                yield from _values(value, (*route, key), own=key in _KEYS)


def _number(route: Route) -> int:
    return next(part for part in route if isinstance(part, int))


def _of_lesson(lesson: Lesson, route: Route) -> _Told:
    block = lesson.body[_number(route)] if route[0] == "body" else None
    if block is not None and block.excerpt is not None:
        keys: Iterable[str] = (f"{lesson.id}/{block.excerpt.id}",)
    elif block is not None and block.comparison is not None:
        keys = (f"{lesson.id}/{block.comparison.id}/{row.id}" for row in block.comparison.rows)
    else:
        keys = _cited(lesson)
    return _Told(about=lesson.id, keys=tuple(keys))


def _cited(lesson: Lesson) -> tuple[str, ...]:
    """The keys of everything that a lesson quotes."""
    excerpts = (f"{lesson.id}/{excerpt.id}" for excerpt in lesson.excerpts())
    return (*excerpts, *(f"{lesson.id}/{one.id}/{row.id}" for one in lesson.comparisons() for row in one.rows))


def _of_quiz(quiz: Quiz, route: Route) -> _Told:
    if route[0] != "items":
        return _Told(about=quiz.id)
    number = _number(route)
    item = quiz.items[number]
    return _Told(about=f"{quiz.id}/{item.id}", item=number, before=item.stem, keys=_proving(quiz, item))


def _proving(quiz: Quiz, item: Item) -> tuple[str, ...]:
    """The keys of the passages that prove an item."""
    return tuple(key for key in (item.evidence.passage, f"{quiz.id}/{item.id}") if key)


def _reported(event: Event) -> tuple[str, ...]:
    return tuple(report.passage or f"timeline/{event.id}/{n}" for n, report in enumerate(event.reports, 1))


def _mentioned(name: Name) -> tuple[str, ...]:
    return tuple(f"names/{name.id}/{n}" for n in range(1, len(name.mentions) + 1))
