"""What can be said against a returned file. Every flag has one weight, so that no file is ever scored nought in silence."""

from __future__ import annotations

import enum
from typing import Self


class Weight(enum.StrEnum):
    """What a flag does to a mark."""

    REFUSED = "refused"
    """The file could not be read at all: it gives no answer, and its student's mark stays open."""
    HELD = "held"
    """An answer is there but can't be told for certain: the mark stays open until the instructor decides."""
    NOTED = "noted"
    """The mark counts; somebody may want to look."""


class Flag(enum.Enum):
    """The reason, as the report gives it; its docstring is what the report explains it with."""

    def __new__(cls, value: str, weight: Weight, explanation: str) -> Self:
        """A member from its name in reports, its weight, and its explanation."""
        member = object.__new__(cls)
        member._value_ = value
        member.weight = weight
        member.explanation = explanation
        return member

    weight: Weight
    explanation: str

    UNREADABLE = ("unreadable", Weight.REFUSED, "The file could not be opened.")
