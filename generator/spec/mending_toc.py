"""What can be done about `_toc.yml`: pages put in, taken out, written right, and moved below the page that opens them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.edits import offer
from generator.diagnostics.model import Edit
from generator.source.files import Span
from generator.source.yaml_entries import entry_removed, line_end
from generator.source.yaml_nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.diagnostics.model import Fix
    from generator.source.files import SourceFile
    from generator.source.yaml_nodes import Node
    from generator.spec.meant import Meant

_FILE = re.compile(r"(?P<lead> *)- file: *(?P<page>[^\s#]+)[ \t]*(?:#.*)?")
_KIN = "book/sources/"
"""Pages of one kind, whose order among each other is nobody's choice but that of `lessons/sources.yml`."""


def for_missing_page(file: SourceFile, page: str, listed: Collection[str], made: Collection[str]) -> tuple[Fix, ...]:
    """The page behind the one of its own folder that the course makes before it, or else after it. It is sure for a source,
    whose place is plain; where a lesson or a unit is best met, its author knows."""
    folder = page.rsplit("/", 1)[0]
    kin = [name for name in made if name.rsplit("/", 1)[0] == folder and (name in listed or name == page)]
    at = kin.index(page)
    if len(kin) == 1:
        return ()
    behind = kin[at - 1] if at else kin[1]
    return offer(f"list it below `{behind}`", _put_behind(file, behind, page), sure=at > 0 and page.startswith(_KIN))


def for_unknown_page(file: SourceFile, span: Span, written: str, guess: Meant | None, listed: Collection[str]) -> tuple[Fix, ...]:
    """The page that was meant, if it isn't listed already."""
    raw = file.text[span.start : span.end]
    if guess is None or written not in raw or guess.word in listed:
        return ()
    edit = Edit(file, span, raw.replace(written, guess.word))
    return offer(f"write `{guess.word}`", (edit,), sure=guess.sure)


def for_entry_too_many(file: SourceFile, node: Node, span: Span) -> tuple[Fix, ...]:
    """An entry taken out, if no other stands below it."""
    for listed, n, entry in _entries(node):
        if len(entry.values) == 1 and any(value.span == span for value in entry.values.values()):
            return offer("remove the entry", entry_removed(file, listed, n))
    return ()


def for_entry_astray(file: SourceFile, node: Node, span: Span, opener: str) -> tuple[Fix, ...]:
    """An entry moved right below another, if no other stands below either of them."""
    (taken,) = for_entry_too_many(file, node, span) or (None,)
    raw = file.text[span.start : span.end]
    put = _put_behind(file, opener, raw)
    if taken is None or not put or "#" in file.text[taken.edits[0].span.start : taken.edits[0].span.end]:
        return ()
    return offer(f"move it below `{opener}`", (*taken.edits, *put))


def _put_behind(file: SourceFile, page: str, new: str) -> tuple[Edit, ...]:
    """A line with a page behind another and what stands below that."""
    lines = file.text.split("\n")
    for n, line in enumerate(lines):
        found = _FILE.fullmatch(line.rstrip("\r"))
        if found and found["page"].strip("\"'").removesuffix(".md") == page:
            after = n + 1
            while after < len(lines) and lines[after].strip() and _indent(lines[after]) > len(found["lead"]):
                after += 1
            at = len("\n".join(lines[:after])) + (after < len(lines))
            entry, end = f"{found['lead']}- file: {new}", line_end(file)
            text = f"{entry}{end}" if after < len(lines) else f"{end}{entry}"
            return (Edit(file, Span(at, at), text),)
    return ()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _entries(node: Node) -> Iterator[tuple[Sequence, int, Mapping]]:
    """Every entry that is keys and values, with its list and its place in it."""
    if isinstance(node, Scalar):
        return
    for n, inner in enumerate(node.items if isinstance(node, Sequence) else node.values.values()):
        if isinstance(node, Sequence) and isinstance(inner, Mapping):
            yield node, n, inner
        yield from _entries(inner)
