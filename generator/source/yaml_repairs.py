"""Fixes for files that aren't YAML yet, or not the YAML that specs are written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.edits import edited, offer
from generator.diagnostics.model import Edit
from generator.source.files import Span
from generator.source.yaml_entries import end_of, member_removed

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics.model import Fix
    from generator.source.files import SourceFile
    from generator.source.nodes import Mapping, Node

_LEAD = re.compile(r"[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?")
_COMMENT = re.compile(r"\s#")
_TAG = re.compile(r"(?:&\S+\s+)?(?P<tag>!\S*[ ]*)")
_AMONG_CONTROLS = range(0x80, 0xA0)
"""Characters that nobody types: bytes of another encoding, windows-1252 as a rule, read as if they were characters."""


def without_character(file: SourceFile, at: int) -> tuple[Fix, ...]:
    """A character that YAML doesn't allow, taken out; before that, what it was where it came out of windows-1252."""
    place, number = Span(at, at + 1), ord(file.text[at])
    fixes = offer("remove the character", (Edit(file, place, ""),))
    if number in _AMONG_CONTROLS:
        meant = bytes([number]).decode("cp1252", errors="ignore")
        if meant:
            return offer(f"write `{meant}`", (Edit(file, place, meant),)) + fixes
    return fixes


def in_quotation_marks(file: SourceFile, at: int, reads: Callable[[str], bool]) -> tuple[Fix, ...]:
    """The value on the line of an offset put in quotation marks, if the file can be read then. ``reads`` tells that of a text."""
    place = _value(file, at)
    value = file.text[place.start : place.end]
    if not value or value[0] in "\"'|>[{#":
        return ()
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    edit = Edit(file, place, f'"{value}"')
    return offer("put the value in quotation marks", (edit,)) if reads(edited(file.text, (edit,))) else ()


def _value(file: SourceFile, at: int) -> Span:
    """Where the value on the line of an offset stands, without the key before it and the comment after it."""
    line = file.line(file.line_column(at)[0])
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    comment = _COMMENT.search(line, start)
    end = len(line[: comment.start() if comment else None].rstrip())
    begin = file.text.rfind("\n", 0, at) + 1
    return Span(begin + start, begin + max(start, end))


def without_tag(file: SourceFile, span: Span) -> tuple[Fix, ...]:
    """A value without its tag."""
    found = _TAG.match(file.text, span.start)
    return offer("remove the tag", (Edit(file, Span(*found.span("tag")), ""),)) if found else ()


def one_of_two(file: SourceFile, first: Mapping, key: str, again: tuple[Span, Node], *, same: bool) -> tuple[Fix, ...]:
    """A key that stands twice, once: the second goes where both have the ``same`` value, else either may go.

    ``first`` is the mapping as far as it was read.
    """
    flow = file.text[first.span.start : first.span.start + 1] == "{"
    names = list(first.keys)
    members = [(first.keys[name].start, end_of(file, first.values[name])) for name in (key, names[-1])]
    last = (again[0].start, end_of(file, again[1]))
    second = member_removed(file, *_apart(members[1], last), 1, flow=flow)
    n = names.index(key)
    if n + 1 < len(names):
        last = (first.keys[names[n + 1]].start, end_of(file, first.values[names[n + 1]]))
    earlier = member_removed(file, *_apart(members[0], last), 0, flow=flow)
    fixes = offer(f"remove the second `{key}`", second, sure=same)
    return fixes if same else fixes + offer(f"remove the first `{key}`", earlier)


def _apart(*members: tuple[int, int]) -> tuple[list[int], list[int]]:
    """The starts and the ends of some members."""
    return [start for start, _ in members], [end for _, end in members]
