"""Runs nbgrader, the one of COURSE_NBGRADER, on a folder."""

import os
import subprocess
from pathlib import Path

from generator.export.target import Target
from generator.export.targets import exported
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.acceptance.conftest import NBGRADER

BIN = Path(str(NBGRADER)) / "bin"
PYTHON = str(BIN / "python")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a program of nbgrader's environment in a folder, with no settings but those that are there."""
    own = {
        name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "COURSE"))}
    environment = {**kept, **own, "PATH": f"{BIN}:{os.environ['PATH']}"}  # nbgrader calls alembic by its bare name
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "nbgrader", *arguments)


def release(folder: Path, resolved: ResolvedCourse, quiz: Quiz) -> bytes:
    """Export a quiz into a folder and let nbgrader make the students' version."""
    for name, content in exported(resolved, [quiz], Target.NBGRADER).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    done = nbgrader(folder, "generate_assignment", quiz.id)
    assert done.returncode == 0, done.stderr
    return (folder / f"release/{quiz.id}/{quiz.id}.ipynb").read_bytes()


def hand_in(folder: Path, quiz: Quiz, student: str, notebook: bytes) -> None:
    """Put a notebook where nbgrader looks for a student's."""
    place = folder / "submitted" / student / quiz.id
    place.mkdir(parents=True)
    (place / f"{quiz.id}.ipynb").write_bytes(notebook)
