"""What became different between two looks at a course's files. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as it was found: what its folder tells of it, and the sha256 of what it holds."""

    stat: tuple[int, int, int, int]
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Files whose content changed, and files that came or went."""

    edited: frozenset[Path] = frozenset()
    moved: frozenset[Path] = frozenset()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.edited or self.moved)

    def __or__(self, later: Changes) -> Changes:
        """Both together. A file that came and was then edited has come."""
        moved = self.moved | later.moved
        return Changes(edited=(self.edited | later.edited) - moved, moved=moved)

    @property
    def paths(self) -> frozenset[Path]:
        """All of them."""
        return self.edited | self.moved


def between(before: Mapping[Path, Seen], after: Mapping[Path, Seen]) -> Changes:
    """The changes from one look to another. Only content counts: a file that was saved as it was has not changed."""
    both = before.keys() & after.keys()
    return Changes(
        edited=frozenset(path for path in both if before[path].digest != after[path].digest),
        moved=frozenset(before.keys() ^ after.keys()),
    )
