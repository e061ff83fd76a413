"""The requests of an editor, each answered by what the core finds. What isn't the course's gets no answer.

The first argument of a handler is called `ls`: by that name pygls knows that it wants the server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from generator.lsp import answers, navigate
from generator.lsp.actions import offers, sure_edits
from generator.lsp.hover import hover
from generator.lsp.lines import Lines
from generator.lsp.proposals import proposals
from generator.lsp.rename import RefusedError, nameable, rename
from generator.lsp.report import marks
from generator.source.files import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics.model import Edit
    from generator.lsp.actions import Offer
    from generator.lsp.course import OpenCourse
    from generator.lsp.server import CourseServer

TRIGGERS = [" ", "`", "/", "<", ":"]
"""Characters after which an editor asks for proposals by itself."""
FIX_ALL = "Make all sure repairs in this file"
REQUEST_FAILED = -32803
"""The protocol's code for a request that was understood and can't be carried out."""


class _At(NamedTuple):
    """A place in a file of a course."""

    course: OpenCourse
    file: SourceFile
    lines: Lines
    offset: int

    @property
    def name(self) -> str:
        return self.file.name


def register(server: CourseServer) -> None:
    """Every request that is answered."""
    server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))(_completion)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(_definition)
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(_references)
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(_prepare_rename)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(_rename)
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))(_code_actions)


def _at(server: CourseServer, uri: str, position: types.Position) -> _At | None:
    """The place that a request is about; None where it is in no file of the course."""
    name = server.course.addresses.name(uri) if server.course else None
    file = server.course.files.file(name) if server.course and name else None
    if server.course is None or file is None:
        return None
    lines = Lines(file.text)
    return _At(server.course, file, lines, lines.offset(position))


def _completion(ls: CourseServer, params: types.CompletionParams) -> types.CompletionList | None:
    at = _at(ls, params.text_document.uri, params.position)
    if at is None:
        return None
    found = proposals(at.course, at.name, at.offset, keys=ls.with_keys)
    return answers.completion(found, at.file.text, at.offset)


def _hover(ls: CourseServer, params: types.HoverParams) -> types.Hover | None:
    at = _at(ls, params.text_document.uri, params.position)
    found = hover(at.course, at.name, at.offset) if at else None
    return types.Hover(contents=answers.markdown(found[0]), range=at.lines.range(found[1])) if at and found else None


def _definition(ls: CourseServer, params: types.DefinitionParams) -> types.Location | None:
    at = _at(ls, params.text_document.uri, params.position)
    found = navigate.definition(at.course.catalogue, at.name, at.offset) if at else None
    return answers.location(at.course, *found) if at and found else None


def _references(ls: CourseServer, params: types.ReferenceParams) -> list[types.Location]:
    at = _at(ls, params.text_document.uri, params.position)
    if at is None:
        return []
    found = navigate.references(at.course.catalogue, at.name, at.offset, declaration=params.context.include_declaration)
    return [answers.location(at.course, one.file, one.span) for one in found]


def _prepare_rename(ls: CourseServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    at = _at(ls, params.text_document.uri, params.position)
    if at is None:
        return None
    try:
        found = nameable(at.course.catalogue, at.name, at.offset)
    except RefusedError as error:
        raise JsonRpcException(str(error), code=REQUEST_FAILED) from error
    shown = found.file.text[found.span.start : found.span.end]
    return types.PrepareRenamePlaceholder(range=at.lines.range(found.span), placeholder=shown)


def _rename(ls: CourseServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    at = _at(ls, params.text_document.uri, params.position)
    if at is None:
        return None
    try:
        found = rename(at.course.catalogue, at.course.files, at.name, at.offset, params.new_name)
    except RefusedError as error:
        raise JsonRpcException(str(error), code=REQUEST_FAILED) from error
    moves = _can_move(ls)
    said = types.ShowMessageParams(type=types.MessageType.Info, message=answers.told(found, moves=moves))
    ls.window_show_message(said)
    return _edit(ls, at.course, found.edits, found.moved if moves else None)


def _code_actions(ls: CourseServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    at = _at(ls, params.text_document.uri, params.range.start)
    if at is None:
        return []
    found = at.course.checked.problems.get(at.name, ())
    span = Span(at.offset, at.lines.offset(params.range.end))
    wanted = params.context.only
    offered = offers(found, span, at.course.files) if _asked(wanted, types.CodeActionKind.QuickFix) else []
    actions = [_quick_fix(ls, at.course, offer) for offer in offered]
    sure = sure_edits(found, at.name, at.course.files) if _asked(wanted, types.CodeActionKind.SourceFixAll) else []
    if sure:
        edit = _edit(ls, at.course, sure)
        actions.append(types.CodeAction(title=FIX_ALL, kind=types.CodeActionKind.SourceFixAll, edit=edit))
    return actions


def _quick_fix(server: CourseServer, course: OpenCourse, offer: Offer) -> types.CodeAction:
    return types.CodeAction(
        title=offer.fix.title,
        kind=types.CodeActionKind.QuickFix,
        is_preferred=offer.fix.sure,
        edit=_edit(server, course, offer.fix.edits),
        diagnostics=marks(course, [offer.found]),
    )


def _asked(wanted: Sequence[types.CodeActionKind | str] | None, kind: types.CodeActionKind) -> bool:
    """Whether an editor wants actions of a kind: it names none, or the kind, or one that holds it, as `source` does."""
    return not wanted or any(kind.value == one or kind.value.startswith(f"{one}.") for one in wanted)


def _workspace_edits(server: CourseServer) -> types.WorkspaceEditClientCapabilities:
    known = server.client_capabilities.workspace
    return (known and known.workspace_edit) or types.WorkspaceEditClientCapabilities()


def _can_move(server: CourseServer) -> bool:
    known = _workspace_edits(server)
    return bool(known.document_changes and types.ResourceOperationKind.Rename in (known.resource_operations or ()))


def _edit(
    server: CourseServer, course: OpenCourse, edits: tuple[Edit, ...] | list[Edit], moved: tuple[str, str] | None = None
) -> types.WorkspaceEdit:
    """Edits in the form that the editor knows."""
    if _workspace_edits(server).document_changes:
        return answers.workspace_edit(course, edits, moved)
    return answers.plain_edit(course, edits)
