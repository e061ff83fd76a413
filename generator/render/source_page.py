"""The page of a document or article, and the glossary: a title and one directive that draws the rest."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.citations import citations
from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course


def source_page(resolved: ResolvedCourse, source: str) -> str:
    """The body of the page of a document or article."""
    course = resolved.course
    record = course.records()[source]
    document = source.partition("/")[0]
    articles = [course.records()[f"{document}/{article.id}"].shown_title for article in course.documents()[document].articles]
    pin = resolved.lock.sources.get(document)
    made_of = digest(record, course.documents()[document], _cited(resolved).get(document, []), articles, pin)
    return f"# {escape_markdown(record.shown_title)}\n\n" + directive("source-record", source, made_of)


@lru_cache(maxsize=1)  # asked for by the page of every source
def _cited(resolved: ResolvedCourse) -> dict[str, list[tuple[str, Passage, tuple[str, ...]]]]:
    """What is cited of each document: keys, passages, and under which titles they are listed.

    An article's page takes those of its whole document: of what is quoted elsewhere in it, part may lie in the article.
    """
    found: dict[str, list[tuple[str, Passage, tuple[str, ...]]]] = {}
    titles = _titles(resolved.course)
    for one in citations(resolved.course):
        spec, _, rest = one.key.partition("/")
        passage = resolved.passage(one.key)
        listed = (*titles.get((spec, ""), ()), *titles.get((spec, rest.partition("/")[0]), ()))
        found.setdefault(passage.document, []).append((one.key, passage, listed))
    return found


def _titles(course: Course) -> dict[tuple[str, str], tuple[str, ...]]:
    """Titles of what cites, by the first one and the first two parts of its citations' keys."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for lesson in (lesson.value for lesson in course.lessons):
        found[lesson.id, ""] = (lesson.title,)
        found.update({(lesson.id, excerpt.id): (excerpt.title,) for excerpt in lesson.excerpts()})
        found.update({(lesson.id, comparison.id): (comparison.question,) for comparison in lesson.comparisons()})
    for quiz in (quiz.value for quiz in course.quizzes):
        found[quiz.id, ""] = (quiz.title, quiz.mode)  # a graded quiz shows no proof there
    if course.timeline is not None:
        found["timeline", ""] = (course.timeline.value.title,)
        found.update({("timeline", event.id): (event.title,) for event in course.timeline.value.events})
    if course.names is not None:
        found.update({("names", name.id): (name.name,) for name in course.names.value.names})
    return found


def glossary_page(resolved: ResolvedCourse) -> str:
    """The body of the glossary."""
    glossary = resolved.course.glossary
    return "# Glossary\n\n" + directive("course-glossary", "all", digest(glossary.value if glossary else None))
