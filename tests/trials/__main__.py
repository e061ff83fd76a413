"""Trials of items by readers: `python -m tests.trials`.

    python -m tests.trials paper QUIZ [--with-passage]            print what a reader is handed
    python -m tests.trials take QUIZ SHEET --reader NAME [--with-passage]
                                                                  add a reader's sheet to the records
    python -m tests.trials table [--out book/dev/trials.md]       print the page that tells what came of it

A sheet has a line for each question, such as `3. b` or `4. 1a, 2c -- both fit 2`; `-` reads it from standard input.
Records are kept in tests/trials/records.csv, or in the file that --records names.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.commands.opening import sound_course
from generator.render.made import write_if_changed
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.trials.papers import cold, with_passages
from tests.trials.records import Condition, Record, RecordsError, as_csv, from_sheet, read_records, repeated
from tests.trials.table import page


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    arguments = _arguments(argv)
    resolved = sound_course(Path(arguments.course), "There is nothing to try.")
    if resolved is None:
        return 1
    try:
        print(_done(resolved, arguments), end="")
    except RecordsError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"{problem.filename}: {problem.strerror}", file=sys.stderr)
        return 1
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.trials", description="Try items on readers, and count what they found.")
    parser.add_argument("--course", metavar="DIR", default=".", help="the course's root (default: this folder)")
    parser.add_argument("--records", metavar="FILE", default=str(Path(__file__).with_name("records.csv")), help="the file of records")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    paper = commands.add_parser("paper", help="print what a reader is handed")
    take = commands.add_parser("take", help="add a reader's sheet to the records")
    for command in (paper, take):
        command.add_argument("quiz", metavar="QUIZ", help="the quiz's id")
        command.add_argument("--with-passage", action="store_true", help="for a reader with the excerpts (default: a cold reader)")
    take.add_argument("sheet", metavar="SHEET", help="a file of answers; `-` is standard input")
    take.add_argument("--reader", metavar="NAME", required=True, help="who answered")
    table = commands.add_parser("table", help="print what came of the trials, as a page of the book")
    table.add_argument("--out", metavar="FILE", help="write it to this file instead")
    return parser.parse_args(argv)


def _done(resolved: ResolvedCourse, arguments: argparse.Namespace) -> str:
    """Do what was asked. Gives what is to be printed."""
    if arguments.command == "table":
        made = page((quiz.value for quiz in resolved.course.quizzes), _kept(resolved, Path(arguments.records)))
        if arguments.out is None:
            return made
        write_if_changed(Path(arguments.out), made.encode())
        return ""
    quiz = _quiz(resolved, arguments.quiz)
    if arguments.command == "paper":
        return with_passages(resolved, quiz) if arguments.with_passage else cold(resolved, quiz)
    return _taken(resolved, quiz, arguments)


def _quiz(resolved: ResolvedCourse, name: str) -> Quiz:
    found = resolved.course.quiz(name)
    if found is None:
        raise RecordsError(f"there is no quiz `{name}`; `course quiz` lists them all")
    return found.value


def _kept(resolved: ResolvedCourse, path: Path) -> list[Record]:
    """The records in a file; none where it isn't there yet."""
    items = [item for quiz in resolved.course.quizzes for item in quiz.value.items]
    return read_records(path.read_text(encoding="utf-8"), items) if path.exists() else []


def _taken(resolved: ResolvedCourse, quiz: Quiz, arguments: argparse.Namespace) -> str:
    path = Path(arguments.records)
    condition = Condition.WITH_PASSAGE if arguments.with_passage else Condition.COLD
    sheet = sys.stdin.read() if arguments.sheet == "-" else Path(arguments.sheet).read_text(encoding="utf-8")
    taken = from_sheet(resolved, quiz, sheet, arguments.reader, condition)
    every = _kept(resolved, path) + taken
    if wrong := list(repeated(every)):
        raise RecordsError("\n".join(wrong))
    write_if_changed(path, as_csv(every).encode())
    return f"{len(taken)} answers of {arguments.reader} are kept in {path}.\n"


if __name__ == "__main__":
    sys.exit(main())
