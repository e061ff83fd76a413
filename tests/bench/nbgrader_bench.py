"""What nbgrader takes for a submission, on notebooks that this project exports.

    COURSE_NBGRADER=DIR python -m tests.bench.nbgrader_bench [SUBMISSIONS]

Autograding alone is timed, in one process for all submissions, on a quiz of the real course answered right. nbgrader runs
every notebook in a kernel of its own; one processor is busy at a time.
"""

import sys
import tempfile
import time
from pathlib import Path

from tests.acceptance.conftest import NBGRADER
from tests.acceptance.nbgrader import PYTHON, hand_in, nbgrader, release, run
from tests.acceptance.students import handed_in, richest_quiz, students

SUBMISSIONS = 10


def seconds_per_submission(submissions: int, folder: Path) -> tuple[float, int]:
    """Seconds for each of some submissions, and the items in one."""
    resolved, quiz = richest_quiz()
    released = release(folder, resolved, quiz)
    right = students(resolved, quiz, tamper=lambda book: book.clear())[0]
    for n in range(submissions):
        hand_in(folder, quiz, f"student-{n}", handed_in(released, right))
    begun = time.perf_counter()
    done = nbgrader(folder, "autograde", quiz.id)
    taken = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(done.stderr)
    return taken / submissions, len(quiz.items)


def main() -> None:
    """Print one row."""
    if NBGRADER is None:
        sys.exit("COURSE_NBGRADER must name the folder of an environment that has nbgrader; .ci/nbgrader.lock says what is in it")
    submissions = int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS
    with tempfile.TemporaryDirectory() as folder:
        seconds, items = seconds_per_submission(submissions, Path(folder))
        version = run(Path(folder), PYTHON, "-c", "import nbgrader; print(nbgrader.__version__)").stdout.strip()
    print(f"nbgrader {version}: {seconds:.2f} s per submission of {items} items ({submissions} submissions, 1 process)")


if __name__ == "__main__":
    main()
