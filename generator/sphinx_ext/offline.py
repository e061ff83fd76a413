"""The book as an app that is read without a network: its manifest, its worker, and the list of its files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.metadata import tags
from generator.render.made import files_in, sha256_of, write_if_changed
from generator.sphinx_ext.schemas import SCHEMAS
from generator.sphinx_ext.website import is_website

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

MANIFEST, WORKER, LIST = "manifest.webmanifest", "sw.js", "edition.json"
LARGEST_DOWNLOAD = 1_000_000
"""Bytes. Larger files are downloads, such as the book as PDF, and are fetched when a reader asks; pages are kept at any size."""
ICON = "icon.svg"
"""The icon of a course whose settings name none."""
_STATIC = Path(__file__).with_name("static")
_NOT_READ = frozenset({WORKER, LIST, "objects.inv", "sitemap.xml", "robots.txt"})
"""Files beside the book that no page loads; nor does one load what lies in `schemas/`."""
_PICTURES = ("-192", "-512", "-maskable-512")
"""What is added to the icon's name in the names of its pictures, which lie beside it. Some systems draw no SVG."""


def register(app: Sphinx) -> None:
    """Tell Sphinx what to do when."""
    app.connect("builder-inited", on_builder_inited)
    app.connect("html-page-context", on_page)
    app.connect("build-finished", on_finished, priority=1000)  # after all that write files, whose priority is 500 or so


def on_builder_inited(app: Sphinx) -> None:
    """Give the book an icon, if its settings name none."""
    if not app.config.html_favicon:
        app.config.html_favicon = str(_STATIC / ICON)


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Tell a page of the app, and let it keep the book."""
    del pagename, templatename, doctree
    if not is_website(app):
        return
    touch = next((path.name for path in icons(app) if path.stem.endswith("-192")), None)
    context["metatags"] = "".join([
        context.get("metatags", ""),
        tags.link("manifest", context["pathto"](MANIFEST, 1)),
        tags.link("apple-touch-icon", context["pathto"](f"_static/{touch}", 1)) if touch else "",
    ])  # fmt: skip
    app.add_js_file("offline.js", loading_method="defer")


def on_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write manifest, list and worker. Comes last of all, when every other file stands."""
    if exception is not None or not is_website(app):
        return
    out = Path(app.outdir)
    for icon in icons(app):
        write_if_changed(out / "_static" / icon.name, icon.read_bytes())
    write_if_changed(out / MANIFEST, _json(manifest(app)))
    domain: Any = app.env.get_domain("course")
    domain.held = write_edition(out, Path(app.doctreedir))


def write_edition(out: Path, doctrees: Path) -> dict[str, str]:
    """Write the list of a book's files, and the worker that keeps them. Gives the sha256 of every file, these two included."""
    trees = f"{doctrees.relative_to(out).as_posix()}/" if doctrees.is_relative_to(out) else None
    held = {name: sha256_of(f"{out}/{name}") for name in files_in(out) if trees is None or not name.startswith(trees)}
    files = kept_files(out, held)
    edition = hashlib.sha256(_json(files)).hexdigest()[:16]
    worker = Path(__file__).with_name("worker").joinpath(WORKER).read_text(encoding="utf-8")
    for name, content in (
        (LIST, _json({"edition": edition, "files": files})),
        (WORKER, worker.replace('"EDITION"', f'"{edition}"').encode()),
    ):
        write_if_changed(out / name, content)
        held[name] = hashlib.sha256(content).hexdigest()
    return held


def manifest(app: Sphinx) -> dict[str, Any]:
    """The manifest, by the W3C's "Web Application Manifest". Its addresses are relative to itself, so that the book may stand anywhere."""
    page = page_colour((_STATIC / "tokens.css").read_text(encoding="utf-8"))
    return {
        "name": app.config.html_title,
        "short_name": app.config.html_short_title,
        "lang": app.config.language or "en",
        "start_url": app.builder.get_target_uri(app.config.root_doc),
        "scope": "./",
        "display": "minimal-ui",
        "background_color": page,
        "theme_color": page,
        "icons": [_icon(path) for path in icons(app)],
    }


def page_colour(tokens: str) -> str:
    """The colour of a light page, from the style sheet of tokens. Raises LookupError where it isn't there."""
    found = re.search(r"--course-page:\s*light-dark\((#[0-9a-f]{6}),", tokens)
    if found is None:
        raise LookupError("tokens.css names no --course-page")
    return found[1]


def kept_files(out: Path, held: Mapping[str, str]) -> dict[str, str]:
    """The files that a reader without a network needs, each with sixteen digits of its sha256, in the order of their names."""
    return {
        name: sha256[:16]
        for name, sha256 in sorted(held.items())
        if name not in _NOT_READ
        and not name.startswith((".", "_sources/", f"{SCHEMAS}/"))
        and (name.endswith(".html") or os.path.getsize(f"{out}/{name}") <= LARGEST_DOWNLOAD)  # noqa: PTH202  (of thousands)
    }


def icons(app: Sphinx) -> list[Path]:
    """The course's icon, and the pictures of it that lie beside it."""
    icon = Path(app.confdir, app.config.html_favicon)
    beside = (icon.with_name(f"{icon.stem}{addition}.png") for addition in _PICTURES)
    return [icon, *(path for path in beside if path.is_file())] if icon.is_file() else []


def _icon(path: Path) -> dict[str, str]:
    """An entry of the manifest."""
    purpose = "maskable" if path.stem.endswith("-maskable-512") else "any"
    if path.suffix == ".png":
        width, height = struct.unpack(">II", path.read_bytes()[16:24])  # PNG, 11.2.2: after signature, length and name of IHDR
        return {"src": f"_static/{path.name}", "sizes": f"{width}x{height}", "type": "image/png", "purpose": purpose}
    kind = {".svg": "image/svg+xml", ".ico": "image/x-icon", ".jpg": "image/jpeg"}.get(path.suffix, f"image/{path.suffix[1:]}")
    return {"src": f"_static/{path.name}", "sizes": "any", "type": kind, "purpose": purpose}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=0).encode() + b"\n"
