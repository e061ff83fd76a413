"""Changes of a file's YAML: of its tree, whose shape is kept in mind, and of its lines and letters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import yaml

from generator.diagnostics.model import Problems
from generator.source.files import SourceFile
from generator.source.yaml_nodes import Mapping, Node, Sequence, parse_yaml
from tests.mutants.marks import CHARACTERS, ESCAPES, LINES, VALUES
from tests.spec_mutations import Plain, as_yaml, changed_at, mutant, routes

TextChange = Callable[[str, random.Random], str]


def tree_of(text: str) -> Any:
    """The file as dicts, lists and plain values; None where it can't be read any more."""
    node = parse_yaml(SourceFile("", text), Problems())
    return None if node is None else _data(node)


def _data(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key: _data(value) for key, value in node.values.items()}
    return [_data(item) for item in node.items] if isinstance(node, Sequence) else node.value


def _reshape(change: Callable[[Any, random.Random], Any]) -> TextChange:
    """A change of the tree as one of the text. The tree is written again in block or in flow style."""

    def changed(text: str, draw: random.Random) -> str:
        tree = tree_of(text)
        if not tree or not isinstance(tree, (dict, list)):
            return text
        found = change(tree, draw)
        return (
            as_yaml(found)
            if _holds_plain(found) or draw.random() < 0.2
            else yaml.safe_dump(found, sort_keys=False, allow_unicode=draw.random() < 0.8)
        )

    changed.__name__ = change.__name__.strip("_")
    return changed


