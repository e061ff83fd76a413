"""An editor for tests: a client of the Language Server Protocol that drives `course lsp` in a process of its own.

The client is that of pygls. Its event loop runs in a thread, so that tests read from top to bottom.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Coroutine
from itertools import pairwise
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

REPOSITORY = Path(__file__).parent.parent
REQUEST_FAILED = -32803
"""LSP 3.17: a request that was understood and can't be carried out."""
PATIENCE = 60
"""Seconds after which a test gives up waiting."""


class Editor:
    """One editor with one course open. Texts are given whole; offsets count characters of them."""

    def __init__(
        self, root: Path, corpus: Path | None, *, moves: bool = True, options: object = None, course: Path | None = None
    ) -> None:
        self.root = root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.marks: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        self.messages: list[str] = []
        self.faults: list[str] = []
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._client = self._run(self._begin(corpus, course))
        edits = types.WorkspaceEditClientCapabilities(
            document_changes=moves, resource_operations=[types.ResourceOperationKind.Rename] if moves else []
        )
        parameters = types.InitializeParams(
            capabilities=types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(workspace_edit=edits)),
            root_uri=root.as_uri(), initialization_options=options,
        )
        self.capabilities = self._run(self._client.initialize_async(parameters)).capabilities
        self._notify(lambda: self._client.initialized(types.InitializedParams()))

    async def _begin(self, corpus: Path | None, course: Path | None) -> LanguageClient:
        client = LanguageClient("editor", "1")
        client.report_server_error = lambda error, source: self.faults.append(f"{source.__name__}: {error}")

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(parameters: types.PublishDiagnosticsParams) -> None:
            with self._news:
                self.marks[parameters.uri] = parameters.version, list(parameters.diagnostics)
                self._news.notify_all()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def _(parameters: types.ShowMessageParams) -> None:
            with self._news:
                (self.faults if parameters.type is types.MessageType.Error else self.messages).append(parameters.message)
                self._news.notify_all()

        environment = {name: value for name, value in os.environ.items() if name != "COURSE_CORPUS"}
        environment |= {"PYTHONPATH": str(REPOSITORY)} | ({"COURSE_CORPUS": str(corpus)} if corpus else {})
        named = ["--course", str(course)] if course else []
        await client.start_io(sys.executable, "-m", "generator", "lsp", *named, env=environment, cwd=str(self.root))
        return client

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(PATIENCE)

    def _notify(self, send: Any) -> None:
        async def sent() -> None:
            send()

        self._run(sent())

    def close(self) -> tuple[int, str]:
        """End the server as editors do; gives its exit code and what it wrote to standard error."""

        async def ended() -> tuple[int, str]:
            await self._client.shutdown_async(None)
            server = self._client._server
            reading = asyncio.ensure_future(server.stderr.read())
            self._client.exit(None)
            code = await server.wait()
            said = (await reading).decode()
            await self._client.stop()
            return code, said

        outcome = self._run(ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        return outcome

    # -- files

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None) -> str:
        """Open a file, as it lies on the disk or with another text; gives its text."""
        self.texts[name] = (self.root / name).read_text(encoding="utf-8") if text is None else text
        self.versions[name] = self.versions.get(name, 0) + 1
        item = types.TextDocumentItem(uri=self.uri(name), language_id="yaml", version=self.versions[name], text=self.texts[name])
        self._notify(lambda: self._client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item)))
        return self.texts[name]

    def change(self, name: str, text: str) -> None:
        self.texts[name] = text
        self.versions[name] += 1
        which = types.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self.versions[name])
        changes = [types.TextDocumentContentChangeWholeDocument(text=text)]
        parameters = types.DidChangeTextDocumentParams(text_document=which, content_changes=changes)
        self._notify(lambda: self._client.text_document_did_change(parameters))

    def replace(self, name: str, old: str, new: str) -> str:
        """Put other words in the place of some that stand once; gives the text."""
        assert self.texts[name].count(old) == 1, (old, self.texts[name].count(old))
        self.change(name, self.texts[name].replace(old, new))
        return self.texts[name]

    def shut(self, name: str) -> None:
        which = types.TextDocumentIdentifier(uri=self.uri(name))
        self._notify(lambda: self._client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=which)))
        self.texts.pop(name)

    def marked(self, name: str, *, of: str | None = None) -> list[types.Diagnostic]:
        """The marks of a file, when those of the present text of an open file (itself, or another) have come."""
        open_file = of or name
        with self._news:
            came = self._news.wait_for(
                lambda: self.marks.get(self.uri(open_file), (None,))[0] == self.versions.get(open_file), timeout=PATIENCE
            )
        assert came, f"no marks came for {name}"
        self.hover(self.at(open_file, 0))  # the marks of one check come together, before anything else is answered
        with self._news:
            return self.marks.get(self.uri(name), (None, []))[1]

    def wait_for_message(self) -> str:
        with self._news:
            assert self._news.wait_for(lambda: self.messages, timeout=PATIENCE)
            return self.messages.pop(0)

    # -- places

    def place(self, name: str, words: str, *, after: bool = True, text: str | None = None) -> dict[str, Any]:
        """The end of words that stand once in a file, or their beginning, as a request names it."""
        held = text or self.texts.get(name) or (self.root / name).read_text(encoding="utf-8")
        assert held.count(words) == 1, (words, held.count(words))
        return self.at(name, held.index(words) + (len(words) if after else 0))

    def at(self, name: str, offset: int) -> dict[str, Any]:
        before = (self.texts.get(name) or (self.root / name).read_text(encoding="utf-8"))[:offset]
        line = before.count("\n")
        character = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
        return {
            "text_document": types.TextDocumentIdentifier(uri=self.uri(name)),
            "position": types.Position(line=line, character=character),
        }

    def words(self, location: types.Location) -> tuple[str, str]:
        """The file and the words that a location names."""
        name = location.uri.removeprefix(self.root.as_uri() + "/")
        text = self.texts.get(name) or (self.root / name).read_text(encoding="utf-8")
        return name, cut(text, location.range)

    # -- requests

    def complete(self, place: dict[str, Any]) -> types.CompletionList:
        """What is proposed, the items in the order in which an editor shows them."""
        found = self._run(self._client.text_document_completion_async(types.CompletionParams(**place)))
        items = sorted(found.items, key=lambda item: item.sort_text) if found else []
        return types.CompletionList(is_incomplete=found.is_incomplete if found else False, items=items)

    def choose(self, name: str, label: str, place: dict[str, Any]) -> str:
        """Choose a proposal by the beginning of its label; gives the text that an editor makes of it."""
        (chosen,) = [item for item in self.complete(place).items if item.label.startswith(label)]
        edits = [chosen.text_edit, *(chosen.additional_text_edits or [])]
        main = chosen.text_edit.range
        assert main.start.line == main.end.line == place["position"].line
        assert main.start.character <= place["position"].character <= main.end.character
        return apply(self.texts[name], edits)

    def hover(self, place: dict[str, Any]) -> str | None:
        found = self._run(self._client.text_document_hover_async(types.HoverParams(**place)))
        return found.contents.value if found else None

    def define(self, place: dict[str, Any]) -> tuple[str, str] | None:
        found = self._run(self._client.text_document_definition_async(types.DefinitionParams(**place)))
        return self.words(found) if found else None

    def uses(self, place: dict[str, Any], *, declaration: bool = True) -> list[tuple[str, int]]:
        """The files and line numbers at which a name stands."""
        context = types.ReferenceContext(include_declaration=declaration)
        found = self._run(self._client.text_document_references_async(types.ReferenceParams(context=context, **place)))
        return [(self.words(one)[0], one.range.start.line + 1) for one in found]

    def prepare(self, place: dict[str, Any]) -> str | None:
        found = self._run(self._client.text_document_prepare_rename_async(types.PrepareRenameParams(**place)))
        return found.placeholder if found else None

    def prepare_or_none(self, place: dict[str, Any]) -> str | None:
        """The same where it may well be refused."""
        try:
            return self.prepare(place)
        except JsonRpcException as error:
            if error.code != REQUEST_FAILED:
                raise
            return None

    def rename(self, place: dict[str, Any], new: str) -> types.WorkspaceEdit:
        return self._run(self._client.text_document_rename_async(types.RenameParams(new_name=new, **place)))

    def refused(self, place: dict[str, Any], new: str) -> str:
        """Why a renaming is refused."""
        try:
            self.rename(place, new)
        except JsonRpcException as error:
            return str(error)
        raise AssertionError("it was not refused")

    def actions(self, name: str, only: list[str] | None = None) -> list[types.CodeAction]:
        """Everything that is offered for a whole file."""
        whole = types.Range(start=types.Position(line=0, character=0), end=self.at(name, len(self.texts[name]))["position"])
        context = types.CodeActionContext(diagnostics=[], only=only)
        which = types.TextDocumentIdentifier(uri=self.uri(name))
        asked = types.CodeActionParams(text_document=which, range=whole, context=context)
        return list(self._run(self._client.text_document_code_action_async(asked)))

    def save(self, edit: types.WorkspaceEdit) -> None:
        """Carry out an edit on the disk, as an editor does whose user then saves."""
        for change in edit.document_changes or []:
            if isinstance(change, types.RenameFile):
                self.path(change.old_uri).rename(self.path(change.new_uri))
            else:
                path = self.path(change.text_document.uri)
                path.write_text(apply(path.read_text(encoding="utf-8"), change.edits), encoding="utf-8")
        for uri, edits in (edit.changes or {}).items():
            path = self.path(uri)
            path.write_text(apply(path.read_text(encoding="utf-8"), edits), encoding="utf-8")

    def path(self, uri: str) -> Path:
        return self.root / uri.removeprefix(self.root.as_uri() + "/")


def offset(text: str, position: types.Position) -> int:
    """The offset of a position in a text, counted anew: UTF-16 code units in a line that ends with a line feed."""
    line = text.split("\n")[position.line]
    inside = len(line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le"))
    return sum(len(before) + 1 for before in text.split("\n")[: position.line]) + inside


def cut(text: str, stretch: types.Range) -> str:
    return text[offset(text, stretch.start) : offset(text, stretch.end)]


def apply(text: str, edits: Any) -> str:
    """A text after edits, none of which may overlap another, as the protocol has it."""
    placed = sorted((offset(text, edit.range.start), offset(text, edit.range.end), edit.new_text) for edit in edits)
    for (_, end, _), (start, _, _) in pairwise(placed):
        assert end <= start, "edits overlap"
    for start, end, new in reversed(placed):
        text = text[:start] + new + text[end:]
    return text
