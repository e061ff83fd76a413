"""Feedback as a notebook, for those who live in Jupyter: Markdown cells made afresh, nothing of the returned file's own cells.

The format is nbformat 4.5. The cells are so plain that they are written as JSON here; tests hold them against nbformat.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.grade.feedback_page import SIGNS, how, who
from generator.grade.mark import decimals, shortest
from generator.render.notebook_escape import literal

if TYPE_CHECKING:
    from generator.grade.feedback import ItemFeedback, Line, QuizFeedback


def feedback_notebook(feedback: QuizFeedback) -> bytes:
    """The notebook's file: UTF-8 JSON, the same bytes for the same feedback."""
    head = (
        f"# {literal(feedback.quiz.title)}\n\nFeedback for {literal(who(feedback))}\n\n"
        f"**{decimals(feedback.mark)} of 100**\n\n{literal(how(feedback))}"
    )
    cells = [_cell("introduction", head), *(_cell(f"item-{item.number}", _item(item)) for item in feedback.items)]
    metadata = {
        "course": {"feedback": feedback.quiz.id},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _cell(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {"deletable": False, "editable": False}, "source": source}


@lru_cache(maxsize=4096)
def _item(item: ItemFeedback) -> str:
    blocks = [
        f"## {item.number}\\. {literal(item.stem)}",
        f"{SIGNS[item.verdict]} **{item.verdict.value}.** {shortest(item.points, 2)} of 1 point",
        "\n".join(map(_line, item.lines)),
        f"The words that prove it:\n\n> {literal(item.proof)}\n>\n> {literal(item.source)}",
    ]
    return "\n\n".join(blocks)


def _line(line: Line) -> str:
    said = f" *({literal(line.said)})*" if line.said else ""
    why = f"  \n  {literal(line.why)}" if line.why else ""
    return f"- {line.mark.value} {literal(line.text)}{said}{why}"
