"""The server of the workbench: on the loopback address only, for one person, with nothing that a browser may keep."""

from __future__ import annotations

import json
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from generator.serve.answers import EVENTS, Answer, answer, page_name, shown

if TYPE_CHECKING:
    from pathlib import Path

    from generator.serve.board import Board

HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8000, 100
"""Without a wish, the first free one of so many ports."""
_HEARTBEAT = 10.0
"""Seconds. A line that says nothing keeps a connection open, and finds out whether anybody still listens."""


class NoPortError(OSError):
    """The port is taken, or all of them are."""


class BookServer(ThreadingHTTPServer):
    """Answers each request in a thread of its own; none of them keeps the program from ending."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle is no error; anything else is one of this program."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # declared for sockets of one kind


def open_server(served: Path, board: Board, port: int | None) -> BookServer:
    """A server on a port, or on the first that is free. Raises NoPortError."""
    for candidate in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            return BookServer((HOST, candidate), partial(_Handler, served, board))
        except OSError:
            continue
    wanted = f"port {port} is" if port is not None else f"the ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are"
    raise NoPortError(f"{wanted} not free; name another with --port")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are sent apart

    def __init__(self, served: Path, board: Board, *arguments: object) -> None:
        self._served, self._board = served, board
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:
        """Answer."""
        asked = urlsplit(self.path)
        if not self._is_for_us():
            refusal = b"This server answers to 127.0.0.1 and localhost only.\n"
            self._send(Answer(status=HTTPStatus.MISDIRECTED_REQUEST, kind="text/plain; charset=utf-8", body=refusal))
        elif asked.path == EVENTS:
            told = parse_qs(asked.query)
            self._follow(told.get("page", ["/"])[0], told.get("shown", [""])[0])
        else:
            self._send(answer(self._served, asked.path))

    do_HEAD = do_GET  # noqa: N815  (http.server finds it by this name)

    def log_message(self, *told: object) -> None:
        """Requests are nobody's news."""

    def _is_for_us(self) -> bool:
        """A page of another site may be sent to this address under its own name, and then reads what is here: not with us."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in {f"{HOST}:{port}", f"localhost:{port}"}

    def _send(self, made: Answer) -> None:
        self.send_response(made.status)
        self.send_header("Content-Type", made.kind)
        self.send_header("Content-Length", str(len(made.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(made.body)

    def _follow(self, page: str, digest: str) -> None:
        """Tell a page what goes on, by Server-Sent Events (HTML standard, 9.2), until it is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        page, number = unquote(page), -1
        with self._board.reading(page_name(page)):
            while not self._board.closed:
                notice = self._board.after(number, _HEARTBEAT)
                if notice is None:
                    self.wfile.write(b":\n\n")
                    continue
                number = notice.number
                other = shown(self._served, page) != digest
                news = {"other": other, "heading": notice.heading, "text": notice.text}
                self.wfile.write(f"data: {json.dumps(news)}\n\n".encode())
