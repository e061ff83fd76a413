"""Every citation of a course with its address: the key of its entry in the lock, and its place in the specs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.files import SourceFile, Span
    from generator.source.yaml_nodes import Route
    from generator.spec.citation import Words
    from generator.spec.course import Course
    from generator.spec.read import Located


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
    for n, document in enumerate(course.sources.value.documents):
        for m, words in enumerate(document.standpoint):
            yield Cited(f"sources/{document.id}/{m + 1}", words, document.id, None, course.sources, ("documents", n, "standpoint", m))
        for a, article in enumerate(document.articles):
            source = f"{document.id}/{article.id}"
            for m, words in enumerate(article.standpoint):
                route: Route = ("documents", n, "articles", a, "standpoint", m)
                yield Cited(f"sources/{source}/{m + 1}", words, source, None, course.sources, route)
    excerpts: dict[str, str] = {}
    for lesson in course.lessons:
        for n, block in enumerate(lesson.value.body):
            if block.excerpt:
                key = f"{lesson.value.id}/{block.excerpt.id}"
                excerpts[key] = block.excerpt.source
                yield Cited(key, block.excerpt, block.excerpt.source, None, lesson, ("body", n, "excerpt"))
            if block.comparison:
                for m, row in enumerate(block.comparison.rows):
                    key = f"{lesson.value.id}/{block.comparison.id}/{row.id}"
                    yield Cited(key, row, row.source, None, lesson, ("body", n, "comparison", "rows", m))
    for quiz in course.quizzes:
        for n, item in enumerate(quiz.value.items):
            inside = item.evidence.passage
            source = excerpts.get(inside) if inside else item.evidence.source
            if source is not None:
                route = ("items", n, "evidence")
                yield Cited(f"{quiz.value.id}/{item.id}", item.evidence, source, inside, quiz, route)
