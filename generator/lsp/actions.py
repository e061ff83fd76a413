"""What mends a problem, as an editor offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.edits import overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Diagnostic, Edit, Fix
    from generator.lsp.files import Files
    from generator.source.files import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A fix with the problem that it mends."""

    found: Diagnostic
    fix: Fix


def offers(found: Iterable[Diagnostic], span: Span, files: Files) -> list[Offer]:
    """The fixes of what was found in a stretch of a file, the problem's own order kept."""
    touched = [one for one in found if one.span.start <= span.end and span.start <= max(one.span.end, one.span.start + 1)]
    return [Offer(found=one, fix=fix) for one in touched for fix in one.fixes if applies(fix.edits, files)]


def sure_edits(found: Iterable[Diagnostic], name: str, files: Files) -> list[Edit]:
    """The edits of all sure fixes that change one file alone; of two that overlap, the earlier problem's."""
    kept: list[Edit] = []
    for fix in (fix for one in found for fix in one.fixes if fix.sure):
        within = all(edit.file.name == name for edit in fix.edits)
        if within and applies(fix.edits, files) and not any(overlap(one, other) for one in fix.edits for other in kept):
            kept += fix.edits
    return sorted(kept, key=lambda one: one.span.start)


def applies(edits: Iterable[Edit], files: Files) -> bool:
    """Whether the files still read as they did when the fix was thought of: else its places are no longer the right ones."""
    return all((now := files.file(edit.file.name)) is not None and now.text == edit.file.text for edit in edits)
