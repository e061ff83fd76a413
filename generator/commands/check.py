"""`course check`: every problem of a course, in one run."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, count
from generator.diagnostics import to_github, to_json, to_text
from generator.diagnostics.model import Problems
from generator.progress import progress_bar

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Print the problems in the form that was asked for."""
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        _, counts = pipeline.check(root, problems, progress)
    if arguments.json:
        found = [to_json.as_json(one) for one in problems]
        print(json.dumps({"problems": found, "checked": asdict(counts)}, ensure_ascii=False))
    elif arguments.github:
        for one in problems:
            print(to_github.as_github(one))
    else:
        for one in problems:
            print(to_text.as_text(one), end="\n\n")
        print(f"Checked {', '.join(f'{number} {name}' for name, number in asdict(counts).items())}: {count(problems)}.")
    return FOUND if problems.errors else CLEAN
