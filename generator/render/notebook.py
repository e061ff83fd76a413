"""A quiz as a notebook: runs top to bottom in a plain kernel and takes answers in code cells. For practice it checks them
and totals the score; a graded one holds nothing that tells right from wrong, and only keeps them.

Whatever an author or a source wrote is text here: it reaches Markdown escaped, and code only as JSON inside a string
literal. Cell ids come from item ids, so they stay the same from build to build. nbformat is known only here and where
answers are read back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.digest import digest
from generator.render.escape import escape_markdown, one_line
from generator.render.labels import claims, form_of, key_of, labels
from generator.render.source_line import source_line
from generator.spec.quiz import HighlightItem, Kind, MatchItem, Mode, OrderItem, TrueFalseItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

SCHEMA_VERSION = 1
"""Of the metadata under `course`."""
MAX_CELL_ID = 64  # nbformat 4.5

_INTRODUCTION = """\
# {title}

This notebook belongs to the lesson **{lesson}**. {purpose}

1. Run the next cell once. (Select it and press Shift+Enter.)
2. For each question, write your answer between the quotation marks and run the cell. You may change an answer and run its
   cell again: the last one counts.
3. Run the last cell for {end}.

When you come back to the notebook later, or a cell says that `quiz` is not defined, run all cells once, from the top."""
_PURPOSE = {
    Mode.PRACTICE: "It is for practice: it holds the answers, and anyone who looks for them will find them.",
    Mode.GRADED: (
        "**It is graded.** It doesn't hold the right answers and can't tell you whether yours are right; it only checks that "
        "they can be read, and keeps them."
    ),
}
_END = {
    Mode.PRACTICE: "your score",
    Mode.GRADED: "a list of your answers and of what is still open, then save the notebook and hand it in",
}
_SETUP = {
    Mode.PRACTICE: "# Run this cell once. It holds the questions' answers and the code that checks yours.",
    Mode.GRADED: "# Run this cell once. It holds the code that reads your answers. The right ones are not in this notebook.",
}
_HOW = {
    Kind.MULTIPLE: "More than one answer may be right. Write the letters of all that are, with commas between them.",
    Kind.TRUE_FALSE: 'Write "true" or "false".',
    Kind.ORDER: "Write all the letters in the right order, with commas between them.",
    Kind.MATCH: "Write a letter for each number. A letter may be used more than once, or not at all.",
    Kind.HIGHLIGHT: "The words to choose from stand in brackets. Write the numbers of all that fit, with commas between them.",
}
"""How an item is answered, where that isn't plain."""


