"""What the server answers to a path. Pure but for reading files; knows no sockets.

Pages get a script that the published book doesn't have. The book's own worker, which keeps the book for reading without a network,
would answer with old pages: its place is taken by one that removes it, and the script that would call it is empty.
"""

from __future__ import annotations

import hashlib
import html
import mimetypes
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

OWN = "/-/course/"
"""Paths of the workbench itself. No page of a book lies there: Sphinx has no page named `-`."""
EVENTS = f"{OWN}events"
_HERE = Path(__file__).parent
_OWN_FILES = {f"{OWN}live.js": "live.js", f"{OWN}overlay.css": "overlay.css", "/sw.js": "retire.js"}
_SILENCED = "/_static/offline.js"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".ipynb": "application/x-ipynb+json",
}
"""Named here, because what the system's table says of them differs from one machine to the next."""
_NOTHING = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back: how it went, what kind of thing it is, and its bytes."""

    status: HTTPStatus
    kind: str
    body: bytes


def answer(served: Path, asked: str) -> Answer:
    """The answer to a path, as it stands in the request, without its query."""
    path = unquote(asked)
    if path in _OWN_FILES:
        return Answer(status=HTTPStatus.OK, kind=_TYPES[".css" if path.endswith(".css") else ".js"], body=_own(_OWN_FILES[path]))
    if path == _SILENCED:
        return Answer(status=HTTPStatus.OK, kind=_TYPES[".js"], body=b"// The workbench keeps no pages.\n")
    file = locate(served, path)
    if file is None:
        return _nothing(served, path)
    body = file.read_bytes()
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if file.suffix == ".html":
        body = with_script(body, path, shown(served, path))
    return Answer(status=HTTPStatus.OK, kind=kind, body=body)


def locate(served: Path, path: str) -> Path | None:
    """The file that a path means, or None. Never one outside of the folder, whatever dots and links the path goes through."""
    if "\0" in path or "\\" in path:
        return None
    file = served / f"{path}index.html".lstrip("/") if path.endswith("/") else served / path.lstrip("/")
    try:
        inside = file.resolve().is_relative_to(served.resolve())
        return file if inside and file.is_file() else None
    except OSError:  # longer than names may be
        return None


def page_name(path: str) -> str:
    """A page as Sphinx names it: `/book/index.html` and `/book/` are `book/index`."""
    return (f"{path}index.html" if path.endswith("/") else path).removeprefix("/").removesuffix(".html")


def shown(served: Path, path: str) -> str:
    """A digest of all that a page shows: of its own bytes, and of the pictures, whose addresses don't tell their content.

    Styles and scripts need no part in it: their addresses in the page hold digests of them. Empty for a page that isn't there.
    """
    file = locate(served, path)
    if file is None:
        return ""
    total = hashlib.sha256(file.read_bytes())
    for picture in sorted((served / "_images").glob("*")):
        total.update(picture.name.encode() + hashlib.sha256(picture.read_bytes()).digest())
    return total.hexdigest()[:16]


def with_script(page: bytes, path: str, digest: str) -> bytes:
    """A page with the script that shows it anew. It comes last, so that the page stands first."""
    named, value = html.escape(quote(path)), html.escape(digest)
    script = f'<script src="{OWN}live.js" data-page="{named}" data-shown="{value}"></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page + script if at == -1 else page[:at] + script + page[at:]


def _nothing(served: Path, path: str) -> Answer:
    """For a page that isn't there: it says so, and shows the page as soon as it is."""
    status, title, text = HTTPStatus.NOT_FOUND, "No such page", "The book has no page at this address."
    if not any(served.iterdir()):
        status, title = HTTPStatus.SERVICE_UNAVAILABLE, "No book yet"
        text = "It appears here as soon as the course has no errors."
    body = with_script(_NOTHING.format(title=title, text=text).encode(), path, "")
    return Answer(status=status, kind=_TYPES[".html"], body=body)


def _own(name: str) -> bytes:
    return (_HERE / name).read_bytes()
