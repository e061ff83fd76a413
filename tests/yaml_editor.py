"""An editor with yaml-language-server, the program behind VS Code's YAML extension and most others, as a client drives it."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Editor:
    """One session. Opens files under their real paths, which needn't hold what the editor shows of them."""

    def __init__(self, server: Path, root: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._last = 0
        self._told: list[dict[str, Any]] = []
        settings = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}
        self._settings = settings["yaml"]
        self.ask("initialize", {
            "processId": None, "rootUri": root.as_uri(),
            "capabilities": {
                "textDocument": {
                    "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
                    "hover": {"contentFormat": ["markdown"]},
                },
                "workspace": {"configuration": True},
            },
        })  # fmt: skip
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def open(self, path: Path, text: str) -> list[str]:
        """Show a text in a file's place; gives what the editor then says of it, as `line: message`, lines from 1."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            found = next((one for one in self._told if one["params"].get("uri") == path.as_uri()), None)
            if found is not None:
                self._told.remove(found)
                said = found["params"]["diagnostics"]
                return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in said]
            self._read()

    def complete(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What is proposed at a place, counted from 0: labels with their documentation."""
        found = self.ask("textDocument/completion", self._at(path, line, column))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _plain(item.get("documentation", "")) for item in items}

    def hover(self, path: Path, line: int, column: int) -> str:
        """What is shown of the word at a place, counted from 0."""
        found = self.ask("textDocument/hover", self._at(path, line, column))
        return _plain(found["contents"]) if found else ""

    def close(self) -> None:
        """End the program."""
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.communicate(timeout=20)

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._read()
            if message and message.get("id") == self._last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _at(self, path: Path, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; questions of the server are answered, its reports kept."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told.append(message)
        elif "method" in message and "id" in message:
            wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            answer = None if wanted is None else [self._settings if one["section"] == "yaml" else None for one in wanted]
            self._send({"id": message["id"], "result": answer})
        return message


def _plain(contents: Any) -> str:
    return str(contents["value"] if isinstance(contents, dict) else contents)


@contextmanager
def editor(server: Path, root: Path) -> Iterator[Editor]:
    """A session that is ended whatever happens."""
    opened = Editor(server, root)
    try:
        yield opened
    finally:
        opened.close()
