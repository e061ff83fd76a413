"""What pages load: the stylesheet everywhere, the quiz script only where a quiz is. And the root's `index.html`."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from generator.render.made import write_if_changed
from generator.sphinx_ext.closed import Closed
from generator.sphinx_ext.draw_quiz import MARKER
from generator.sphinx_ext.nodes import Box, ScreenOnly
from generator.sphinx_ext.state import course_of
from generator.sphinx_ext.website import absolute

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_REDIRECT = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={target}"></head>
<body><p><a href="{target}">{title}</a></p></body>
</html>
"""


_STATIC = Path(__file__).with_name("static")
_THEME = Path(__file__).with_name("theme")


def digest() -> str:
    """Of everything that pages may load."""
    total = hashlib.sha256()
    for path in sorted(path for folder in (_STATIC, _THEME) for path in folder.rglob("*") if path.is_file()):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def on_builder_inited(app: Sphinx) -> None:
    """Let Sphinx copy what pages load."""
    if app.builder.name == "epub":  # its theme has all that its pages load
        return
    app.config.html_static_path.append(str(_STATIC))


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add to a page what it needs."""
    del pagename, templatename, context
    if app.builder.name == "epub":
        return
    app.add_css_file("tokens.css")
    app.add_css_file("theme.css")
    app.add_js_file("scheme.js", priority=100)
    app.add_js_file("course.js", loading_method="defer", **cast("Any", {"data-course": course_of(app).course_id}))
    if doctree is None:
        return
    drawn = [node for node in doctree.findall(nodes.Element) if isinstance(node, (Box, ScreenOnly, Closed))]
    holds = {name for node in drawn for name in (node["holds"] if isinstance(node, Closed) else node["classes"])}
    for marker, scripts, style in _NEEDED:
        if marker in holds:
            app.add_css_file(style)
            for script in scripts:
                app.add_js_file(script, loading_method="defer")


_NEEDED: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("excerpt", ("excerpt.js",), "excerpt.css"),
    ("source-record", ("excerpt.js",), "excerpt.css"),
    ("comparison", (), "comparison.css"),
    ("course-timeline", ("timeline.js",), "timeline.css"),
    ("course-name", (), "names.css"),
    (MARKER, ("store.js", "quiz.js"), "quiz.css"),
    ("course-progress", ("store.js", "progress.js"), "quiz.css"),
    ("course-review", ("store.js", "quiz.js", "review.js"), "quiz.css"),
    ("course-search", ("search.js",), "search.css"),
)
"""What a class in a page makes it load."""


def on_finished(app: Sphinx, exception: Exception | None) -> None:
    """The home page lies in book/; whoever opens the root is led there."""
    if exception is not None or app.builder.format != "html" or app.builder.name == "epub" or app.config.root_doc == "index":
        return
    target = app.builder.get_relative_uri("index", app.config.root_doc)
    canonical = absolute(app, app.builder.get_target_uri(app.config.root_doc))
    values = {"language": app.config.language or "en", "title": app.config.html_title, "target": target, "canonical": canonical}
    page = _REDIRECT.format(**{name: escape(value) for name, value in values.items()})
    write_if_changed(Path(app.outdir) / "index.html", page.encode())
