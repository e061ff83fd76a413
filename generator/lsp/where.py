"""Where a cursor stands in YAML that may not be YAML yet: the keys above it, the key it is at, the keys beside that.

This looks at lines and their indentation alone, so it works between any two keystrokes. It knows the YAML that people write in
specs: keys one to a line, lists with dashes, text that is plain, quoted or a block; of `{key: value}` on a line it knows as much
as finding the key that is being written takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEY = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*):(?=[ \t]|$)[ \t]*(?P<rest>.*)")
_BEGUN = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*|)$")
_FLOW = re.compile(r"[{,][ ]*(?P<key>[\w-]+):[ ]*(?P<typed>[^,{}\[\]]*)$")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key and the text of its value, as one of a mapping. All offsets are those of the whole text."""

    key: str
    column: int
    start: int
    """Where the key begins."""
    value: Span
    """From the value's first character to its last, without blanks around it. What is nested below isn't part of it."""
    dash: bool
    """Whether the key is the first of an entry of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a file. ``path`` are the keys from the top to the mapping that it is in, without numbers in lists."""

    path: tuple[str, ...]
    beside: dict[str, Entry] = field(default_factory=dict)
    """The mapping's keys, so far as they are written each on its own line."""
    above: tuple[dict[str, Entry], ...] = ()
    """The keys beside each key of ``path``, the innermost first."""
    entry: Entry | None
    """The key whose value the place is in; None where a key may be written."""
    typed: Span
    """What was written of the value, or of the key, up to the place."""
    flow: bool = False
    """Whether the mapping is written in braces."""


def where(text: str, offset: int) -> Where | None:
    """What is known of a place; None in comments and in lists of plain values."""
    entries = list(_entries(text))
    before = [entry for entry in entries if entry.start <= offset]
    line = text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]
    last = before[-1] if before else None
    if last is not None and _inside(text, last, offset):
        return _in_value(text, entries, last, offset)
    begun = _BEGUN.match(line)
    if begun is None:
        return None
    column = len(begun["lead"])
    new = Entry(
        key=begun["key"], column=column, start=offset - len(begun["key"]), value=Span(offset, offset), dash="-" in begun["lead"]
    )
    others = [entry for entry in entries if entry.start != new.start]
    at = sum(entry.start < new.start for entry in others)
    all_of_them = [*others[:at], new, *others[at:]]
    beside = {key: entry for key, entry in _beside(all_of_them, at).items() if entry is not new}
    return Where(path=_path(all_of_them, at), beside=beside, above=_above(all_of_them, at), entry=None, typed=Span(new.start, offset))


def _inside(text: str, entry: Entry, offset: int) -> bool:
    """Whether a place is in the value of the entry before it, or behind its colon on the same line."""
    colon = entry.start + len(entry.key)
    same_line = not any(end in text[colon:offset] for end in "\r\n")
    return offset > colon and (same_line or offset <= entry.value.end)


def _in_value(text: str, entries: Sequence[Entry], entry: Entry, offset: int) -> Where:
    at = entries.index(entry)
    path, beside, above = _path(entries, at), _beside(entries, at), _above(entries, at)
    typed = Span(min(entry.value.start, offset), offset)
    if text.startswith("{", entry.value.start) and (found := _FLOW.search(text, entry.value.start, offset)):
        begin, stop = found.span("typed")
        inner = Entry(key=found["key"], column=entry.column, start=found.start("key"), value=Span(begin, stop), dash=False)
        return Where(path=(*path, entry.key), above=(beside, *above), entry=inner, typed=Span(begin, stop), flow=True)
    return Where(path=path, beside=beside, above=above, entry=entry, typed=typed)


def _path(entries: Sequence[Entry], at: int) -> tuple[str, ...]:
    return tuple(entry.key for entry in reversed(list(_ancestors(entries, at))))


def _ancestors(entries: Sequence[Entry], at: int) -> Iterator[Entry]:
    """The entries that hold one, the innermost first."""
    column = entries[at].column
    for entry in reversed(entries[:at]):
        if entry.column < column:
            column = entry.column
            yield entry


def _above(entries: Sequence[Entry], at: int) -> tuple[dict[str, Entry], ...]:
    places = {entry.start: n for n, entry in enumerate(entries)}
    return tuple(_beside(entries, places[entry.start]) for entry in _ancestors(entries, at))


def _beside(entries: Sequence[Entry], at: int) -> dict[str, Entry]:
    """The keys of the mapping that an entry is in, itself among them; of a key that stands twice, the first."""
    column = entries[at].column
    found = [entries[at]]
    if not entries[at].dash:
        for entry in takewhile(lambda one: one.column >= column, reversed(entries[:at])):
            if entry.column == column:
                found.insert(0, entry)
                if entry.dash:
                    break
    ahead = takewhile(lambda one: one.column > column or (one.column == column and not one.dash), entries[at + 1 :])
    found += [entry for entry in ahead if entry.column == column]
    return {entry.key: entry for entry in reversed(found)}


def _entries(text: str) -> Iterator[Entry]:
    """Every key that stands at the beginning of a line, apart from what only looks like one inside a text."""
    lines = [found for found in _LINE.finditer(text) if found.group() or found.start() == 0]
    at = 0
    while at < len(lines):
        line, start = lines[at].group().rstrip("\r\n"), lines[at].start()
        at += 1
        found = _KEY.match(line)
        if found is None:
            continue
        column, begin = len(found["lead"]), start + found.start("rest")
        end = begin + len(found["rest"].rstrip())
        while at < len(lines) and _goes_on(text[begin:end], lines[at].group(), column):
            words = lines[at].group().rstrip()
            end = lines[at].start() + len(words) if words else end
            at += 1
        yield Entry(key=found["key"], column=column, start=start + column, value=Span(begin, end), dash="-" in found["lead"])


def _goes_on(value: str, line: str, column: int) -> bool:
    """Whether a line goes on with the value of a key above it."""
    words = line.strip()
    deeper = not words or len(line) - len(line.lstrip(" ")) > column
    if not deeper:
        return False
    if value.startswith(("|", ">")):
        return True
    if value.startswith(('"', "'")):
        return not _closed(value) and (not words or _KEY.match(line) is None or value.startswith('"'))
    if not value:
        begun = _KEY.match(line) or _BEGUN.match(line.rstrip())
        return bool(words) and not words.startswith(("-", "#", "{", "[")) and not begun
    return bool(words) and not value.startswith(("{", "[", "&", "*", "#")) and _KEY.match(line) is None


def _closed(value: str) -> bool:
    """Whether a quoted text has its second quotation mark."""
    if value.startswith("'"):
        return re.fullmatch(r"'(?:[^']|'')*'.*", value, re.DOTALL) is not None
    return re.fullmatch(r'"(?:[^"\\]|\\.)*".*', value, re.DOTALL) is not None
