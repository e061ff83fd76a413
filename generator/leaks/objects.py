"""JSON objects that name an item and have a field for its key."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

TELLING = frozenset(
    {"key", "keys", "correct", "correctness", "solution", "solutions", "feedback", "evidence", "proof", "rationale"}
)
"""Words in the name of a field that no handed out file has for a graded item, whatever the field says."""
_ANSWER = frozenset({"answer", "answers", "right", "expected", "response", "responses", "choice"})
"""Words in the name of a field that may hold a student's answer: it tells where it is the key."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAX_DEPTH = 6
"""How far below the object that names an item a field is still the item's."""


def objects(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Fields that hold the keys of the items that their objects name."""
    if seen.data is None or not seen.named:
        return
    items = {one.id: one for one in seen.named}
    stack: list[tuple[str, Any, str]] = [("$", seen.data, "")]
    while stack:
        path, value, under = stack.pop()
        if isinstance(value, dict):
            one = _named_by(value, under, items)
            if one is not None:
                yield from _fields(seen, path, value, one, wanted)
            yield from _map(seen, path, value, items)
            stack += [(f"{path}.{name}", inner, name) for name, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(f"{path}[{n}]", value[n], "") for n in reversed(range(len(value)))]


def _named_by(value: dict[str, Any], under: str, items: dict[str, Asked]) -> Asked | None:
    """The item that an object is about: one of its own values is the item's id, or it stands under the id, or it is its cell."""
    for said in (*(one for one in value.values() if isinstance(one, str)), under):
        if said in items:
            return items[said]
    cell = value.get("id")
    if isinstance(cell, str) and "cell_type" in value:
        return next((one for name, one in items.items() if cell.startswith(f"{name}-")), None)
    return None


def _fields(seen: Opened, path: str, value: Any, one: Asked, wanted: Wanted, depth: int = 0) -> Iterator[Finding]:
    """Telling fields of an object and of those inside it that are about no other item."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _fields(seen, f"{path}[{n}]", inner, one, wanted, depth + 1)
    elif isinstance(value, dict):
        if depth and _about_another(value, one, wanted):
            return
        for name, inner in value.items():
            if name == "solution" and isinstance(inner, bool):
                continue  # nbgrader's mark of a cell that students fill in
            words = {word.lower() for word in _WORD.findall(name)}
            if inner not in (None, "", [], {}) and (words & TELLING or (words & _ANSWER and one.is_key(inner))):
                yield _finding(seen, f"{path}.{name}", inner, one)
            elif _in_order(inner, one):
                yield replace(_finding(seen, f"{path}.{name}", inner, one), kind=Kind.KEY_ORDER)
            else:
                yield from _fields(seen, f"{path}.{name}", inner, one, wanted, depth + 1)


def _in_order(value: Any, one: Asked) -> bool:
    """Whether a list has the parts of an item in their right order, and not in that in which the compiler shows them."""
    if not isinstance(value, list) or one.item.kind != "order":
        return False
    return value not in (list(one.shown), list(one.shown.values())) and one.is_key(value)


def _about_another(value: dict[str, Any], one: Asked, wanted: Wanted) -> bool:
    ids = {other.id for other in wanted.asked} | wanted.others
    return any(said in ids and said != one.id for said in value.values() if isinstance(said, str))


def _map(seen: Opened, path: str, value: dict[str, Any], items: dict[str, Asked]) -> Iterator[Finding]:
    """Members that are named by items and hold their keys; a single number, true or false may be anything."""
    told = [(items[name], inner) for name, inner in value.items() if name in items]
    keys = [(one, inner) for one, inner in told if not isinstance(inner, dict) or one.item.kind == "match"]
    keys = [(one, inner) for one, inner in keys if one.is_key(inner)]
    if len(keys) > 1 or (keys and not isinstance(keys[0][1], (bool, int, float))):
        yield from (_finding(seen, f"{path}.{one.id}", inner, one) for one, inner in keys)


def _finding(seen: Opened, path: str, value: Any, one: Asked) -> Finding:
    return Finding(kind=Kind.KEY_FIELD, path=seen.path, place=path, found=shortened(str(value)), quiz=one.quiz.id, item=one.id)
