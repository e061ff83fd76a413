"""The kinds of files that authors write, each with its model and where such files lie."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from generator.schema.kind import FileKind
from generator.spec.course import GLOSSARY, GRADING, LOCK, NAMES, SOURCES, TIMELINE, UNITS, VOICE
from generator.spec.glossary import Glossary
from generator.spec.grading import Grading
from generator.spec.lesson import Lesson
from generator.spec.names import Names
from generator.spec.quiz import Quiz
from generator.spec.sources import Sources
from generator.spec.timeline import Timeline
from generator.spec.units import Units
from generator.spec.voice import Voice

if TYPE_CHECKING:
    from generator.spec.model import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How files of a kind are written: the model that reads them, and their path from the course's root."""

    model: type[Spec]
    path: str
    """A file, or a pattern where a course has several."""


FILES: dict[FileKind, Written] = {
    FileKind.LESSON: Written(model=Lesson, path="lessons/*.yml"),
    FileKind.QUIZ: Written(model=Quiz, path="quizzes/*.yml"),
    FileKind.SOURCES: Written(model=Sources, path=SOURCES),
    FileKind.UNITS: Written(model=Units, path=UNITS),
    FileKind.TIMELINE: Written(model=Timeline, path=TIMELINE),
    FileKind.NAMES: Written(model=Names, path=NAMES),
    FileKind.GLOSSARY: Written(model=Glossary, path=GLOSSARY),
    FileKind.GRADING: Written(model=Grading, path=GRADING),
    FileKind.VOICE: Written(model=Voice, path=VOICE),
}
"""Every kind. All files lie one folder below the root, on which `modeline` relies."""


def kind_of(path: str) -> FileKind | None:
    """What a file is by its path from the course's root; None if it is none that authors write."""
    named = next((kind for kind, written in FILES.items() if written.path == path), None)
    if named is not None or not path.endswith(".yml") or path == LOCK:
        return named
    return next((kind for kind, written in FILES.items() if fnmatchcase(path, written.path)), None)
