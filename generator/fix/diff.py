"""What becomes of a file, line by line, in the form that `patch` and `git apply` read."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.fix.model import FileChange

_UNENDED = "\\ No newline at end of file"


def diff_lines(change: FileChange) -> list[str]:
    """A unified diff of one file, without line ends."""
    lines: list[str] = []
    for line in difflib.unified_diff(
        _lines(change.before), _lines(change.after), f"a/{change.name}", f"b/{change.name}"
    ):
        text = line.removesuffix("\n")
        lines += [text] if line.endswith("\n") else [text, _UNENDED]
    return lines


def _lines(text: str) -> list[str]:
    """Lines with their ends, broken at line feeds alone."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
