"""YAML as a tree of nodes with places, read from the parser's events.

The tree is built here rather than by PyYAML's composer, for four reasons: every node keeps its span; duplicate keys are
seen; a document can't exhaust the stack or the memory (depth, aliases and size are bounded); and words stay words:
only ``true``, ``false``, ``null`` and whole numbers have a meaning beyond their text (the core of YAML 1.2's core
schema, https://yaml.org/spec/1.2.2/#103-core-schema), so ``yes``, ``no`` and ``2003-10-17`` are text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from generator.diagnostics.codes import Code
from generator.source.files import SourceFile, Span
from generator.source.nodes import Mapping, Node, Route, Scalar, Sequence
from generator.source.yaml_errors import complaint
from generator.source.yaml_repairs import in_quotation_marks, one_of_two, without_character, without_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.model import Fix, Problems

__all__ = ["Mapping", "Node", "Route", "Scalar", "Sequence", "find_node", "parse_yaml", "to_data"]

MAX_DEPTH = 40
"""Levels of nesting. A lesson needs eight."""
MAX_SIZE = 200_000
"""Nodes in one file, aliases counted at full length: the bound on a file that multiplies itself."""

# libyaml's parser where the wheel has it: the same events, ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


class _Refused(Exception):  # noqa: N818  (a way out of the builder, not an error that anyone sees)
    """The file breaks a bound or uses what specs don't allow; a problem was reported."""


def parse_yaml(file: SourceFile, problems: Problems) -> Node | None:
    """The file's single document as nodes, or None after reporting why not."""
    forbidden = yaml.reader.Reader.NON_PRINTABLE.search(file.text)
    if forbidden:
        at = forbidden.start()
        problems.report(
            Code.YAML_SYNTAX, f"YAML does not allow the character U+{ord(forbidden[0]):04X}",
            file, Span(at, at + 1), help="remove the character", fixes=without_character(file, at),
        )  # fmt: skip
        return None
    builder = _Builder(file, problems)
    try:
        return builder.document()
    except _Refused:
        return None
    except yaml.MarkedYAMLError as error:
        found = complaint(error, file, builder.quoted)
        problems.report(Code.YAML_SYNTAX, found.message, file, found.span, help=found.help,
                        fixes=in_quotation_marks(file, found.span.start, _reads))  # fmt: skip
    return None


