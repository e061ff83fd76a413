"""What a path tells of a student: the ways in which learning platforms and people name files and folders.

- Moodle: `Ada Lind_4711_assignsubmission_file_/exam.ipynb`, or all in the file's name. The number is of the submission.
- Canvas: `lindada_LATE_4711_815_exam-1.ipynb`: name run together, perhaps a mark that it is late, number of the user, of the submission.
- nbgrader: `submitted/ada/exam/exam.ipynb`.
- a folder for each student.
- `ada-exam.ipynb`: who, then the quiz.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.people import folded, same_whatever_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_[a-z]+(?:_.*)?")
_CANVAS = re.compile(r"([^\W_]+)_(LATE_)?(\d+)_(\d+)_.+")
_NAMELESS = frozenset({"participant", "anon", "anonymous"})
"""What platforms write instead of a name where markers mustn't know it."""
_NBGRADER = "submitted"
MAX_DEPTH = 8
"""Folders deep at which students' folders are looked for: a stranger's zip may hold a thousand in one another."""
_AGAIN = r"(?:[-_ ]?\(\d+\)|-\d+)?"
"""What browsers and platforms add to the name of a file that is there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformName:
    """Whom a platform's own naming means: a name, or the number of a user, or both."""

    name: str
    number: str = ""
    late: bool = False
    """Whether the platform marked the file as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a file before it is known whose it is."""

    path: str
    claimed: str
    quizzes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the files of one run lie, which no single path tells.

    ``mixed`` are folders that hold files without a Canvas name, so that what looks like one there is none. ``depth`` is the
    index of the part of a path that is a student's folder, where there is such a part.
    """

    mixed: frozenset[str]
    depth: int | None


def platform_name(path: str, layout: Layout) -> PlatformName | None:
    """Whom a learning platform's naming means, or None where the path isn't named so."""
    parts = path.split("/")
    for part in reversed(parts):
        if found := _MOODLE.fullmatch(part):
            return PlatformName(name=_unless_nameless(found[1]), number=found[2] if folded(found[1]) in _NAMELESS else "")
    if _NBGRADER in parts[:-3]:
        return PlatformName(name=parts[parts.index(_NBGRADER) + 1])
    found = _CANVAS.fullmatch(parts[-1])
    if found and _folder(path) not in layout.mixed:
        return PlatformName(name=_unless_nameless(found[1]), number=found[3], late=bool(found[2]))
    return None


def _unless_nameless(name: str) -> str:
    return "" if folded(name) in _NAMELESS else name


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def layout_of(files: Sequence[Seen], quizzes: Iterable[str]) -> Layout:
    """How the files of a run lie.

    Folders are taken for students' only where that fits everything else: there are several side by side; none of them holds
    files that name different people inside or in their own names; and none has one quiz in two places.
    """
    mixed = frozenset(_folder(file.path) for file in files if not _CANVAS.fullmatch(file.path.rpartition("/")[2]))
    first = Layout(mixed=mixed, depth=None)
    pattern = file_name_pattern(quizzes)
    unnamed = [file for file in files if platform_name(file.path, first) is None]
    deepest = min(MAX_DEPTH, max((file.path.count("/") for file in unnamed), default=0))
    depth = next((depth for depth in range(deepest) if _has_students(unnamed, depth, pattern)), None)
    return Layout(mixed=mixed, depth=depth)


def _has_students(files: Sequence[Seen], depth: int, pattern: re.Pattern[str]) -> bool:
    """Whether the folders at one depth may be students'."""
    claims: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in files:
        parts = file.path.split("/")
        if len(parts) <= depth + 1:
            continue
        who = "/".join(parts[: depth + 1])
        claims[who] |= {same_whatever_order(file.claimed)} - {""}
        names[who] |= {folded(found) for found in [name_in_file(file.path, pattern)] if found}
        for quiz in file.quizzes:
            places[who, quiz].add(_folder(file.path))
    return len(claims) > 1 and all(len(found) <= 1 for told in (claims, names, places) for found in told.values())


def folder_name(path: str, layout: Layout) -> str:
    """The name of the student's folder; empty where the path has none. A zip may be the folder: its name counts without `.zip`."""
    parts = path.split("/")
    if layout.depth is None or len(parts) <= layout.depth + 1:
        return ""
    return re.sub(r"\.zip$", "", parts[layout.depth], flags=re.IGNORECASE)


def file_name_pattern(quizzes: Iterable[str]) -> re.Pattern[str]:
    """Matches names of files such as `ada-exam.ipynb`, for any of the quizzes; the first group is who."""
    names = "|".join(re.escape(quiz) for quiz in sorted(quizzes, key=lambda quiz: (-len(quiz), quiz)))
    return re.compile(rf"(\S+?)[-_](?:{names}){_AGAIN}\.(?:ipynb|json)", re.IGNORECASE)


def name_in_file(path: str, pattern: re.Pattern[str]) -> str:
    """Who stands in a file's own name; empty where nobody does."""
    found = pattern.fullmatch(path.rpartition("/")[2])
    return found[1] if found else ""
