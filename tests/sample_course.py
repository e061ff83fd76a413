"""The sample: a whole course about an invented town, small enough to build in two seconds, that uses every key of the specs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from generator.corpus.corpus import open_corpus
from generator.corpus.kept import FOLDER as KEPT
from generator.diagnostics.model import Problems
from generator.lasting import PLACE
from generator.pipeline import save_lock
from generator.resolve import resolve_with_corpus
from generator.spec.course import load_course

SAMPLE = Path(__file__).parent / "sample"
_MADE = shutil.ignore_patterns("_build", "chapters", "units", "notebooks", "glossary.md", "timeline.md", "__pycache__")


def sample_corpus() -> Path:
    """The folder of the sample's documents."""
    return SAMPLE / "documents"


def copy_sample(tmp_path: Path) -> Path:
    """A writable copy of the sample, documents and all, without anything made from it. Gives the course's root."""
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root, ignore=_MADE)
    shutil.rmtree(root / "book" / "sources", ignore_errors=True)
    return root


def relock(root: Path) -> None:
    """Make a copy's lock anew, so that tests of what a lock is good for don't hang on whether the one that is kept is current."""
    problems = Problems()
    course = load_course(root, problems)
    assert course is not None
    resolved = resolve_with_corpus(course, open_corpus(root / "documents", course.sources, problems), problems)
    assert resolved is not None
    save_lock(resolved)


def edit(path: Path, old: str, new: str) -> None:
    """Replace words that stand exactly once in a file."""
    with path.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text.replace(old, new))


def run_course(root: Path, *arguments: str, corpus: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command `course` on a course, in a process of its own; without documents unless `corpus` names their folder."""
    return run_python(root, "-m", "generator", *arguments, "--course", str(root), corpus=corpus)


def run_python(root: Path, *arguments: str, corpus: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python in a course's root, with or without the course's documents."""
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_CORPUS"}
    environment["PYTHONPATH"] = str(SAMPLE.parent.parent)
    if corpus is not None:
        environment["COURSE_CORPUS"] = str(corpus)
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def tree(folder: Path, *, without: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes, by path; paths that begin with one of `without` are left out, and what checks leave
    for later ones."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith((PLACE, KEPT, *without))
    }
