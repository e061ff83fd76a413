"""What all commands say in the same way, and their exit codes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from generator.diagnostics import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Diagnostic, Problems

CLEAN, FOUND, USAGE = 0, 1, 2
"""Exit codes: nothing wrong; problems found; wrong usage."""
INTERRUPTED = 130
"""The exit code of a program that Ctrl+C ended: 128 and the signal's number, as shells have it."""


def usage(message: str) -> int:
    """Say why a command can't be carried out as it was given."""
    print(f"course: {message}", file=sys.stderr)
    return USAGE


def in_colours() -> bool:
    """Whether colours may go along with what is printed: there is a terminal, and nobody said no (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def count(problems: Problems) -> str:
    """How many problems there are, by severity."""
    if not len(problems):
        return "no problems"
    parts = [(len(problems.errors), "error"), (len(problems.warnings), "warning")]
    return ", ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in parts if n)


def show(problems: Iterable[Diagnostic]) -> None:
    """Print problems for a person, apart from a command's own output."""
    for found in problems:
        print(to_text.as_text(found), end="\n\n", file=sys.stderr)
