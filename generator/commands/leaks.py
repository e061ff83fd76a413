"""`course leaks`: whether anything that is handed out tells the key of a graded quiz."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.opening import sound_course
from generator.commands.saying import CLEAN, FOUND, usage
from generator.leaks import report as words
from generator.leaks.scan import files_below, search, wanted_of
from generator.progress import progress_bar

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Search, and say what was found and what is proved."""
    paths = [Path(path) for path in arguments.paths]
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        return usage(f"there is no {', nor '.join(missing)}")
    resolved = sound_course(root, "Keys are known only of a course without problems; nothing was searched.")
    if resolved is None:
        return FOUND
    wanted = wanted_of(resolved)
    files = files_below(paths)
    if not files:
        return usage("there is no file in what was named")
    with progress_bar("Looking for keys") as progress:
        report = search(wanted, files if wanted.asked else (), progress)
    if arguments.json:
        print(json.dumps(words.as_json(report), ensure_ascii=False))
    elif not wanted.asked:
        print("The course has no graded quiz: there is no key that must not be known.")
    else:
        print(words.as_text(report), end="")
    return CLEAN if report.proved else FOUND
