"""The folded text of a document, kept for the next process: reading it takes a small part of the time that folding does."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import TYPE_CHECKING

from generator.corpus import fold, folded
from generator.corpus.folded import Folded
from generator.corpus.kept import code_digest

if TYPE_CHECKING:
    from generator.corpus.fold import Folding
    from generator.corpus.kept import Kept

LEAST = 1 << 13
"""Characters below which a text is folded sooner than a file is opened."""
_CODE = (str(fold.__file__), str(folded.__file__), __file__)
_HEAD = struct.Struct("<?4q")
_ENCODINGS = (("utf-8", "surrogatepass"), ("latin-1", "strict"))
"""By whether all characters of a text are narrow, as most are once it is folded: then it is read ten times as fast."""


def kept_fold(kept: Kept | None, folding: Folding, raw: str, sha256: str) -> Folded:
    """A text folded, by what was kept of it where there is something. ``sha256`` is that of the text as UTF-8.

    Whatever is wrong with what was kept, the text is folded again.
    """
    if kept is None or len(raw) < LEAST:
        return folding.fold(raw)
    name = fold_name(folding, sha256)
    found = kept.find(name)
    if found is not None:
        return _read(found)
    made = folding.fold(raw)
    kept.keep(name, _written(made))
    return made


def fold_name(folding: Folding, sha256: str) -> str:
    """All that a folded text hangs on: the document's bytes, the rules of its layout, the code, the machine's order of bytes."""
    layout = folding.layout
    rules = (layout.note_marks, layout.emphasis, layout.escapes, layout.furniture, sorted(folding.without))
    return f"fold {sha256} {rules!r} {code_digest(*_CODE)} {sys.byteorder}"


def _written(made: Folded) -> tuple[bytes, ...]:
    narrow, text = _encoded(made.text)
    head = _HEAD.pack(narrow, len(text), len(made.starts), len(made.line_hyphens), made.raw_length)
    return head, text, made.starts.tobytes(), made.raws.tobytes(), made.line_hyphens.tobytes(), bytes(made.whole)


def _encoded(text: str) -> tuple[bool, bytes]:
    """A text as bytes, and whether all its characters are narrow."""
    try:
        return True, text.encode(*_ENCODINGS[True])
    except UnicodeEncodeError:
        return False, text.encode(*_ENCODINGS[False])


def _read(found: memoryview) -> Folded:
    narrow, length, segments, hyphens, raw_length = _HEAD.unpack_from(found)
    at = _HEAD.size
    text = str(found[at : at + length], *_ENCODINGS[narrow])
    at += length
    numbers = []
    for count in (segments, segments, hyphens):
        numbers.append(array("q"))
        numbers[-1].frombytes(found[at : at + 8 * count])
        at += 8 * count
    starts, raws, line_hyphens = numbers
    return Folded(text, starts, raws, bytearray(found[at : at + segments]), raw_length, line_hyphens)
