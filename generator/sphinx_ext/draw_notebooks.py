"""The list of all notebooks to download: by unit, then the whole course, each with what it is for and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.render.digest import digest
from generator.render.notebook_files import FOLDER, Shelf, all_shelves, file_names, quiz_file
from generator.sphinx_ext.draw_unit import counted
from generator.sphinx_ext.nodes import heading, paper_only, paragraph, screen_only

if TYPE_CHECKING:
    from generator.spec.course import Course
    from generator.spec.quiz import Quiz

_ON_PAPER = "The notebooks can be downloaded from this page on the web."


def notebooks(course: Course) -> list[nodes.Node]:
    """A heading for each unit and the course, with links to their files."""
    drawn = [node for shelf in all_shelves(course) for node in _shelf(course, shelf)]
    return [screen_only("div", *drawn, classes=("notebook-list",)), paper_only(paragraph(_ON_PAPER))]


def made_of(course: Course) -> str:
    """A digest of what is told of the notebooks."""
    told = [(shelf.title, [(quiz.id, quiz.title, _about(quiz)) for quiz in shelf.quizzes]) for shelf in all_shelves(course)]
    return digest(told, [(name, _size(course, name)) for name in file_names(course)])


def _shelf(course: Course, shelf: Shelf) -> list[nodes.Node]:
    quizzes = [quiz for quiz in shelf.quizzes if quiz.lesson is None or not shelf.whole]
    links = [_link(course, quiz_file(quiz), quiz.title, _about(quiz)) for quiz in quizzes]
    if shelf.practice:
        questions = counted(sum(len(quiz.items) for quiz in shelf.practice), "question")
        links.append(_link(course, shelf.notebook, f"{shelf.title}: practice quizzes in one notebook", questions))
    links.append(_link(course, shelf.zip, f"{shelf.title}: all notebooks in a zip", counted(len(shelf.members), "notebook")))
    return [heading(3, shelf.title), nodes.bullet_list("", *links)]


def _about(quiz: Quiz) -> str:
    return f"{quiz.mode.value}, {counted(len(quiz.items), 'question')}"


def _link(course: Course, name: str, title: str, about: str) -> nodes.list_item:
    """A file under a title, with its size."""
    link = addnodes.download_reference("", "", nodes.inline("", title), reftarget=f"/{FOLDER}/{name}", refdoc="")
    return nodes.list_item("", paragraph(link, f" ({about}, {_size(course, name)} kB)"))


def _size(course: Course, name: str) -> int:
    """Kilobytes of 1000 bytes, rounded up."""
    return -(-(course.root / FOLDER / name).stat().st_size // 1000)
