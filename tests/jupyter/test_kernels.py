"""Every notebook of the real course in a kernel, with ipywidgets and without: unanswered, right, wrong and half right."""

import json
import subprocess
from pathlib import Path

import nbformat
import pytest

from generator.answers import typed
from generator.render.labels import labels
from generator.render.notebook import notebook
from generator.render.notebook_files import all_shelves, file_names, notebook_files
from generator.spec.quiz import Mode
from tests.jupyter.given import as_written, chosen, score
from tests.jupyter.reading import answers_listed, clicked, text_of

pytestmark = pytest.mark.seconds(100)

WAYS = ("right", "wrong", "half")
EMPTY = ('answer = ""\n', "answer = {")
EXECUTE = Path(__file__).with_name("execute.py")


def held_by(course):
    """The quizzes of every notebook, by the notebook's name."""
    found = {f"{quiz.value.id}.ipynb": [quiz.value] for quiz in course.course.quizzes}
    return found | {shelf.notebook: [*shelf.practice] for shelf in all_shelves(course.course) if shelf.practice}


def typed_into(cell, written):
    """An answer cell with an answer in place of the empty one."""
    empty, rest = cell.source.split("\n", 1)
    assert empty.startswith(('answer = ""', "answer = {1:"))
    return f"answer = {written!r}\n{rest}"


def in_all_ways(course, content, quizzes):
    """A notebook that is run unanswered, and then answered in the three ways one after the other: one kernel for all."""
    book = nbformat.reads(content.decode(), as_version=4)
    cells = [*book.cells]
    for way in WAYS:
        written = as_written(course, quizzes, chosen(way, quizzes))
        for cell in book.cells:
            item = cell.metadata.get("course", {}).get("item")
            if item or cell.id == "summary":
                source = typed_into(cell, written[item]) if item else cell.source
                cells.append(nbformat.from_dict({**cell, "id": f"{way}-{len(cells)}", "source": source}))
    book.cells = cells
    return book


def executed(venv, folder):
    """Run all notebooks of a folder with a venv's Python. Gives them by name."""
    paths = sorted(folder.glob("*.ipynb"))
    done = subprocess.run([venv / "bin/python", EXECUTE, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: nbformat.read(path, as_version=4) for path in paths}


@pytest.fixture(scope="module")
def files(course):
    return notebook_files(course)


def test_every_notebook_of_the_course_is_valid_and_every_file_is_named(course, files):
    assert sorted(files) == file_names(course.course)
    for name, content in files.items():
        if name.endswith(".ipynb"):
            nbformat.validate(nbformat.reads(content.decode(), as_version=4))
            assert json.loads(content)["metadata"]["course"]["quizzes"] == [quiz.id for quiz in held_by(course)[name]]


@pytest.mark.parametrize("has_widgets", [True, False], ids=["with ipywidgets", "without"])
def test_every_notebook_runs_and_gives_the_scores_of_the_model(course, files, has_widgets, jupyter, bare, tmp_path):
    held = {name: quizzes for name, quizzes in held_by(course).items() if all(quiz.mode is Mode.PRACTICE for quiz in quizzes)}
    if has_widgets:  # every item, and a notebook of one quiz: without widgets, all notebooks are run
        single = next(name for name, quizzes in held.items() if len(quizzes) == 1)
        held = {name: quizzes for name, quizzes in held.items() if name == single or 1 < len(quizzes) < len(course.course.quizzes) - 1}
    for name, quizzes in held.items():
        nbformat.write(in_all_ways(course, files[name], quizzes), tmp_path / name)
    for name, book in executed(jupyter if has_widgets else bare, tmp_path).items():
        quizzes = held[name]
        count = sum(len(quiz.items) for quiz in quizzes)
        heads = [text_of(cell).splitlines()[0] for cell in book.cells if cell.source == "quiz.summary()"]
        assert heads == [
            f"For practice. Score: 0 of {count}.",
            *(f"For practice. Score: {score(quizzes, chosen(way, quizzes))}" for way in WAYS),
        ]
        assert heads[1:3] == [f"For practice. Score: {count} of {count}.", f"For practice. Score: 0 of {count}."]
        unanswered = [cell for cell in book.cells if cell.source.startswith(EMPTY)]
        assert len(unanswered) == count
        shown = {"application/vnd.jupyter.widget-view+json" in output.data for cell in unanswered for output in cell.outputs}
        assert shown == ({True, False} if has_widgets else {False})
        assert set(clicked(book).values()) == {""}


def as_kept(quiz, answers):
    """Answers with the options of each in the order in which the quiz has them, which is that of the labels here."""
    order = {item.id: [part.id for part in getattr(item, "options", ()) or getattr(item, "stretches", ())] for item in quiz.items}
    return {item: tuple(sorted(ids, key=order[item].index)) if order[item] else ids for item, ids in answers.items()}


def of_every_kind(quizzes):
    """So many of the quizzes that every kind of item is in them."""
    chosen, kinds = [], set()
    for quiz in quizzes:
        new = {type(item) for item in quiz.items} - kinds
        if new:
            chosen.append(quiz)
            kinds |= new
    return chosen


def test_a_graded_notebook_takes_every_answer_and_tells_no_score(course, bare, tmp_path):
    quizzes = [quiz.value for quiz in course.course.quizzes]
    quizzes = [*(quiz for quiz in quizzes if quiz.mode is Mode.GRADED), *of_every_kind(quizzes)]
    graded = {quiz.id: quiz.model_copy(update={"mode": Mode.GRADED}) for quiz in quizzes}
    for quiz in graded.values():
        nbformat.write(in_all_ways(course, notebook(course, quiz), [quiz]), tmp_path / f"{quiz.id}.ipynb")
    for name, book in executed(bare, tmp_path).items():
        quiz = graded[name.removesuffix(".ipynb")]
        told = [answers_listed(cell) for cell in book.cells if cell.source == "quiz.summary()"]
        assert told[0] == ["open"] * len(quiz.items)
        assert [
            {item.id: typed(item, labels(course, quiz, item), answer) for item, answer in zip(quiz.items, listed, strict=True)}
            for listed in told[1:]
        ] == [as_kept(quiz, chosen(way, [quiz])) for way in WAYS]
        assert [cell for cell in book.cells if "Score" in text_of(cell) or "Right" in text_of(cell)] == []
