"""Sphinx's settings from `_config.yml`: jupyter-book's own reading of it where jupyter-book is installed.

Where it isn't (it pins an old Sphinx), the same file is read here, as far as this project uses it.
"""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml

from generator.sphinx_ext.notebook_pages import without_notebooks

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "_config.yml"
TOC = "_toc.yml"
THEME = "course"
"""The theme of a book whose settings name none."""


def sphinx_settings(root: Path) -> dict[str, Any]:
    """The settings under which a course's book is built."""
    return without_notebooks(_all_settings(root))


def _all_settings(root: Path) -> dict[str, Any]:
    if importlib.util.find_spec("jupyter_book") is None:
        return _read_here(root)
    from generator.sphinx_ext.kept_settings import kept_settings  # noqa: PLC0415  (only where jupyter-book is installed)

    return kept_settings(root, CONFIG, partial(_ask_jupyter_book, root))


def _ask_jupyter_book(root: Path) -> dict[str, Any]:
    from jupyter_book.config import get_final_config  # noqa: PLC0415  (only where it is asked)

    settings, _ = get_final_config(
        user_yaml=root / CONFIG,
        cli_config={"latex_individualpages": False, "external_toc_path": (root / TOC).as_posix()},
        sourcedir=root,
        validate=False,
    )
    own = yaml.safe_load((root / CONFIG).read_text(encoding="utf-8")).get("sphinx", {}).get("config", {})
    # The theme that jupyter-book would take, and the options that it sets for it, are not this book's.
    return {**settings, "html_theme": own.get("html_theme", THEME), "html_theme_options": own.get("html_theme_options", {})}


def _read_here(root: Path) -> dict[str, Any]:
    config = yaml.safe_load((root / CONFIG).read_text(encoding="utf-8"))
    own = dict(config.get("sphinx", {}).get("config", {}))
    standard = ["myst_nb", "sphinx_external_toc", *config.get("sphinx", {}).get("extra_extensions", [])]
    own["extensions"] = [name for name in own.get("extensions", standard) if name != "jupyter_book"]
    return {
        "html_favicon": config.get("html", {}).get("favicon", ""),
        "html_baseurl": config.get("html", {}).get("baseurl", ""),
        "html_theme": THEME,
        "html_title": config["title"],
        "author": config.get("author") or "",
        "external_toc_path": (root / TOC).as_posix(),
        "external_toc_exclude_missing": config.get("only_build_toc_files", False),
        "exclude_patterns": sorted({"_build", "**.ipynb_checkpoints", *config.get("exclude_patterns", [])}),
        "nb_execution_mode": config.get("execute", {}).get("execute_notebooks", "off"),
        "myst_enable_extensions": config.get("parse", {}).get("myst_enable_extensions", []),
        "suppress_warnings": ["myst.domains"],
        **own,
    }
