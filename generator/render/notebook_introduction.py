"""What a notebook says of itself: what it is for, how to answer, and what to do in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.notebook_escape import literal
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.spec.course import Course
    from generator.spec.quiz import Quiz

_PURPOSE = {
    Mode.PRACTICE: "**This notebook is for practice.** It holds the answers, and anyone who looks for them will find them.",
    Mode.GRADED: (
        "**This notebook is graded.** It doesn't hold the right answers and can't tell you whether yours are right; it only "
        "checks that they can be read, and keeps them."
    ),
}
_FIRST = "1. Run the next cell once. (Select it and press Shift+Enter.)"
_ANSWER = (
    "Run the cell below a question and click your answer, then run the next one. You can also write the answer between the "
    "quotation marks and run the cell: what is written counts, whatever was clicked. You may change an answer; the last one counts."
)
_STEPS = {
    Mode.PRACTICE: (_FIRST, f"2. {_ANSWER}", "3. Run the last cell for your score."),
    Mode.GRADED: (
        _FIRST,
        "2. Write your name or number into the cell after it, and run that.",
        f"3. {_ANSWER}",
        "4. Run the last cell for a list of your answers and of what is still open.",
        "5. Save the notebook (Ctrl+S, or Cmd+S on a Mac) and hand in its file.",
    ),
}
_LATER = (
    "When you come back to the notebook later, or a cell says that `quiz` is not defined or that a widget can't be displayed, run "
    "all cells once, from the top. Where nothing can be clicked, the package ipywidgets is missing, and written answers do the same. "
    "What you click is kept in this notebook when you save it, and in a file beside it, `.course-clicked.json`, from which it comes "
    "back when you run the cells again; if you move the notebook, move both."
)


def introduction(course: Course, title: str, quizzes: Sequence[Quiz]) -> str:
    """The first cell."""
    mode = quizzes[0].mode
    about = f"It {belonging(course, quizzes[0])}." if len(quizzes) == 1 else _listed(quizzes)
    steps = "\n".join(_STEPS[mode])
    return f"# {literal(title)}\n\n{_PURPOSE[mode]} {about}\n\n{steps}\n\n{_LATER}"


def _listed(quizzes: Sequence[Quiz]) -> str:
    return f"It holds {len(quizzes)} quizzes:\n\n" + "\n".join(f"- {literal(quiz.title)}" for quiz in quizzes)


def quiz_heading(course: Course, quiz: Quiz) -> str:
    """What opens a quiz among others."""
    return f"# {literal(quiz.title)}\n\nThis quiz {belonging(course, quiz)}."


def student_heading() -> str:
    """What stands before the cell for the student's name."""
    return "**Who hands this in?** Write your name or number between the quotation marks, and run the cell."


def belonging(course: Course, quiz: Quiz) -> str:
    """What a quiz belongs to, as the end of a sentence about it."""
    lesson = course.lesson(quiz.lesson)
    return f"belongs to the lesson **{literal(lesson.value.title)}**" if lesson else "is about the whole course"
