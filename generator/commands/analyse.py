"""`course analyse`: what the answers say of the items, from the folder that `course grade` wrote."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.analyse.analysis import analyse
from generator.analyse.model import Standing
from generator.analyse.page import analysis_page
from generator.analyse.responses import Fault, read_responses
from generator.analyse.to_csv import distractors_csv, items_csv
from generator.analyse.to_json import analysis_json, flags_json
from generator.analyse.words import count as number
from generator.commands.saying import CLEAN, FOUND, count, show, usage
from generator.diagnostics import to_json
from generator.diagnostics.model import Problems
from generator.progress import progress_bar
from generator.render.made import write_if_changed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.analyse.model import Analysis
    from generator.analyse.sheet import Sheet
    from generator.spec.course import Course

RESPONSES = "responses.csv"
MOST_SHOWN = 50
"""Faults, and lines of a fault, that are printed; `--json` has them all."""
_LINES_SHOWN = 5


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Write the analysis, or say everything that is wrong with what it should be made from."""
    folder = Path(arguments.folder)
    out = Path(arguments.out) if arguments.out else folder / "analysis"
    path = folder / RESPONSES
    if not path.is_file():
        return usage(f"there is no `{RESPONSES}` in {folder}; name the folder that `course grade --out` wrote")
    if out.exists() and not out.is_dir():
        return usage(f"{out} is a file; name a folder with --out")
    problems = Problems()
    resolved, _ = pipeline.check(root, problems, lint=False)
    if resolved is None:
        return _not_a_course(problems, as_json=arguments.json)
    try:
        sheets, faults = _read(path, resolved.course)
        if faults:
            return _not_read(path, faults, as_json=arguments.json)
        with progress_bar("Measuring quizzes") as progress:
            analysis = analyse(resolved, sheets, progress)
        written = _write(analysis, out)
    except OSError as error:
        return usage(f"{error.filename or folder}: {error.strerror}")
    print(json.dumps(_summary(analysis, written), ensure_ascii=False) if arguments.json else _as_text(analysis, out))
    return CLEAN


def _read(path: Path, course: Course) -> tuple[tuple[Sheet, ...], tuple[Fault, ...]]:
    size = path.stat().st_size
    with progress_bar("Reading responses") as progress, path.open(encoding="utf-8-sig", newline="") as stream:
        return read_responses(_counted(stream, size, progress), course)


def _counted(stream: Iterable[str], size: int, progress: Callable[[int, int], None]) -> Iterator[str]:
    """The lines of a file; every now and then the bar is told how many characters are through."""
    through = 0
    for done, line in enumerate(stream):
        through += len(line)
        if done % 1000 == 0:
            progress(min(through, size), size)
        yield line


def _write(analysis: Analysis, out: Path) -> list[str]:
    """Make every file, then write those that changed; gives all their names."""
    files = {
        "analysis.html": analysis_page(analysis).encode(),
        "analysis.json": analysis_json(analysis),
        "distractors.csv": distractors_csv(analysis),
        "items.csv": items_csv(analysis),
    }
    for name, content in files.items():
        write_if_changed(out / name, content)
    return [str(out / name) for name in files]


def _summary(analysis: Analysis, written: Sequence[str]) -> dict[str, object]:
    quizzes = [
        {"id": quiz.quiz.id, "students": quiz.students, "standing": quiz.standing.value, "flags": flags_json(quiz.flags)}
        for quiz in analysis.quizzes
    ]
    return {"students": analysis.students, "responses": analysis.responses, "quizzes": quizzes, "written": list(written)}


def _as_text(analysis: Analysis, out: Path) -> str:
    quizzes = f"{len(analysis.quizzes)} quiz{'' if len(analysis.quizzes) == 1 else 'zes'}"
    lines = [f"Analysed {number(analysis.responses, 'response')} of {number(analysis.students, 'student')} to {quizzes}."]
    for quiz in analysis.quizzes:
        lines += [f"  {quiz.quiz.id}: {flag.item or 'the quiz'}: {flag.rule.value}: {flag.detail}" for flag in quiz.flags]
        if quiz.standing is not Standing.JUDGED:
            lines.append(f"  {quiz.quiz.id}: too few answers to tell ({number(quiz.complete, 'student')})")
    return "\n".join([*lines, f"See {out / 'analysis.html'}."])


def _not_a_course(problems: Problems, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"problems": [to_json.as_json(found) for found in problems]}, ensure_ascii=False))
    else:
        show(problems)
        print(f"{count(problems)}. Nothing was analysed.", file=sys.stderr)
    return FOUND


def _not_read(path: Path, faults: Sequence[Fault], *, as_json: bool) -> int:
    if as_json:
        found = [{"file": str(path), "lines": list(one.lines), "message": one.message, "help": one.help} for one in faults]
        print(json.dumps({"problems": found}, ensure_ascii=False))
        return FOUND
    for fault in faults[:MOST_SHOWN]:
        print(f"{path}:{fault.lines[0]}: {fault.message}{_and_where(fault)}\n  = help: {fault.help}", file=sys.stderr)
    if len(faults) > MOST_SHOWN:
        print(f"... and {len(faults) - MOST_SHOWN} more; `--json` has them all", file=sys.stderr)
    print(f"{len(faults)} problem{'s' * (len(faults) > 1)} in {path}. Nothing was written.", file=sys.stderr)
    return FOUND


def _and_where(fault: Fault) -> str:
    """The other lines that have the same fault."""
    others = fault.lines[1:]
    if not others:
        return ""
    named = ", ".join(map(str, others[:_LINES_SHOWN]))
    more = f" and {len(others) - _LINES_SHOWN} more" if len(others) > _LINES_SHOWN else ""
    return f" (also in line{'s' * (len(others) > 1)} {named}{more})"
