"""Sphinx's `epub` builder for this book: pages of words alone, and the settings that it misses in a course's `_config.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

THEME = "course-epub"


def register(app: Sphinx) -> None:
    """Tell Sphinx of the theme."""
    app.add_html_theme(THEME, str(Path(__file__).with_name("theme_epub")))
    # Before Sphinx itself looks at these settings (its priority is 800).
    app.connect("config-inited", _fill_in, priority=700)


def _fill_in(app: Sphinx, config: Config) -> None:
    """Settings that Sphinx warns of when they are empty, from those that every course has."""
    del app
    config.epub_theme = THEME
    config.epub_theme_options = {}
    config.epub_css_files = []
    config.epub_show_urls = "no"
    config.epub_use_index = False
    for name in ("epub_author", "epub_publisher", "epub_copyright", "epub_description"):
        if getattr(config, name) in {"", "unknown"}:
            setattr(config, name, config.project)
    config.version = config.version or "1"
