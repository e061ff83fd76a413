"""The book as a website: which builders make one, and where its pages stand."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_website(app: Sphinx) -> bool:
    """Whether the builder makes a website with an address for each page."""
    return app.builder.format == "html" and app.builder.name not in {"epub", "singlehtml"}


def address(app: Sphinx, here: str, there: str, anchor: str = "") -> str:
    """Where a page stands: absolute where the setting `html_baseurl` says where the book stands, else relative to another page."""
    if app.config.html_baseurl:
        found = absolute(app, app.builder.get_target_uri(there))
    elif here == there:
        found = posixpath.basename(app.builder.get_target_uri(there)) or "./"
    else:
        found = app.builder.get_relative_uri(here, there)
    return f"{found}#{anchor}" if anchor else found


def absolute(app: Sphinx, path: str) -> str:
    """Where a file of the book stands on the web. Joined as Sphinx joins it for the canonical address."""
    return posixpath.join(app.config.html_baseurl, path)
