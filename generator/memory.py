"""What one check leaves for the next, by content: what hasn't changed isn't worked out twice.

Nothing here knows what it keeps. A stage that has work worth keeping names a function and what that is given, and gets what the
function gave for the same before. So the function must hang on nothing else: no file, no clock, nothing that may be changed in
place. Texts and numbers are the same where they are equal, other things only where they are one: a spec read from the same
text is the same object as before, which makes all that was worked out from it the same too.

Some of it can also be left for the next process: what has a form as bytes, and hangs on nothing but texts that are named with it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, TypeVarTuple, cast

from generator.diagnostics.model import Problems
from generator.diagnostics.written import read_diagnostics, write_diagnostics

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from generator.diagnostics.model import Diagnostic
    from generator.source.files import SourceFile

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


UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading bytes raises that aren't a value's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Generic[Value]):
    """How values of one kind are written as bytes, and read again. ``write`` gives None for one that isn't worth keeping."""

    name: str
    read: Callable[[bytes], Value]
    write: Callable[[Value], bytes | None]


class Store(Protocol):
    """Where bytes are kept for the next process."""

    @property
    def new(self) -> bool:
        """Whether nothing was kept here before this process."""

    def find(self, key: str) -> bytes | None:
        """The value of a key, if there is one."""

    def keep(self, key: str, value: bytes) -> None:
        """Give a key its value."""


class Noting:
    """A store that notes in ``noted`` what is to be kept, and leaves the store below it as it is."""

    def __init__(self, below: Store) -> None:
        self.noted: dict[str, bytes] = {}
        self.new = below.new
        self._below = below

    def find(self, key: str) -> bytes | None:
        """The value of a key, if there is one."""
        return self.noted[key] if key in self.noted else self._below.find(key)

    def keep(self, key: str, value: bytes) -> None:
        """Note a key's value."""
        self.noted[key] = value


class Memory:
    """Values of functions by what these were given; with a store, some also for the next process."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store
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

    def last(self, form: Form[Value], given: Iterable[str], work: Callable[[], Value]) -> Value:
        """What some work gives, read from the store where the same was worked out before, perhaps in another process.

        ``given`` must hold all that the outcome hangs on.
        """
        if self.store is None:
            return work()
        key = content_key(form.name, *given)
        written = self.store.find(key)
        if written is not None:
            try:
                return form.read(written)
            except UNREADABLE:
                pass  # by chance or by malice it has the right sum and isn't a value: it is worked out, and written over
        value = work()
        new = form.write(value)
        if new is not None:
            self.store.keep(key, new)
        return value

    def retell_last(
        self, problems: Problems, name: str, files: tuple[SourceFile, ...], given: Iterable[str], work: Callable[[Problems], object]
    ) -> None:
        """The same for work that only reports, on some files: what it reported is reported again."""
        form = Form(name=name, read=partial(read_diagnostics, files=files), write=partial(write_diagnostics, files=files))
        for found in self.last(form, given, lambda: _heard(work)[1]):
            problems.add(found)

    def end_check(self) -> None:
        """A whole check is over: forget what none of the last few asked for."""
        self._checks += 1
        self._kept = {key: kept for key, kept in self._kept.items() if kept.asked > self._checks - KEPT}

    def let_go(self) -> None:
        """Forget everything, and the store as well, when there will be no other check."""
        self._kept.clear()
        self.store = None


def content_key(*parts: str) -> str:
    """A digest of some texts, which no other texts share."""
    lengths = ",".join(map(str, map(len, parts)))
    return hashlib.sha256("".join((lengths, ";", *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _key(name: object, given: tuple[object, ...]) -> Hashable:
    return name, *(thing if isinstance(thing, _BY_VALUE) else (_Kept, id(thing)) for thing in given)


def _heard(function: Callable[..., object], *given: object) -> tuple[object, tuple[Diagnostic, ...]]:
    """What a function gives, and what it reports."""
    own = Problems()
    return function(*given, own), tuple(own.all())
