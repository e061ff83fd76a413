"""The parser of MyST Markdown that prose is held against, by itself, since it takes a while to load."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_role import myst_role_plugin


class _Parser(MarkdownIt):
    """Sees every link; the parser's own rule prints one to `javascript:` as text, and its author would not be told."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the parser's name for it)
        del url
        return True


@cache
def markup_parser() -> MarkdownIt:
    """CommonMark with MyST's roles and its fences of colons."""
    return _Parser("commonmark").use(myst_role_plugin).use(colon_fence_plugin)
