"""What a course's files name: who gives an id to what, and who uses it.

This is read from the trees of files, not from models, so that a file with mistakes in it still tells what it names.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.schema.kind import FileKind
from generator.schema.kinds import kind_of
from generator.source.files import Span
from generator.source.yaml_nodes import Mapping, Node, Route, Scalar, Sequence, find_node
from generator.spec.toc import CHAPTERS, TOC, UNIT_PAGES, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.files import SourceFile

SOURCE_PAGES = "book/sources"


class What(enum.StrEnum):
    """What can have a name; the value is what messages call it."""

    DOCUMENT = "document"
    """By its id."""
    ARTICLE = "article"
    """By the ids of its document and its own."""
    UNIT = "unit"
    """By its id."""
    TERM = "term"
    """By the term itself, or another form of it, in any case."""
    EVENT = "event"
    """By its id."""
    NAME = "name"
    """By its id."""
    LESSON = "lesson"
    """By its id, which is its file's name."""
    EXCERPT = "excerpt"
    """By the ids of its lesson and its own."""
    COMPARISON = "comparison"
    """By the ids of its lesson and its own."""
    QUIZ = "quiz"
    """By its id, which is its file's name."""
    ITEM = "item"
    """By its id, which no other item of the course has."""
    CHOICE = "choice"
    """By the ids of its item and its own."""


