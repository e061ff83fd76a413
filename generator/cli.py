"""The command `course`. Arguments are parsed here and nowhere else; what each command does stands in `commands/`.

Exit codes: 0 clean, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.saying import CLEAN, usage
from generator.export.target import Target
from generator.papers import PAPERS
from generator.schema.kind import FileKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

WITHOUT_COURSE = frozenset({"explain", "lsp", "new", "schema"})
"""Commands that need no course, or see for themselves whether there is one."""

SELDOM = (200_000, 20, 100)
"""When Python looks for garbage that counting references misses: what a command makes mostly lasts as long as it does, and looking
through a course's models again and again took a fifth of a check."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    gc.set_threshold(*SELDOM)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # a course's models ask none, and looking for them takes a while
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(argv)
    root = Path(arguments.course).resolve()
    if arguments.command not in WITHOUT_COURSE and (missing := _load("place").no_course(root)):
        return usage(missing)
    run: Callable[[argparse.Namespace, Path], int] = _load(arguments.command).run
    try:
        code = run(arguments, root)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output went away, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it exits
        return CLEAN
    return code


def _load(name: str) -> ModuleType:
    """A module of `commands/`, which has the name of its command. Only what is asked for is loaded: some take a second."""
    return import_module(f"generator.commands.{name}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="course",
        description="Compile a course: prove its quotations, and make its book, quizzes and notebooks.",
        epilog="COURSE_CORPUS names the folder of documents; without it and without corpus/ the lock answers.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--course", metavar="DIR", default=".", help="the course's root (default: this folder)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=text, description=f"{text[0].upper()}{text[1:]}.")

    _for_the_book(command)
    _for_the_workbench(command)
    _for_mending(command)
    _for_quoting(command)
    _for_marks(command)
    _for_the_analysis(command)
    _for_other_graders(command)
    _for_quizzes(command)
    _for_editors(command)
    _for_beginnings(commands, common)
    return parser


def _for_editors(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What editors know of the files that authors write."""
    made = command("schema", "print JSON Schemas of the files that authors write, or write them for an editor")
    made.add_argument("kind", nargs="?", choices=[kind.value for kind in FileKind], metavar="KIND",
                      help="the kind of file (default: list them; with --out, all of them)")  # fmt: skip
    made.add_argument("--out", metavar="DIR", help="write them to this folder; .schemas in the course's root is where modelines look")
    made.add_argument("--check", action="store_true", help="with --out: write nothing; fail if a schema there isn't current")
    command("lsp", "serve an editor that speaks the Language Server Protocol, over standard input and output")


def _for_beginnings(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """`course new`, with what it makes."""
    text = "make a course, a lesson, a quiz, or the record of a document"
    made = commands.add_parser("new", help=text, description=f"{text[0].upper()}{text[1:]}.")
    kinds = made.add_subparsers(dest="what", required=True, metavar="WHAT")
    kind = kinds.add_parser("course", parents=[common], help="a small complete course, which builds at once")
    kind.add_argument("folder", metavar="DIR", help="a folder that isn't there yet, or is empty")
    kind.add_argument("--title", metavar="TEXT", help="the book's title (default: the example's)")
    kind.add_argument("--empty", action="store_true", help="without the example: ready for documents and lessons of your own")
    kind = kinds.add_parser("lesson", parents=[common], help="a lesson to fill in, listed in _toc.yml")
    kind.add_argument("id", metavar="ID", help="the lesson's id, which is its file's name")
    kind.add_argument("--title", metavar="TEXT", help="its title")
    kind.add_argument("--unit", metavar="ID", help="its unit, which is begun if there is none of this id (default: the only one)")
    kind = kinds.add_parser("quiz", parents=[common], help="a quiz to fill in, named by its lesson")
    kind.add_argument("id", metavar="ID", help="the quiz's id, which is its file's name")
    kind.add_argument("--lesson", metavar="ID", required=True, help="the lesson that it closes")
    kind = kinds.add_parser("source", parents=[common], help="a document for the corpus, with a proposed record")
    kind.add_argument("file", metavar="FILE", help="text, Markdown, HTML, PDF, .docx or EPUB")
    kind.add_argument("--id", metavar="ID", help="the document's id (default: made from its title)")
    kind.add_argument("--print", action="store_true", help="print the record and write nothing")


def _for_quizzes(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who takes a quiz, and for who hands one out."""
    made = command("quiz", "ask a quiz in the terminal, and keep the answers in a file")
    made.add_argument("quiz", nargs="?", metavar="ID", help="the quiz (default: list them all)")
    made.add_argument("--out", metavar="FILE", help="where the answers go (default: ID-answers.json in this folder)")
    made.add_argument("--again", action="store_true", help="begin anew, whatever the file holds")
    made.add_argument("--sources", action="store_true", help="print the lesson's excerpts first")
    made = command("leaks", "prove that nothing that is handed out holds the key of a graded quiz")
    made.add_argument("paths", nargs="+", metavar="PATH", help="a folder, a file or an archive: the book, notebooks, downloads")
    made.add_argument("--json", action="store_true", help="print what was found as JSON")


def _for_the_book(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who writes the course."""
    made = command("build", "check everything, then make the book")
    made.add_argument("--out", metavar="DIR", help="where the book goes (default: _build/html)")
    made.add_argument("--downloads", action="store_true", help="with the book as an EPUB and a PDF to download")
    made.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="what the PDF is set for (default: a4)")
    made.add_argument("--json", action="store_true", help="print the summary as JSON")
    made = command("check", "report every problem of the course; write nothing")
    made.add_argument("--json", action="store_true", help="print the problems as JSON")
    made.add_argument("--github", action="store_true", help="print the problems as GitHub annotations")
    _for_the_lint(made)
    made = command("lock", "prove every quotation and write the lock, lessons/passages.lock.yml")
    made.add_argument("--locked", action="store_true", help="write nothing; fail if the lock would change")
    made = command("explain", "explain a code that a problem carries")
    made.add_argument("code", nargs="?", metavar="CODE", help="the code (default: list them all)")


def _for_the_lint(made: argparse.ArgumentParser) -> None:
    """What `course check` tells of how items are written."""
    made.add_argument("--info", action="store_true", help="print advice on items too")
    baseline = made.add_mutually_exclusive_group()
    baseline.add_argument("--baseline", metavar="FILE", help="leave out what the lint found when FILE was written")
    baseline.add_argument("--write-baseline", metavar="FILE", help="record what the lint finds now, for --baseline")


def _for_mending(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What the compiler mends by itself."""
    made = command("fix", "mend what can be mended without a choice, as a diff to confirm")
    made.add_argument("paths", nargs="*", metavar="PATH", help="files or folders that may be edited (default: all)")
    made.add_argument("--yes", action="store_true", help="write without asking")
    made.add_argument("--diff", action="store_true", help="only show the diff")
    made.add_argument("--code", action="append", metavar="CODE", help="mend problems of this code alone; may be given again")
    made.add_argument("--all", action="store_true", help="also make fixes that are only offered, where there is only one")
    made.add_argument("--json", action="store_true", help="print what is mended as JSON, and ask nothing")


def _for_quoting(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who looks for words, and asks which were quoted."""
    made = command("cite", "tell whether words stand in the documents, and find passages to cite")
    made.add_argument("text", nargs="*", metavar="WORDS", help="the words (default: ask for them, in a terminal)")
    made.add_argument("--from", dest="first", metavar="WORDS", help="the first words of a longer passage")
    made.add_argument("--to", dest="last", metavar="WORDS", help="its last words")
    made.add_argument("--source", metavar="ID", help="a document, or document/article (default: all)")
    made.add_argument("--limit", type=int, metavar="N", help="passages that are shown at most (default: 5)")
    made.add_argument("--json", action="store_true", help="print the verdict as JSON; with --limit, passages too")
    made.add_argument("--batch", metavar="FILE", help='JSON Lines of {"id","source","quote"}; `-` is standard input')
    made = command("stats", "count what is cited, asked and written")
    made.add_argument("--json", action="store_true", help="print the figures as JSON")
    made.add_argument("--html", metavar="FILE", help="write them as a page instead of printing them")


def _for_the_workbench(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The book while it is written."""
    made = command("serve", "show the book in the browser, and draw it anew at each edit")
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
    made = command("grade", "make a gradebook, feedback and a report of returned notebooks and result files")
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
    made = command("analyse", "tell from graded answers which items to look at")
    made.add_argument("folder", metavar="FOLDER", help="what `course grade --out` wrote")
    made.add_argument("--out", metavar="DIR", help="where the analysis goes (default: analysis in FOLDER)")
    made.add_argument("--json", action="store_true", help="print a summary as JSON")


def _for_other_graders(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Commands for who grades with other programs."""
    made = command("export", "write quizzes in the format of another grader of notebooks")
    made.add_argument("target", choices=[target.value for target in Target], help="the grader")
    made.add_argument("quizzes", nargs="*", metavar="QUIZ", help="ids of quizzes (default: all)")
    made.add_argument("--out", metavar="DIR", required=True, help="where the assignments go")
    made.add_argument("--json", action="store_true", help="print what was written as JSON")
