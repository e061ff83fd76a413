"""Diagnostics for programs: the value of `course check --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.diagnostics.model import Diagnostic, Edit, Fix


def as_json(found: Diagnostic) -> dict[str, Any]:
    """One problem as a JSON object. Line and column count from 1; notes are lines of the message.

    ``fixes`` are the ways to mend it that `course fix` and editors can carry out.
    """
    line, column = found.place
    return {
        "code": found.code.value,
        "severity": found.severity.value,
        "file": found.file.name,
        "line": line,
        "column": column,
        "message": "\n".join((found.message, *found.notes)),
        "help": found.help,
        "fixes": [_fix(fix) for fix in found.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"title": fix.title, "sure": fix.sure, "edits": [edit_as_json(edit) for edit in fix.edits]}


def edit_as_json(edit: Edit) -> dict[str, Any]:
    """One edit: ``text`` goes in place of the characters from ``start`` to ``end`` (exclusive), which begin at line and column."""
    line, column = edit.file.line_column(edit.span.start)
    return {
        "file": edit.file.name,
        "start": edit.span.start,
        "end": edit.span.end,
        "line": line,
        "column": column,
        "text": edit.text,
    }
