"""The page of a document or article, and the glossary: a title and one directive that draws the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.citations import citations
from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse


def source_page(resolved: ResolvedCourse, source: str) -> str:
    """The body of the page of a document or article."""
    course = resolved.course
    record = course.records()[source]
    passages = ((cited.key, resolved.passage(cited.key)) for cited in citations(course))
    cited = [(key, passage) for key, passage in passages if f"{passage.source}/".startswith(f"{source}/")]
    titles = [
        *((lesson.value.title, excerpt.id, excerpt.title) for lesson in course.lessons for excerpt in lesson.value.excerpts()),
        *((comparison.id, comparison.question) for lesson in course.lessons for comparison in lesson.value.comparisons()),
        *((quiz.value.id, quiz.value.title, quiz.value.mode) for quiz in course.quizzes),  # a graded quiz shows no proof here
        *((name, other.shown_title) for name, other in course.records().items()),
        *((event.id, event.title, timeline.value.title) for timeline in (course.timeline,) if timeline for event in timeline.value.events),
        *((name.id, name.name) for names in (course.names,) if names for name in names.value.names),
    ]
    pin = resolved.lock.sources.get(source.split("/", 1)[0])
    made_of = digest(record, course.documents()[source.split("/", 1)[0]], cited, titles, pin)
    return f"# {escape_markdown(record.shown_title)}\n\n" + directive("source-record", source, made_of)


def glossary_page(resolved: ResolvedCourse) -> str:
    """The body of the glossary."""
    glossary = resolved.course.glossary
    return "# Glossary\n\n" + directive("course-glossary", "all", digest(glossary.value if glossary else None))