def _reads(text: str) -> bool:
    """Whether a text is YAML, as far as its grammar goes."""
    try:
        return all(not isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError:
        return False


class _Builder:
    """Turns the event stream of one file into nodes."""

    def __init__(self, file: SourceFile, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.events: Iterator[Any] = yaml.parse(file.text, Loader=_Loader)
        self.anchors: dict[str, Node | None] = {}
        self.size = 0
        self.quoted: Span | None = None
        """The last text in quotation marks: where the parser stumbles, its end may be what was slipped."""

    def document(self) -> Node | None:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.refuse(Code.YAML_SYNTAX, "the file is empty", Span(0, 0), "write the spec, or delete the file")
        node = self.node(next(self.events), 0)
        next(self.events)  # the document's end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.refuse(Code.YAML_SYNTAX, "the file holds a second YAML document", _span(after),
                        "keep one document in a file: remove the line `---` and what follows")  # fmt: skip
        return node

    def refuse(self, code: Code, message: str, span: Span, fix: str, fixes: tuple[Fix, ...] = ()) -> NoReturn:
        self.problems.report(code, message, self.file, span, help=fix, fixes=fixes)
        raise _Refused

    def node(self, event: Any, depth: int) -> Node:
        span = _span(event)
        self.bound(depth, span)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, span, depth)
        anchor = event.anchor
        if anchor is not None:
            self.anchors[anchor] = None  # under construction: an alias to it would be a circle
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")  # as it was written
            self.refuse(Code.YAML_TAG, f"the tag `{tag}` is not allowed", span, "remove the tag; specs are plain data",
                        without_tag(self.file, span))  # fmt: skip
        self.grow(1, span)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(span, _value(event))
            if event.style in {"'", '"'}:
                self.quoted = span
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self.sequence(span, depth)
        else:
            node = self.mapping(span, depth)
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def alias(self, event: Any, span: Span, depth: int) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            known = event.anchor in self.anchors
            message = f"`*{event.anchor}` stands inside what it refers to" if known else f"`*{event.anchor}` refers to nothing"
            self.refuse(Code.YAML_SYNTAX, message, span, f"write `&{event.anchor}` before the value it stands for, further up",
                        () if known else in_quotation_marks(self.file, span.start, _reads))  # fmt: skip
        self.grow(1 if isinstance(node, Scalar) else node.size, span)
        self.bound(depth + _height(node), span)
        return node

    def bound(self, depth: int, span: Span) -> None:
        if depth > MAX_DEPTH:
            self.refuse(Code.YAML_LIMIT, f"nested more than {MAX_DEPTH} levels deep", span, "flatten the structure")

    def grow(self, by: int, span: Span) -> None:
        self.size += by
        if self.size > MAX_SIZE:
            self.refuse(Code.YAML_LIMIT, f"the file unfolds to more than {MAX_SIZE} values", span,
                        "split the file, or write out what the aliases repeat")  # fmt: skip

    def sequence(self, span: Span, depth: int) -> Sequence:
        before = self.size
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(Span(span.start, _end(event)), tuple(items), self.size - before + 1)

    def mapping(self, span: Span, depth: int) -> Mapping:
        before = self.size
        values: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_node = self.node(event, depth + 1)
            if not isinstance(key_node, Scalar):
                self.refuse(Code.YAML_SYNTAX, "a key must be a word, not a list or a mapping", key_node.span,
                            "put the value in quotation marks if it begins with `{` or `[`")  # fmt: skip
            key = event.value if isinstance(event, yaml.ScalarEvent) else str(key_node.value)
            value = self.node(next(self.events), depth + 1)
            if key in values:
                line, _ = self.file.line_column(keys[key].start)
                self.problems.report(
                    Code.DUPLICATE_KEY, f"the key `{key}` stands twice in one mapping", self.file, key_node.span,
                    help=f"first written on line {line}; keep one of the two",
                    fixes=one_of_two(self.file, Mapping(span, values, keys, 0), key, (key_node.span, value),
                                     same=_same(value, values[key])),
                )  # fmt: skip
                continue
            values[key] = value
            keys[key] = key_node.span
        return Mapping(Span(span.start, _end(event)), values, keys, self.size - before + 1)


def _same(one: Node, other: Node) -> bool:
    """Whether two values are equal; looked into only where they are of one size."""
    sizes = [1 if isinstance(node, Scalar) else node.size for node in (one, other)]
    return sizes[0] == sizes[1] and to_data(one) == to_data(other)


def _height(node: Node) -> int:
    """Levels of nesting below a node."""
    if isinstance(node, Scalar):
        return 0
    inner = node.items if isinstance(node, Sequence) else node.values.values()
    return max((1 + _height(item) for item in inner), default=0)


def _span(event: Any) -> Span:
    return Span(event.start_mark.index, event.end_mark.index)


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _value(event: Any) -> str | int | bool | None:
    text: str = event.value
    if event.style:  # quoted or a block: always text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _INTEGER.match(text) else text


def to_data(node: Node) -> Any:
    """Plain dicts, tuples and scalars, as pydantic reads them."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return tuple(to_data(item) for item in node.items)
    return {key: to_data(value) for key, value in node.values.items()}


def find_node(node: Node, route: Route) -> tuple[Node, Span]:
    """The node at the end of a route, or the last one on the way to it, with the span to point at.

    Parts that are no keys of the YAML (a union's tag in a pydantic location, say) are passed over.
    """
    for part in route:
        if isinstance(node, Mapping) and part in node.values:
            node = node.values[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node, node.span
