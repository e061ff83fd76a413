"""Another name for something, in every file that names it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.edits import edited
from generator.diagnostics.model import Edit, Problems
from generator.lsp.names import Name, What
from generator.schema.examples import as_written
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import parse_yaml
from generator.spec.course import NOT_LESSONS, WHOLE_COURSE
from generator.spec.model import MAX_ID
from generator.spec.read import id_help

if TYPE_CHECKING:
    from generator.lsp.catalogue import Catalogue
    from generator.lsp.files import Files
    from generator.lsp.names import Occurrence

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FOLDERS = {What.LESSON: "lessons", What.QUIZ: "quizzes"}
"""Where files lie whose names are the ids of what they hold."""
_SHARED = {
    What.LESSON: (What.LESSON, What.QUIZ), What.QUIZ: (What.LESSON, What.QUIZ, What.UNIT), What.UNIT: (What.UNIT, What.QUIZ),
    What.EXCERPT: (What.EXCERPT, What.COMPARISON), What.COMPARISON: (What.EXCERPT, What.COMPARISON),
}  # fmt: skip
"""Kinds of things of which no two may have one name; others share their names with nothing."""


class RefusedError(Exception):
    """Why something can't be renamed, in words for its author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """All that a new name changes: texts, and the name of a file that is called by it."""

    edits: tuple[Edit, ...]
    moved: tuple[str, str] | None
    """From and to, as paths from the root."""


def nameable(catalogue: Catalogue, name: str, offset: int) -> Occurrence:
    """The name at a place, to be changed. Raises RefusedError where none stands there, or nobody gave it."""
    found = catalogue.at(name, offset)
    if found is None:
        raise RefusedError("no name stands here that could be changed")
    if catalogue.giver(found.name) is None:
        raise RefusedError(f"there is no {found.name.what} `{found.name}`, so there is nothing to rename")
    return found


def rename(catalogue: Catalogue, files: Files, name: str, offset: int, new: str) -> Renaming:
    """What calling the thing at a place ``new`` changes. Raises RefusedError where it may not be called that."""
    found = nameable(catalogue, name, offset)
    what, old = found.name.what, found.name.parts[-1]
    _check_form(what, new)
    _check_free(catalogue, found.name, new)
    for other in files.names():
        tree = None if other.endswith(".md") else files.tree(other)
        if not other.endswith(".md") and files.file(other) is not None and (tree is None or not tree.current):
            raise RefusedError(f"`{other}` can't be read as YAML, and may hold the name too; mend it first")
    edits = tuple(_edit(one, new) for one in catalogue.occurrences(found.name))
    _check_yaml(edits)
    folder = _FOLDERS.get(what)
    moved = (f"{folder}/{old}.yml", f"{folder}/{new}.yml") if folder else None
    return Renaming(edits=edits, moved=moved if moved and files.file(moved[0]) and old != new else None)


def _check_form(what: What, new: str) -> None:
    if what is What.TERM:
        if not new.strip() or re.search(r"[`<>\r\n]", new):
            raise RefusedError("a term is words on one line, without `<`, `>` and backquotes")
    elif not _ID.fullmatch(new) or len(new) > MAX_ID:
        raise RefusedError(f"`{new}` is not an id: {id_help('')}")
    elif what is What.LESSON and f"{new}.yml" in NOT_LESSONS:
        raise RefusedError(f"`lessons/{new}.yml` is no lesson's file; use another id")
    elif what in {What.QUIZ, What.UNIT} and new == WHOLE_COURSE:
        raise RefusedError(f"the notebook of the whole course is called `{new}`; use another id")


def _check_free(catalogue: Catalogue, old: Name, new: str) -> None:
    last = new.casefold() if old.what is What.TERM else new
    for what, giver in catalogue.given(*_SHARED.get(old.what, (old.what,))).items():
        if what.parts == (*old.parts[:-1], last) and what != old:
            line, _ = giver.file.line_column(giver.span.start)
            raise RefusedError(f"`{new}` is the id of another {what.what}, at {giver.file.name}:{line}")


def _check_yaml(edits: tuple[Edit, ...]) -> None:
    """Every spec is YAML with the new name, too: a term with `: ` in it isn't in text without quotation marks."""
    for file in dict.fromkeys(edit.file for edit in edits):
        text = edited(file.text, (one for one in edits if one.file is file))
        if not file.name.endswith(".md") and parse_yaml(SourceFile(file.name, text), Problems()) is None:
            raise RefusedError(f"`{file.name}` would be no YAML with this name; use simpler words")


def _edit(place: Occurrence, new: str) -> Edit:
    """The new name at one place. Prose keeps the words that it shows for a term."""
    text, span = place.file.text, place.span
    if place.name.what is not What.TERM:
        whole_value = place.route and not {text[span.start - 1 : span.start], text[span.end : span.end + 1]} & {"/", '"', "'"}
        return Edit(place.file, span, as_written(new) if whole_value else new)  # 2003 alone would be a number
    if place.holder is not None:
        quoted = text[span.start - 1 : span.start] in {'"', "'"}
        whole = Span(span.start - 1, span.end + 1) if quoted else span
        return Edit(place.file, whole, as_written(new))
    shown = text[span.start : span.end]
    return Edit(place.file, span, new if text[span.start - 1] == "<" else f"{shown} <{new}>")
