"""What a check found, as an editor marks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from generator.diagnostics.model import Severity
from generator.lsp.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diagnostics.model import Diagnostic
    from generator.lsp.course import OpenCourse

SOURCE = "course"
"""Whose marks these are, as editors name it beside each."""
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_OTHER_PLACE = re.compile(r"\b(?P<name>(?:lessons|quizzes)/[\w./-]+\.yml):(?P<line>\d+)")


def marks(course: OpenCourse, found: Iterable[Diagnostic]) -> list[types.Diagnostic]:
    """The problems and the advice of one file."""
    lines: dict[str, Lines] = {}
    return [_mark(course, one, lines.setdefault(one.file.text, Lines(one.file.text))) for one in found]


def _mark(course: OpenCourse, found: Diagnostic, lines: Lines) -> types.Diagnostic:
    said = [found.message, *found.notes, *([f"help: {found.help}"] if found.help else [])]
    return types.Diagnostic(
        range=lines.range(found.span),
        message="\n".join(said),
        severity=_SEVERITIES[found.severity],
        code=found.code.value,
        source=SOURCE,
        related_information=list(_related(course, found)) or None,
    )


def _related(course: OpenCourse, found: Diagnostic) -> Iterator[types.DiagnosticRelatedInformation]:
    """The other places that notes and help name."""
    for note in (*found.notes, found.help):
        for place in _OTHER_PLACE.finditer(note):
            line = int(place["line"]) - 1
            start = types.Position(line=line, character=0)
            where = types.Location(uri=course.addresses.uri(place["name"]), range=types.Range(start=start, end=start))
            yield types.DiagnosticRelatedInformation(location=where, message=note)
