"""Sphinx's warnings as diagnostics, so that they are counted, placed and printed like every other problem."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.console import strip_colors

from generator.diagnostics.codes import Code
from generator.source.files import SourceFile, Span, display_name

if TYPE_CHECKING:
    from generator.diagnostics.model import Problems

_WARNING = re.compile(r"^(?:(?P<file>.+?)(?::(?P<line>\d+))?:\s+)?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.*)$")


def report_complaints(said: str, root: Path, problems: Problems) -> None:
    """Report what Sphinx wrote to its warning stream; lines that follow a warning belong to it."""
    found: list[tuple[str, int, list[str]]] = []
    for line in strip_colors(said).splitlines():
        match = _WARNING.match(line)
        if match:
            found.append((match["file"] or "", int(match["line"] or 1), [match["message"]]))
        elif line.strip() and found:
            found[-1][2].append(line.strip())
        elif line.strip():
            found.append(("", 1, [line.strip()]))
    for name, line_number, (message, *notes) in found:
        file = _file(name.removesuffix(": docstring of"), root)
        start = file.line_starts[min(line_number, len(file.line_starts)) - 1]
        problems.report(Code.BOOK_WARNING, message, file, Span(start, start + max(1, len(file.line(line_number)))), notes=notes,
                        help="mend the page, or the spec that it is made from")  # fmt: skip


def _file(name: str, root: Path) -> SourceFile:
    """The page that a warning names, with its text where it can be read."""
    path = Path(name)
    try:
        return SourceFile(display_name(path, root), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return SourceFile(name or "_config.yml", "")
