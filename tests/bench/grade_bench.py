"""How fast returned files are graded, how much memory that takes, and whether both grow no faster than the files.

    python -m tests.bench.grade_bench [--sizes 100,1000,10000] [--quiz ID] [--json]

The files are made from a seed for a quiz of the course at hand: notebooks typed, clicked and mixed, and result files, from blank
to full marks; one in twenty is damaged, in each of the ways of tests/submissions.py in turn. Each size is graded in a process
of its own, once for marks and the report alone and once with feedback, so that the peak of memory is that of the grading.
Afterwards every file is looked up: honest ones must have the mark that they deserve, damaged ones their true reason, and none
may be lost. Time is processor time, of one core: other work on the machine doesn't count.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.grade.grading import Asks, grade
from generator.grade.out_folder import open_out
from generator.grade.policy import policy_of
from generator.resolve import ResolvedCourse
from tests.grade_law import broken
from tests.submissions import submissions, write

ROOT = Path(__file__).parents[2]
ONE_IN = 20
FOLDERS = {"marks": "out", "marks and feedback": "out-feedback"}


def course() -> ResolvedCourse:
    """The course of this repository."""
    problems = Problems()
    resolved, _ = pipeline.check(ROOT, problems)
    assert resolved is not None, [found.message for found in problems]
    return resolved


def measure(folder: Path, quiz: str, what: str) -> dict[str, float]:
    """Grade what lies in a folder; seconds of processor time, seconds by the clock, and the peak of memory in MB before and after."""
    resolved = course()
    asks = Asks(paths=(folder / "in",), policy=policy_of(resolved.course, None, [quiz]), feedback=what != "marks")
    before = peak()
    begun, clock = time.process_time(), time.monotonic()
    grade(resolved, asks, open_out(folder / FOLDERS[what], asks.paths), lambda *_: None, lambda *_: None)
    return {
        "seconds": time.process_time() - begun,
        "clock": time.monotonic() - clock,
        "base": before,
        "peak": peak(),
    }


def peak() -> float:
    """The most memory that this process held so far, in MB.

    Linux counts the memory of the process that started this one into what getrusage tells, so its own word is taken first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def of_size(size: int, quiz: str) -> tuple[dict[str, dict[str, float]], list[str]]:
    """The figures for so many files, and what is wrong with what came of them."""
    resolved = course()
    found = resolved.course.quiz(quiz)
    assert found is not None, f"there is no quiz {quiz}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        handed_in = []
        for one in submissions(resolved, found.value, size, seed=size, one_in=ONE_IN):
            write(iter([one]), folder / "in")
            handed_in.append(replace(one, content=b""))
        figures = {}
        for what in FOLDERS:
            command = [sys.executable, "-m", "tests.bench.grade_bench", "--quiz", quiz, "--one", str(folder), "--what", what]
            figures[what] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
        wrong = [fault for place in FOLDERS.values() for fault in broken(folder / place, quiz, len(found.value.items), handed_in)]
    return figures, wrong


def main() -> None:
    """Measure and print. Ends with 1 where a file was lost or got another mark or reason than it deserves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of files, with commas")
    parser.add_argument("--quiz", help="which quiz (default: the one with most items)")
    parser.add_argument("--json", action="store_true", help="print JSON rather than a table")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--what", choices=list(FOLDERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one, options.quiz, options.what)))
        return
    quiz = options.quiz or max(course().course.quizzes, key=lambda one: len(one.value.items)).value.id
    results = {size: of_size(size, quiz) for size in map(int, options.sizes.split(","))}
    faults = [fault for _, wrong in results.values() for fault in wrong]
    if options.json:
        print(json.dumps({"quiz": quiz, "results": {size: figures for size, (figures, _) in results.items()}, "faults": faults}))
    else:
        show(quiz, {size: figures for size, (figures, _) in results.items()})
        print(f"Lost, or with another mark or reason than deserved: {len(faults)}.")
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    sys.exit(bool(faults))


def show(quiz: str, results: dict[int, dict[str, dict[str, float]]]) -> None:
    """The table, with the exponent of growth from each size to the next: 1 is linear."""
    print(f"Quiz {quiz}; one file in {ONE_IN} is damaged.")
    print(f"{'files':>7} {'':<20}{'seconds':>9}{'by clock':>10}{'files/s':>9}{'MB before':>11}{'peak MB':>9}{'growth':>8}")
    growths = {
        (after, what): math.log(results[after][what]["seconds"] / results[before][what]["seconds"]) / math.log(after / before)
        for before, after in pairwise(results)
        for what in FOLDERS
    }
    for size, figures in results.items():
        for what, one in figures.items():
            growth = f"{growths[size, what]:>8.2f}" if (size, what) in growths else ""
            rate = size / one["seconds"]
            print(f"{size:>7} {what:<20}{one['seconds']:>9.2f}{one['clock']:>10.2f}{rate:>9.0f}{one['base']:>11.0f}{one['peak']:>9.0f}{growth}")


if __name__ == "__main__":
    main()
