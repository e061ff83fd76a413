"""The figures of a course."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.spec.lesson import Skill
    from generator.spec.quiz import Kind, Mode


class Standing(enum.StrEnum):
    """How the quoted share of a source stands to the course's limits."""

    WITHIN = "within"
    WARNED = "warned"
    OVER = "over"
    FREE = "free"
    """Its document may be published whole, so no limit counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a document or article the course quotes, and where.

    ``ranges`` are what is printed, in order and without overlaps: str offsets from the beginning of the source, end exclusive.
    ``share`` is their part of ``chars``, from 0 to 1. ``citations`` are those that lie wholly in the source.
    """

    source: str
    title: str
    chars: int
    citations: int
    ranges: tuple[tuple[int, int], ...]
    share: float
    standing: Standing

    @property
    def is_article(self) -> bool:
        """Whether the source is a part of a document, which has its own line."""
        return "/" in self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonWords:
    """The words of a lesson: those of its author, and those that it quotes."""

    lesson: str
    unit: str
    own: int
    quoted: int

    @property
    def share(self) -> float:
        """The quoted part of all words, from 0 to 1."""
        return self.quoted / max(1, self.own + self.quoted)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageItems:
    """An excerpt, by its address lesson/excerpt, and the items that its words prove."""

    passage: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPlaces:
    """Where the key stands in items with one key and so many options: ``counts[0]`` items have it first, as written."""

    options: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """All figures. Units and lessons are in the order of the book, the rest as the specs have it."""

    course: str
    warn: int
    fail: int
    coverage: tuple[Coverage, ...]
    skills: Mapping[str, Mapping[Skill, int]]
    """Of each unit, and of `course` for quizzes about all of it, how many items ask for each skill; every skill is there."""
    kinds: Mapping[Kind, Mapping[Mode, int]]
    """Of each kind, how many items there are for practice and for marks."""
    passages: tuple[PassageItems, ...]
    elsewhere: int
    """Items that are proved by words outside excerpts."""
    keys: tuple[KeyPlaces, ...]
    statements: Mapping[bool, int]
    """How many statements to be judged are true, and how many false."""
    lessons: tuple[LessonWords, ...]
