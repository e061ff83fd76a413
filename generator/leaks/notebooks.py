"""Notebooks that ask graded items: answers filled in, what cells printed, and what their metadata tell. Nothing is run."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, Any

from generator.answers import typed
from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened
from generator.leaks.opened import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

_SAYS = re.compile(r"(?i)\b(?:stored|right answer|correct answer|answer|key)\b[^\w\n]{1,4}(?P<value>[^\n.]{1,80})")
"""How a cell's output names an answer; the first is what a graded notebook prints."""
_WORD = re.compile(r"[a-z0-9]+")
_TAGGED = frozenset({"correct", "key", "answer", "solution", "right"})


def notebooks(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """What the cells of graded items tell."""
    del wanted
    for n, cell in enumerate(seen.cells):
        one = _item(seen, cell)
        if one is not None:
            name = f"cell `{cell.get('id', n)}`"
            yield from _filled_in(seen, cell, name, one)
            yield from _outputs(seen, cell, name, one)
            yield from _metadata(seen, cell, name, one)


def _item(seen: Opened, cell: dict[str, Any]) -> Asked | None:
    """The item of a cell, by its metadata, its id, or the item that its code checks."""
    metadata = cell.get("metadata")
    course = metadata.get("course") if isinstance(metadata, dict) else None
    item = course.get("item") if isinstance(course, dict) else None
    said = source_of(cell)
    for one in seen.named:
        if item == one.id or str(cell.get("id", "")).startswith(f"{one.id}-") or f'"{one.id}"' in said or f"'{one.id}'" in said:
            return one
    return None


def source_of(cell: dict[str, Any]) -> str:
    """A cell's source, in either form that nbformat allows: one string, or its lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _filled_in(seen: Opened, cell: dict[str, Any], name: str, one: Asked) -> Iterator[Finding]:
    """An answer that is more than the empty one which students find."""
    if cell.get("cell_type") != "code":
        return
    for target, value in _assigned(source_of(cell)):
        if "answer" in target and _says_something(value, one):
            yield _finding(Kind.PREFILLED, seen, name, f"{target} = {value!r}", one)


def _says_something(value: object, one: Asked) -> bool:
    """Whether an answer is more than an open one, be it one that can't be read."""
    try:
        return typed(one.item, one.shown, value) != ()
    except ValueError:
        return True


def _assigned(source: str) -> Iterator[tuple[str, object]]:
    """Names that some code gives a literal, with the literal."""
    try:
        with warnings.catch_warnings(action="ignore"):  # what a student sees of such code is no concern here
            tree = ast.parse("\n".join(line for line in source.split("\n") if not line.lstrip().startswith(("%", "!"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # not Python: its text is searched all the same
        return
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if names and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            try:
                value = ast.literal_eval(node.value)
            except (ValueError, TypeError, RecursionError, MemoryError):
                continue
            yield from ((target, value) for target in names)


def _outputs(seen: Opened, cell: dict[str, Any], name: str, one: Asked) -> Iterator[Finding]:
    """Answers in what a cell printed or showed, the clicked ones included, which come as JSON."""
    for path, text in strings(cell.get("outputs", []), "outputs"):
        for said in _SAYS.finditer(text):
            if one.is_key(said["value"].strip()):
                yield _finding(Kind.OUTPUT, seen, f"{name}, {path}", said[0], one)
        if path.endswith(".answer") and text != "answer" and _says_something(text, one):
            yield _finding(Kind.OUTPUT, seen, f"{name}, {path}", text, one)


def _metadata(seen: Opened, cell: dict[str, Any], name: str, one: Asked) -> Iterator[Finding]:
    """Tags and the like in which a key is written, and the choices of e2xgrader's cells."""
    metadata = cell.get("metadata")
    if not isinstance(metadata, dict):
        return
    for path, text in strings(metadata, "metadata"):
        words = _WORD.findall(text.lower())
        rest = [word for word in words if word not in _TAGGED]
        if rest and len(rest) < len(words) and one.is_key(rest):
            yield _finding(Kind.KEY_FIELD, seen, f"{name}, {path}", text, one)
    extended = metadata.get("extended_cell")
    if isinstance(extended, dict) and extended.get("choice"):
        place = f"{name}, metadata.extended_cell.choice"
        yield _finding(Kind.KEY_FIELD, seen, place, str(extended["choice"]), one)


def _finding(kind: Kind, seen: Opened, place: str, found: str, one: Asked) -> Finding:
    return Finding(kind=kind, path=seen.path, place=place, found=shortened(found), quiz=one.quiz.id, item=one.id)
