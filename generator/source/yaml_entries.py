"""Keys and entries of a YAML file put in, taken out and put in order, as edits that leave comments and layout alone.

Where a file is laid out in a way that this doesn't understand, there is no edit.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.diagnostics.model import Edit
from generator.source.files import Span
from generator.source.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from generator.source.files import SourceFile
    from generator.source.nodes import Node

_HEADER = re.compile(r"[|>][0-9]?[+][0-9]?")
_COMMENT = re.compile(r"[ ]*#")


def key_after(file: SourceFile, mapping: Mapping, key: str, line: str) -> tuple[Edit, ...]:
    """The edit that puts ``line``, a key with its value, behind another key of a mapping."""
    end = end_of(file, mapping.values[key])
    if _flow(file, mapping):
        return (Edit(file, Span(end, end), f", {line}"),)
    indent = " " * (file.line_column(mapping.keys[key].start)[1] - 1)
    return (_line_put(file, _line_after(file, end), indent + line),)


def key_before(file: SourceFile, mapping: Mapping, line: str) -> tuple[Edit, ...]:
    """The edit that puts ``line``, a key with its value, before all keys of a mapping at the top of a file."""
    if _flow(file, mapping) or not mapping.keys:
        return ()
    at = next(iter(mapping.keys.values())).start
    return (Edit(file, Span(at, at), f"{line}{line_end(file)}"),)


def key_removed(file: SourceFile, mapping: Mapping, key: str) -> tuple[Edit, ...]:
    """The edit that takes a key and its value out of a mapping."""
    starts = [span.start for span in mapping.keys.values()]
    ends = [end_of(file, value) for value in mapping.values.values()]
    return member_removed(file, starts, ends, list(mapping.keys).index(key), flow=_flow(file, mapping))


def entry_removed(file: SourceFile, listed: Sequence, n: int) -> tuple[Edit, ...]:
    """The edit that takes an entry out of a list of several."""
    ends = [end_of(file, item) for item in listed.items]
    if len(listed.items) == 1:
        return ()
    if _flow(file, listed):
        return member_removed(file, [item.span.start for item in listed.items], ends, n, flow=True)
    dashes = [_dash(file, item) for item in listed.items]
    if None in dashes:
        return ()
    return member_removed(file, [dash for dash in dashes if dash is not None], ends, n, flow=False)


def member_removed(file: SourceFile, starts: list[int], ends: list[int], n: int, *, flow: bool) -> tuple[Edit, ...]:
    """The edit that takes one of several members out, each given by its start and its end."""
    last = n == len(starts) - 1
    if flow:
        start, end = (starts[n], starts[n + 1]) if not last else (ends[n - 1], ends[n]) if n else (starts[n], ends[n])
        return () if "#" in file.text[start:end] else (Edit(file, Span(start, end), ""),)
    begun = _line_start(file, starts[n])
    if not file.text[begun : starts[n]].strip():
        return (Edit(file, Span(begun, _line_after(file, ends[n])), ""),)
    if last or re.search(r"(?m)^[ ]*#", file.text[ends[n] : starts[n + 1]]):  # the first key of an entry, behind its dash
        return ()
    return (Edit(file, Span(starts[n], starts[n + 1]), ""),)


def sorted_entries(file: SourceFile, listed: Sequence, order: list[int]) -> tuple[Edit, ...]:
    """The edits that put the entries of a list into an order, given by their present places. What stands above an entry as a
    comment goes with it."""
    if _flow(file, listed):
        places = [Span(item.span.start, end_of(file, item)) for item in listed.items]
        return tuple(
            Edit(file, place, file.text[places[old].start : places[old].end])
            for place, old in zip(places, order, strict=True) if places[old] != place
        )  # fmt: skip
    starts = [_entry_start(file, item) for item in listed.items]
    known = [start for start in starts if start is not None]
    if len(known) < len(starts):
        return ()
    places = [Span(start, _line_after(file, end_of(file, item))) for start, item in zip(known, listed.items, strict=True)]
    if any(before.end > after.start for before, after in pairwise(places)):
        return ()
    return tuple(
        Edit(file, place, _whole_lines(file, places[old], place))
        for place, old in zip(places, order, strict=True) if places[old] != place
    )  # fmt: skip


def end_of(file: SourceFile, node: Node) -> int:
    """The offset at which a value ends. YAML's own marks of lists and mappings lie where something else begins."""
    if isinstance(node, Scalar):
        written = file.text[node.span.start : node.span.end]
        if written[:1] not in {"|", ">"} or _HEADER.match(written):
            return node.span.end
        return node.span.start + len(written.rstrip())
    if _flow(file, node):
        return node.span.end
    inner = node.items if isinstance(node, Sequence) else tuple(node.values.values())
    keys = tuple(span.end + 1 for span in node.keys.values()) if isinstance(node, Mapping) else ()
    return max([node.span.start, *keys, *(end_of(file, one) for one in inner)])


def line_end(file: SourceFile) -> str:
    """How the lines of a file end."""
    return "\r\n" if "\r\n" in file.text else "\n"


def _flow(file: SourceFile, node: Node) -> bool:
    return file.text[node.span.start : node.span.start + 1] in {"{", "["}


def _line_start(file: SourceFile, offset: int) -> int:
    return file.text.rfind("\n", 0, offset) + 1


def _line_after(file: SourceFile, offset: int) -> int:
    """The beginning of the line after the one in which something ends; itself where that is a line's beginning."""
    if offset and file.text[offset - 1 : offset] == "\n":
        return offset
    stop = file.text.find("\n", offset)
    return len(file.text) if stop < 0 else stop + 1


def _line_put(file: SourceFile, at: int, line: str) -> Edit:
    end = line_end(file)
    if at and file.text[at - 1] != "\n":  # the last line of the file, and not ended
        return Edit(file, Span(at, at), f"{end}{line}")
    return Edit(file, Span(at, at), f"{line}{end}")


def _dash(file: SourceFile, item: Node) -> int | None:
    """Where the dash of an entry stands, if it is the first on its line and on the line where the entry begins."""
    begun = _line_start(file, item.span.start)
    before = file.text[begun : item.span.start]
    return begun + before.index("-") if re.fullmatch(r" *- +", before) else None


def _entry_start(file: SourceFile, item: Node) -> int | None:
    """The beginning of the first line of an entry and of the comments right above it."""
    if _dash(file, item) is None:
        return None
    start = _line_start(file, item.span.start)
    while start and _COMMENT.match(file.text, above := _line_start(file, start - 1)):
        start = above
    return start


def _whole_lines(file: SourceFile, place: Span, target: Span) -> str:
    """Some lines as they would stand in another place, which may be the end of a file without a line end."""
    lines = file.text[place.start : place.end].rstrip("\r\n")
    return lines + file.text[len(file.text[: target.end].rstrip("\r\n")) : target.end]
