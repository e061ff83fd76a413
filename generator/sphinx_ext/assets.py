"""What pages load: the stylesheet everywhere, the quiz script only where a quiz is. And the root's `index.html`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from generator.render.made import write_if_changed
from generator.sphinx_ext.draw_quiz import MARKER
from generator.sphinx_ext.nodes import Box, ScreenOnly
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_REDIRECT = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title><meta http-equiv="refresh" content="0; url={target}"></head>
<body><p><a href="{target}">{title}</a></p></body>
</html>
"""


_STATIC = Path(__file__).with_name("static")


def digest() -> str:
    """Of everything that pages may load."""
    total = hashlib.sha256()
    for path in sorted(_STATIC.iterdir()):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def on_builder_inited(app: Sphinx) -> None:
    """Let Sphinx copy what pages load."""
    app.config.html_static_path.append(str(_STATIC))


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add to a page what it needs."""
    del pagename, templatename, context
    app.add_css_file("course.css")
    app.add_js_file("course.js", loading_method="defer", **cast("Any", {"data-course": course_of(app).course_id}))
    if doctree is None:
        return
    drawn = (node for node in doctree.findall(nodes.Element) if isinstance(node, (Box, ScreenOnly)))
    holds = {name for node in drawn for name in node["classes"]}
    for marker, scripts, style in _NEEDED:
        if marker in holds:
            app.add_css_file(style)
            for script in scripts:
                app.add_js_file(script, loading_method="defer")


_NEEDED = (
    (MARKER, ("store.js", "quiz.js"), "quiz.css"),
    ("course-progress", ("store.js", "progress.js"), "quiz.css"),
    ("course-review", ("store.js", "quiz.js", "review.js"), "quiz.css"),
)
"""What a class in a page makes it load."""


def on_finished(app: Sphinx, exception: Exception | None) -> None:
    """The home page lies in book/; whoever opens the root is led there."""
    if exception is not None or app.builder.format != "html" or app.builder.name == "epub" or app.config.root_doc == "index":
        return
    target = app.builder.get_relative_uri("index", app.config.root_doc)
    page = _REDIRECT.format(language=app.config.language, title=app.config.html_title, target=target)
    write_if_changed(Path(app.outdir) / "index.html", page.encode())
