"""The command `course`. Arguments are parsed and results printed here, and nowhere else.

Exit codes: 0 clean, 1 problems found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.book import BuildError, build_book
from generator.cite import BatchError, as_json, as_text, cite_batch
from generator.diagnostics import to_github, to_json, to_text
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.downloads.pdf import PAPERS, MissingEngineError
from generator.progress import progress_bar
from generator.spec.course import LOCK, SOURCES, load_course
from generator.spec.read import closest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.corpus.corpus import Corpus

CLEAN, FOUND, USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(argv)
    root = Path(arguments.course).resolve()
    if arguments.command != "explain" and not (root / SOURCES).exists():
        return _usage(f"there is no course here: `{SOURCES}` is missing; name a course's root with --course")
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

    build = command("build", _build, "check everything, then make the book")
    build.add_argument("--out", metavar="DIR", help="where the book goes (default: _build/html)")
    build.add_argument("--downloads", action="store_true", help="with the book as an EPUB and a PDF to download")
    build.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="what the PDF is set for (default: a4)")
    build.add_argument("--json", action="store_true", help="print the summary as JSON")
    check = command("check", _check, "report every problem of the course; write nothing")
    check.add_argument("--json", action="store_true", help="print the problems as JSON")
    check.add_argument("--github", action="store_true", help="print the problems as GitHub annotations")
    lock = command("lock", _lock, f"prove every quotation and write {LOCK}")
    lock.add_argument("--locked", action="store_true", help="write nothing; fail if the lock would change")
    cite = command("cite", _cite, "tell whether words stand in the documents, and where")
    cite.add_argument("text", nargs="?", metavar="TEXT", help="the words")
    cite.add_argument("--source", metavar="ID", help="a document, or document/article (default: all)")
    cite.add_argument("--json", action="store_true", help="print the verdict as JSON")
    cite.add_argument("--batch", metavar="FILE", help='JSON Lines of {"id","source","quote"}; `-` is standard input')
    explain = command("explain", _explain, "explain a code that a problem carries")
    explain.add_argument("code", nargs="?", metavar="CODE", help="the code (default: list them all)")
    return parser


def _build(arguments: argparse.Namespace, root: Path) -> int:
    out = Path(arguments.out).resolve() if arguments.out else root / "_build" / "html"
    problems = Problems()
    try:
        summary = build_book(root, out, problems, arguments.paper if arguments.downloads else None)
    except MissingEngineError as error:
        return _usage(str(error))
    except BuildError as error:
        print(f"course: {error}", file=sys.stderr)
        return _report_failure(problems, as_json_=arguments.json)
    if summary is None:
        return _report_failure(problems, as_json_=arguments.json)
    if arguments.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
    else:
        for found in problems:
            print(to_text.as_text(found), end="\n\n", file=sys.stderr)
        print(summary.as_text())
    return CLEAN


def _report_failure(problems: Problems, *, as_json_: bool) -> int:
    if as_json_:
        print(json.dumps({"problems": [to_json.as_json(found) for found in problems]}, ensure_ascii=False))
    else:
        for found in problems:
            print(to_text.as_text(found), end="\n\n", file=sys.stderr)
        print(f"{_count(problems)}. The book was left as it was.", file=sys.stderr)
    return FOUND


def _check(arguments: argparse.Namespace, root: Path) -> int:
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
        print(f"Checked {_checked(asdict(counts))}: {_count(problems)}.")
    return FOUND if problems.errors else CLEAN


def _lock(arguments: argparse.Namespace, root: Path) -> int:
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        resolved, counts = pipeline.check(root, problems, progress)
    for found in problems:
        print(to_text.as_text(found), end="\n\n", file=sys.stderr)
    if resolved is None:
        print(f"{_count(problems)}. The lock was left alone.", file=sys.stderr)
        return FOUND
    if not resolved.proved_now:
        return _usage("the lock can only be made where the documents are; set COURSE_CORPUS to their folder")
    if arguments.locked:
        if pipeline.lock_is_current(resolved):
            print(f"{LOCK} is current: {counts.citations} quotations proved.")
            return CLEAN
        print(f"course: {LOCK} would change; run `course lock` and review the difference", file=sys.stderr)
        return FOUND
    changed = pipeline.save_lock(resolved)
    print(f"{LOCK} {'written' if changed else 'is current'}: {counts.citations} quotations proved.")
    return CLEAN


def _cite(arguments: argparse.Namespace, root: Path) -> int:
    if (arguments.text is None) == (arguments.batch is None):
        return _usage("give either the words or --batch FILE")
    corpus = _open_corpus(root)
    if corpus is None:
        return USAGE
    if arguments.batch is not None:
        return _cite_many(corpus, arguments.batch)
    if arguments.source is not None and not corpus.stretch(arguments.source):
        return _usage(f"there is no document or article `{arguments.source}`")
    judged = corpus.judge(arguments.text, arguments.source)
    print(json.dumps(as_json(judged), ensure_ascii=False) if arguments.json else as_text(judged))
    return CLEAN if judged.verdict.proved else FOUND


def _cite_many(corpus: Corpus, name: str) -> int:
    try:
        if name == "-":
            for line in cite_batch(corpus, sys.stdin):
                print(line)
        else:
            with Path(name).open(encoding="utf-8") as stream:
                for line in cite_batch(corpus, stream):
                    print(line)
    except BatchError as error:
        return _usage(str(error))
    except BrokenPipeError:  # on writing, not on reading
        raise
    except (OSError, UnicodeDecodeError) as error:
        return _usage(f"can't read {name}: {error.strerror if isinstance(error, OSError) else 'not UTF-8 text'}")
    return CLEAN


def _open_corpus(root: Path) -> Corpus | None:
    problems = Problems()
    course = load_course(root, problems)
    if course is None:
        for found in problems:
            print(to_text.as_text(found), end="\n\n", file=sys.stderr)
        return None
    problems = Problems()  # a lesson's faults are no business of a search
    corpus = pipeline.find_corpus(course, problems)
    for found in problems:
        print(to_text.as_text(found), end="\n\n", file=sys.stderr)
    if corpus is None:
        _usage("citing needs the documents: set COURSE_CORPUS to their folder")
    return corpus


def _explain(arguments: argparse.Namespace, root: Path) -> int:
    del root
    known = {code.value: code for code in Code}
    if arguments.code is None:
        width = max(map(len, known))
        for code in Code:
            print(f"{code.value:<{width}}  {code.explanation.splitlines()[0]}")
        return CLEAN
    if arguments.code not in known:
        guess = closest(arguments.code, known)
        return _usage(f"there is no code `{arguments.code}`" + (f"; did you mean `{guess}`?" if guess else ""))
    code = known[arguments.code]
    print(f"{code.value} ({code.severity.value})\n\n{code.explanation}")
    return CLEAN


def _usage(message: str) -> int:
    print(f"course: {message}", file=sys.stderr)
    return USAGE


def _count(problems: Problems) -> str:
    if not len(problems):
        return "no problems"
    parts = [(len(problems.errors), "error"), (len(problems.warnings), "warning")]
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in parts if n)


def _checked(counts: dict[str, Any]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())
