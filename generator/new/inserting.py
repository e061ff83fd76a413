"""Lines put into files that people write, as text, so that comments and layout stay. The result is read again and compared:
what doesn't come out as it was meant is refused, never written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Problems
from generator.source.files import SourceFile
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml, to_data
from generator.spec.toc import entries

if TYPE_CHECKING:
    from pathlib import Path

_DASH = re.compile(r"^( *)- ")
_FILE = re.compile(r"""^( *)- file: *["']?(?P<page>[^"'#\s]+?)(?:\.md)?["']?[ \t]*(?:#.*)?\r?$""")


class RefusedError(Exception):
    """Why lines can't be put into a file, in words for its owner: the reason, and after a semicolon what to do."""


def open_for_edit(path: Path, root: Path) -> str:
    """A file's text with its line ends as they are. Raises RefusedError where it can't be read."""
    name = path.relative_to(root).as_posix()
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError as error:
        raise RefusedError(f"there is no `{name}`; run `course check` for what the course needs") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"`{name}` can't be read; save it as UTF-8 text that may be read") from error


def nodes_of(text: str, name: str) -> Mapping:
    """A file's YAML. Raises RefusedError where it isn't keys and values."""
    node = parse_yaml(SourceFile(name, text), Problems())
    if not isinstance(node, Mapping):
        raise RefusedError(f"`{name}` can't be read as YAML; run `course check` and mend it first")
    return node


def append_entry(text: str, name: str, key: str, lines: list[str]) -> tuple[str, int]:
    """A file's text with an entry at the end of the list under a key, and the number of the line where it begins.

    ``lines`` are the entry with its dash in the first column. Raises RefusedError where the list isn't written with dashes.
    """
    node = nodes_of(text, name)
    listed = node.values.get(key)
    if isinstance(listed, Sequence) and not listed.items and listed.span.end == listed.span.start + 2:
        return _first_entry(text, name, key, listed, lines)
    if not isinstance(listed, Sequence) or not listed.items:
        raise RefusedError(f"`{name}` has no list `{key}`; write `{key}:` and the new entry there by hand")
    found = _DASH.match(_line_at(text, listed.items[0].span.start))
    indent = found[1] if found else ""
    changed, number = _put_after(text, _last(listed), [indent + line for line in lines])
    added = _data("\n".join(lines) + "\n", name)
    expected = {**_as_dict(node), key: (*_as_dict(node)[key], *added)}
    return _kept_if(changed, name, expected), number


def _first_entry(text: str, name: str, key: str, empty: Sequence, lines: list[str]) -> tuple[str, int]:
    """The same where the list is written as `[]`, which the entry takes the place of."""
    without = text[: empty.span.start].rstrip(" ") + text[empty.span.end :]
    changed, number = _put_after(without, empty.span.start - 1, [f"  {line}" for line in lines])
    expected = {**_as_dict(nodes_of(text, name)), key: _data("\n".join(lines) + "\n", name)}
    return _kept_if(changed, name, expected), number


def insert_key(text: str, name: str, before: str, line: str) -> tuple[str, int]:
    """A file's text with a key at the top level before another, and the number of its line."""
    node = nodes_of(text, name)
    if before not in node.keys:
        raise RefusedError(f"`{name}` has no key `{before}`; write `{line}` there by hand")
    at = node.keys[before].start
    changed = f"{text[:at]}{line}{_line_end(text)}{text[at:]}"
    expected = {**_as_dict(node), **_data(line + "\n", name)}
    return _kept_if(changed, name, expected), text.count("\n", 0, at) + 1


def list_page(text: str, name: str, after: str, pages: list[str]) -> tuple[str, int]:
    """The text of `_toc.yml` with pages listed below a page that it lists, and beside it; pages in the folder of the first new
    one go below that. Gives the number of the first new line, too."""
    rows = text.split("\n")
    number, indent = next(
        ((n, found[1]) for n, row in enumerate(rows) if (found := _FILE.match(row)) and found["page"] == after), (-1, "")
    )
    if number < 0:
        raise RefusedError(f"`{name}` lists no page `{after}` on a line of its own; write {_entries_wanted(pages)} there by hand")
    number += 1
    while number < len(rows) and len(rows[number]) - len(rows[number].lstrip()) > len(indent) and rows[number].strip():
        number += 1
    end = "\r" if _line_end(text) == "\r\n" else ""
    first = f"{indent}- file: {pages[0]}{end}"
    inner = [page for page in pages[1:] if page.startswith(f"{pages[0]}/")]
    sections = [f"{indent}  sections:{end}", *(f"{indent}    - file: {page}{end}" for page in inner)] if inner else []
    beside = [f"{indent}- file: {page}{end}" for page in pages[1:] if page not in inner]
    changed = "\n".join([*rows[:number], first, *sections, *beside, *rows[number:]])
    before = [entry.page for entry in entries(nodes_of(text, name))]
    there = [entry.page for entry in entries(nodes_of(changed, name))]
    if [page for page in there if page not in pages] != before or [page for page in there if page in pages] != pages:
        raise RefusedError(f"`{name}` is laid out in an unusual way; write {_entries_wanted(pages)} there by hand")
    return changed, number + 1


def _entries_wanted(pages: list[str]) -> str:
    return ", ".join(f"`- file: {page}`" for page in pages)


def _kept_if(changed: str, name: str, expected: Any) -> str:
    node = parse_yaml(SourceFile(name, changed), Problems())
    if node is None or to_data(node) != expected:
        raise RefusedError(f"`{name}` is laid out in an unusual way; write the new lines there by hand")
    return changed


def _as_dict(node: Mapping) -> dict[str, Any]:
    data: dict[str, Any] = to_data(node)
    return data


def _data(text: str, name: str) -> Any:
    node = parse_yaml(SourceFile(name, text), Problems())
    assert node is not None, f"what is put into {name} is YAML"
    return to_data(node)


def _last(node: Node) -> int:
    """The offset at which a value's last scalar begins to end. The marks of a block scalar lie at what follows it."""
    if isinstance(node, Scalar):
        return node.span.end
    inner = node.items if isinstance(node, Sequence) else tuple(node.values.values())
    return max([node.span.start, *map(_last, inner)])


def _put_after(text: str, offset: int, lines: list[str]) -> tuple[str, int]:
    """Lines put below the one in which a value ends; where that end is a line's beginning (a block's), right there."""
    if offset and text[offset - 1 : offset] == "\n":
        at = offset
    else:
        stop = text.find("\n", offset)
        at = len(text) if stop < 0 else stop + 1
    end = _line_end(text)
    gap = "" if at == 0 or text[at - 1] == "\n" else end
    return f"{text[:at]}{gap}{end.join(lines)}{end}{text[at:]}", text.count("\n", 0, at) + 1 + bool(gap)


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    return text[start:] if stop < 0 else text[start:stop]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
