"""An export put into its folder, which may be an instructor's own course with settings of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.made import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

README = "README.txt"
THEIRS = frozenset({README, "nbgrader_config.py"})
"""Files that may be the instructor's own: they are written where there are none, and never over others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of each file, by its path in the folder, in the order of paths. ``kept``: another file of that name stands there."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]


def placed(folder: Path, files: Mapping[str, bytes]) -> Placed:
    """Write what changed, each file whole or not at all. Raises OSError where the folder can't be written to."""
    fates: dict[str, list[str]] = {"written": [], "unchanged": [], "kept": []}
    for name in sorted(files):
        path = folder / name
        if name in THEIRS and path.exists() and path.read_bytes() != files[name]:
            fates["kept"].append(name)
        else:
            fates["written" if write_if_changed(path, files[name]) else "unchanged"].append(name)
    return Placed(**{fate: tuple(names) for fate, names in fates.items()})
