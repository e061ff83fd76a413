"""Diagnostics for programs: the value of `course check --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.diagnostics.model import Diagnostic


def as_json(found: Diagnostic) -> dict[str, Any]:
    """One problem as a JSON object. Line and column count from 1; notes are lines of the message."""
    line, column = found.place
    return {
        "code": found.code.value,
        "severity": found.severity.value,
        "file": found.file.name,
        "line": line,
        "column": column,
        "message": "\n".join((found.message, *found.notes)),
        "help": found.help,
    }
