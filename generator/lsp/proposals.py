"""What may be written at a place: names of what there is, keys and their values, and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.find.to_text import in_context
from generator.lsp.describe import described, title
from generator.lsp.fields import keys_at
from generator.lsp.names import ROLES, USED, Occurrence, What
from generator.lsp.quotations import Change, fill
from generator.lsp.seeking import seeking
from generator.lsp.where import where
from generator.schema.kinds import kind_of
from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.find.passages import Passage
    from generator.lsp.course import OpenCourse
    from generator.lsp.where import Where

_ROLE_BEGUN = re.compile(r"\{(?P<role>term|source|passage)\}`(?:[^`<>\n]*<)?(?P<typed>[^`<>\n]*)$")
MENU = 100
"""Characters that a menu has room for."""
_QUOTED = frozenset({"quote", "from"})
_HEAD = re.compile(r"[>|][+-]?[0-9]?[ \t]*\r?\n?|[\"']")
_KINDS = {What.DOCUMENT: (What.DOCUMENT, What.ARTICLE)}
"""What else may stand where a kind of name does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One thing that may be written. ``sort`` orders them as text."""

    label: str
    kind: str
    """`key`, `value`, `name` or `quotation`."""
    detail: str
    doc: str
    change: Change
    sort: str


def proposals(course: OpenCourse, name: str, offset: int, *, keys: bool) -> list[Proposal]:
    """Everything that may be written at a place of a file, in order; keys and the values they choose from only with ``keys``."""
    file = course.files.file(name)
    text = file.text if file else ""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    if role := _ROLE_BEGUN.search(line):
        return list(_in_role(course, name, text, offset, role))
    place = where(text, offset) if kind_of(name) else None
    if place is None:
        return []
    if place.entry is None:
        return list(_keys(name, place)) if keys else []
    if place.entry.key in _QUOTED and not place.flow:
        return _quotations(course, text, place, offset)
    named = _used(name, place)
    return list(_names(course, text, place, named) if named else _values(name, text, place) if keys else [])


def _used(name: str, place: Where) -> What | None:
    """What may be named at a place."""
    kind = kind_of(name)
    assert place.entry is not None
    keys = "/".join((*place.path, place.entry.key))
    return next((what for pattern, what in USED.get(kind, {}).items() if pattern.replace("*/", "") == keys), None) if kind else None


def _names(course: OpenCourse, text: str, place: Where, what: What) -> Iterator[Proposal]:
    assert place.entry is not None
    span = _on_line(text, place.entry.value, place.typed.end)
    item = place.above[0].get("id") if what is What.CHOICE and place.above else None
    scope = text[item.value.start : item.value.end] if item else None
    for given in _given(course, what):
        if what is not What.CHOICE or given.name.parts[0] == scope:
            written = given.name.parts[-1] if what is What.CHOICE else str(given.name)
            yield _named(given, written, span)


def _given(course: OpenCourse, what: What) -> list[Occurrence]:
    return list(course.catalogue.given(*_KINDS.get(what, (what,))).values())


def _named(given: Occurrence, written: str, span: Span) -> Proposal:
    return Proposal(
        label=written, kind="name", detail=title(given), doc=described(given), change=Change(span=span, text=written), sort=written
    )


def _in_role(course: OpenCourse, name: str, text: str, offset: int, role: re.Match[str]) -> Iterator[Proposal]:
    """Names for a role in prose: terms as they are written, excerpts of the same lesson without its id."""
    stop = next((n for n in range(offset, len(text)) if text[n] in "`>\r\n"), len(text))
    span = Span(offset - len(role["typed"]), stop)
    for given in _given(course, ROLES[role["role"]]):
        written = str(given.name)
        if given.name.what is What.TERM:
            written = given.file.text[given.span.start : given.span.end]
        elif given.name.what is What.EXCERPT and given.file.name == name:
            written = given.name.parts[-1]
        yield _named(given, written, span)


def _keys(name: str, place: Where) -> Iterator[Proposal]:
    """The keys that aren't written yet, in the order of the models."""
    for number, key in enumerate(keys_at(name, place.path, place.beside).values()):
        if key.key not in place.beside:
            text = f"{key.key}:" if key.nested else f"{key.key}: "
            yield Proposal(
                label=key.key, kind="key", detail="needed" if key.needed else "", doc=key.as_markdown,
                change=Change(span=place.typed, text=text), sort=f"{not key.needed:d}{number:03}",
            )  # fmt: skip


def _values(name: str, text: str, place: Where) -> Iterator[Proposal]:
    assert place.entry is not None
    key = keys_at(name, place.path, place.beside).get(place.entry.key)
    span = _on_line(text, place.entry.value, place.typed.end)
    for number, (value, doc) in enumerate(key.values.items() if key else ()):
        yield Proposal(label=value, kind="value", detail=doc, doc=doc, change=Change(span=span, text=value), sort=f"{number:03}")


def _on_line(text: str, value: Span, offset: int) -> Span:
    """What of a value stands on the line of a place: all of it, where it is on one line."""
    start = max(min(value.start, offset), text.rfind("\n", 0, offset) + 1)
    stop = next((n for n in range(offset, value.end) if text[n] in "\r\n"), max(offset, value.end))
    return Span(start, stop)


def _quotations(course: OpenCourse, text: str, place: Where, offset: int) -> list[Proposal]:
    """Passages that hold the words typed so far, each with all that its choice changes."""
    search = course.search()
    if search is None:
        return []
    typed = text[place.typed.start : place.typed.end]
    head = _HEAD.match(typed)
    sought = seeking(search, course.excerpts, text, place)
    return [
        _quotation(number, one.passage, fill(text, place, offset, one.ready, one.within, has_source=sought.names_source))
        for number, one in enumerate(sought.choices(" ".join(typed[head.end() if head else 0 :].split())))
    ]


def _quotation(number: int, passage: Passage, change: Change) -> Proposal:
    words = " ".join(passage.place.raw.split())
    return Proposal(
        label=words if len(words) <= MENU else f"{words[: MENU - 1]}…",
        kind="quotation", detail=passage.place.source, doc=in_context(passage), change=change, sort=f"{number:03}",
    )  # fmt: skip
