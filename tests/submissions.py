"""Returned files by the thousand, made from a seed: honest ones with the marks they deserve, and damaged ones with the flag they deserve.

A quiz's notebook is made once; each submission fills in its answer cells. Nothing here knows how files are read.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from generator.answers import Ids, as_typed, points
from generator.grade.flags import Flag
from generator.render.labels import claims, labels
from generator.render.notebook import notebook
from generator.resolve import ResolvedCourse
from generator.score import keys_of, parts_of
from generator.spec.quiz import Item, MatchItem, Mode, Quiz

CLICKED = "application/vnd.course-compiler.answer+json"
Book = dict[str, Any]
Answers = dict[str, Ids]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file that a student hands in.

    ``answers`` are what it answers for certain, by item, and ``points`` what these are worth together; ``hurt`` are the items
    whose answer damage has made uncertain. ``flags`` is empty for an honest file.
    """

    student: str
    name: str
    content: bytes
    answers: Mapping[str, Ids]
    points: Fraction
    hurt: frozenset[str] = frozenset()
    flags: frozenset[Flag] = frozenset()
    damage: str = ""

    @property
    def path(self) -> str:
        """Where it lies in the folder of all."""
        return f"{self.student}/{self.name}"


@dataclass(frozen=True, slots=True)
class Asker:
    """A quiz with all that is needed to answer it."""

    resolved: ResolvedCourse
    quiz: Quiz
    book: Book
    shown: dict[str, dict[str, str]]
    cells: tuple[str, ...]
    """Each cell of the notebook as JSON."""

    @property
    def items(self) -> dict[str, Item]:
        return {item.id: item for item in self.quiz.items}


def asker(resolved: ResolvedCourse, quiz: Quiz) -> Asker:
    """A quiz with its notebook as it is handed out."""
    book = json.loads(notebook(resolved, quiz))
    shown = {item.id: labels(resolved, quiz, item) for item in quiz.items}
    return Asker(resolved, quiz, book, shown, tuple(json.dumps(cell, ensure_ascii=False) for cell in book["cells"]))


def submissions(resolved: ResolvedCourse, quiz: Quiz, count: int, seed: int = 0, one_in: int = 0) -> Iterator[Submission]:
    """So many submissions, of which one in so many is damaged (none for 0), in each of the ways in turn. The same for the same seed."""
    asked = asker(resolved, quiz)
    rng = random.Random(seed)
    ways = list(DAMAGES)
    for n in range(count):
        student = f"s{n:05}"
        if one_in and n % one_in == one_in - 1:
            yield damaged(asked, student, ways[n // one_in % len(ways)], rng)
        else:
            yield honest(asked, student, rng)


def write(those: Iterator[Submission], folder: Path) -> list[Submission]:
    """Put submissions into a folder, each in that of its student. Gives them without their content, which may be large."""
    written = []
    for one in those:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
        written.append(one)
    return written


# -- honest files -----------------------------------------------------------------------------------------------------


def honest(asked: Asker, student: str, rng: random.Random) -> Submission:
    """A submission as a student makes it: typed, clicked, or saved by a page; from blank to full marks."""
    answers = some_answers(asked, rng)
    way = rng.choice(("typed", "typed", "clicked", "mixed", "saved"))
    if way == "saved":
        name, content = f"{asked.quiz.id}-answers.json", result_file(asked, answers, f"Student {student}", rng)
    else:
        name, content = f"{asked.quiz.id}.ipynb", filled(asked, answers, f"Student {student}", way, rng)
    return Submission(student=student, name=name, content=content, answers=answers, points=worth(asked, answers))


def some_answers(asked: Asker, rng: random.Random) -> Answers:
    """Answers to every item, open ones among them: nothing, everything right, or something in between."""
    bent = rng.choice(("blank", "right", "any", "any", "half"))
    answers: Answers = {}
    for n, item in enumerate(asked.quiz.items):
        if bent == "blank" or (bent == "half" and n % 2):
            answers[item.id] = ()
        elif bent == "right":
            answers[item.id] = settled(asked, item, keys_of(item))
        else:
            answers[item.id] = an_answer(asked, item, rng)
    return answers


def an_answer(asked: Asker, item: Item, rng: random.Random) -> Ids:
    """An answer of the item's form, right or wrong."""
    if isinstance(item, MatchItem):
        pairs = rng.sample(item.pairs, rng.randint(1, len(item.pairs)))
        return settled(asked, item, [f"{pair.id}={rng.choice(item.choices).id}" for pair in pairs])
    ids = [part.id for part in parts_of(item)]
    count = {"single": 1, "true-false": 1, "order": len(ids)}.get(item.kind, rng.randint(1, len(ids)))
    return settled(asked, item, rng.sample(ids, count))


def settled(asked: Asker, item: Item, ids: list[str]) -> Ids:
    """Ids in the order in which they are shown; for an order item, as they are."""
    if item.kind == "order":
        return tuple(ids)
    order = [pair.id for pair in item.pairs] if isinstance(item, MatchItem) else [*asked.shown[item.id]]
    return tuple(sorted(ids, key=lambda one: order.index(one.partition("=")[0])))


def worth(asked: Asker, answers: Mapping[str, Ids]) -> Fraction:
    """What answers are worth together."""
    return sum((points(asked.items[item], answer) for item, answer in answers.items()), Fraction(0))


def filled(asked: Asker, answers: Answers, name: str, way: str, rng: random.Random) -> bytes:
    """The notebook with answers in it, as Jupyter saves it."""
    cells = list(asked.cells)
    for at, cell in enumerate(asked.book["cells"]):
        ours = cell["metadata"].get("course", {})
        item = ours.get("item")
        if answers.get(item):
            clicked = way == "clicked" or (way == "mixed" and rng.random() < 0.5)
            changed = (
                click(asked, cell, item, answers[item]) if clicked else write_in(cell, literal(asked, item, answers[item], rng))
            )
            cells[at] = json.dumps(changed, ensure_ascii=False)
        elif ours.get("part") == "student":
            cells[at] = json.dumps({**cell, "source": cell["source"].replace('""', json.dumps(name), 1)}, ensure_ascii=False)
    head = json.dumps({key: value for key, value in asked.book.items() if key != "cells"}, ensure_ascii=False)
    return f'{{"cells": [{", ".join(cells)}], {head[1:]}\n'.encode()


def write_in(cell: Book, answer: str) -> Book:
    """An answer cell with a literal typed into it."""
    first, _, rest = cell["source"].partition("\n")
    assert first.startswith("answer = ")
    return {**cell, "source": f"answer = {answer}\n{rest}"}


def click(asked: Asker, cell: Book, item: str, answer: Ids) -> Book:
    """An answer cell with a click kept in its output."""
    kept = {"item": item, "answer": as_typed(asked.items[item], asked.shown[item], answer), "sure": ""}
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {CLICKED: kept, "text/plain": [f"Your answer: {kept['answer']}"]},
    }
    return {**cell, "execution_count": 3, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["Ready.\n"]}, output]}


