"""The resolved course of a build, where directives and pages find it.

It isn't pickled with the environment: it is read afresh at each start, which takes less time than unpickling would save, and
can't be stale.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from generator.resolve import ResolvedCourse

_prepared: dict[Path, ResolvedCourse] = {}


def prepare(resolved: ResolvedCourse) -> None:
    """Put a course at the disposal of builds over its root in this process and its forks."""
    _prepared[resolved.course.root] = resolved


def prepared(root: Path) -> ResolvedCourse | None:
    """The course put at the disposal of builds over a root."""
    return _prepared.get(root)


def forget(root: Path) -> None:
    """Let the next build over a root read the course again."""
    _prepared.pop(root, None)


def root_of(app: Sphinx) -> Path:
    """The course's root: the setting `course_root`, relative to the source folder."""
    return _resolved(Path(app.srcdir, app.config.course_root))


@lru_cache(maxsize=8)  # every directive asks, and each part of a path is looked up on the disk
def _resolved(root: Path) -> Path:
    return root.resolve()


def course_of(app: Sphinx) -> ResolvedCourse:
    """The course of a running build."""
    return _prepared[root_of(app)]
