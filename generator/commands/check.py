"""`course check`: every problem of a course, in one run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, count, usage
from generator.diagnostics import to_github, to_json, to_text
from generator.diagnostics.model import Problems
from generator.lasting import lasting_memory
from generator.lint.baseline import BaselineError, Entry, entry_of, read_baseline, write_baseline
from generator.progress import progress_bar
from generator.render.made import write_if_changed

if TYPE_CHECKING:
    import argparse

    from generator.diagnostics.model import Diagnostic
    from generator.pipeline import Counts


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Print the problems in the form that was asked for."""
    known: frozenset[Entry] = frozenset()
    if arguments.baseline is not None:
        try:
            known = read_baseline(Path(arguments.baseline).read_text(encoding="utf-8"))
        except BaselineError as error:
            return usage(f"`{arguments.baseline}` is no baseline: {error}; write one with --write-baseline")
        except (OSError, UnicodeDecodeError) as error:
            return usage(f"`{arguments.baseline}` can't be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}")
    problems = Problems()
    with progress_bar("Proving quotations") as progress, lasting_memory(root) as memory:
        _, counts = pipeline.check(root, problems, progress, memory=memory)
    if arguments.write_baseline is not None:
        return _write(Path(arguments.write_baseline), problems)
    before = len(problems.all())
    problems.keep(lambda found: entry_of(found) not in known)
    shown = problems.all() if arguments.info else list(problems)
    _show(arguments, shown, counts, problems, hidden=before - len(problems.all()))
    return FOUND if problems.errors else CLEAN


def _show(arguments: argparse.Namespace, shown: list[Diagnostic], counts: Counts, problems: Problems, *, hidden: int) -> None:
    if arguments.json:
        found = [to_json.as_json(one) for one in shown]
        print(json.dumps({"problems": found, "checked": asdict(counts)}, ensure_ascii=False))
    elif arguments.github:
        for one in shown:
            print(to_github.as_github(one))
    else:
        for one in shown:
            print(to_text.as_text(one), end="\n\n")
        told = count(problems)
        if arguments.info:
            told += f", advice on {len(problems.infos)}" if problems.infos else ", no advice"
        if arguments.baseline is not None:
            told += f"; {hidden} known from the baseline"
        print(f"Checked {', '.join(f'{number} {name}' for name, number in asdict(counts).items())}: {told}.")


def _write(path: Path, problems: Problems) -> int:
    """Record what the lint found. Errors can't be recorded, so they are printed."""
    errors = problems.errors
    for one in errors:
        print(to_text.as_text(one), end="\n\n")
    text = write_baseline(problems.all())
    try:
        write_if_changed(path, text.encode())
    except OSError as error:
        return usage(f"`{path}` can't be written: {error.strerror}")
    print(f"Recorded {len(read_baseline(text))} findings in {path}.")
    return FOUND if errors else CLEAN