def notebook(resolved: ResolvedCourse, quiz: Quiz) -> bytes:
    """The notebook's file: UTF-8 JSON, the same bytes for the same quiz."""
    lesson = resolved.course.lesson(quiz.lesson)
    introduction = _INTRODUCTION.format(
        title=escape_markdown(quiz.title),
        lesson=escape_markdown(lesson.value.title if lesson else quiz.lesson),
        purpose=_PURPOSE[quiz.mode],
        end=_END[quiz.mode],
    )
    items: list[dict[str, Any]] = []
    asked: list[Any] = []
    for number, item in enumerate(quiz.items, 1):
        shown = labels(resolved, quiz, item)
        items.append(form_of(item, shown))
        if quiz.mode is Mode.PRACTICE:
            passage = resolved.passage(f"{quiz.id}/{item.id}")
            proof = {"evidence": one_line(passage.plain), "source": one_line(source_line(resolved.course, passage))}
            items[-1].update(key_of(item, shown), **proof)
        asked.append(new_markdown_cell(question(resolved, quiz, number, item, shown), id=cell_id(item.id, "stem")))
        asked.append(_answer_cell(quiz, item))
    book = new_notebook(
        cells=[
            new_markdown_cell(introduction, id="introduction"),
            _setup_cell(quiz, items),
            *asked,
            new_code_cell("quiz.summary()", id="summary"),
        ],
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "course": {"schema_version": SCHEMA_VERSION, "quiz": quiz.id, "mode": quiz.mode.value},
        },
    )
    book.nbformat_minor = 5
    nbformat.validate(book)
    return (json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _setup_cell(quiz: Quiz, items: list[dict[str, Any]]) -> Any:
    """The runtime and the items, folded away."""
    runtime = Path(__file__).with_name("notebook_runtime.py").read_text(encoding="utf-8")
    code = runtime.split('"""', 2)[2].strip()
    data = json.dumps({"mode": quiz.mode.value, "items": items}, ensure_ascii=True)
    source = f"{_SETUP[quiz.mode]}\n{code}\n\n\nquiz = Quiz({data!r})"
    return new_code_cell(source, id="setup", metadata={"jupyter": {"source_hidden": True}, "tags": ["hide-input"]})


def question(resolved: ResolvedCourse, quiz: Quiz, number: int, item: Item, shown: dict[str, str]) -> str:
    """An item as students read it."""
    blocks = [f"**{number}.** {escape_markdown(item.stem)}"]
    if item.kind in _HOW:
        blocks.append(f"*{_HOW[Kind(item.kind)]}*")
    if isinstance(item, HighlightItem):
        blocks += _excerpt(resolved, quiz, item, shown)
    elif isinstance(item, MatchItem):
        blocks.append(_listed({number: pair.text for pair, number in zip(item.pairs, claims(item).values(), strict=True)}))
        texts = {choice.id: choice.text for choice in item.choices}
        # Two lists side by side would be one: Markdown needs something between them.
        blocks += ["with", _listed({label: texts[part] for part, label in shown.items()})]
    elif not isinstance(item, TrueFalseItem):
        parts: Sequence[Any] = item.entries if isinstance(item, OrderItem) else item.options
        texts = {part.id: part.text for part in parts}
        blocks.append(_listed({label: texts[part] for part, label in shown.items()}))
    return "\n\n".join(blocks)


def _listed(texts: dict[str, str]) -> str:
    return "\n".join(f"- **{label}**: {escape_markdown(text)}" for label, text in texts.items())


def _excerpt(resolved: ResolvedCourse, quiz: Quiz, item: HighlightItem, shown: dict[str, str]) -> list[str]:
    """The source's line, then the excerpt with its stretches in numbered brackets."""
    passage = resolved.passage(item.passage)
    paragraphs = [paragraph.text for paragraph in passage.paragraphs()]
    places = [
        (paragraph, start, end, number)
        for stretch, number in shown.items()
        for paragraph, start, end in resolved.passage(f"{quiz.id}/{item.id}/{stretch}").within
    ]
    quoted = []
    for n, text in enumerate(paragraphs):
        line, at = "", 0
        for _, start, end, number in sorted(place for place in places if place[0] == n):
            line += f"{_escaped(text[at:start])}\\[**{number}** {_escaped(text[start:end])}\\]"
            at = end
        quoted.append(f"> {line}{_escaped(text[at:])}")
    return [escape_markdown(source_line(resolved.course, passage)), "\n>\n".join(quoted)]


def _escaped(piece: str) -> str:
    """A piece of a line as Markdown, with a space kept where it begins or ends with one."""
    inner = escape_markdown(piece)
    return f"{' ' if piece[:1].isspace() else ''}{inner}{' ' if inner and piece[-1:].isspace() else ''}"


def _answer_cell(quiz: Quiz, item: Item) -> Any:
    name = json.dumps(item.id)
    empty = "{" + ", ".join(f'{n}: ""' for n in claims(item).values()) + "}" if isinstance(item, MatchItem) else '""'
    lines = [f"answer = {empty}", f"quiz.check({name}, answer)"]
    if quiz.confidence:
        lines[1:] = ['sure = ""  # "yes" or "no"', f"quiz.check({name}, answer, sure)"]
    if item.hints:
        lines += ["# For a hint, remove the # before the next line and run the cell: one more each time.", f"# quiz.hint({name})"]
    print_of = fingerprint_without_key if quiz.mode is Mode.GRADED else fingerprint
    metadata = {"course": {"item": item.id, "fingerprint": print_of(item)}}
    return new_code_cell("\n".join(lines), id=cell_id(item.id, "answer"), metadata=metadata)


def cell_id(item_id: str, part: str) -> str:
    """The item's id and the part; of a long id the beginning, told from others by a digest."""
    room = MAX_CELL_ID - len(part) - 1
    return f"{item_id if len(item_id) <= room else f'{item_id[: room - 9]}-{digest(item_id)[:8]}'}-{part}"
