"""What checks leave for the next process: values written as bytes, by content, in one file of a course's build folder.

The file may be deleted at any moment, and one that is damaged, foreign, or made by another compiler counts as none: then all is
worked out again. It holds JSON and no pickle, since whoever reads a pickle runs what is in it. It is read and written whole, beside
and then renamed: one file is opened faster than thousands, and a check that is broken off leaves the old one. It can't prove
anything to somebody else: who may write in a build folder may write there what they like, so what must be proved is proved without.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from generator.compiler import compiler_digest
from generator.memory import KEPT, UNREADABLE, Memory
from generator.render.made import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACE = "_build/.course/checked"
"""Where the file lies, from the course's root."""
FORMAT = "course checked 1"


class Lasting:
    """The values in a file, and those that are to be."""

    def __init__(self, path: Path, head: str) -> None:
        self._path, self._head = path, head
        self._values: dict[str, bytes] = {}
        self._unasked: dict[str, int] = {}
        """How many checks ago a value was asked for, of all that were there before."""
        self._asked: set[str] = set()
        self._changed = False
        try:
            self._read()
        except UNREADABLE:  # it has the right sum, and isn't what the sum was made for
            self._values, self._unasked = {}, {}
        self.new = not self._values

    def find(self, key: str) -> bytes | None:
        """The value of a key, if there is one."""
        self._asked.add(key)
        return self._values.get(key)

    def keep(self, key: str, value: bytes) -> None:
        """Give a key its value."""
        self._asked.add(key)
        self._values[key] = value
        self._changed = True

    def save(self) -> None:
        """Write what was asked for in this check or the last few, if that isn't what stands there.

        Where it can't be written, as in a folder that may only be read, it isn't: then the next check takes longer.
        """
        kept = {key: 0 if key in self._asked else self._unasked.get(key, 0) + 1 for key in sorted(self._values)}
        kept = {key: unasked for key, unasked in kept.items() if unasked < KEPT}
        if kept == self._unasked and not self._changed:
            return
        index, body, at = {}, [], 0
        for key, unasked in kept.items():
            value = self._values[key]
            index[key] = [at, at + len(value), unasked]
            body.append(value)
            at += len(value)
        rest = b"".join((to_json(index), b"\n", *body))
        try:
            write_if_changed(self._path, f"{self._head} {hashlib.sha256(rest).hexdigest()}\n".encode() + rest)
        except OSError:
            return

    def _read(self) -> None:
        try:
            first, _, rest = self._path.read_bytes().partition(b"\n")
        except OSError:
            return  # there is none, or none that may be read
        if first.decode("latin-1") != f"{self._head} {hashlib.sha256(rest).hexdigest()}":
            return
        listed, _, body = rest.partition(b"\n")
        for key, (start, end, unasked) in from_json(listed).items():
            self._values[key] = body[start:end]
            self._unasked[key] = int(unasked)


@contextmanager
def lasting_memory(root: Path) -> Iterator[Memory]:
    """A memory for one check, that begins with what the last checks of a course left, and leaves what this one adds."""
    lasting = Lasting(root / PLACE, f"{FORMAT} {compiler_digest()}")
    memory = Memory(lasting)
    yield memory
    lasting.save()
    memory.let_go()
