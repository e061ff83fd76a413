"""A long check shared out to all processors: each proves the quotations of some lessons, and looks at how these are written.

What it worked out comes home as the bytes that are kept for the next check. The check itself then finds it there, and is the same
check: nothing is decided here, and whatever is missing is worked out as ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.diagnostics.model import Problems
from generator.lint.check_items import check_items
from generator.lint.prose.check_prose import check_prose
from generator.memory import Memory, Noting
from generator.resolve import passages_found
from generator.sharing import processors, shared_out
from generator.spec.language import course_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.corpus.corpus import Corpus
    from generator.spec.course import Course

WORTH_SHARING = 8
"""Lessons: fewer are looked at sooner than processes are begun."""
LOT = 8
"""Lessons that a process takes at once."""


def look_apart(
    course: Course, corpus: Corpus, memory: Memory, progress: Callable[[int, int], None] | None = None, *, lint: bool
) -> None:
    """Fill a memory's store with what the check of a course will ask for, where nothing of it is known from an earlier check.

    ``lint`` tells whether the check looks at how lessons and quizzes are written.
    """
    below = memory.store
    if below is None or not below.new or len(course.lessons) < WORTH_SHARING or processors() < 2:  # noqa: PLR2004  (nobody to share with)
        return
    language, noting, sent = course_language(course.root), Noting(below), set[str]()
    own = Memory(noting)

    def look(part: Course) -> dict[str, bytes]:
        nowhere = Problems()  # the check tells of them in its own order
        passages = {key: passage.plain for key, passage in passages_found(part, corpus, nowhere, own).items()}
        if lint:
            check_items(part, passages, language, nowhere, own)
            check_prose(part, passages, language, nowhere, own)
        found = {key: value for key, value in noting.noted.items() if key not in sent}
        sent.update(found)
        return found

    for found in shared_out(look, list(_parts(course)), progress):
        for key, value in found.items():
            below.keep(key, value)


def _parts(course: Course) -> Iterator[Course]:
    """Courses of some lessons each, with their quizzes. What is about the whole course is in none."""
    alone = replace(course, units=None, glossary=None, timeline=None, names=None)
    for at in range(0, len(course.lessons), LOT):
        lessons = course.lessons[at : at + LOT]
        ids = {lesson.value.id for lesson in lessons}
        yield replace(alone, lessons=lessons, quizzes=tuple(quiz for quiz in course.quizzes if quiz.value.lesson in ids))
