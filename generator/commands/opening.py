"""The course as most commands need it: without an error, or not at all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import count, show
from generator.diagnostics.model import Problems
from generator.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from generator.resolve import ResolvedCourse


def sound_course(root: Path, otherwise: str) -> ResolvedCourse | None:
    """A course without errors; else None, after saying what they are and, in a sentence, what was therefore not done."""
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        resolved, _ = pipeline.check(root, problems, progress, lint=False)
    if resolved is None:
        show(problems)
        print(f"{count(problems)}. {otherwise}", file=sys.stderr)
    return resolved
