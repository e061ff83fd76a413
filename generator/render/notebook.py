"""A quiz as a notebook: runs top to bottom in a plain kernel, takes answers in code cells, checks them and totals the score.

Cell ids come from item ids, so they stay the same from build to build. nbformat is known only here and where answers are
read back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from generator.render.digest import digest
from generator.render.escape import escape_markdown
from generator.render.source_line import source_line
from generator.spec.quiz import Kind

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

SCHEMA_VERSION = 1
"""Of the metadata under `course`."""
LETTERS = "abcdefghij"
MAX_CELL_ID = 64  # nbformat 4.5

_INTRODUCTION = """\
# {title}

This notebook belongs to the lesson **{lesson}**. It is for practice: it holds the answers, and anyone who looks for them will
find them.

1. Run the next cell once. (Select it and press Shift+Enter.)
2. For each question, write the letter of your answer between the quotation marks and run the cell. Where several
   answers are right, write all their letters, as in `"a, c"`.
3. Run the last cell for your score."""


def notebook(resolved: ResolvedCourse, quiz: Quiz) -> bytes:
    """The notebook's file: UTF-8 JSON, the same bytes for the same quiz."""
    lesson = resolved.course.lesson(quiz.lesson)
    lesson_title = lesson.value.title if lesson else quiz.lesson
    items = [_item_data(resolved, quiz, item) for item in quiz.items]
    introduction = _INTRODUCTION.format(title=escape_markdown(quiz.title), lesson=escape_markdown(lesson_title))
    cells = [new_markdown_cell(introduction, id="introduction"), _setup_cell(items)]
    for number, (item, data) in enumerate(zip(quiz.items, items, strict=True), 1):
        cells.append(new_markdown_cell(_stem(number, item, data), id=_cell_id(item.id, "stem")))
        cells.append(_answer_cell(item))
    cells.append(new_code_cell("quiz.score()", id="score"))
    book = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "course": {"schema_version": SCHEMA_VERSION, "quiz": quiz.id, "mode": "practice"},
        },
    )
    book.nbformat_minor = 5
    nbformat.validate(book)
    return (json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _item_data(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> dict[str, Any]:
    """An item as the notebook's own code reads it."""
    passage = resolved.passage(f"{quiz.id}/{item.id}")
    return {
        "id": item.id,
        "multiple": item.kind is Kind.MULTIPLE,
        "options": [
            {"letter": letter, "correct": option.correct, "feedback": " ".join(option.feedback.split())}
            for letter, option in zip(LETTERS, item.options, strict=False)
        ],
        "evidence": passage.plain,
        "source": source_line(resolved.course, passage),
    }


def _setup_cell(items: list[dict[str, Any]]) -> Any:
    """The runtime and the items, folded away. The items are JSON inside a string literal, so no text of theirs is code."""
    runtime = Path(__file__).with_name("notebook_runtime.py").read_text(encoding="utf-8")
    code = runtime.split('"""', 2)[2].strip()
    data = json.dumps(items, ensure_ascii=True)
    parts = [
        "# Run this cell once. It holds the questions' answers and the code that checks yours.\nimport json",
        code,
        f'quiz = Quiz(json.loads({data!r}))\nprint("Ready: {len(items)} questions.")',
    ]
    source = "\n\n\n".join(parts)
    return new_code_cell(source, id="setup", metadata={"jupyter": {"source_hidden": True}, "tags": ["hide-input"]})


def _stem(number: int, item: Item, data: dict[str, Any]) -> str:
    lines = [f"**{number}.** {escape_markdown(item.stem)}", ""]
    if data["multiple"]:
        lines += ["*More than one answer may be right.*", ""]
    lines += [f"- **{letter}**: {escape_markdown(option.text)}" for letter, option in zip(LETTERS, item.options, strict=False)]
    return "\n".join(lines)


def _answer_cell(item: Item) -> Any:
    source = f'answer = ""\nquiz.check({item.id!r}, answer)'
    metadata = {"course": {"item": item.id}}
    return new_code_cell(source, id=_cell_id(item.id, "answer"), metadata=metadata)


def _cell_id(item_id: str, part: str) -> str:
    """The item's id and the part; of a long id the beginning, told from others by a digest."""
    room = MAX_CELL_ID - len(part) - 1
    return f"{item_id if len(item_id) <= room else f'{item_id[: room - 9]}-{digest(item_id)[:8]}'}-{part}"
