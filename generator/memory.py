"""What one check leaves for the next in the same process, by content: what hasn't changed isn't worked out twice.

Nothing here knows what it keeps. A stage that has work worth keeping names a function and what that is given, and gets what the
function gave for the same before. So the function must hang on nothing else: no file, no clock, nothing that may be changed in
place. Texts and numbers are the same where they are equal, other things only where they are one: a spec read from the same
text is the same object as before, which makes all that was worked out from it the same too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple, cast

from generator.diagnostics.model import Problems

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from generator.diagnostics.model import Diagnostic

Value = TypeVar("Value")
Given = TypeVarTuple("Given")

KEPT = 8
"""Checks for which a thing is kept that none of them asked for, so that an edit that is taken back costs nothing, nor one that breaks a
file for as long as it is being typed. What is kept is bounded by what the course needs and what the last few edits changed."""

_BY_VALUE = (str, bytes, int, tuple, frozenset, type(None))


@dataclass(slots=True)
class _Kept:
    value: object
    given: tuple[object, ...]
    """Held so that no other object can come to have the identity of one of these."""
    asked: int


class Memory:
    """Values of functions by what these were given."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Kept] = {}
        self._checks = 0

    @property
    def size(self) -> int:
        """How many values are kept. It has no length, or an empty memory would count as none."""
        return len(self._kept)

    def recall(self, function: Callable[[*Given], Value], *given: *Given) -> Value:
        """What a function gives, worked out only where it wasn't asked the same before."""
        kept = self._find(function, given)
        return self.keep(function(*given), function, *given) if kept is None else cast("Value", kept.value)

    def known(self, name: Callable[..., Value], *given: object) -> Value | None:
        """What was kept under a name and some things; None where nothing was. For work of which not every outcome is worth keeping."""
        kept = self._find(name, given)
        return None if kept is None else cast("Value", kept.value)

    def keep(self, value: Value, name: Callable[..., Value], *given: object) -> Value:
        """Keep a value under a name and some things."""
        self._kept[_key(name, given)] = _Kept(value, given, self._checks)
        return value

    def _find(self, name: object, given: tuple[object, ...]) -> _Kept | None:
        kept = self._kept.get(_key(name, given))
        if kept is not None:
            kept.asked = self._checks
        return kept

    def retell(self, problems: Problems, function: Callable[[*Given, Problems], Value], *given: *Given) -> Value:
        """The same for a function that reports: what it reported is reported again."""
        value, told = self.recall(_heard, function, *given)
        for found in told:
            problems.add(found)
        return cast("Value", value)

    def end_check(self) -> None:
        """A whole check is over: forget what none of the last few asked for."""
        self._checks += 1
        self._kept = {key: kept for key, kept in self._kept.items() if kept.asked > self._checks - KEPT}


def _key(name: object, given: tuple[object, ...]) -> Hashable:
    return name, *(thing if isinstance(thing, _BY_VALUE) else (_Kept, id(thing)) for thing in given)


def _heard(function: Callable[..., object], *given: object) -> tuple[object, tuple[Diagnostic, ...]]:
    """What a function gives, and what it reports."""
    own = Problems()
    return function(*given, own), tuple(own.all())