def literal(asked: Asker, item: str, answer: Ids, rng: random.Random) -> str:
    """An answer as Python, in one of the ways that students write it."""
    asks = asked.items[item]
    said, kind = as_typed(asks, asked.shown[item], answer), asks.kind
    parts = said.split(", ")
    ways = [
        json.dumps(said),
        f"'{said.upper()}'",
        json.dumps(said.replace(",", "")),
        f'"{said}."',
        repr(parts),
        repr(tuple(parts)),
    ]
    if kind == "true-false":
        ways += [said.capitalize()]
    if kind in ("multiple", "highlight"):
        ways += ["{" + ", ".join(map(json.dumps, rng.sample(parts, len(parts)))) + "}", repr(rng.sample(parts, len(parts)))]
    if isinstance(asks, MatchItem):
        given = {part[:1]: part[1:] for part in parts}
        ways += ["{" + ", ".join(f"{number}: {json.dumps(given.get(number, ''))}" for number in claims(asks).values()) + "}"]
    return rng.choice(ways)


def result_file(asked: Asker, answers: Answers, name: str, rng: random.Random) -> bytes:
    """The file that a graded page saves, with its answers in a chance order where order means nothing."""
    prints = {cell["metadata"]["course"]["item"]: cell["metadata"]["course"]["fingerprint"]
              for cell in asked.book["cells"] if "item" in cell["metadata"].get("course", {})}  # fmt: skip
    items = [
        {
            "id": item,
            "fingerprint": prints[item],
            "answer": list(answer) if asked.items[item].kind == "order" else rng.sample(answer, len(answer)),
            "seconds": rng.randint(3, 90),
        }
        for item, answer in answers.items()
    ]
    head = {"schema_version": 1, "course": asked.resolved.course_id, "course_version": "1", "quiz": asked.quiz.id, "name": name}
    return json.dumps({**head, "saved": "2026-03-02T10:15:00.000Z", "items": items}, ensure_ascii=False, indent=1).encode()


