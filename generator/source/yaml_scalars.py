"""Other words for a value of a YAML file, written as the old ones were: in the same style, at the same indentation.

Words that stay are not touched, so that lines break where their author broke them. White space between words means nothing
in what is rewritten here. Where the result couldn't be read as it is meant, there is no edit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.diagnostics.edits import edited
from generator.diagnostics.model import Edit, Problems
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, find_node, parse_yaml

if TYPE_CHECKING:
    from generator.source.yaml_nodes import Route

_WORD = re.compile(r"\S+")


def rewritten(file: SourceFile, node: Node, route: Route, value: str) -> tuple[Edit, ...]:
    """The edits that make the value at a route a text of other words; none where that can't be, or they are the words."""
    target, span = find_node(node, route)
    if not isinstance(target, Scalar) or not isinstance(target.value, str):
        return ()
    flow = in_flow(file, node, route)
    edits = _in_style(_body(file, span), value)
    if edits and _reads(_result(file, span, edits), value, flow=flow):
        return edits
    if file.text[span.start] in "\"'|>" or not edits:
        return ()
    quoted = _requoted(file, span, value)
    return (quoted,) if _reads(quoted.text, value, flow=flow) else ()


def in_quotes(file: SourceFile, span: Span) -> tuple[Edit, ...]:
    """The edit that makes a text of a plain value which looks like a number, say."""
    raw = file.text[span.start : span.end]
    return (Edit(file, span, f'"{raw}"'),) if re.fullmatch(r"[\w.+-]+", raw) else ()


def replaced(file: SourceFile, span: Span, word: str) -> tuple[Edit, ...]:
    """The edit that writes one plain word, such as `true`, in the place of a value on one line."""
    raw = file.text[span.start : span.end]
    return (Edit(file, span, word),) if raw and raw[0] not in "&*!|>" and "\n" not in raw else ()


def renamed_key(file: SourceFile, mapping: Mapping, key: str, name: str) -> tuple[Edit, ...]:
    """The edit that gives a key another name."""
    span = mapping.keys[key]
    raw = file.text[span.start : span.end]
    mark = raw[:1] if raw[:1] in {'"', "'"} else ""
    return (Edit(file, span, f"{mark}{name}{mark}"),) if raw == f"{mark}{key}{mark}" else ()


def in_flow(file: SourceFile, node: Node, route: Route) -> bool:
    """Whether the value at a route stands between braces or brackets."""
    for part in route:
        if not isinstance(node, Scalar) and file.text[node.span.start : node.span.start + 1] in {"{", "["}:
            return True
        if isinstance(node, Mapping) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return False


@dataclass(frozen=True, slots=True)
class _Body:
    """The words of a value as they stand in the file, and how the file's style writes a word."""

    file: SourceFile
    words: tuple[re.Match[str], ...]
    style: str

    def encoded(self, word: str) -> str:
        if self.style == "'":
            return word.replace("'", "''")
        return word.replace("\\", "\\\\").replace('"', '\\"') if self.style == '"' else word


def _body(file: SourceFile, span: Span) -> _Body | None:
    """None for what has an anchor or a tag, or is an alias: other places hang on it."""
    style = file.text[span.start : span.start + 1]
    start, end = span.start, span.end
    if style in {"&", "*", "!", ""}:
        return None
    if style in {"'", '"'}:
        start, end = start + 1, end - 1
    elif style in {"|", ">"}:
        start = file.text.find("\n", start, end) + 1
    else:
        style = ""
    return _Body(file, tuple(_WORD.finditer(file.text, start, end)), style)


def _in_style(body: _Body | None, value: str) -> tuple[Edit, ...]:
    if body is None or not body.words:
        return ()
    old, new = [word[0] for word in body.words], [body.encoded(word) for word in value.split()]
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(_change(body, a, b, new[c:d]) for kind, a, b, c, d in changes if kind != "equal")


def _change(body: _Body, first: int, last: int, new: list[str]) -> Edit:
    """The edit that puts new words in the place of those from ``first`` to before ``last``."""
    words, text = body.words, " ".join(new)
    if first == last:  # nothing goes
        if first < len(words):
            return Edit(body.file, Span(words[first].start(), words[first].start()), f"{text} ")
        return Edit(body.file, Span(words[-1].end(), words[-1].end()), f" {text}")
    start, end = words[first].start(), words[last - 1].end()
    if not new and last < len(words):
        end = words[last].start()
    elif not new and first:
        start = words[first - 1].end()
    return Edit(body.file, Span(start, end), text)


def _requoted(file: SourceFile, span: Span, value: str) -> Edit:
    """A plain value that its new words would not leave plain, in single quotation marks."""
    body = _Body(file, tuple(_WORD.finditer(file.text, span.start, span.end)), "'")
    edits = _in_style(body, value)
    return Edit(file, span, f"'{_result(file, span, edits)}'")


def _result(file: SourceFile, span: Span, edits: tuple[Edit, ...]) -> str:
    """A value as written after edits inside it."""
    moved = [Edit(file, Span(one.span.start - span.start, one.span.end - span.start), one.text) for one in edits]
    return edited(file.text[span.start : span.end], moved)


def _reads(written: str, value: str, *, flow: bool) -> bool:
    """Whether YAML reads these words out of it, where it stands alone or between brackets."""
    node = parse_yaml(SourceFile("", f"[{written}]" if flow else f"value: {written}"), Problems())
    found = node.items if isinstance(node, Sequence) else tuple(node.values.values()) if isinstance(node, Mapping) else ()
    return len(found) == 1 and isinstance(found[0], Scalar) and _words(found[0].value) == value.split()


def _words(value: str | int | bool | None) -> list[str] | None:
    return value.split() if isinstance(value, str) else None
