"""A file as the detectors see it: its bytes, its text in every reading, its data where it is JSON, and the items it names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.leaks.letters import decoded, letters, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.leaks.asked import Asked
    from generator.leaks.digests import DigestIndex
    from generator.leaks.texts import TextIndex
    from generator.resolve import ResolvedCourse

_BOUND = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What must not be there, made once for a whole search. ``others`` are the ids of all other items of the course."""

    resolved: ResolvedCourse
    asked: tuple[Asked, ...]
    texts: TextIndex
    digests: DigestIndex
    others: frozenset[str]
    documents: frozenset[str]
    """sha256 of the course's documents: what a whole document says ties nothing to an item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file that is being looked into."""

    path: str
    content: bytes
    readings: tuple[str, ...]
    """The text as it is, and in every other way in which it may be meant."""
    spelled: tuple[bytes, ...]
    """The letters of each reading."""
    data: Any
    """What the file holds where it is JSON, else None."""
    named: tuple[Asked, ...]
    """The graded items that it names."""

    @property
    def suffix(self) -> str:
        """The end of the file's name, in small letters, with its dot."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def text(self) -> str:
        """The text as it is."""
        return self.readings[0]

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of a notebook; none where the file isn't one."""
        cells = self.data.get("cells") if isinstance(self.data, dict) else None
        return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def opened(path: str, content: bytes, wanted: Wanted) -> Opened:
    """Read a file."""
    texts = readings(decoded(content))
    small = texts[-1].lower() if len(texts) == 1 else "\n".join(texts).lower()
    return Opened(
        path=path,
        content=content,
        readings=tuple(texts),
        spelled=tuple(letters(text) for text in texts),
        data=_json(texts[0]),
        named=tuple(one for one in wanted.asked if names(small, one.id)),
    )


def _json(text: str) -> Any:
    if text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):  # it only looks like JSON, or it is too deep: its text is searched all the same
        return None


def names(text: str, item: str) -> bool:
    """Whether a text in small letters names an item, as it is or as code would have to spell it."""
    return next(places(text, item), None) is not None


def places(text: str, item: str) -> Iterator[int]:
    """Where a text in small letters names an item: the id, in either spelling, with neither letter nor digit beside it."""
    for name in sorted({item, item.replace("-", "_")}):
        at = text.find(name)
        while at != -1:
            if text[at - 1 : at] not in _BOUND and text[at + len(name) : at + len(name) + 1] not in _BOUND:
                yield at
            at = text.find(name, at + 1)


def place_in_data(data: Any, run: bytes) -> str:
    """Where in some JSON a run of letters stands: the path of the string that holds it, empty where none does alone."""
    for path, text in strings(data):
        if any(run in letters(reading) for reading in readings(text)):
            return path
    return ""


def strings(data: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """Every string in some JSON, names of members included, each with its path (RFC 9535). A notebook's lines of source are
    joined, since words may run over them.
    """
    stack: list[tuple[str, Any]] = [(path, data)]
    while stack:
        where, value = stack.pop()
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, dict):
            yield from ((f"{where}.{name}", name) for name in value)
            stack += reversed(list(_members(where, value)))
        elif isinstance(value, list):
            if value and all(isinstance(line, str) for line in value):
                yield where, "".join(value)
            stack += [(f"{where}[{n}]", value[n]) for n in reversed(range(len(value)))]


def _members(where: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{where}.{name}", one) for name, one in value.items())
