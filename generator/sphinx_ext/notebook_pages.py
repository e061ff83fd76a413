"""Whether any page of a book is a notebook. Where none is, the book is drawn without the parser for notebooks: the same, and sooner.

myst_nb gives a page that is no notebook to myst_parser, whose class its own extends. Loading it brings in a database and what
runs kernels, which takes as long as drawing ten chapters; and it goes through the tree of every page for cells.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

FOR_NOTEBOOKS, FOR_MARKDOWN = "myst_nb", "myst_parser"
_HEAD = re.compile(rb"---\s.*?\b(?:file_format|jupytext)\b", re.DOTALL)
"""At the beginning of a page of markdown: the head that makes it a notebook."""
_OWN = (b"{code-cell", b"{raw-cell", b"{glue", b"{eval", b"{nb-")
"""Anywhere in it: the beginning of a directive or role that is myst_nb's."""


def without_notebooks(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as they are; or, where every page is known and none is a notebook, with the parser for Markdown alone."""
    extensions = settings.get("extensions", [])
    if FOR_NOTEBOOKS not in extensions or not settings.get("external_toc_exclude_missing") or settings.get("nb_custom_formats"):
        return dict(settings)
    pages = list(_listed(yaml.load(Path(settings["external_toc_path"]).read_bytes(), yaml.CSafeLoader)))
    root = Path(settings["external_toc_path"]).parent
    if any(page is None or _is_notebook(root / page) for page in pages):
        return dict(settings)
    kept = {name: value for name, value in settings.items() if not name.startswith("nb_")}
    return {**kept, "extensions": [FOR_MARKDOWN if name == FOR_NOTEBOOKS else name for name in extensions]}


def register(app: Sphinx) -> None:
    """Tell Sphinx what to do when."""
    app.connect("build-finished", _on_finished, priority=600)  # after it was copied, before the files are listed


def _on_finished(app: Sphinx, exception: Exception | None) -> None:
    """Remove the style of notebooks where none is: so whoever starts the build, with whichever parser, gets the same book."""
    if exception is not None or app.builder.format != "html" or FOR_NOTEBOOKS not in app.extensions:
        return
    names = ("external_toc_path", "external_toc_exclude_missing", "nb_custom_formats")
    settings = {"extensions": list(app.extensions), **{name: app.config[name] for name in names if name in app.config}}
    if FOR_NOTEBOOKS not in without_notebooks(settings)["extensions"]:
        for style in Path(app.outdir, "_static").glob("mystnb.*.css"):
            style.unlink()


def _listed(contents: Any) -> Iterator[str | None]:
    """The pages that a table of contents lists; None for what isn't one page by its name, such as a pattern."""
    if isinstance(contents, list):
        for one in contents:
            yield from _listed(one)
    elif isinstance(contents, dict):
        for key, value in contents.items():
            if key in {"root", "file", "glob"}:
                yield str(value) if key != "glob" else None
            else:
                yield from _listed(value)


def _is_notebook(page: Path) -> bool:
    """Of a page that isn't made yet nothing is known but that a spec makes it; such pages are never notebooks."""
    if page.suffix == ".ipynb" or page.with_name(f"{page.name}.ipynb").exists():
        return True
    path = page if page.suffix == ".md" else page.with_name(f"{page.name}.md")
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return False
    return _HEAD.match(text) is not None or any(own in text for own in _OWN)
