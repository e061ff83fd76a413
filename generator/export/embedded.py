"""Code for exported notebooks, taken from the code that this project runs itself, so that an answer is read and scored there
exactly as it is here."""

from __future__ import annotations

import ast
import inspect
import json
from typing import TYPE_CHECKING

from generator.export.answers_runtime import Answers
from generator.render.notebook_runtime import Quiz as Runtime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

_READING: tuple[Callable[..., object], ...] = (Runtime.read, Runtime.read_pairs, Runtime.words, Runtime.written)
"""What of a quiz notebook's code reads an answer, and prints it."""
_RULE = "# The rule of every quiz: the key alone, or (right - wrong) / number of keys, but never less than 0."


def reader(forms: Iterable[Mapping[str, Any]]) -> str:
    """The cell that makes `quiz`, which reads and keeps answers to items of these forms. No key is in it."""
    own = inspect.getsource(Answers).rstrip()
    reading = "\n\n".join(inspect.getsource(method).rstrip() for method in _READING)
    data = json.dumps(list(forms), ensure_ascii=True)
    return (
        "# Run this cell once. It holds the code that reads your answers. The right ones are not in this notebook.\n"
        f"import json\nimport re\n\n\n{own}\n\n{reading}\n\n\nquiz = Answers({data!r})"
    )


def rule() -> str:
    """The function `points(item, given)`, which needs nothing but what stands in it.

    Each hidden test brings it along: a student's code can't change it beforehand. Without a docstring and empty lines, since
    otter makes doctests of it.
    """
    holder = ast.parse(f"class _:\n{inspect.getsource(Runtime.points)}").body[0]
    assert isinstance(holder, ast.ClassDef)
    points = holder.body[0]
    assert isinstance(points, ast.FunctionDef)
    points.decorator_list.clear()
    if ast.get_docstring(points) is not None:
        points.body.pop(0)
    return f"{_RULE}\nfrom fractions import Fraction\n{ast.unparse(points)}"


def judged(item: str, key: Mapping[str, Any]) -> str:
    """The expression for what the answer to an item is worth, from 0 to 1, by a key in labels."""
    return f"points({json.dumps(key)}, quiz.given({json.dumps(item)}))"
