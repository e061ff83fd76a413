"""Which excerpts name whom: the spellings of a course's names, sought in the words that excerpts print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt, Lesson
    from generator.spec.names import Name, Names


@dataclass(frozen=True, slots=True)
class Found:
    """The excerpts of a lesson that name somebody, in the lesson's order."""

    lesson: Lesson
    excerpts: tuple[Excerpt, ...]


class Spellings:
    """Finds names in words. Of two spellings that begin at one place the longer counts, so "Ottilie Marsh" is no "Marsh"."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._meant: dict[tuple[str, str], str] = {}
        """The name that a spelling means in a document or article; under an empty id what it means everywhere else."""
        for name in names:
            for spelling in name.spellings:
                written = _plain(spelling.written)
                self._meant.update({(written, source): name.id for source in spelling.in_ or ("",)})
        longest_first = sorted({written for written, _ in self._meant}, key=lambda written: (-len(written), written))
        either = "|".join(re.escape(written) for written in longest_first)
        self._any = re.compile(rf"(?<!\w)(?:{either})(?!\w)")

    def named(self, words: str, source: str) -> set[str]:
        """The ids of the names that stand in words of a document or article. What is said of an article goes before its document."""
        places = (source, source.partition("/")[0], "")
        meant = ((self._meant.get((found[0], place)) for place in places) for found in self._any.finditer(_plain(words)))
        return {name for each in meant if (name := next(filter(None, each), None)) is not None}


def names_found(resolved: ResolvedCourse, names: Names) -> dict[str, list[Found]]:
    """The excerpts that name each, by its id; lessons in the order of the book. Costs one pass over the excerpts."""
    spellings = Spellings(names.names)
    found: dict[str, list[Found]] = {name.id: [] for name in names.names}
    for lesson in (lesson for lessons in resolved.course.contents.values() for lesson in lessons):
        here: dict[str, list[Excerpt]] = {}
        for excerpt in lesson.excerpts():
            passage = resolved.passage(f"{lesson.id}/{excerpt.id}")
            for name in spellings.named(passage.plain, passage.source):
                here.setdefault(name, []).append(excerpt)
        for name, excerpts in here.items():
            found[name].append(Found(lesson, tuple(excerpts)))
    return found


def _plain(words: str) -> str:
    """Words on one line, with the straight apostrophe where a source has the curled one."""
    return " ".join(words.replace("’", "'").split())
