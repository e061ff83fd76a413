"""A lesson as a MyST page. Prose goes in as written; everything else is a directive that names what it draws."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from generator.bibliography import csl
from generator.bibliography.work import work
from generator.render.digest import digest
from generator.render.escape import escape_markdown
from generator.render.source_line import described, who_and_when
from generator.render.version import course_version
from generator.spec.quiz import HighlightItem, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course
    from generator.spec.lesson import Block, Lesson
    from generator.spec.quiz import Quiz


def chapter(resolved: ResolvedCourse, lesson: Lesson) -> str:
    """The body of a lesson's page."""
    course = resolved.course
    parts = [
        f"# {escape_markdown(lesson.title)}",
        directive("lesson", lesson.id, digest(lesson.question, lesson.objectives, lesson.unit, course.unit(lesson.unit).title)),
        "## Reading the sources",
        *(_block(resolved, lesson, block) for block in lesson.body),
    ]
    if lesson.questions.by_skill():
        parts += ["## Questions to think about", directive("questions", lesson.id, digest(lesson.questions))]
    quiz = course.quiz(lesson.quiz)
    if quiz is not None:
        parts += ["## Quiz", quiz_directive(resolved, quiz.value)]
    parts += ["## What this lesson can't tell you", lesson.limits.strip()]
    return "\n\n".join(parts)


def quiz_page(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """The body of the page of a quiz about the whole course."""
    return f"# {escape_markdown(quiz.title)}\n\nThis quiz is about the whole course.\n\n{quiz_directive(resolved, quiz)}"


def quiz_directive(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """The directive that draws a quiz."""
    return directive("quiz", quiz.id, quiz_made_of(resolved, quiz))


def quiz_made_of(resolved: ResolvedCourse, quiz: Quiz) -> str:
    """A digest of a quiz with the passages that it shows. Its page, its notebook and the review ask for it: it is worked out once."""
    known = _quizzes_known(resolved)
    if id(quiz) not in known:
        known[id(quiz)] = (quiz, _quiz_made_of(resolved, quiz))
    return known[id(quiz)][1]


@lru_cache(maxsize=1)
def _quizzes_known(resolved: ResolvedCourse) -> dict[int, tuple[Quiz, str]]:
    """By the identity of quizzes, which are held so that no other can come to have it."""
    del resolved
    return {}


def _quiz_made_of(resolved: ResolvedCourse, quiz: Quiz) -> str:
    # Only a graded quiz names the course's version; others needn't be drawn again when some other quiz changes.
    version = course_version(resolved.course) if quiz.mode is Mode.GRADED else None
    return digest(quiz, _proved(resolved, _passages(resolved, quiz)), resolved.course_id, version)


def directive(name: str, argument: str, made_of: str) -> str:
    """A directive, with the digest of what it draws, so that the page changes when that does."""
    return f"```{{{name}}} {argument}\n:made-of: {made_of}\n```"


def _passages(resolved: ResolvedCourse, quiz: Quiz) -> list[Passage]:
    """Every passage that a quiz shows: proofs, stretches to choose from, and the excerpts that hold these."""
    return resolved.passages_of(quiz.id) + [resolved.passage(item.passage) for item in quiz.items if isinstance(item, HighlightItem)]


def _block(resolved: ResolvedCourse, lesson: Lesson, block: Block) -> str:
    if block.excerpt is not None:
        key = f"{lesson.id}/{block.excerpt.id}"
        passage = resolved.passage(key)
        cited = _works_cited(resolved.course)(passage.source)
        return directive("excerpt", key, digest(block.excerpt, _proved(resolved, [passage]), resolved.proofs_in(key), cited))
    if block.comparison is not None:
        key = f"{lesson.id}/{block.comparison.id}"
        passages = [resolved.passage(f"{key}/{row.id}") for row in block.comparison.rows]
        named = [who_and_when(resolved.course, row.source) for row in block.comparison.rows if row.amount]
        return directive("comparison", key, digest(block.comparison, _proved(resolved, passages), named))
    assert block.prose is not None
    return block.prose.strip()


@lru_cache(maxsize=1)
def _works_cited(course: Course) -> Callable[[str], dict[str, Any]]:
    """What gives the CSL of a source: excerpts are many, and sources few."""
    return cache(lambda source: csl.item(work(course, source)))


def _proved(resolved: ResolvedCourse, passages: list[Passage]) -> list[object]:
    """Passages with what is shown beside them: the line of their source, and the text that they were proved against."""
    pins = resolved.lock.sources
    return [
        (passage, described(resolved.course, passage.source), pins[passage.document].sha256, pins[passage.document].chars)
        for passage in passages
    ]
