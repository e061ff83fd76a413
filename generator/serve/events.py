"""What a session tells while it goes on, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics.model import Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A course without errors stands in the served folder.

    ``files`` are those that became different, by their paths in the book; ``seconds`` is from noticing the edit. Not ``whole``:
    pages that only show words of the edited ones are still to come.
    """

    files: tuple[str, ...]
    seconds: float
    whole: bool
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Errors: the served folder holds the last good pages. ``failure`` is what Sphinx said where it gave up, else empty."""

    problems: Problems
    failure: str
    seconds: float


Event = Shown | Broken
