"""A lesson and the quiz that closes it name each other: the page of the lesson shows the quiz, and the quiz leads back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.diagnostics.model import Problems
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located


def check_pairs(lessons: Collection[Located[Lesson]], quizzes: Collection[Located[Quiz]], problems: Problems) -> None:
    """Report where one names the other and isn't named by it. That either exists is asked elsewhere."""
    closing: dict[str, list[Located[Lesson]]] = {}
    for lesson in lessons:
        if lesson.value.quiz is not None:
            closing.setdefault(lesson.value.quiz, []).append(lesson)
    exist = {quiz.value.id for quiz in quizzes}
    # One that names a quiz that isn't there, which was reported, may mean this one.
    known = {lesson.value.id for lesson in lessons if lesson.value.quiz is None or lesson.value.quiz in exist}
    for quiz in quizzes:
        named_by = closing.get(quiz.value.id, [])
        if quiz.value.lesson in {lesson.value.id for lesson in named_by}:
            for lesson in named_by:
                if lesson.value.id != quiz.value.lesson:
                    problems.report(Code.QUIZ_UNPAIRED, f"the quiz `{quiz.value.id}` closes the lesson `{quiz.value.lesson}`",
                                    lesson.file, lesson.span("quiz"), help="name another quiz, or remove the key")  # fmt: skip
        elif quiz.value.lesson is None:
            _names_none(quiz, named_by, problems)
        elif quiz.value.lesson in known:
            _not_named(quiz, named_by, problems)


def _names_none(quiz: Located[Quiz], named_by: list[Located[Lesson]], problems: Problems) -> None:
    """A quiz about the whole course closes no lesson."""
    for lesson in named_by:
        name = lesson.value.id
        problems.report(
            Code.QUIZ_UNPAIRED, f"the lesson `{name}` closes with this quiz, which names no lesson", quiz.file, quiz.span("id"),
            help=f"write `lesson: {name}` here; or, if the quiz is about the whole course, remove `quiz:` there",
        )  # fmt: skip


def _not_named(quiz: Located[Quiz], named_by: list[Located[Lesson]], problems: Problems) -> None:
    """The lesson that a quiz names doesn't close with it. Where another one does, the quiz has the slip."""
    name, lesson = quiz.value.id, quiz.value.lesson
    if named_by:
        other = named_by[0].value.id
        message, fix = f"the lesson that closes with this quiz is `{other}`", f"write `lesson: {other}`, or correct `quiz:` there"
    else:
        message, fix = f"the lesson `{lesson}` doesn't close with this quiz, so no page shows it", f"write `quiz: {name}` there"
    problems.report(Code.QUIZ_UNPAIRED, message, quiz.file, quiz.span("lesson"), help=fix)
