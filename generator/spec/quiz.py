"""A quiz as written. Options and items carry written ids; positions mean nothing and are never stored."""

from __future__ import annotations

import enum

from pydantic import Field

from generator.spec.citation import Evidence
from generator.spec.lesson import Skill
from generator.spec.model import Id, Spec, Text


class Kind(enum.StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class Option(Spec):
    """One choice."""

    id: Id
    """Unique in the item; never changed: answers are stored under it."""
    text: Text
    """What the reader chooses."""
    correct: bool = False
    """Whether the option is a key."""
    feedback: Text
    """Why it is right, or what the distractor is true of. Shown beside the option after answering."""


class Item(Spec):
    """One question of a quiz."""

    id: Id
    """Unique in the whole course; never changed: records of readers are kept under it."""
    kind: Kind = Field(Kind.SINGLE, strict=False)
    """`single`: one key. `multiple`: one key or more; an answer is right when it names all of them and nothing else."""
    skill: Skill = Field(strict=False)
    """What the item asks for."""
    stem: Text
    """The question."""
    options: tuple[Option, ...] = Field(min_length=2, max_length=10)
    """The choices, in the order shown."""
    evidence: Evidence
    """The words that prove the key."""

    @property
    def keys(self) -> tuple[Option, ...]:
        """The right options."""
        return tuple(option for option in self.options if option.correct)


class Quiz(Spec):
    """The items that close a lesson."""

    id: Id
    """The file's name without `.yml`; never changed."""
    title: Text
    """As readers see it."""
    lesson: Id
    """The lesson that it belongs to."""
    items: tuple[Item, ...] = Field(min_length=1)
    """The questions, in the order shown."""
