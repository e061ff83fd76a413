"""Ids for what is new: made from words, and held against those that are taken."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from generator.spec.course import NOT_LESSONS, TAKEN, WHOLE_COURSE
from generator.spec.model import Id

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MAX_MADE = 40
"""Characters of an id that is made from words. Ids that people write may be longer."""
_LITTLE = 3
"""Letters of a word that is taken for a little one, in whatever language."""
_ID: TypeAdapter[str] = TypeAdapter(Id)


def made_id(words: str, taken: Collection[str], otherwise: str) -> str:
    """An id from words: without accents, marks and capitals; with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    kept = [parts[0][:MAX_MADE] if parts else otherwise]
    for part in parts[1:]:
        if len("-".join([*kept, part])) > MAX_MADE:
            break
        kept.append(part)
    while len(kept) > 1 and len(kept) < len(parts) and len(kept[-1]) <= _LITTLE and kept[-1].isalpha():
        kept.pop()  # what was cut off shouldn't leave "of-the" at its end
    name = "-".join(kept)
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def fault_of_id(name: str) -> str | None:
    """Why something is no id, or None."""
    try:
        _ID.validate_python(name)
    except ValidationError:
        return f"`{name}` is not an id; use lower-case letters and digits, in groups joined by hyphens, 64 characters at most"
    return None


def fault_of_lesson_id(name: str, root: Path) -> str | None:
    """Why no new lesson can have an id, or None."""
    if (fault := fault_of_id(name) or _fault_of_file(name, root)) is not None:
        return fault
    return _reserved(name) if f"{name}.yml" in NOT_LESSONS else None


def fault_of_quiz_id(name: str, root: Path, units: Collection[str]) -> str | None:
    """Why no new quiz can have an id, or None. ``units`` are the ids of the course's units, whose notebooks lie beside."""
    if (fault := fault_of_id(name) or _fault_of_file(name, root)) is not None:
        return fault
    if name in units:
        return f"`{name}` is the id of a unit, and their notebooks share a folder; choose another id"
    return _reserved(name) if name in TAKEN or name == WHOLE_COURSE else None


def fault_of_unit_id(name: str, root: Path) -> str | None:
    """Why no new unit can have an id, or None."""
    if (fault := fault_of_id(name)) is not None:
        return fault
    if (root / "quizzes" / f"{name}.yml").exists():
        return f"`{name}` is the id of a quiz, and their notebooks share a folder; choose another id"
    return _reserved(name) if name == WHOLE_COURSE else None


def _fault_of_file(name: str, root: Path) -> str | None:
    """Lessons and quizzes are named by their ids, and no two may have the same."""
    for folder in ("lessons", "quizzes"):
        if (root / folder / f"{name}.yml").exists() and f"{name}.yml" not in NOT_LESSONS:
            return f"`{folder}/{name}.yml` is there already; choose another id, or edit that file"
    return None


def _reserved(name: str) -> str:
    return f"`{name}` means something else in a course; choose another id"