# -- damaged files ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Damaging:
    """A notebook, fully answered, while it is being damaged; and what its reader should find."""

    asked: Asker
    answers: Answers
    book: Book
    item: str
    """The item that damage to a single one befalls."""
    flag: Flag
    name: str = ""
    content: bytes | None = None
    """The whole file, where the damage leaves no notebook."""

    @property
    def cells(self) -> list[Book]:
        cells: list[Book] = self.book["cells"]
        return cells

    @property
    def at(self) -> int:
        """Where the item's answer cell is."""
        return next(at for at, cell in enumerate(self.cells) if cell["metadata"].get("course", {}).get("item") == self.item)

    @property
    def cell(self) -> Book:
        return self.cells[self.at]

    def source(self, old: str, new: str) -> None:
        """Change the item's code once."""
        assert old in self.cell["source"]
        self.cell["source"] = self.cell["source"].replace(old, new, 1)

    def dumped(self) -> str:
        return json.dumps(self.book, ensure_ascii=False, indent=1) + "\n"


def damaged(asked: Asker, student: str, way: str, rng: random.Random) -> Submission:
    """A submission that answers every item and was then damaged in one of the ways in `DAMAGES`."""
    flag, hurts, damage = DAMAGES[way]
    answers = {item.id: an_answer(asked, item, rng) for item in asked.quiz.items}
    book = json.loads(filled(asked, answers, f"Student {student}", "typed", rng))
    one = Damaging(asked, answers, book, rng.choice(asked.quiz.items).id, flag, f"{asked.quiz.id}.ipynb")
    damage(one)
    content = one.dumped().encode() if one.content is None else one.content
    hurt = {"all": frozenset(answers), "one": frozenset({one.item}), "none": frozenset[str]()}[hurts]
    kept = {item: answer for item, answer in answers.items() if item not in hurt}
    return Submission(
        student=student, name=one.name, content=content, answers=kept, points=worth(asked, kept), hurt=hurt,
        flags=frozenset({flag}), damage=way,
    )  # fmt: skip


def _nothing(one: Damaging) -> None:
    one.content = b""


def _cut_off(one: Damaging) -> None:
    one.content = one.dumped().encode()[:-200]


def _latin_1(one: Damaging) -> None:
    one.book["metadata"]["note"] = "Señora"
    one.content = one.dumped().encode("latin-1", "replace")


def _pdf(one: Damaging) -> None:
    one.content = b"%PDF-1.7\n" + one.dumped().encode()


def _other_json(one: Damaging) -> None:
    one.content = json.dumps({"answers": "see my notebook"}).encode()


def _deep(one: Damaging) -> None:
    one.content = b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def _old_format(one: Damaging) -> None:
    one.book["worksheets"] = [{"cells": one.book.pop("cells")}]
    one.book["nbformat"] = 3


def _newer(one: Damaging) -> None:
    one.book["metadata"]["course"]["schema_version"] = 99


def _other_course(one: Damaging) -> None:
    one.book["metadata"]["course"]["course"] = "another-course"


def _other_quiz(one: Damaging) -> None:
    one.book["metadata"]["course"]["quizzes"] = ["quiz-of-last-year"]


def _stripped(one: Damaging) -> None:
    for part in (one.book, *one.cells):
        part["metadata"] = {}


def _stripped_bare(one: Damaging) -> None:
    _stripped(one)
    for cell in one.cells:
        del cell["id"]
    one.book["nbformat_minor"] = 4


def _cell_removed(one: Damaging) -> None:
    del one.cells[one.at]


def _other_answer_in_a_copy(one: Damaging) -> None:
    said = as_typed(one.asked.items[one.item], one.asked.shown[one.item], _another(one))
    one.cells.insert(one.at + 1, {**write_in(one.cell, json.dumps(said)), "id": "copied-by-hand"})


def _another(one: Damaging) -> Ids:
    """An answer that isn't the one in the cell."""
    rng = random.Random(one.item)
    while True:
        given = an_answer(one.asked, one.asked.items[one.item], rng)
        if given != one.answers[one.item]:
            return given


def _same_in_a_copy(one: Damaging) -> None:
    one.cells.insert(one.at + 1, {**one.cell, "id": "copied-by-hand"})


def _changed_item(one: Damaging) -> None:
    one.cell["metadata"]["course"]["fingerprint"] = "0123456789ab"


def _changed_letters(one: Damaging) -> None:
    shown = one.cell["metadata"]["course"]["labels"]
    one.cell["metadata"]["course"]["labels"] = dict(zip(shown, [*shown.values()][::-1], strict=True))


def _no_quotation_marks(one: Damaging) -> None:
    one.cell["source"] = f'answer = b\nquiz.check("{one.item}", answer)'


def _worked_out(one: Damaging) -> None:
    one.cell["source"] = f'answer = "".join(["a"])\nquiz.check("{one.item}", answer)'


