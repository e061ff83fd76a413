"""A small course for the browser: the sample, with quizzes of every kind, of hostile texts, graded, and two on one page.

Also the readings of it that tests compare the pages with. Nothing here knows how the page's script works.
"""

import functools
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics.model import Problems
from generator.score import keys_of, score
from generator.spec.course import load_course
from generator.spec.quiz import HighlightItem, Item, MatchItem, OrderItem, Quiz
from tests.sample_course import copy_sample, edit, run_course

QUIZZES = Path(__file__).with_name("quizzes")
KINDS, TEXTS, EXAM, PAIR = "stopped-clock-quiz", "texts-quiz", "exam-quiz", ("pair-one-quiz", "pair-two-quiz")
NO_PARTIAL = ("single", "true-false")

_UNIT = """\
  - id: harbour
    title: The harbour
    question: What did the harbour know?
    opening: Nobody asked the harbour.
"""
_LESSON = """\
id: {name}
title: {title}
unit: {unit}
question: What is asked here?
objectives: [Answer what is asked]
{quiz}body:
  - prose: The quiz of this lesson is what it is for.
limits: It teaches nothing else.
"""


def make_course(folder: Path) -> Path:
    """Write the course below a folder. Gives its root."""
    root = copy_sample(folder)
    for quiz in QUIZZES.iterdir():
        shutil.copy(quiz, root / "quizzes" / quiz.name)
    for name, title, unit, quiz in (
        ("texts", "Signs", "clock", f"quiz: {TEXTS}\n"),
        ("exam", "An exam", "harbour", f"quiz: {EXAM}\n"),
        ("pair", "Two quizzes", "harbour", ""),
    ):
        (root / "lessons" / f"{name}.yml").write_text(_LESSON.format(name=name, title=title, unit=unit, quiz=quiz), "utf-8")
    two = "".join(f"```{{quiz}} {quiz}\n```\n\n" for quiz in PAIR)
    (root / "book" / "two.md").write_text(f"# Two quizzes on one page\n\n{two}", "utf-8")
    with (root / "lessons" / "units.yml").open("a", encoding="utf-8") as units:
        units.write(_UNIT)
    harbour = "".join(f"      - file: book/{page}\n" for page in ("units/harbour", "chapters/exam", "chapters/pair", "two"))
    listed = f"      - file: book/chapters/texts\n  - caption: The harbour\n    chapters:\n{harbour}"
    edit(root / "_toc.yml", "      - file: book/chapters/ringer\n", f"      - file: book/chapters/ringer\n{listed}")
    return root


def build(root: Path, out: Path) -> None:
    """Build the course's book."""
    done = run_course(root, "build", "--out", str(out), corpus=root / "documents")
    assert done.returncode == 0, done.stdout + done.stderr


@functools.cache
def quizzes_of(root: Path) -> dict[str, Quiz]:
    """The quizzes of a course by their ids, read once in a process."""
    course = load_course(root, Problems())
    assert course is not None
    return {quiz.value.id: quiz.value for quiz in course.quizzes}


def answers(item: Item) -> Iterator[list[str]]:
    """Every answer that a reader can give, as the page keeps it: ids chosen, ids in order, or `pair=choice`."""
    if isinstance(item, OrderItem):
        yield from (list(order) for order in itertools.permutations(keys_of(item)))
    elif isinstance(item, MatchItem):
        choices = [choice.id for choice in item.choices]
        for chosen in itertools.product(choices, repeat=len(item.pairs)):
            yield [f"{pair.id}={choice}" for pair, choice in zip(item.pairs, chosen, strict=True)]
    else:
        parts = [part.id for part in (item.stretches if isinstance(item, HighlightItem) else item.options)]
        sizes = (1,) if item.kind in NO_PARTIAL else range(1, len(parts) + 1)
        yield from (list(chosen) for size in sizes for chosen in itertools.combinations(parts, size))


def worth(item: Item, answer: list[str]) -> float:
    """What an answer scores by the generator's rule."""
    return float(score(item, dict(pair.split("=") for pair in answer) if isinstance(item, MatchItem) else answer))


def an_answer(item: Item, result: str) -> list[str]:
    """The first answer that is right, wrong or partial."""
    wanted = {"right": lambda s: s == 1, "wrong": lambda s: s == 0, "partial": lambda s: 0 < s < 1}[result]
    return next(answer for answer in answers(item) if wanted(worth(item, answer)))


def verdict(points: float) -> str:
    """What the page says to a score."""
    if points == 1:
        return "✓ Right."
    return f"◐ Partly right: {round(100 * points)} %." if points else "✗ Not right. The right answer is marked."


def as_printed(text: str) -> re.Pattern[str]:
    """Matches a text as the page prints it: white space is one space, and quotation marks and dashes may be curled."""
    out = re.escape(" ".join(text.split())).replace(r"\ ", r"\s+").replace("/", r"\/")
    out = re.sub(r"['’‘]", "['’‘]", out)
    out = re.sub(r"[\"“”]", '["“”]', out)
    return re.compile(rf"^\s*{out}\s*$")


def page_of(quiz: Quiz) -> str:
    """The page that a quiz of the real course stands on, below `book/`."""
    return f"chapters/{quiz.lesson}" if quiz.lesson else f"quizzes/{quiz.id}"
