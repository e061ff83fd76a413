"""What became different between two looks at a course's files. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def between(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Changes:
    """The changes from one look to another, whose files go by their paths as text: hashing that is what makes looks quick.

    Only content counts: a file that was saved as it was has not changed.
    """
    known = ((name, before[name], now) for name, now in after.items() if name in before)
    return Changes(
        edited=frozenset(Path(name) for name, then, now in known if then is not now and then.digest != now.digest),
        moved=frozenset(map(Path, before.keys() ^ after.keys())),
    )