def _no_python(one: Damaging) -> None:
    one.source("quiz.check(", "I think that quiz.check(")


def _no_such_answer(one: Damaging) -> None:
    one.cell["source"] = f'answer = "zebra"\nquiz.check("{one.item}", answer)'


def _no_answer(one: Damaging) -> None:
    one.cell["source"] = f'quiz.check("{one.item}", answer)'


def _two_answers(one: Damaging) -> None:
    one.source(f'quiz.check("{one.item}", answer)', f'quiz.check("{one.item}", "zebra")')


def _edited_question(one: Damaging) -> None:
    stem = next(cell for cell in one.cells if cell.get("id") == f"{one.item}-stem")
    stem["source"] += "\n\nI don't agree."


def _renamed(one: Damaging) -> None:
    one.name = "final version 2.ipynb"


def _other_mode(one: Damaging) -> None:
    graded = one.asked.quiz.mode is Mode.GRADED
    there = asker(one.asked.resolved, one.asked.quiz.model_copy(update={"mode": Mode.PRACTICE if graded else Mode.GRADED}))
    one.content = filled(there, one.answers, "", "typed", random.Random(one.item))


def _unknown_item(one: Damaging) -> None:
    one.cells.append({**json.loads(json.dumps(one.cell)), "id": "gone-answer"})
    one.cells[-1]["metadata"]["course"]["item"] = "an-item-of-last-year"
    one.cells[-1]["source"] = 'answer = "a"\nquiz.check("an-item-of-last-year", answer)'


def _broken_zip(one: Damaging) -> None:
    one.name, one.content = f"{one.asked.quiz.id}.zip", b"PK\x03\x04" + bytes(200)


def _unsure(one: Damaging) -> None:
    one.source("quiz.check(", 'sure = "perhaps"\nquiz.check(')


DAMAGES: dict[str, tuple[Flag, str, Callable[[Damaging], None]]] = {
    "nothing in the file": (Flag.EMPTY, "all", _nothing),
    "cut off": (Flag.NOT_JSON, "all", _cut_off),
    "saved as Latin-1": (Flag.NOT_UTF8, "all", _latin_1),
    "a PDF": (Flag.NOT_OURS, "all", _pdf),
    "other JSON": (Flag.NOT_OURS, "all", _other_json),
    "nested deep": (Flag.TOO_DEEP, "all", _deep),
    "format 3": (Flag.NOTEBOOK_VERSION, "all", _old_format),
    "newer metadata": (Flag.SCHEMA_NEWER, "all", _newer),
    "another course": (Flag.OTHER_COURSE, "all", _other_course),
    "another quiz": (Flag.UNKNOWN_QUIZ, "all", _other_quiz),
    "a broken zip": (Flag.ZIP_UNREADABLE, "all", _broken_zip),
    "no metadata": (Flag.METADATA_STRIPPED, "none", _stripped),
    "no metadata and no ids": (Flag.METADATA_STRIPPED, "none", _stripped_bare),
    "another mode": (Flag.MODE_DIFFERS, "none", _other_mode),
    "a cell removed": (Flag.ITEM_MISSING, "one", _cell_removed),
    "a copy with another answer": (Flag.ITEM_DUPLICATED, "one", _other_answer_in_a_copy),
    "a copy with the same answer": (Flag.ITEM_COPIED, "none", _same_in_a_copy),
    "an item changed since": (Flag.ITEM_CHANGED, "one", _changed_item),
    "letters changed since": (Flag.ITEM_CHANGED, "one", _changed_letters),
    "an unknown item": (Flag.ITEM_UNKNOWN, "none", _unknown_item),
    "no quotation marks": (Flag.ANSWER_NOT_LITERAL, "one", _no_quotation_marks),
    "an answer worked out": (Flag.ANSWER_NOT_LITERAL, "one", _worked_out),
    "no Python": (Flag.ANSWER_SYNTAX, "one", _no_python),
    "no such answer": (Flag.ANSWER_UNKNOWN, "one", _no_such_answer),
    "no answer in the cell": (Flag.ANSWER_REMOVED, "one", _no_answer),
    "two answers": (Flag.ANSWER_AMBIGUOUS, "one", _two_answers),
    "an edited question": (Flag.TEXT_EDITED, "none", _edited_question),
    "renamed": (Flag.FILE_RENAMED, "none", _renamed),
    "neither sure nor unsure": (Flag.EXTRA_UNREADABLE, "none", _unsure),
}
"""What befalls files: the flag that it deserves, whether it makes all answers uncertain, that of one item, or none, and how it is done."""
