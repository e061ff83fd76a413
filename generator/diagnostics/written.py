"""Diagnostics written as bytes, for checks to come, and read again. The files that they speak of aren't written: the reader has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Diagnostic, Edit, Fix
from generator.source.files import Span

if TYPE_CHECKING:
    from generator.source.files import SourceFile

_KINDS: dict[str, type[Code | Flaw]] = {"code": Code, "flaw": Flaw}


def write_diagnostics(found: tuple[Diagnostic, ...], files: tuple[SourceFile, ...]) -> bytes | None:
    """Diagnostics on some files; None if any speaks of another file."""
    try:
        return to_json([_written(one, files) for one in found])
    except ValueError:  # of another file
        return None


def read_diagnostics(data: bytes, files: tuple[SourceFile, ...]) -> tuple[Diagnostic, ...]:
    """Diagnostics that were written, on the same files as they are now. Raises ValueError, TypeError or LookupError for other bytes."""
    return tuple(_read(one, files) for one in from_json(data))


def _written(one: Diagnostic, files: tuple[SourceFile, ...]) -> list[Any]:
    kind = "flaw" if isinstance(one.code, Flaw) else "code"
    fixes = [
        [fix.title, fix.sure, [[files.index(edit.file), edit.span.start, edit.span.end, edit.text] for edit in fix.edits]]
        for fix in one.fixes
    ]
    place = [files.index(one.file), one.span.start, one.span.end]
    return [kind, one.code.value, one.message, *place, list(one.notes), one.help, one.about, fixes]


def _read(written: list[Any], files: tuple[SourceFile, ...]) -> Diagnostic:
    kind, code, message, file, start, end, notes, help_, about, fixes = written
    mended = tuple(Fix(title, tuple(Edit(files[n], Span(a, b), text) for n, a, b, text in edits), sure) for title, sure, edits in fixes)
    return Diagnostic(_KINDS[kind](code), message, files[file], Span(start, end), tuple(notes), help_, about, mended)
