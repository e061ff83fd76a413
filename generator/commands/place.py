"""Whether a course is where one is looked for. Most commands ask, so nothing is loaded for it that they could do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.spec.sources import RECORD

if TYPE_CHECKING:
    from pathlib import Path


def no_course(root: Path) -> str | None:
    """What to say where no course is; None where one is."""
    if (root / RECORD).exists():
        return None
    return f"there is no course here: `{RECORD}` is missing; name a course's root with --course"