def _holds_plain(value: Any) -> bool:
    return isinstance(value, Plain) or any(
        map(_holds_plain, value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    )


def _place(tree: Any, draw: random.Random) -> tuple[str | int, ...]:
    return draw.choice([route for route in routes(tree) if route])


def _value(tree: Any, route: tuple[str | int, ...]) -> Any:
    for part in route:
        tree = tree[part]
    return tree


def _delete_node(tree: Any, draw: random.Random) -> Any:
    *above, last = _place(tree, draw)
    return changed_at(tree, tuple(above), lambda whole: _without(whole, last))


def _without(whole: Any, last: str | int) -> Any:
    if isinstance(whole, dict):
        return {key: value for key, value in whole.items() if key != last}
    return [value for n, value in enumerate(whole) if n != last]


def _duplicate_node(tree: Any, draw: random.Random) -> Any:
    *above, last = _place(tree, draw)

    def twice(whole: Any) -> Any:
        if isinstance(whole, dict):
            return {**whole, f"{last}x": whole[last]}
        n = int(last)
        return [*whole[: n + 1], *whole[n:]]

    return changed_at(tree, tuple(above), twice)


def _graft_node(tree: Any, draw: random.Random) -> Any:
    found = _value(tree, _place(tree, draw))
    return changed_at(tree, _place(tree, draw), lambda _: found)


def _swap_nodes(tree: Any, draw: random.Random) -> Any:
    one, other = _place(tree, draw), _place(tree, draw)
    if one[: len(other)] == other or other[: len(one)] == one:  # one holds the other
        return tree
    first, second = _value(tree, one), _value(tree, other)
    return changed_at(changed_at(tree, one, lambda _: second), other, lambda _: first)


def _shuffle_list(tree: Any, draw: random.Random) -> Any:
    lists = [route for route in routes(tree) if isinstance(_value(tree, route), list)]
    return changed_at(tree, draw.choice(lists), lambda items: draw.sample(items, len(items))) if lists else tree


def _retype_node(tree: Any, draw: random.Random) -> Any:
    kinds: tuple[Callable[[Any], Any], ...] = (
        str, lambda value: [value], lambda value: {"id": value}, lambda value: {str(value)[:20]: value}, lambda _: None, lambda _: True,
        lambda _: 1887, lambda _: -1, lambda _: [], lambda _: {}, lambda value: [[value]], lambda value: [value] * 12, lambda _: "",
    )  # fmt: skip
    kind = draw.choice(kinds)
    return changed_at(tree, _place(tree, draw), kind)


def _repeat_list(tree: Any, draw: random.Random) -> Any:
    lists = [route for route in routes(tree) if isinstance(_value(tree, route), list)]
    return changed_at(tree, draw.choice(lists), lambda items: items * draw.choice((2, 30))) if lists else tree


def _change_words(tree: Any, draw: random.Random) -> Any:
    """Characters of one text changed, most often of a quotation."""
    texts = [route for route in routes(tree) if route and isinstance(_value(tree, route), str)]
    quoted = [route for route in texts if route[-1] in {"quote", "from", "to", "after", "text"} or "omit" in route]
    chosen = quoted if quoted and draw.random() < 0.7 else texts
    return changed_at(tree, draw.choice(chosen), lambda text: _odd(text, draw)) if chosen else tree


def _odd(text: str, draw: random.Random) -> str:
    for _ in range(draw.choice((1, 1, 2, 8))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(CHARACTERS) + text[at + draw.choice((0, 1, 1, 5)) :]
    return text


def _slips(text: str, draw: random.Random) -> str:
    """The slips of the pen that the schemas are tried with."""
    tree = tree_of(text)
    return mutant(tree, draw).text if tree and isinstance(tree, dict) else text


# -- lines and letters -------------------------------------------------------------------------------------------------


def _by_line(change: Callable[[list[str], int, random.Random], list[str]]) -> TextChange:
    def changed(text: str, draw: random.Random) -> str:
        lines = text.split("\n")
        return "\n".join(change(lines, draw.randrange(len(lines)), draw))

    changed.__name__ = change.__name__.strip("_")
    return changed


def _line_lost(lines: list[str], n: int, draw: random.Random) -> list[str]:
    return lines[:n] + lines[n + draw.choice((1, 1, 3)) :]


def _line_twice(lines: list[str], n: int, draw: random.Random) -> list[str]:
    return lines[: n + 1] * draw.choice((1, 1, 2)) + lines[n:]


def _line_moved(lines: list[str], n: int, draw: random.Random) -> list[str]:
    left = lines[:n] + lines[n + 1 :]
    at = draw.randrange(len(left) + 1)
    return [*left[:at], lines[n], *left[at:]]


def _line_indented(lines: list[str], n: int, draw: random.Random) -> list[str]:
    by = draw.choice((" ", "  ", "\t", " " * 500, ""))
    return [*lines[:n], by + lines[n] if by else lines[n].removeprefix(" "), *lines[n + 1 :]]


def _line_added(lines: list[str], n: int, draw: random.Random) -> list[str]:
    return [*lines[:n], draw.choice(("", "  ", "    ")) + draw.choice(LINES), *lines[n:]]


def _value_changed(lines: list[str], n: int, draw: random.Random) -> list[str]:
    """Another value behind a key or a dash of some line."""
    keyed = [m for m in range(n, len(lines)) if re.match(r" *(?:- |[a-z_]+: )", lines[m])]
    if not keyed:
        return lines
    at = keyed[0]
    head = re.match(r" *(?:- )?(?:[a-z_-]+: )?", lines[at])
    assert head is not None
    value = draw.choice((*VALUES, f'"{draw.choice(ESCAPES)}"', f"&a {lines[at][head.end() :]}"))
    return [*lines[:at], head[0] + value, *lines[at + 1 :]]


def _by_place(change: Callable[[str, int, random.Random], str]) -> TextChange:
    def changed(text: str, draw: random.Random) -> str:
        return change(text, draw.randrange(len(text) + 1), draw)

    changed.__name__ = change.__name__.strip("_")
    return changed


def _character_added(text: str, at: int, draw: random.Random) -> str:
    return text[:at] + draw.choice(CHARACTERS) + text[at:]


def _character_lost(text: str, at: int, draw: random.Random) -> str:
    return text[:at] + text[at + draw.choice((1, 1, 2, 40)) :]


def _quotation_mark_lost(text: str, at: int, draw: random.Random) -> str:
    found = [m.start() for m in re.finditer("[\"']", text)]
    at = draw.choice(found) if found else at
    return text[:at] + text[at + 1 :]


def _cut_off(text: str, at: int, draw: random.Random) -> str:
    return text[: draw.choice((at, at, at // 20))]


def _huge(text: str, at: int, draw: random.Random) -> str:
    return (
        text[:at]
        + draw.choice(("x", "“", " ", "\n", "\u0301", "- ", "[", "*a ", "&a ", '"')) * draw.choice((1_000, 30_000))
        + text[at:]
    )


TREE_CHANGES: tuple[TextChange, ...] = (
    *map(_reshape, (_delete_node, _duplicate_node, _graft_node, _swap_nodes, _shuffle_list, _retype_node, _repeat_list)),
    *map(_reshape, (_change_words, _change_words)), _slips, _slips,
)  # fmt: skip
TEXT_CHANGES: tuple[TextChange, ...] = (
    *map(_by_line, (_line_lost, _line_twice, _line_moved, _line_indented, _line_added, _value_changed, _value_changed)),
    *map(_by_place, (_character_added, _character_lost, _quotation_mark_lost, _cut_off, _huge)),
)  # fmt: skip
