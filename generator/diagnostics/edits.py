"""What becomes of a text when edits are made in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Fix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.diagnostics.model import Edit


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A file's text with edits made in it, none of which overlaps another. What they don't touch stays as it is."""
    for edit in sorted(edits, key=lambda one: (one.span.start, one.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits can't be made together: they share characters, or put text into the same place."""
    if one.file.name != other.file.name:
        return False
    (a, b), (c, d) = (one.span.start, one.span.end), (other.span.start, other.span.end)
    return (a < d and c < b) or a == c or (a == b and c <= a <= d) or (c == d and a <= c <= b)


def offer(title: str, edits: Sequence[Edit], *, sure: bool = False) -> tuple[Fix, ...]:
    """The fix that some edits make; none where the file's layout gave no edits."""
    return (Fix(title, tuple(edits), sure),) if edits else ()
