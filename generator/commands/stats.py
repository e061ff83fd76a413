"""`course stats`: what the course has and what it lacks, counted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.opening import sound_course
from generator.commands.saying import CLEAN, FOUND, usage
from generator.render.made import write_if_changed
from generator.stats.counting import count_course
from generator.stats.page import stats_page
from generator.stats.to_json import stats_json
from generator.stats.to_text import stats_text

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Count a course that has no error, and print the figures or write them as a page."""
    resolved = sound_course(root, "Nothing was counted.")
    if resolved is None:
        return FOUND
    stats = count_course(resolved)
    if arguments.html is not None:
        path = Path(arguments.html)
        try:
            write_if_changed(path, stats_page(stats).encode())
        except OSError as error:
            return usage(f"can't write {path}: {error.strerror}")
    if arguments.json:
        print(json.dumps(stats_json(stats), ensure_ascii=False))
    elif arguments.html is None:
        print(stats_text(stats, shutil.get_terminal_size().columns), end="")
    else:
        print(f"See {arguments.html}.")
    return CLEAN
