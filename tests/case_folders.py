"""Cases as folders: each holds the files in which a course differs from the sample, and what `course check` says of it.

`tests/cases/good/<name>/` are courses without errors; `tests/cases/bad/<code>/` or `<code>-<variant>/` have one fault each,
`tests/cases/many/<name>/` ten in one run.
Beside the files of the course stand `expected.txt`, the exact output; in bad cases `at.txt`, the faulty text that has to be
marked, which is empty where the fault is of a file as a whole or that nothing is written; and where files of the sample are to be
taken away `removed.txt`, which names them one a line. Without the folder `documents` the course is checked against its lock.
"""

import shutil
from pathlib import Path

from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from tests.sample_course import copy_sample

CASES = Path(__file__).parent / "cases"
GOOD, BAD, MANY = CASES / "good", CASES / "bad", CASES / "many"
EXPECTED, AT, REMOVED = "expected.txt", "at.txt", "removed.txt"


def case_folders() -> list[Path]:
    """Every case."""
    return sorted(path for kind in (GOOD, BAD, MANY) for path in kind.iterdir())


def covered_code(name: str) -> str:
    """The code or the flaw that a bad case's name begins with; the name itself where there is none."""
    known = (*(code.value for code in Code), *(flaw.value for flaw in Flaw))
    return max((code for code in known if f"{name}-".startswith(f"{code}-")), key=len, default=name)


def lay_over(case: Path, tmp_path: Path) -> Path:
    """The sample with a case's files laid over it. Gives the course's root."""
    root = copy_sample(tmp_path)
    shutil.copytree(case, root, ignore=shutil.ignore_patterns(EXPECTED, AT, REMOVED), dirs_exist_ok=True)
    removed = case / REMOVED
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return root
