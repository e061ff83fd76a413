"""How long an author waits for an answer, on the real course and on one many times its size.

    python -m tests.bench.latency_bench [--sizes 1,50] [--times 20] [--few 3] [--json]

Needs COURSE_CORPUS. Commands run in processes of their own, so what Python loads is in their figures. `check warm` is a check in
one process after an edit of one lesson's prose, each edit another; `check again` one after no edit. `editor` is a real client of
the language server: from a keystroke in that lesson until the marks for it are there. Times are seconds on the clock, of one
machine, whose load is printed; the processor's time is given beside the commands. How long an edit takes into the browser,
`serve_bench` tells. Nothing is asserted.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.lasting import PLACE
from generator.memory import Memory
from tests import editor as editing
from tests.bench.large_course import enlarge
from tests.editor import Editor

ROOT = Path(__file__).parent.parent.parent
LESSON = "lessons/counting-1952.yml"
WORDS = ("mine", "workers", "strike")
PATIENCE = 1800
"""Seconds that the editor waits for the first marks of a large course on a busy machine."""

Row = tuple[str, list[float]]


def timed(work: Callable[[int], object], times: int) -> list[float]:
    """Seconds on the clock that each of so many runs took."""
    took = []
    for number in range(times):
        began = time.perf_counter()
        work(number)
        took.append(time.perf_counter() - began)
    return took


def commands(root: Path, corpus: Path, times: int, few: int) -> Iterator[Row]:
    """Commands in processes of their own, each with its processor time."""
    environment = os.environ | {"COURSE_CORPUS": str(corpus), "PYTHONPATH": str(ROOT)}
    edited = edits(root)
    check = ("check", "--course", str(root))

    def forget(_: int) -> None:
        (root / PLACE).unlink(missing_ok=True)

    def edit(number: int) -> None:
        (root / LESSON).write_text(edited(number), encoding="utf-8")

    for label, arguments, runs, before_each in (
        ("course --help", ("--help",), times, None),
        ("course explain CODE", ("explain", "quote-absent"), times, None),
        ("course cite WORDS", ("cite", "--course", str(root), *WORDS), few, None),
        ("course check, cold", check, few, forget),
        ("course check, nothing changed", check, few, None),
        ("course check, one edit", check, few, edit),
    ):
        cpu: list[float] = []

        def run(
            number: int, arguments: tuple[str, ...] = arguments, cpu: list[float] = cpu, prepare: Callable[[int], None] | None = before_each
        ) -> None:
            if prepare is not None:
                prepare(number)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "generator", *arguments], env=environment, capture_output=True, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

        yield label, timed(run, runs)
        yield f"{label}: processor", cpu
    edit(0)


def edits(root: Path) -> Callable[[int], str]:
    """The lesson's text with one more word in its first prose, another each time."""
    text = (root / LESSON).read_text(encoding="utf-8")
    for prose in ("prose: |\n      ", '"prose": "'):
        if prose in text:
            return lambda number: text.replace(prose, f"{prose}Word{number} ", 1)
    raise ValueError(f"{LESSON} has no prose")


def checks(root: Path, corpus: Path, times: int) -> Iterator[Row]:
    """Checks one after the other in this process."""
    os.environ["COURSE_CORPUS"] = str(corpus)
    memory, edited = Memory(), edits(root)

    def check(_: int) -> None:
        problems = Problems()
        pipeline.check(root, problems, memory=memory)
        assert not problems.errors, next(iter(problems))

    check(0)
    yield "check again", timed(check, times)
    took = []
    for number in range(times):
        (root / LESSON).write_text(edited(number), encoding="utf-8")
        took += timed(check, 1)
    yield "check warm, after an edit", took
    (root / LESSON).write_text(edited(0), encoding="utf-8")


def keystrokes(root: Path, corpus: Path, times: int) -> Iterator[Row]:
    """From a keystroke in an editor until its marks."""
    editor, edited = Editor(root, corpus), edits(root)
    editing.PATIENCE = PATIENCE
    editor.open(LESSON, edited(0))
    editor.marked(LESSON)

    def press(number: int) -> None:
        editor.change(LESSON, edited(number + 1))
        editor.marked(LESSON)

    press(0)
    yield "editor: keystroke to marks", timed(press, times)
    editor.close()


def measure(size: int, times: int, few: int) -> Iterator[Row]:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        root, corpus = enlarge(ROOT, Path(os.environ["COURSE_CORPUS"]), Path(folder), size)
        yield from commands(root, corpus, times, few)
        yield from checks(root, corpus, times)
        yield from keystrokes(root, corpus, times)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How long an author waits for an answer.")
    parser.add_argument("--sizes", default="1,50", help="how many times the real course")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--few", type=int, default=3, help="runs of what takes long")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    corpus = os.environ["COURSE_CORPUS"]
    for size in map(int, arguments.sizes.split(",")):
        os.environ["COURSE_CORPUS"] = corpus
        if not arguments.json:
            print(f"{size} times the real course, load {os.getloadavg()[0]:.1f}{'min':>26} {'median':>8} {'p95':>8}    n", flush=True)
        for label, took in measure(size, arguments.times, arguments.few):
            high = statistics.quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
            figures = {"min": min(took), "median": statistics.median(took), "p95": high}
            if arguments.json:
                print(json.dumps({"size": size, "what": label, "n": len(took), **figures}), flush=True)
            else:
                print(f"  {label:<46} {' '.join(f'{figure:8.3f}' for figure in figures.values())} {len(took):4}", flush=True)


if __name__ == "__main__":
    main()
