"""New lessons and quizzes: what is to be written for one, held against the course as it is. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.new import skeletons
from generator.new.ids import fault_of_id, fault_of_lesson_id, fault_of_quiz_id, fault_of_unit_id
from generator.new.inserting import RefusedError, append_entry, insert_key, list_page, nodes_of, open_for_edit
from generator.schema.kinds import kind_of
from generator.schema.modeline import FOLDER, file_name, modeline
from generator.source.yaml_nodes import Mapping, Scalar, Sequence
from generator.spec.course import UNITS
from generator.spec.read import closest
from generator.spec.toc import CHAPTERS, TOC, UNIT_PAGES, entries

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file to be written, and what is said of it. ``name`` is its path from the course's root."""

    name: str
    text: str
    said: str


def new_lesson(root: Path, name: str, title: str | None, unit: str | None) -> tuple[Change, ...]:
    """Everything that makes a new lesson. A unit that the course doesn't have is begun. Raises RefusedError."""
    units_text = open_for_edit(root / UNITS, root)
    units = _unit_ids(units_text)
    _require(fault_of_lesson_id(name, root))
    chosen = unit or _only(units)
    _require(None if chosen in units else fault_of_unit_id(chosen, root))
    changes = [_begun(root, f"lessons/{name}.yml", skeletons.lesson(name, chosen, title), "the lesson, to be filled in")]
    pages = [f"{CHAPTERS}/{name}"]
    if chosen not in units:
        changed, line = append_entry(units_text, UNITS, "units", skeletons.unit(chosen))
        changes.append(Change(name=UNITS, text=changed, said=f"line {line}: the unit `{chosen}`, to be filled in"))
        pages.insert(0, f"{UNIT_PAGES}/{chosen}")
    changes.append(_listed(root, pages, _anchor(root, chosen, units)))
    return tuple(changes)


def new_quiz(root: Path, name: str, lesson: str) -> tuple[Change, ...]:
    """Everything that makes a new quiz, with the line in its lesson that names it. Raises RefusedError."""
    units_text = open_for_edit(root / UNITS, root)
    _require(fault_of_quiz_id(name, root, _unit_ids(units_text)))
    _require(fault_of_id(lesson))
    path = f"lessons/{lesson}.yml"
    if not (root / path).exists():
        guess = closest(lesson, (found.stem for found in sorted((root / "lessons").glob("*.yml"))))
        raise RefusedError(f"there is no lesson `{lesson}`" + (f"; did you mean `{guess}`?" if guess else "; name one with --lesson"))
    text = open_for_edit(root / path, root)
    named = nodes_of(text, path).values.get("quiz")
    changes = [_begun(root, f"quizzes/{name}.yml", skeletons.quiz(name, lesson), "the quiz, to be filled in")]
    if named is None:
        changed, line = insert_key(text, path, "body", f"quiz: {name}")
        changes.append(Change(name=path, text=changed, said=f"line {line}: the lesson closes with the quiz"))
    elif not isinstance(named, Scalar) or named.value != name:
        raise RefusedError(f"the lesson `{lesson}` closes with another quiz; edit that one, or remove `quiz:` from `{path}` first")
    return tuple(changes)


def _begun(root: Path, name: str, text: str, said: str) -> Change:
    """A new file; where the course has schemas for editors, with the line that leads to its own."""
    kind = kind_of(name)
    known = kind is not None and (root / FOLDER / file_name(kind)).is_file()
    return Change(name=name, text=f"{modeline(kind)}\n{text}" if kind is not None and known else text, said=said)


def _require(fault: str | None) -> None:
    if fault is not None:
        raise RefusedError(fault)


def _unit_ids(text: str) -> list[str]:
    listed = nodes_of(text, UNITS).values.get("units")
    items = listed.items if isinstance(listed, Sequence) else ()
    ids = [item.values.get("id") for item in items if isinstance(item, Mapping)]
    return [str(found.value) for found in ids if isinstance(found, Scalar)]


def _only(units: list[str]) -> str:
    if len(units) != 1:
        raise RefusedError(f"the course has the units {', '.join(units)}; name one, or a new one, with --unit")
    return units[0]


def _anchor(root: Path, unit: str, units: list[str]) -> str:
    """The page below which a new lesson is listed: the unit's last lesson, else its opener; for a new unit whatever closes the
    units so far, and for the first one the book's first page below its root."""
    text = open_for_edit(root / TOC, root)
    pages = [entry.page for entry in entries(nodes_of(text, TOC))]
    taught = pages if unit not in units else _of_unit(pages, unit)
    found = [page for page in taught if page.startswith((f"{CHAPTERS}/", f"{UNIT_PAGES}/"))] or ([] if units else pages[1:2])
    if not found:
        raise RefusedError(f"`{TOC}` lists no page `{UNIT_PAGES}/{unit}`; write `- file: {UNIT_PAGES}/{unit}` there, then run this again")
    return found[-1]


def _of_unit(pages: list[str], unit: str) -> list[str]:
    """A unit's opener and the lessons listed right after it."""
    opener = f"{UNIT_PAGES}/{unit}"
    if opener not in pages:
        return []
    at = pages.index(opener)
    stop = next((n for n in range(at + 1, len(pages)) if not pages[n].startswith(f"{CHAPTERS}/")), len(pages))
    return pages[at:stop]


def _listed(root: Path, pages: list[str], after: str) -> Change:
    changed, line = list_page(open_for_edit(root / TOC, root), TOC, after, pages)
    listed = " and ".join(f"`{page}`" for page in pages)
    return Change(name=TOC, text=changed, said=f"line {line}: {listed}, below `{after}`")
