"""The schemas of the course's files, published with the book for whoever edits them with another copy of the course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator import schema
from generator.render.made import write_if_changed
from generator.sphinx_ext.website import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCHEMAS = "schemas"
"""Their folder in the book."""
_MADE = Path(schema.__file__).parent
"""Where they lie ready, as the command made them: working them out of the models takes as long as drawing five chapters."""


def register(app: Sphinx) -> None:
    """Tell Sphinx what to do when."""
    app.connect("build-finished", on_finished)


def on_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write them beside the pages."""
    if exception is None and is_website(app):
        for made in sorted(_MADE.glob("*.json")):
            write_if_changed(Path(app.outdir) / SCHEMAS / made.name, made.read_bytes())
