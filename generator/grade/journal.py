"""A journal of readings, so that work that was broken off goes on where it was: JSON lines, one for each file.

A line is used again only for the same bytes at the same path, read for the same course by the same compiler. A last line that
was broken off is cut away. What stands in the journal is what was read, so a run that goes on gives what an undisturbed one does.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from generator.grade.flags import Flag
from generator.grade.model import Raised, Reading, Response, State
from generator.grade.read import read

if TYPE_CHECKING:
    from types import TracebackType

    from generator.grade.asked import Asked
    from generator.grade.model import Incoming
    from generator.resolve import ResolvedCourse

_HEAD = "course-grading-journal"


def made_for(resolved: ResolvedCourse) -> str:
    """A digest of all that a reading depends on beside the file: what the course asks, and the compiler's own code."""
    course = resolved.course
    asked = [quiz.value.model_dump(mode="json") for quiz in course.quizzes]
    places = {key: passage.within for key, passage in resolved.lock.passages.items()}
    written = json.dumps([course.sources.value.course, asked, places, _compiler()], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()


@cache
def _compiler() -> str:
    """A digest of the compiler's code: a version number doesn't change with each change."""
    package = Path(__file__).parent.parent
    found = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


class Journal:
    """Readings by path and digest of the bytes, kept in a file while it is open. Not for two runs at once."""

    def __init__(self, path: Path, digest: str) -> None:
        self._path = path
        self._head = json.dumps({_HEAD: 1, "made_for": digest})
        self._known: dict[tuple[str, str], tuple[Reading, ...]] = {}

    def __enter__(self) -> Self:
        """Read what is there, cut off what isn't whole, and go on behind it."""
        kept = self._load()
        self._stream = self._path.open("r+b" if self._path.exists() else "w+b")
        self._stream.truncate(kept)
        self._stream.seek(kept)
        if not kept:
            self._append(self._head)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file; it stays, for the next run if this one was broken off."""
        self._stream.close()

    def read(self, asked: Asked, incoming: Incoming) -> tuple[Reading, ...]:
        """What a file holds: from the journal if it is there, else read, and written down. The time is that of today's file."""
        sha256 = hashlib.sha256(incoming.content).hexdigest()
        known = self._known.get((incoming.path, sha256))
        if known is not None:
            return tuple(replace(reading, handed_in=incoming.handed_in) for reading in known)
        readings = read(asked, incoming)
        self._append(json.dumps([incoming.path, sha256, [_as_json(reading) for reading in readings]], ensure_ascii=True))
        return readings

    def _append(self, line: str) -> None:
        self._stream.write(f"{line}\n".encode())
        self._stream.flush()

    def _load(self) -> int:
        """Fill in what is known; gives the length of the whole lines, 0 where the journal is another's."""
        try:
            lines = self._path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return 0
        if not lines or lines[0] != f"{self._head}\n".encode():
            return 0
        kept = len(lines[0])
        for line in lines[1:]:
            found = _line(line)
            if found is None:
                break
            path, sha256, readings = found
            self._known[path, sha256] = readings
            kept += len(line)
        return kept


def _line(line: bytes) -> tuple[str, str, tuple[Reading, ...]] | None:
    """A line's content, or None where it was broken off or isn't ours."""
    if not line.endswith(b"\n"):
        return None
    try:
        path, sha256, readings = json.loads(line)
        return str(path), str(sha256), tuple(_from_json(path, sha256, reading) for reading in readings)
    except (ValueError, TypeError, KeyError):
        return None


def _as_json(reading: Reading) -> dict[str, Any]:
    return {
        "quiz": reading.quiz,
        "claimed": reading.claimed,
        "saved": reading.saved,
        "responses": [[one.item, one.state.value, list(one.answer), one.sure, one.seconds] for one in reading.responses],
        "raised": [[one.flag.value, one.detail, one.item] for one in reading.raised],
    }


def _from_json(path: str, sha256: str, found: dict[str, Any]) -> Reading:
    return Reading(
        path=path,
        sha256=sha256,
        quiz=found["quiz"],
        claimed=found["claimed"],
        saved=found["saved"],
        responses=tuple(
            Response(item=item, state=State(state), answer=tuple(answer), sure=sure, seconds=seconds)
            for item, state, answer, sure, seconds in found["responses"]
        ),
        raised=tuple(Raised(flag=_FLAGS[name], detail=detail, item=item) for name, detail, item in found["raised"]),
    )



_FLAGS = {flag.value: flag for flag in Flag}
