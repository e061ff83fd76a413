"""What is to be mended, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.model import Problems

if TYPE_CHECKING:
    from generator.diagnostics.model import Diagnostic, Fix

Check = Callable[[Mapping[str, str]], Problems]
"""Every problem of a course in which texts, by their paths from its root, stand in the place of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which problems are to be mended. Nothing in ``codes`` or ``files`` stands for all; a file may be a folder.

    ``offered`` takes fixes that aren't sure, too, where there is only one.
    """

    codes: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A problem with the fix chosen for it."""

    problem: Diagnostic
    fix: Fix


@dataclass(frozen=True, slots=True)
class Dropped:
    """A repair that did no good, with the reason for its author."""

    repair: Repair
    reason: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's text as it was read and as it becomes. ``name`` is its path from the course's root."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What came of mending a course: nothing is written yet.

    ``unfinished`` where fixes led to ever more fixes and the rounds were cut short.
    """

    changes: tuple[FileChange, ...]
    mended: tuple[Repair, ...]
    dropped: tuple[Dropped, ...]
    left: Problems
    unfinished: bool = False


def key(problem: Diagnostic) -> tuple[str, ...]:
    """What a problem is known by when its place has moved."""
    return (problem.code.value, problem.file.name, problem.message)
