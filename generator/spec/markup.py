"""Prose is text, never program: what MyST Markdown in a spec may hold, and the references it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROLES = ("term", "passage", "source")
"""The roles that prose may use."""
TOP_HEADING = 3
"""The highest heading level in prose: a chapter's own headings take the first two."""

_TARGET = re.compile(r"^(?P<shown>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_SAFE_LINK = re.compile(r"(?:https?:|mailto:|#|[^:]*$)", re.IGNORECASE)
_parser = MarkdownIt("commonmark").use(myst_role_plugin).use(colon_fence_plugin)


@dataclass(frozen=True, slots=True)
class Reference:
    """A role in prose: its name, what it refers to, and its text as written."""

    role: str
    target: str
    written: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something that prose may not hold: what it is, and its text as written."""

    what: str
    written: str


def read_markup(prose: str) -> Iterator[Reference | Forbidden]:
    """What a reader of the prose would follow or must not run, in order."""
    for token in _walk(_parser.parse(prose)):
        if token.type == "myst_role":
            name, content = token.meta["name"], token.content
            written = f"{{{name}}}`{content}`"
            if name not in ROLES:
                yield Forbidden(f"the role `{{{name}}}`", written)
            else:
                target = _TARGET.match(content)
                yield Reference(name, target["target"] if target else " ".join(content.split()), written)
        elif found := _forbidden(token):
            yield found


def _forbidden(token: Token) -> Forbidden | None:
    kind = token.type
    if kind in {"html_block", "html_inline"}:
        return Forbidden("raw HTML", token.content.strip())
    if kind == "colon_fence" or (kind == "fence" and token.info.lstrip().startswith("{")):
        return Forbidden("a directive", token.info.strip() or token.markup)
    if kind == "image":
        return Forbidden("an image", str(token.attrGet("src")))
    if kind == "heading_open" and len(token.tag) == len("h1") and int(token.tag[1]) < TOP_HEADING:
        return Forbidden(f"a heading above `{'#' * TOP_HEADING}`", "#" * int(token.tag[1]))
    if kind == "link_open" and not _SAFE_LINK.match(str(token.attrGet("href"))):
        return Forbidden("a link that runs a program", str(token.attrGet("href")))
    return None


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)
