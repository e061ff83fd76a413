"""Diagnostics as GitHub annotations.

The format is GitHub's workflow command syntax:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Severity

if TYPE_CHECKING:
    from generator.diagnostics.model import Diagnostic

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""What GitHub calls them."""

def as_github(found: Diagnostic) -> str:
    """One problem as one line that a workflow turns into an annotation."""
    line, column = found.place
    body = "\n".join((found.message, *found.notes, *([f"help: {found.help}"] if found.help else [])))
    return (
        f"::{_WORDS[found.severity]} file={_property(found.file.name)},line={line},col={column},"
        f"title={_property(found.code.value)}::{_data(body)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
