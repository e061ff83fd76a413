"""Files inside a zip, as .docx and .epub are: read one by one into memory, within bounds, never unpacked to disk.

A zip's word on sizes is a stranger's. zipfile stops at the size that an entry states, so stated sizes are bounded beforehand.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from generator.grade.archive import index_of
from generator.new.reading import UnreadableError

if TYPE_CHECKING:
    from types import TracebackType

MAX_MEMBER = 50_000_000
"""Bytes of one file in a zip."""
MAX_TOTAL = 200_000_000
"""Bytes of all files that are read from a zip."""
MAX_ENTRIES = 20_000
"""Files in a zip. A book of many chapters and pictures has some hundreds."""
_DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises where a zip isn't one, is locked, or is there only in part."""


class Members:
    """The files of an open zip by name. Raises UnreadableError where the zip is damaged, locked or too large."""

    def __init__(self, content: bytes) -> None:
        file = BytesIO(content)
        if index_of(file).entries > MAX_ENTRIES:
            raise UnreadableError(f"it holds more than {MAX_ENTRIES} files; this is no document")
        try:
            self._zip = ZipFile(file)
        except _DAMAGED as error:
            raise UnreadableError("it is not a whole zip, as such a file must be; get a fresh copy") from error
        self._left = MAX_TOTAL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.namelist()

    def read(self, name: str) -> bytes:
        """A file's bytes."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError as error:
            raise UnreadableError(f"`{name}` is missing in it; get a fresh copy") from error
        if entry.flag_bits & 1:
            raise UnreadableError("it asks for a password; save a copy without one")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError(f"`{name}` in it is packed in an uncommon way; save it anew")
        if entry.file_size > min(MAX_MEMBER, self._left):
            raise UnreadableError(f"`{name}` in it would unpack to {entry.file_size // 1_000_000} MB, which is too much for a text")
        self._left -= entry.file_size
        try:
            return self._zip.read(entry)
        except _DAMAGED as error:
            raise UnreadableError(f"`{name}` in it is damaged; get a fresh copy") from error
