"""The server: what an editor sends, and what it is answered. The protocol is LSP 3.17; pygls carries it.

Everything that an editor asks is answered at once from what is open. A check of the whole course takes longer, so it runs in a
thread of its own, after the last of several keystrokes; what it found is marked in every file, and taken away when it is mended.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from generator.lsp import features
from generator.lsp.addresses import path_of
from generator.lsp.course import OpenCourse
from generator.lsp.features import REQUEST_FAILED
from generator.lsp.files import is_named
from generator.lsp.report import marks
from generator.spec.course import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from generator.lsp.course import Checked

VERSION = "1"
"""Of what this server offers, as editors show it."""
QUIET = 0.05
"""Seconds without a keystroke after which the course is checked."""
LONGEST = 1.0
"""Seconds after which marks are brought up to date though somebody goes on typing."""
WATCHED = "**/*.{yml,md,txt}"


_log = logging.getLogger(__name__)


class _WithoutRefusals(logging.Filter):
    """A refusal is an answer to the editor, and nothing for the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is logged."""
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, JsonRpcException) and error.code == REQUEST_FAILED)


class CourseServer(LanguageServer):
    """A language server for the one course that an editor has open."""

    def __init__(self, root: Path) -> None:
        super().__init__("course", VERSION, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.course: OpenCourse | None = None
        self.with_keys = True
        """Whether keys and their values are proposed: an editor that reads the schemas does so itself."""
        self._root = root
        self._changed = asyncio.Event()
        self._marked: set[str] = set()
        self._checking: asyncio.Task[None] | None = None
        self._last = 0.0
        _register(self)
        logging.getLogger("pygls.protocol.json_rpc").addFilter(_WithoutRefusals())

    def begin(self, params: types.InitializeParams) -> None:
        """Open the course in the editor's folder, or else the one that the command names; without either stay idle."""
        uris = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        paths = [path for uri in uris if (path := path_of(uri)) is not None]
        root = next((path for path in (*paths, self._root) if (path / SOURCES).is_file()), None)
        self.course = OpenCourse(root) if root else None
        options = params.initialization_options
        self.with_keys = not (isinstance(options, dict) and options.get("schemas") is True)

    def ready(self) -> None:
        """Say so where there is no course; else check it, and ask to be told of changes on the disk."""
        if self.course is None:
            said = f"There is no course here: `{SOURCES}` is missing. Open the folder that holds it."
            self.window_show_message(types.ShowMessageParams(type=types.MessageType.Warning, message=said))
            return
        self._start_checking(self.course)
        self.touch()
        watching = self.client_capabilities.workspace and self.client_capabilities.workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = types.DidChangeWatchedFilesRegistrationOptions(watchers=[types.FileSystemWatcher(glob_pattern=WATCHED)])
            asked = types.Registration(id="files", method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=watchers)
            self.client_register_capability(types.RegistrationParams(registrations=[asked]))

    def _start_checking(self, course: OpenCourse) -> None:
        """Begin to check whenever something has changed; if that fails, which is a bug, say so and go on at the next change."""

        def ended(task: asyncio.Task[None]) -> None:
            error = None if task.cancelled() else task.exception()
            if error is not None:
                _log.error("the check of the course failed", exc_info=error)
                said = f"The check of the course failed, which is a bug of the compiler: {error!r}"
                self.window_show_message(types.ShowMessageParams(type=types.MessageType.Error, message=said))
                self._start_checking(course)

        self._checking = asyncio.ensure_future(self._keep_checking(course))
        self._checking.add_done_callback(ended)

    def touch(self) -> None:
        """Something has changed, so the course is to be checked."""
        self._changed.set()

    async def end(self) -> None:
        """Stop checking."""
        if self._checking is not None:
            self._checking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._checking

    async def _keep_checking(self, course: OpenCourse) -> None:
        while True:
            await self._changed.wait()
            while self._changed.is_set():
                self._changed.clear()
                await asyncio.sleep(QUIET)
            course.files.look_again()
            versions = dict(course.versions)
            checked = await asyncio.to_thread(course.check, course.files.unsaved)
            if not self._changed.is_set() or time.monotonic() - self._last > LONGEST:
                self._mark(course, checked, versions)

    def _mark(self, course: OpenCourse, checked: Checked, versions: dict[str, int]) -> None:
        """Send every file its marks, and an empty list to those that have none any more."""
        course.checked = checked
        for name in sorted({*self._marked, *checked.problems, *versions}):
            found = marks(course, checked.problems.get(name, ()))
            said = types.PublishDiagnosticsParams(uri=course.addresses.uri(name), diagnostics=found, version=versions.get(name))
            self.text_document_publish_diagnostics(said)
        self._marked = set(checked.problems)
        self._last = time.monotonic()


def _register(server: CourseServer) -> None:
    """Every notification and request that is answered."""
    server.feature(types.INITIALIZE)(_initialize)
    server.feature(types.INITIALIZED)(_initialized)
    server.feature(types.SHUTDOWN)(_shutdown)
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_did_open)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_did_change)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_did_close)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(_did_change_elsewhere)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_did_change_elsewhere)
    features.register(server)


def _initialize(ls: CourseServer, params: types.InitializeParams) -> None:
    ls.begin(params)


def _initialized(ls: CourseServer, _params: types.InitializedParams) -> None:
    ls.ready()


async def _shutdown(ls: CourseServer, _params: None) -> None:
    await ls.end()


def _did_open(ls: CourseServer, params: types.DidOpenTextDocumentParams) -> None:
    _take(ls, params.text_document.uri, params.text_document.text, params.text_document.version)


def _did_change(ls: CourseServer, params: types.DidChangeTextDocumentParams) -> None:
    _take(ls, params.text_document.uri, params.content_changes[-1].text, params.text_document.version)


def _take(server: CourseServer, uri: str, text: str, version: int) -> None:
    name = server.course.addresses.name(uri) if server.course else None
    if server.course and name and is_named(name):
        server.course.opened(uri, text, version)
        server.touch()


def _did_close(ls: CourseServer, params: types.DidCloseTextDocumentParams) -> None:
    if ls.course:
        ls.course.closed(params.text_document.uri)
        ls.touch()


def _did_change_elsewhere(ls: CourseServer, _params: object) -> None:
    ls.touch()
