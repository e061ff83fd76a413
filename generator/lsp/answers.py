"""What the core found, in the types of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from generator.lsp.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Edit
    from generator.lsp.course import OpenCourse
    from generator.lsp.proposals import Proposal
    from generator.lsp.rename import Renaming
    from generator.source.files import SourceFile, Span

_KINDS = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "name": types.CompletionItemKind.Reference,
    "quotation": types.CompletionItemKind.Text,
}


def location(course: OpenCourse, file: SourceFile, span: Span) -> types.Location:
    """A stretch of a file."""
    return types.Location(uri=course.addresses.uri(file.name), range=Lines(file.text).range(span))


def markdown(text: str) -> types.MarkupContent:
    """Text as Markdown."""
    return types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)


def completion(found: Iterable[Proposal], text: str, offset: int) -> types.CompletionList:
    """Proposals for a place. Of quotations the editor has to ask again at each keystroke, since a search found them."""
    lines, every = Lines(text), list(found)
    searched = any(one.kind == "quotation" for one in every) or not every
    return types.CompletionList(is_incomplete=searched, items=[_item(one, lines, text, offset) for one in every])


def _item(found: Proposal, lines: Lines, text: str, offset: int) -> types.CompletionItem:
    """A proposal. What was typed is no beginning of a quotation that it finds, so the editor is told not to compare them."""
    span = found.change.span
    quoted = found.kind == "quotation"
    return types.CompletionItem(
        label=found.label,
        kind=_KINDS[found.kind],
        detail=found.detail or None,
        documentation=markdown(found.doc) if found.doc else None,
        sort_text=found.sort,
        filter_text=text[span.start : offset] if quoted else found.label,
        insert_text_format=types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range=lines.range(span), new_text=found.change.text),
        additional_text_edits=[types.TextEdit(range=lines.range(at), new_text=new) for at, new in found.change.around] or None,
    )


def workspace_edit(course: OpenCourse, edits: Iterable[Edit], moved: tuple[str, str] | None = None) -> types.WorkspaceEdit:
    """Edits of several files, and then a file's new name."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file.name, []).append(edit)
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.TextDocumentEdit(
            text_document=types.OptionalVersionedTextDocumentIdentifier(uri=course.addresses.uri(name), version=course.versions.get(name)),
            edits=[_text_edit(edit) for edit in those],
        )
        for name, those in sorted(by_file.items())
    ]
    if moved:
        changes.append(types.RenameFile(old_uri=course.addresses.uri(moved[0]), new_uri=(course.root / moved[1]).as_uri()))
    return types.WorkspaceEdit(document_changes=changes)


def plain_edit(course: OpenCourse, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    """Edits for an editor that knows no versions of files."""
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        changes.setdefault(course.addresses.uri(edit.file.name), []).append(_text_edit(edit))
    return types.WorkspaceEdit(changes=dict(sorted(changes.items())))


def _text_edit(edit: Edit) -> types.TextEdit:
    return types.TextEdit(range=Lines(edit.file.text).range(edit.span), new_text=edit.text)


def told(renaming: Renaming, *, moves: bool) -> str:
    """What somebody who renamed has to know."""
    files = len({edit.file.name for edit in renaming.edits})
    places = len(renaming.edits)
    parts = [f"Renamed in {places} place{'s' * (places != 1)} of {files} file{'s' * (files != 1)}."]
    if renaming.moved:
        parts.append(f"The file is now `{renaming.moved[1]}`." if moves else f"Rename `{renaming.moved[0]}` to `{renaming.moved[1]}` too.")
    parts.append("Save all; then `course lock` brings the lock up to date. Links and records that readers have kept know the old name.")
    return " ".join(parts)
