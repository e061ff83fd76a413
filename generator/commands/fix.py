"""`course fix`: mends what can be mended without a choice, shows it as a diff, and writes what is agreed to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, count, in_colours, usage
from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Problems
from generator.fix.diff import diff_lines
from generator.fix.model import Wanted
from generator.fix.rounds import mend
from generator.fix.writing import ChangedError, write_change
from generator.memory import Memory
from generator.progress import progress_bar
from generator.source.files import display_name
from generator.spec.read import closest
from generator.terminal.lines import Tone, printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from generator.diagnostics.model import Diagnostic
    from generator.fix.model import FileChange, Mending, Repair

ANSWERS = "y yes, n no, a yes to this and all after it, q no to this and all after it"


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Mend the course; clean where no error is left and all that could be mended was written."""
    if wrong := _wrong(arguments, root):
        return usage(wrong)
    files = tuple(display_name(Path(path).resolve(), root) for path in arguments.paths)
    wanted = Wanted(codes=frozenset(arguments.code or ()), files=files, offered=arguments.all)
    memory = Memory()  # a round changes little
    with progress_bar("Checking") as progress:

        def check(texts: Mapping[str, str]) -> Problems:
            problems = Problems()
            pipeline.check(root, problems, progress, unsaved=texts, memory=memory)
            return problems

        mending = mend(check, wanted)
    written, refused = _write(arguments, root, mending)
    left = mending.left if len(written) == len(mending.changes) else check({})
    if arguments.json:
        print(json.dumps(_as_json(mending, written, left), ensure_ascii=False))
    else:
        _tell(mending, written, left)
    for name in refused:
        print(f"course: {name}", file=sys.stderr)
    return FOUND if refused or left.errors or len(written) < len(mending.changes) else CLEAN


def _wrong(arguments: argparse.Namespace, root: Path) -> str | None:
    """What is wrong with the arguments."""
    known = [code.value for code in (*Code, *Flaw)]
    for code in arguments.code or ():
        if code not in known:
            guess = closest(code, known)
            return f"there is no code `{code}`" + (f"; did you mean `{guess}`?" if guess else "")
    for path in arguments.paths:
        if not Path(path).exists():
            return f"there is no {path}"
        if not Path(path).resolve().is_relative_to(root):
            return f"{path} lies outside of the course; name the course's root with --course"
    return "--diff writes nothing, and --yes writes; keep one of the two" if arguments.diff and arguments.yes else None


def _write(arguments: argparse.Namespace, root: Path, mending: Mending) -> tuple[list[str], list[str]]:
    """Show each file's diff and write those that are agreed to. Gives the names of what was written, and why others were not."""
    asking = sys.stdin.isatty() and sys.stdout.isatty() and not (arguments.yes or arguments.diff or arguments.json)
    agreed, done = arguments.yes, False
    written: list[str] = []
    refused: list[str] = []
    for change in mending.changes:
        if not arguments.json:
            _show(change)
        answer = _asked(change.name) if asking and not agreed and not done else ""
        agreed, done = agreed or answer == "a", done or answer == "q"
        if agreed or answer == "y":
            try:
                write_change(root, change)
                written.append(change.name)
            except ChangedError:
                refused.append(f"{change.name} was changed by somebody else meanwhile, and was not written; run `course fix` again")
            except OSError as error:
                refused.append(f"{change.name} can't be written: {error.strerror}")
    return written, refused


def _show(change: FileChange) -> None:
    """Print the diff of a file, for a terminal or for `patch`."""
    tones = {"-": Tone.WRONG, "+": Tone.RIGHT, "@": Tone.HEAD}
    for line in diff_lines(change):
        tone = tones.get(line[:1], Tone.PLAIN)
        shown = printable(line) if sys.stdout.isatty() else line
        print(f"\033[{tone.value}m{shown}\033[0m" if in_colours() and tone is not Tone.PLAIN else shown)


def _asked(name: str) -> str:
    """One of the letters of ANSWERS. The end of the input and Ctrl+C say no to the rest."""
    while True:
        try:
            answer = input(f"Write {name}? [y/n/a/q] ").strip().casefold()[:1]
        except (EOFError, KeyboardInterrupt):
            print()
            return "q"
        if answer in {"y", "n", "a", "q"}:
            return answer
        print(f"Answer with a letter: {ANSWERS}.")


def _tell(mending: Mending, written: list[str], left: Problems) -> None:
    """What was mended, what couldn't be, and what is left."""
    for repair in mending.mended:
        done = {edit.file.name for edit in repair.fix.edits} <= set(written)
        print(f"{'mended' if done else 'could be mended'}: {_line(repair.problem)}: {repair.fix.title}")
    for dropped in mending.dropped:
        print(f"not mended: {_line(dropped.repair.problem)}: {dropped.repair.fix.title}? No: {dropped.reason}")
    for problem in left.all():
        titles = [fix.title for fix in problem.fixes if not fix.sure]
        if titles:
            print(f"to choose: {_line(problem)}: {problem.message}; {', or '.join(titles)}")
    if mending.unfinished:
        print("Fixes led to ever more fixes, so some were left; run `course fix` again, and report it if that goes on.")
    if any(repair.problem.code.value.startswith("quote-") for repair in mending.mended):
        print("Quotations change: run `course lock` when the course is sound.")
    if len(written) < len(mending.changes):
        print("To write it without being asked: course fix --yes")
    print(f"{_summed(mending.mended, written)}. Left: {count(left)}.")


def _summed(repairs: Iterable[Repair], written: list[str]) -> str:
    done = [repair for repair in repairs if {edit.file.name for edit in repair.fix.edits} <= set(written)]
    if not done:
        return "Nothing was written"
    problems, files = len(done), len(written)
    return f"Mended {problems} problem{'s' * (problems > 1)} in {files} file{'s' * (files > 1)}"


def _line(problem: Diagnostic) -> str:
    line, column = problem.place
    return f"{problem.file.name}:{line}:{column} {problem.code.value}"


def _as_json(mending: Mending, written: list[str], left: Problems) -> dict[str, Any]:
    return {
        "files": [
            {"file": change.name, "diff": "\n".join(diff_lines(change)) + "\n", "written": change.name in written}
            for change in mending.changes
        ],
        "mended": [_repair(repair) for repair in mending.mended],
        "dropped": [{**_repair(dropped.repair), "reason": dropped.reason} for dropped in mending.dropped],
        "left": {"errors": len(left.errors), "warnings": len(left.warnings)},
    }  # fmt: skip


def _repair(repair: Repair) -> dict[str, Any]:
    line, column = repair.problem.place
    return {
        "code": repair.problem.code.value, "file": repair.problem.file.name, "line": line, "column": column,
        "message": repair.problem.message, "fix": repair.fix.title,
    }  # fmt: skip
