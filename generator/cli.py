"""The command `course`. Arguments are parsed here and nowhere else; what each command does stands in `commands/`.

Exit codes: 0 clean, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands import analyse, build, check, cite, explain, export, grade, leaks, lock, quiz, serve
from generator.commands.saying import CLEAN, usage
from generator.downloads.pdf import PAPERS
from generator.export.targets import Target
from generator.spec.course import LOCK, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WITHOUT_COURSE = frozenset({"explain"})
"""Commands that need no course."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(argv)
    root = Path(arguments.course).resolve()
    if arguments.command not in WITHOUT_COURSE and not (root / SOURCES).exists():
        return usage(f"there is no course here: `{SOURCES}` is missing; name a course's root with --course")
    run: Callable[[argparse.Namespace, Path], int] = arguments.run
    try:
        code = run(arguments, root)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output went away, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it exits
        return CLEAN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="course",
        description="Compile a course: prove its quotations, and make its book, quizzes and notebooks.",
        epilog="COURSE_CORPUS names the folder of documents; without it and without corpus/ the lock answers.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--course", metavar="DIR", default=".", help="the course's root (default: this folder)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Path], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=text, description=f"{text[0].upper()}{text[1:]}.")
        made.set_defaults(run=run)
        return made

    _for_the_book(command)
    _for_the_workbench(command)
    _for_marks(command)
    _for_the_analysis(command)
    _for_other_graders(command)
    _for_quizzes(command)
    return parser


def _for_quizzes(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who takes a quiz, and for who hands one out."""
    made = command("quiz", quiz.run, "ask a quiz in the terminal, and keep the answers in a file")
    made.add_argument("quiz", nargs="?", metavar="ID", help="the quiz (default: list them all)")
    made.add_argument("--out", metavar="FILE", help="where the answers go (default: ID-answers.json in this folder)")
    made.add_argument("--again", action="store_true", help="begin anew, whatever the file holds")
    made.add_argument("--sources", action="store_true", help="print the lesson's excerpts first")
    made = command("leaks", leaks.run, "prove that nothing that is handed out holds the key of a graded quiz")
    made.add_argument("paths", nargs="+", metavar="PATH", help="a folder, a file or an archive: the book, notebooks, downloads")
    made.add_argument("--json", action="store_true", help="print what was found as JSON")


def _for_the_book(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who writes the course."""
    made = command("build", build.run, "check everything, then make the book")
    made.add_argument("--out", metavar="DIR", help="where the book goes (default: _build/html)")
    made.add_argument("--downloads", action="store_true", help="with the book as an EPUB and a PDF to download")
    made.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="what the PDF is set for (default: a4)")
    made.add_argument("--json", action="store_true", help="print the summary as JSON")
    made = command("check", check.run, "report every problem of the course; write nothing")
    made.add_argument("--json", action="store_true", help="print the problems as JSON")
    made.add_argument("--github", action="store_true", help="print the problems as GitHub annotations")
    made = command("lock", lock.run, f"prove every quotation and write {LOCK}")
    made.add_argument("--locked", action="store_true", help="write nothing; fail if the lock would change")
    made = command("cite", cite.run, "tell whether words stand in the documents, and where")
    made.add_argument("text", nargs="?", metavar="TEXT", help="the words")
    made.add_argument("--source", metavar="ID", help="a document, or document/article (default: all)")
    made.add_argument("--json", action="store_true", help="print the verdict as JSON")
    made.add_argument("--batch", metavar="FILE", help='JSON Lines of {"id","source","quote"}; `-` is standard input')
    made = command("explain", explain.run, "explain a code that a problem carries")
    made.add_argument("code", nargs="?", metavar="CODE", help="the code (default: list them all)")


def _for_the_workbench(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The book while it is written."""
    made = command("serve", serve.run, "show the book in the browser, and draw it anew at each edit")
    made.add_argument("--port", type=_port, metavar="N", help="the port, 0 for any (default: 8000, or the next that is free)")
    made.add_argument("--open", action="store_true", help="open a browser")
    made.add_argument("--json", action="store_true", help="print what happens as JSON Lines")


def _port(text: str) -> int:
    """The number of a port."""
    if not (text.isascii() and text.isdigit() and int(text) < 1 << 16):
        raise argparse.ArgumentTypeError(f"`{text}` is no port: use a number from 0 to 65535")
    return int(text)


def _for_marks(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who marks what students hand in."""
    made = command("grade", grade.run, "make a gradebook, feedback and a report of returned notebooks and result files")
    made.add_argument("paths", nargs="+", metavar="PATH", help="folders, zips and files; nothing in them is run")
    made.add_argument("--out", metavar="DIR", required=True, help="where everything goes; with the feedback it holds the key")
    made.add_argument("--roster", metavar="FILE", help="CSV of the students, with a column of ids (default: who the files say)")
    made.add_argument("--policy", metavar="FILE", help="YAML like lessons/grading.yml, in its place")
    made.add_argument("--quiz", metavar="ID", action="append", default=[], help="grade this quiz alone; may be given several times")
    made.add_argument("--parquet", action="store_true", help="write the tables as Parquet too (needs pyarrow)")
    made.add_argument("--no-feedback", action="store_true", help="write no feedback")
    made.add_argument("--json", action="store_true", help="print the summary as JSON")


def _for_the_analysis(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What the answers say of the items."""
    made = command("analyse", analyse.run, "tell from graded answers which items to look at")
    made.add_argument("folder", metavar="FOLDER", help="what `course grade --out` wrote")
    made.add_argument("--out", metavar="DIR", help="where the analysis goes (default: analysis in FOLDER)")
    made.add_argument("--json", action="store_true", help="print a summary as JSON")


def _for_other_graders(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who grades with other programs."""
    made = command("export", export.run, "write quizzes in the format of another grader of notebooks")
    made.add_argument("target", choices=[target.value for target in Target], help="the grader")
    made.add_argument("quizzes", nargs="*", metavar="QUIZ", help="ids of quizzes (default: all)")
    made.add_argument("--out", metavar="DIR", required=True, help="where the assignments go")
    made.add_argument("--json", action="store_true", help="print what was written as JSON")
