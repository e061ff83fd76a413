"""`course grade`: returned notebooks and result files to a gradebook, feedback and a report."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, USAGE, count, show, usage
from generator.diagnostics import to_json
from generator.diagnostics.model import Problems
from generator.grade.grading import Asks, grade
from generator.grade.out_folder import OutFolderError, open_out
from generator.grade.parquet import MissingParquetError, require_parquet
from generator.grade.policy import policy_of
from generator.grade.roster import read_roster
from generator.progress import progress_bar
from generator.spec.course import check_policy
from generator.spec.grading import Grading
from generator.spec.read import closest, open_file, read_spec

if TYPE_CHECKING:
    import argparse

    from generator.grade.report import Report
    from generator.resolve import ResolvedCourse


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Grade what was named; say what came of it and what waits for a decision."""
    named = [*arguments.paths, *(name for name in (arguments.roster, arguments.policy) if name)]
    if missing := [name for name in named if not Path(name).exists()]:
        return usage(f"there is no {', '.join(f'`{name}`' for name in missing)}")
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        resolved, _ = pipeline.check(root, problems, progress, lint=False)
    asks = _asks(arguments, resolved, problems) if resolved is not None else None
    if resolved is None or asks is None:
        return _failed(problems, as_json=arguments.json)
    known = [quiz.value.id for quiz in resolved.course.quizzes]
    if unknown := [name for name in arguments.quiz if name not in known]:
        guess = closest(unknown[0], known)
        return usage(f"there is no quiz `{unknown[0]}`; " + (f"did you mean `{guess}`?" if guess else f"there are {', '.join(known)}"))
    try:
        if arguments.parquet:
            require_parquet()
        out = open_out(Path(arguments.out), asks.paths)
        with progress_bar("Reading files") as on_read, progress_bar("Writing feedback") as on_write:
            report = grade(resolved, asks, out, on_read, on_write)
    except (OutFolderError, MissingParquetError) as error:
        return usage(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"course: can't write into `{arguments.out}`: {error.strerror}. Grade again to go on.", file=sys.stderr)
        return USAGE
    _say(report, arguments)
    return CLEAN if report.counts.clean else FOUND


def _asks(arguments: argparse.Namespace, resolved: ResolvedCourse, problems: Problems) -> Asks | None:
    """What is asked, with roster and policy read. None where either can't be; every problem is reported."""
    roster = written = None
    here = Path.cwd()
    if arguments.roster and (file := open_file(Path(arguments.roster), here, problems)):
        roster = read_roster(file, problems)
    if arguments.policy and (file := open_file(Path(arguments.policy), here, problems)):
        written = read_spec(file, Grading, problems)
        if written is not None:
            check_policy(resolved.course, written, problems)
    if problems.errors:
        return None
    chosen = written or resolved.course.grading
    known = {quiz.value.id for quiz in resolved.course.quizzes}
    policy = policy_of(resolved.course, chosen.value if chosen else None, [name for name in arguments.quiz if name in known])
    paths = tuple(Path(name) for name in arguments.paths)
    return Asks(paths=paths, policy=policy, roster=roster, parquet=arguments.parquet, feedback=not arguments.no_feedback)


def _failed(problems: Problems, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"problems": [to_json.as_json(found) for found in problems]}, ensure_ascii=False))
    else:
        show(problems)
        print(f"{count(problems)}. Nothing was graded.", file=sys.stderr)
    return FOUND


def _say(report: Report, arguments: argparse.Namespace) -> None:
    counts, out = report.counts, Path(arguments.out)
    if arguments.json:
        print(json.dumps({"counts": asdict(counts), "hints": list(report.hints), "out": arguments.out}, ensure_ascii=False))
        return
    print(f"{_many(counts.files, 'file')}, {_many(counts.students, 'student')}.")
    print(f"Marks: {counts.settled} settled, {counts.open} open, {counts.missing} not handed in.")
    print(f"Files: {counts.refused} refused, {counts.held} held, {counts.noted} noted.")
    for hint in report.hints:
        print(f"Note: {hint}")
    print(f"Gradebook: {out / 'gradebook.csv'}\nReport: {out / 'report.html'}")
    if not arguments.no_feedback:
        print(f"Feedback: {out / 'feedback'}. It holds the right answers: give it out after the deadline.")


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
