"""The page of a document or article, and the glossary: a title and one directive that draws the rest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.citations import citations
from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course


def source_page(resolved: ResolvedCourse, source: str) -> str:
    """The body of the page of a document or article."""
    course = resolved.course
    record = course.records()[source]
    document = source.split("/", 1)[0]
    cited = _cited(resolved).get(source, [])
    made_of = digest(record, course.documents()[document], cited, resolved.lock.sources.get(document))
    return f"# {escape_markdown(record.shown_title)}\n\n" + directive("source-record", source, made_of)


@lru_cache(maxsize=1)  # asked for by the page of every source
def _cited(resolved: ResolvedCourse) -> dict[str, list[tuple[str, Passage, list[object]]]]:
    """The citations of every source, each with its passage and what is told of its place; those of an article are its document's too."""
    told = dict(_told(resolved.course))
    found: dict[str, list[tuple[str, Passage, list[object]]]] = {}
    for key in (one.key for one in citations(resolved.course)):
        passage = resolved.passage(key)
        first, _, rest = key.partition("/")
        where = [told.get(first), told.get(f"{first}/{rest.split('/')[0]}")]
        for source in {passage.document: None, passage.source: None}:
            found.setdefault(source, []).append((key, passage, where))
    return found


def _told(course: Course) -> Iterator[tuple[str, object]]:
    """What the page of a source tells of a place that cites it, by the beginning of the citation's key."""
    for lesson in (lesson.value for lesson in course.lessons):
        yield lesson.id, lesson.title
        yield from ((f"{lesson.id}/{excerpt.id}", excerpt.title) for excerpt in lesson.excerpts())
        yield from ((f"{lesson.id}/{comparison.id}", comparison.question) for comparison in lesson.comparisons())
    for quiz in course.quizzes:
        yield quiz.value.id, (quiz.value.title, quiz.value.mode)  # a graded quiz shows no proof here
    if course.timeline:
        yield "timeline", course.timeline.value.title
        yield from ((f"timeline/{event.id}", event.title) for event in course.timeline.value.events)
    if course.names:
        yield from ((f"names/{name.id}", name.name) for name in course.names.value.names)


def glossary_page(resolved: ResolvedCourse) -> str:
    """The body of the glossary."""
    glossary = resolved.course.glossary
    return "# Glossary\n\n" + directive("course-glossary", "all", digest(glossary.value if glossary else None))
