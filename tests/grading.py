"""A course with a quiz of every kind, and returned files of it, for the tests of grading."""

import functools
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.corpus.corpus import open_corpus
from generator.diagnostics.model import Problems
from generator.grade.asked import Asked
from generator.grade.model import Incoming, Reading, State
from generator.grade.read import read
from generator.resolve import ResolvedCourse, resolve_with_corpus
from generator.spec.course import load_course
from generator.spec.quiz import Quiz
from tests.sample_course import copy_sample
from tests.submissions import Asker, asker
from tests.test_notebook import KINDS

QUIZ = "kinds-quiz"
Book = dict[str, Any]


@functools.cache
def course(keys: str = "mode: graded\n") -> tuple[ResolvedCourse, Quiz]:
    """The sample with a quiz of every kind, and more keys for the quiz."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_sample(Path(folder))
        (root / "quizzes" / f"{QUIZ}.yml").write_text(KINDS.replace("items:\n", f"{keys}items:\n", 1), encoding="utf-8")
        problems = Problems()
        read_course = load_course(root, problems)
        assert read_course is not None
        resolved = resolve_with_corpus(read_course, open_corpus(root / "documents", read_course.sources, problems), problems)
        assert resolved is not None, problems.errors
    quiz = resolved.course.quiz(QUIZ)
    assert quiz is not None
    return resolved, quiz.value


@functools.cache
def asked(keys: str = "mode: graded\n") -> Asked:
    """What that course asks."""
    return Asked(course(keys)[0])


@functools.cache
def answering(keys: str = "mode: graded\n") -> Asker:
    """The same, to be answered."""
    return asker(*course(keys))


def book(keys: str = "mode: graded\n", **answers: str) -> Book:
    """The quiz's notebook, with code for the answers to some items: `k_one='"b"'`."""
    made: Book = json.loads(json.dumps(answering(keys).book))
    for item, code in answers.items():
        cell = cell_of(made, item.replace("_", "-"))
        cell["source"] = f"answer = {code}\n{cell['source'].partition(chr(10))[2]}"
    return made


def cell_of(made: Book, item: str) -> Book:
    """An item's answer cell."""
    found: Book = next(cell for cell in made["cells"] if cell["metadata"].get("course", {}).get("item") == item)
    return found


def stem_of(made: Book, item: str) -> Book:
    """The cell that asks an item."""
    found: Book = next(cell for cell in made["cells"] if cell.get("id") == f"{item}-stem")
    return found


def read_bytes(content: bytes, keys: str = "mode: graded\n", path: str = f"{QUIZ}.ipynb") -> tuple[Reading, ...]:
    """The readings of a file."""
    return read(asked(keys), Incoming(path=path, content=content))


def read_book(made: Book, keys: str = "mode: graded\n", path: str = f"{QUIZ}.ipynb") -> Reading:
    """The one reading of a notebook, or of a result file's JSON."""
    (reading,) = read_bytes(json.dumps(made).encode(), keys, path)
    return reading


def said(reading: Reading) -> list[str]:
    """What was raised, as a report would have it."""
    return [f"{raised.flag.value}{f' {raised.item}' if raised.item else ''}: {raised.detail}" for raised in reading.raised]


def answers_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """The answers of a reading, open ones left out."""
    return {response.item: response.answer for response in reading.responses if response.state is State.ANSWERED}


def held(reading: Reading) -> list[str]:
    """The items that are held."""
    return [response.item for response in reading.responses if response.state is State.HELD]


class _Watch:
    """What Python tells of what it does (PEP 578), while somebody watches. A hook can't be taken away again, so it is kept."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, tuple[Any, ...]]] | None = None
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.seen is not None:
            self.seen.append((event, arguments))


_watch = functools.cache(_Watch)


@contextmanager
def watched() -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """Every event that Python tells of: code run, files opened, processes started, modules imported, and the like."""
    seen: list[tuple[str, tuple[Any, ...]]] = []
    _watch().seen = seen
    try:
        yield seen
    finally:
        _watch().seen = None
