"""A small web server that does what every host of static pages does: compresses texts, and lets browsers keep what they have."""

import functools
import gzip
import hashlib
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".xml", ".txt")
_TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


@functools.cache
def _read(path: Path, changed: int) -> tuple[bytes, bytes, str]:
    """A file's bytes, the same compressed, and its digest. Read again when it has changed."""
    del changed
    body = path.read_bytes()
    return body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:16]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are sent apart

    def __init__(self, folder: Path, prefix: str, asked: list[str], *arguments: object) -> None:
        self.folder, self.prefix, self.asked = folder, prefix, asked
        super().__init__(*arguments)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        self.asked.append(unquote(asked.path).removeprefix(self.prefix))
        path = self.folder / unquote(asked.path).removeprefix(self.prefix).lstrip("/")
        path = path / "index.html" if asked.path.endswith("/") else path
        if not asked.path.startswith(self.prefix) or not path.is_file() or self.folder not in path.resolve().parents:
            self._send(HTTPStatus.NOT_FOUND, b"", {})
            return
        body, compressed, digest = _read(path, path.stat().st_mtime_ns)
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        # What names its version in its address never changes under it; the rest is asked for again.
        kept = "public, max-age=31536000, immutable" if asked.query else "no-cache"
        head = {"ETag": f'"{digest}"', "Cache-Control": kept, "Vary": "Accept-Encoding"}
        if self.headers.get("If-None-Match") == head["ETag"]:
            self._send(HTTPStatus.NOT_MODIFIED, b"", head)
            return
        head["Content-Type"] = f"{kind}; charset=utf-8" if path.suffix in TEXTS else kind
        if path.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", ""):
            head["Content-Encoding"], body = "gzip", compressed
        self._send(HTTPStatus.OK, body, head)

    def _send(self, status: HTTPStatus, body: bytes, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hosted(folder: Path, prefix: str = "/", asked: list[str] | None = None) -> Iterator[str]:
    """Where a folder is served on the loopback address, below a prefix as on a host that holds more than this book.

    What is asked for is added to ``asked``, by its path below the prefix.
    """
    handler = functools.partial(_Handler, folder.resolve(), prefix, [] if asked is None else asked)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}".rstrip("/")
        server.shutdown()
