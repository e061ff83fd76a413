"""`course lock`: the proof of every quotation, written down or compared."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, count, show, usage
from generator.diagnostics.model import Problems
from generator.progress import progress_bar
from generator.spec.course import LOCK

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Prove every quotation, then write the lock or, with ``--locked``, tell whether it would change."""
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        resolved, counts = pipeline.check(root, problems, progress, lint=False)
    show(problems)
    if resolved is None:
        print(f"{count(problems)}. The lock was left alone.", file=sys.stderr)
        return FOUND
    if not resolved.proved_now:
        return usage("the lock can only be made where the documents are; set COURSE_CORPUS to their folder")
    if arguments.locked:
        if pipeline.lock_is_current(resolved):
            print(f"{LOCK} is current: {counts.citations} quotations proved.")
            return CLEAN
        print(f"course: {LOCK} would change; run `course lock` and review the difference", file=sys.stderr)
        return FOUND
    changed = pipeline.save_lock(resolved)
    print(f"{LOCK} {'written' if changed else 'is current'}: {counts.citations} quotations proved.")
    return CLEAN
