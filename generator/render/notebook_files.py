"""Which notebooks and zips a course has: each quiz by itself, the practice quizzes of each unit and of the course, and zips of all.

They lie in one folder, so a quiz, a unit and `course` each need a name of their own; `spec/course.py` sees to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.bundle import bundle
from generator.render.notebook import collection, notebook
from generator.spec.course import WHOLE_COURSE
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course
    from generator.spec.quiz import Quiz

FOLDER = "book/notebooks"
COURSE_TITLE = "The whole course"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Quizzes that belong together, and the files that hold them. ``name`` is a unit's id, or `course`."""

    name: str
    title: str
    quizzes: tuple[Quiz, ...]

    @property
    def whole(self) -> bool:
        """Whether this is the whole course."""
        return self.name == WHOLE_COURSE

    @property
    def practice(self) -> tuple[Quiz, ...]:
        """Those for practice, which the shelf's own notebook holds. Without any there is no such notebook."""
        return tuple(quiz for quiz in self.quizzes if quiz.mode is Mode.PRACTICE)

    @property
    def notebook(self) -> str:
        """The file of the shelf's own notebook."""
        return f"{self.name}.ipynb"

    @property
    def zip(self) -> str:
        """The file with all the shelf's notebooks."""
        return f"{self.name}.zip"

    @property
    def members(self) -> list[str]:
        """The files in the zip."""
        return [*map(quiz_file, self.quizzes), *([self.notebook] if self.practice else [])]


def quiz_file(quiz: Quiz) -> str:
    """The file of a quiz's notebook."""
    return f"{quiz.id}.ipynb"


def shelves(course: Course) -> list[Shelf]:
    """The units that have quizzes, in reading order."""
    by_lesson: dict[str, list[Quiz]] = {}
    for quiz in course.quizzes:
        if quiz.value.lesson is not None:
            by_lesson.setdefault(quiz.value.lesson, []).append(quiz.value)
    found = []
    for unit, lessons in course.contents.items():
        quizzes = tuple(quiz for lesson in lessons for quiz in by_lesson.get(lesson.id, ()))
        if quizzes:
            found.append(Shelf(name=unit, title=course.unit(unit).title, quizzes=quizzes))
    return found


def whole_course(course: Course) -> Shelf:
    """Every quiz of the course, in reading order; those about the whole course come last."""
    of_all = [quiz.value for quiz in course.quizzes if quiz.value.lesson is None]
    quizzes = (*(quiz for shelf in shelves(course) for quiz in shelf.quizzes), *of_all)
    return Shelf(name=WHOLE_COURSE, title=COURSE_TITLE, quizzes=quizzes)


def all_shelves(course: Course) -> list[Shelf]:
    """The units and then the course; none where there is no quiz."""
    whole = whole_course(course)
    return [*shelves(course), whole] if whole.quizzes else []


def file_names(course: Course) -> list[str]:
    """The names of all notebooks and zips, sorted."""
    names = {quiz_file(quiz.value) for quiz in course.quizzes}
    return sorted(names.union(*({*shelf.members, shelf.zip} for shelf in all_shelves(course))))


def notebook_files(resolved: ResolvedCourse) -> dict[str, bytes]:
    """Every notebook and zip by its name in the folder."""
    course = resolved.course
    files = {quiz_file(quiz.value): notebook(resolved, quiz.value) for quiz in course.quizzes}
    for shelf in all_shelves(course):
        if shelf.practice:
            files[shelf.notebook] = collection(resolved, shelf.name, shelf.title, shelf.practice)
        files[shelf.zip] = bundle(shelf.name, {name: files[name] for name in shelf.members})
    return files