@dataclass(frozen=True, slots=True)
class Name:
    """What is named, and its full name in parts: ("fog", "second-night") for an excerpt."""

    what: What
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A place where a name stands. ``span`` covers its last part alone, without quotation marks.

    ``holder`` is the mapping that has this name, where the name is given here; where it is only used, None.
    """

    name: Name
    file: SourceFile
    span: Span
    route: Route = ()
    holder: Mapping | None = None


_GIVEN: dict[FileKind, dict[str, What]] = {
    FileKind.SOURCES: {"documents/*/id": What.DOCUMENT, "documents/*/articles/*/id": What.ARTICLE},
    FileKind.UNITS: {"units/*/id": What.UNIT},
    FileKind.GLOSSARY: {"terms/*/term": What.TERM, "terms/*/also/*": What.TERM},
    FileKind.TIMELINE: {"events/*/id": What.EVENT},
    FileKind.NAMES: {"names/*/id": What.NAME},
    FileKind.LESSON: {"id": What.LESSON, "body/*/excerpt/id": What.EXCERPT, "body/*/comparison/id": What.COMPARISON},
    FileKind.QUIZ: {"id": What.QUIZ, "items/*/id": What.ITEM, "items/*/choices/*/id": What.CHOICE},
}
"""Where names are given, by the keys that lead there; `*` is an entry of a list."""
USED: dict[FileKind, dict[str, What]] = {
    FileKind.TIMELINE: {
        "events/*/unit": What.UNIT, "events/*/reports/*/source": What.DOCUMENT, "events/*/reports/*/passage": What.EXCERPT,
    },
    FileKind.NAMES: {
        "names/*/spellings/*/in/*": What.DOCUMENT, "names/*/mentions/*/source": What.DOCUMENT,
        "homonyms/*/names/*": What.NAME,
    },
    FileKind.LESSON: {
        "unit": What.UNIT, "quiz": What.QUIZ, "body/*/excerpt/source": What.DOCUMENT,
        "body/*/comparison/rows/*/source": What.DOCUMENT,
    },
    FileKind.QUIZ: {
        "lesson": What.LESSON, "items/*/evidence/source": What.DOCUMENT, "items/*/evidence/passage": What.EXCERPT,
        "items/*/passage": What.EXCERPT, "items/*/pairs/*/answer": What.CHOICE,
    },
    FileKind.GRADING: {"quizzes/*/quiz": What.QUIZ},
}  # fmt: skip
"""Where names are used. A source is a document or document/article, an excerpt lesson/excerpt."""
_PROSE = {"body/*/prose", "limits", "units/*/opening", "note"}
"""Where text with roles stands."""
ROLES = {"term": What.TERM, "source": What.DOCUMENT, "passage": What.EXCERPT}
_ROLE = re.compile(r"\{(?P<role>term|source|passage)\}`(?:[^`<>]*<(?P<target>[^<>`]+)>|(?P<plain>[^`<>]+))`")
_DIRECTIVES = {
    "lesson": What.LESSON, "questions": What.LESSON, "unit": What.UNIT, "unit-lessons": What.UNIT, "unit-sources": What.UNIT,
    "excerpt": What.EXCERPT, "comparison": What.COMPARISON, "quiz": What.QUIZ, "source-record": What.DOCUMENT,
}  # fmt: skip
_DIRECTIVE = re.compile(r"^ *[`:]{3,}\{(?P<directive>[\w-]+)\}[ \t]+(?P<target>\S+)", re.MULTILINE)
_PAGES = {CHAPTERS: What.LESSON, UNIT_PAGES: What.UNIT, SOURCE_PAGES: What.DOCUMENT}


def pattern(route: Route) -> str:
    """The keys that lead to a place, with `*` for entries of lists."""
    return "/".join("*" if isinstance(part, int) else part for part in route)


def occurrences(file: SourceFile, node: Mapping | None) -> Iterator[Occurrence]:
    """Every name in a file: of a spec with its tree, of `_toc.yml` with its own, of a page that people write without any."""
    kind = kind_of(file.name)
    if node is None:
        yield from _in_roles(file, Span(0, len(file.text)), "")
        for found in _DIRECTIVE.finditer(file.text):
            if what := _DIRECTIVES.get(found["directive"]):
                yield from _used(file, Span(*found.span("target")), what, found["target"], (), "")
    elif file.name == TOC:
        for entry in entries(node):
            for folder, what in _PAGES.items():
                if entry.page.startswith(f"{folder}/"):
                    yield from _used(file, entry.span, what, entry.page.removeprefix(f"{folder}/"), (), "")
    elif kind is not None:
        own = text_at(node, "id")
        for route, scalar in _scalars(node, ()):
            yield from _of_scalar(file, node, kind, own, route, scalar)


def _of_scalar(file: SourceFile, node: Mapping, kind: FileKind, own: str, route: Route, scalar: Scalar) -> Iterator[Occurrence]:
    keys, value = pattern(route), str(scalar.value)
    if given := _GIVEN.get(kind, {}).get(keys):
        name = Name(given, (*_scope(node, given, own, route), value.casefold() if given is What.TERM else value))
        holder, _ = find_node(node, route[:-2] if keys.endswith("also/*") else route[:-1])
        assert isinstance(holder, Mapping)
        yield Occurrence(name=name, file=file, span=_within(file, scalar.span, value), route=route, holder=holder)
    elif used := USED.get(kind, {}).get(keys):
        scope = text_at(node, *route[:2], "id") if used is What.CHOICE else ""
        yield from _used(file, scalar.span, used, value, route, scope)
    elif keys in _PROSE:
        yield from _in_roles(file, scalar.span, own if kind is FileKind.LESSON else "")


def _scope(node: Mapping, what: What, own: str, route: Route) -> tuple[str, ...]:
    """The parts of a name before the last: those of what holds it."""
    if what in {What.EXCERPT, What.COMPARISON}:
        return (own,)
    return (text_at(node, *route[:2], "id"),) if what in {What.ARTICLE, What.CHOICE} else ()


def _used(file: SourceFile, span: Span, what: What, value: str, route: Route, scope: str) -> Iterator[Occurrence]:
    """A name that is used, and where it has two parts, the name of what holds it, too."""
    place = _within(file, span, value)
    if what is What.CHOICE:
        yield Occurrence(name=Name(what, (scope, value)), file=file, span=place, route=route)
        return
    first, slash, second = value.partition("/")
    outer, inner = (What.DOCUMENT, What.ARTICLE) if what is What.DOCUMENT else (What.LESSON, what)
    if what not in {What.DOCUMENT, What.EXCERPT, What.COMPARISON}:
        yield Occurrence(name=Name(what, (value,)), file=file, span=place, route=route)
    elif slash or what is What.DOCUMENT:
        middle = min(place.end, place.start + len(first))
        yield Occurrence(name=Name(outer, (first,)), file=file, span=Span(place.start, middle), route=route)
        if slash:
            span = Span(min(place.end, middle + 1), place.end)
            yield Occurrence(name=Name(inner, (first, second)), file=file, span=span, route=route)


def _in_roles(file: SourceFile, within: Span, lesson: str) -> Iterator[Occurrence]:
    """The names in the roles of a stretch of prose. An excerpt without a lesson is one of ``lesson``."""
    for found in _ROLE.finditer(file.text, within.start, within.end):
        group = "target" if found["target"] else "plain"
        value, what = " ".join(found[group].split()), ROLES[found["role"]]
        span = Span(*found.span(group))
        if what is What.TERM:
            yield Occurrence(name=Name(what, (value.casefold(),)), file=file, span=span)
        elif what is What.EXCERPT and "/" not in value and lesson:
            yield Occurrence(name=Name(what, (lesson, value)), file=file, span=span)
        else:
            yield from _used(file, span, what, value, (), "")


def _scalars(node: Node, route: Route) -> Iterator[tuple[Route, Scalar]]:
    if isinstance(node, Scalar):
        yield route, node
    elif isinstance(node, Sequence):
        for n, item in enumerate(node.items):
            yield from _scalars(item, (*route, n))
    else:
        for key, value in node.values.items():
            yield from _scalars(value, (*route, key))


def text_at(node: Node, *route: str | int) -> str:
    """The text at a route, without white space at its ends; empty where none is."""
    for part in route:
        if isinstance(node, Mapping) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            return ""
    return str(node.value).strip() if isinstance(node, Scalar) and node.value is not None else ""


def _within(file: SourceFile, span: Span, value: str) -> Span:
    """Where a value's own characters stand in a scalar that may have quotation marks; the whole where they are written otherwise."""
    at = file.text.find(value, span.start, span.end)
    return Span(at, at + len(value)) if at != -1 else span
