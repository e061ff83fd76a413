"""Which notebooks and zips a course has: each quiz by itself, the practice quizzes of each unit and of the course, and zips of all.

They lie in one folder, so a quiz, a unit and `course` each need a name of their own; `spec/course.py` sees to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.render.bundle import bundle
from generator.render.digest import digest
from generator.render.notebook import collection, notebook, notebook_made_of
from generator.spec.course import WHOLE_COURSE
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course
    from generator.spec.quiz import Quiz

    Content = Callable[[str], bytes]
    """What gives the bytes of a file by its name."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookFile:
    """A notebook or zip that is still to be made, for the shelf of that name. ``made_of`` is a digest of all that goes into it.

    ``make`` gives its bytes; it is handed what gives those of another file by its name, for a zip holds others.
    """

    name: str
    shelf: str
    made_of: str
    make: Callable[[Content], bytes]


def files_to_make(resolved: ResolvedCourse) -> list[NotebookFile]:
    """Every notebook and zip; those that a zip holds come before it, and the whole course's zip comes last.

    A unit's zip holds no file of another unit; the course's holds files of all. The course's notebook, a third of all work, needs none
    of them: it is a shelf of its own here and comes first.
    """
    course = resolved.course
    held = {quiz.value.id: notebook_made_of(resolved, quiz.value) for quiz in course.quizzes}
    every = all_shelves(course)
    found = {shelf.notebook: _of_shelf(resolved, shelf, held, shelf.notebook) for shelf in every if shelf.whole and shelf.practice}
    for shelf in every:
        for quiz in shelf.quizzes:
            if quiz_file(quiz) not in found:
                found[quiz_file(quiz)] = NotebookFile(
                    name=quiz_file(quiz), shelf=shelf.name, made_of=held[quiz.id], make=partial(_quiz_notebook, resolved, quiz)
                )
        if shelf.practice and not shelf.whole:
            found[shelf.notebook] = _of_shelf(resolved, shelf, held, shelf.name)
        found[shelf.zip] = NotebookFile(
            name=shelf.zip, shelf=shelf.name,
            made_of=digest(shelf.name, [(name, found[name].made_of) for name in shelf.members]),
            make=partial(_zip, shelf),
        )  # fmt: skip
    return list(found.values())


def _of_shelf(resolved: ResolvedCourse, shelf: Shelf, held: Mapping[str, str], made_with: str) -> NotebookFile:
    """A shelf's own notebook. ``held`` are digests of what notebooks of quizzes show; it is made with the files of ``made_with``."""
    made_of = digest(shelf.name, shelf.title, [held[quiz.id] for quiz in shelf.practice])
    return NotebookFile(name=shelf.notebook, shelf=made_with, made_of=made_of, make=partial(_shelf_notebook, resolved, shelf))


def _quiz_notebook(resolved: ResolvedCourse, quiz: Quiz, content: Content) -> bytes:
    del content
    return notebook(resolved, quiz)


def _shelf_notebook(resolved: ResolvedCourse, shelf: Shelf, content: Content) -> bytes:
    del content
    return collection(resolved, shelf.name, shelf.title, shelf.practice)


def _zip(shelf: Shelf, content: Content) -> bytes:
    return bundle(shelf.name, {name: content(name) for name in shelf.members})


def notebook_files(resolved: ResolvedCourse) -> dict[str, bytes]:
    """Every notebook and zip by its name in the folder."""
    files: dict[str, bytes] = {}
    for file in files_to_make(resolved):
        files[file.name] = file.make(files.__getitem__)
    return files
