"""Lets the rules look at every quiz that has changed since they last did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics.model import Problems
    from generator.spec.course import Course
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located


def check_items(
    course: Course, passages: Mapping[str, str], language: str, problems: Problems, memory: Memory | None = None
) -> None:
    """Report the flaws of a course's items.

    ``passages`` are the printed texts by the keys of citations; where none are known, rules that need them stay silent.
    ``language`` is a code such as `en` or `pt-BR`; other languages than English get the rules that need no word list.
    """
    memory = memory or Memory()
    in_english = language.casefold().partition("-")[0] == "en"
    lessons = {lesson.value.id: lesson for lesson in course.lessons}
    for quiz in course.quizzes:
        asked_about = tuple((key, passages[key]) for key in _keys(quiz.value) if key in passages)
        memory.retell(problems, _recheck_quiz, quiz, lessons.get(quiz.value.lesson or ""), asked_about, in_english, memory)


def _recheck_quiz(  # with what an earlier process left, where it looked at the same
    quiz: Located[Quiz], lesson: Located[Lesson] | None, passages: tuple[tuple[str, str], ...], in_english: bool, memory: Memory,
    problems: Problems,
) -> None:  # fmt: skip
    files = (quiz.file, lesson.file) if lesson else (quiz.file,)
    given = (*(file.digest for file in files), str(in_english), *(part for pair in passages for part in pair))

    def look(own: Problems) -> None:
        from generator.lint.check_quiz import check_quiz  # noqa: PLC0415  (all rules, which a check that knows every quiz doesn't need)

        check_quiz(quiz, lesson, passages, own, in_english=in_english)

    memory.retell_last(problems, "items", files, given, look)


def _keys(quiz: Quiz) -> Iterator[str]:
    """The keys of the passages that items may be held against."""
    for item in quiz.items:
        yield item.evidence.passage or f"{quiz.id}/{item.id}"
