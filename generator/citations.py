"""Every citation of a course with its address: the key of its entry in the lock, and its place in the specs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.spec.quiz import HighlightItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.files import SourceFile, Span
    from generator.source.yaml_nodes import Route
    from generator.spec.citation import Words
    from generator.spec.course import Course
    from generator.spec.read import Located
    from generator.spec.sources import Record


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as written.

    ``source`` is the document or document/article that it names; for evidence inside an excerpt, that excerpt's source,
    with the excerpt's key in ``inside``.
    """

    key: str
    words: Words
    source: str
    inside: str | None
    spec: Located[Any]
    route: Route

    @property
    def file(self) -> SourceFile:
        """The file that makes the citation."""
        return self.spec.file

    def span(self, *route: str | int) -> Span:
        """The place of a part of the citation."""
        return self.spec.span(*self.route, *route)

    @property
    def request(self) -> str:
        """A digest of what was asked for: same digest, same citation, wherever it stands in its file."""
        asked = {"source": self.source, "inside": self.inside, **self.words.model_dump(mode="json", include=_WORDS)}
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]


_WORDS = {"quote", "from_", "to", "occurrence", "omit", "gloss"}


def citations(course: Course) -> Iterator[Cited]:
    """Every citation of a course; excerpts come before the evidence that lies in them."""
    yield from _standpoints(course)
    excerpts: dict[str, str] = {}
    for cited in _quoted_in_lessons(course):
        excerpts.setdefault(cited.key, cited.source)  # of two with one id, which was reported, the first is meant
        yield cited
    yield from _quoted_in_timeline(course)
    yield from _quoted_of_names(course)
    for quiz in course.quizzes:
        for n, item in enumerate(quiz.value.items):
            inside = item.evidence.passage
            named = excerpts.get(inside) if inside else item.evidence.source
            if named is not None:
                yield Cited(f"{quiz.value.id}/{item.id}", item.evidence, named, inside, quiz, ("items", n, "evidence"))
            if isinstance(item, HighlightItem) and item.passage in excerpts:
                for m, stretch in enumerate(item.stretches):
                    key = f"{quiz.value.id}/{item.id}/{stretch.id}"
                    route: Route = ("items", n, "stretches", m)
                    yield Cited(key, stretch, excerpts[item.passage], item.passage, quiz, route)


def _standpoints(course: Course) -> Iterator[Cited]:
    sources = course.sources
    for n, document in enumerate(sources.value.documents):
        places: list[tuple[str, Record, Route]] = [(document.id, document, ("documents", n))]
        places += [(f"{document.id}/{a.id}", a, ("documents", n, "articles", m)) for m, a in enumerate(document.articles)]
        for source, record, route in places:
            for m, words in enumerate(record.standpoint):
                yield Cited(f"sources/{source}/{m + 1}", words, source, None, sources, (*route, "standpoint", m))


def _quoted_in_lessons(course: Course) -> Iterator[Cited]:
    for lesson in course.lessons:
        for n, block in enumerate(lesson.value.body):
            if block.excerpt:
                key = f"{lesson.value.id}/{block.excerpt.id}"
                yield Cited(key, block.excerpt, block.excerpt.source, None, lesson, ("body", n, "excerpt"))
            if block.comparison:
                for m, row in enumerate(block.comparison.rows):
                    key = f"{lesson.value.id}/{block.comparison.id}/{row.id}"
                    yield Cited(key, row, row.source, None, lesson, ("body", n, "comparison", "rows", m))


def _quoted_in_timeline(course: Course) -> Iterator[Cited]:
    for n, event in enumerate(course.timeline.value.events if course.timeline else ()):
        for m, report in enumerate(event.reports):
            if report.source is not None:
                assert course.timeline is not None
                yield Cited(f"timeline/{event.id}/{m + 1}", report, report.source, None, course.timeline, ("events", n, "reports", m))


def _quoted_of_names(course: Course) -> Iterator[Cited]:
    written = course.names
    for n, name in enumerate(written.value.names if written else ()):
        for m, mention in enumerate(name.mentions):
            assert written is not None
            yield Cited(f"names/{name.id}/{m + 1}", mention, mention.source, None, written, ("names", n, "mentions", m))
