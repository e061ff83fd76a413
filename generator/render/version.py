"""The version of a course that a result file names: it changes when any item does."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.fingerprint import fingerprint_without_key
from generator.render.digest import digest

if TYPE_CHECKING:
    from generator.spec.course import Course


@lru_cache(maxsize=1)  # asked for by every graded quiz of a course
def course_version(course: Course) -> str:
    """Twelve hexadecimal digits over all items of a course, less their keys, which graded pages must not hold in any form."""
    return digest([fingerprint_without_key(item) for quiz in course.quizzes for item in quiz.value.items])[:12]
