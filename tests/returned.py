"""A notebook as the form that returned files are read in has it. To be deleted when `render/notebook.py` writes this form itself."""

from typing import Any

from generator.render.labels import labels
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Mode, Quiz


def as_returned(book: dict[str, Any], resolved: ResolvedCourse, quiz: Quiz) -> dict[str, Any]:
    """The notebook with metadata of version 2: the course, its quizzes, and the labels in every answer cell."""
    if book["metadata"]["course"]["schema_version"] >= 2:
        return book
    book["metadata"]["course"] = {
        "schema_version": 2, "course": resolved.course_id, "mode": quiz.mode.value, "quizzes": [quiz.id],
    }  # fmt: skip
    shown = {item.id: labels(resolved, quiz, item) for item in quiz.items}
    for cell in book["cells"]:
        ours = cell["metadata"].get("course")
        cell["metadata"]["deletable"] = False
        if ours is None:
            cell["metadata"]["editable"] = False
        else:
            ours["labels"] = shown[ours["item"]]
    if quiz.mode is Mode.GRADED:
        student: dict[str, Any] = {"cell_type": "code", "execution_count": None, "id": "student", "outputs": [],
                   "metadata": {"course": {"part": "student"}, "deletable": False}, "source": 'student = ""\nquiz.name(student)'}  # fmt: skip
        book["cells"].insert(2, student)
    return book
