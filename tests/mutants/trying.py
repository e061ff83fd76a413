"""What becomes of a broken course: it is laid out in a folder, checked against the clock, and put right again."""

from __future__ import annotations

import json
import os
import signal
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.diagnostics.to_github import as_github
from generator.diagnostics.to_json import as_json
from generator.diagnostics.to_text import as_text
from generator.pipeline import STATE
from tests.sample_course import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from tests.mutants.course import Files
    from tests.mutants.making import Broken

SECONDS = 5.0
"""Of computing. The sound course takes a twentieth of one and no mutant is more than 20 times its size: what takes this long isn't linear."""
WAITING = 120
"""Seconds on the clock, for what waits without computing; long, since other work may hold the machine."""


class HangError(Exception):
    """The check was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was told of a broken course, by codes; and what should not have happened, or an empty text."""

    codes: tuple[str, ...]
    problems: int
    """How many of them are problems, and not advice."""
    fault: str
    seconds: float


class Bench:
    """A folder with the sound course, in which one broken course after another is tried."""

    def __init__(self, root: Path, course: Files) -> None:
        self.root, self.course = root, course
        for name, content in course.items():
            self._lay(name, content)

    def _files(self) -> tuple[set[Path], Files]:
        """All that lies in the folder, but for the folder in which one check leaves something for the next."""
        left = self.root / STATE
        return {path for path in self.root.rglob("*") if left not in (path, *path.parents) and path != left.parent}, tree(self.root)

    def outcome(self, mutant: Broken) -> Outcome:
        """Check a broken course."""
        for name, content in mutant.changed.items():
            self._lay(name, content)
        before = self._files()
        problems = Problems()
        fault = ""
        started = os.times()
        try:
            with _stopped_in_time(), _corpus(self.root / "documents" if mutant.with_documents else None):
                _check(self.root, problems)
        except HangError:
            fault = f"no end after {SECONDS} s of computing"
        except Exception:  # noqa: BLE001 - whatever falls is what is sought
            fault = traceback.format_exc()
        if self._files() != before:
            fault += "\nfiles were changed"
        ended = os.times()
        for name in mutant.changed:
            self._lay(name, self.course.get(name))
        codes = tuple(found.code.value for found in problems.all())
        return Outcome(
            codes=codes,
            problems=len(list(problems)),
            fault=fault,
            seconds=ended.user + ended.system - started.user - started.system,
        )

    def _lay(self, name: str, content: bytes | None) -> None:
        path = self.root / name
        if content is None:
            path.unlink(missing_ok=True)
            for folder in path.parents:  # none of the sound course's is ever empty
                if folder == self.root or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _check(root: Path, problems: Problems) -> None:
    """Check a course, and tell each of its problems in every form."""
    resolved, _ = pipeline.check(root, problems)
    assert (resolved is None) == bool(problems.errors)
    for found in problems.all():
        line, column = found.place
        assert line >= 1
        assert column >= 1
        assert 0 <= found.span.start <= found.span.end
        assert found.message
        as_text(found).encode()
        as_github(found).encode()
        json.dumps(as_json(found), ensure_ascii=False).encode()


@contextmanager
def _stopped_in_time() -> Iterator[None]:
    """Raises HangError in what takes too long."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise HangError

    kept = signal.signal(signal.SIGPROF, stop), signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WAITING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGPROF, kept[0])
        signal.signal(signal.SIGALRM, kept[1])


@contextmanager
def _corpus(folder: Path | None) -> Iterator[None]:
    """The folder of documents as COURSE_CORPUS names it, or none."""
    kept = os.environ.pop("COURSE_CORPUS", None)
    if folder is not None:
        os.environ["COURSE_CORPUS"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("COURSE_CORPUS", None)
        if kept is not None:
            os.environ["COURSE_CORPUS"] = kept
