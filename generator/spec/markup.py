"""Prose is text, never program: what MyST Markdown in a spec may hold, and the references it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROLES = ("term", "passage", "source")
"""The roles that prose may use."""
TOP_HEADING = 3
"""The highest heading level in prose: a chapter's own headings take the first two."""

_LINE = re.compile(r"\S.*|\Z")
_MARKED = re.compile(r"[\[<{#\r]|:::|^[ \t>]*(?:[-=][ \t]*)+$", re.MULTILINE)
"""Signs without which prose has no role, link, image, directive or HTML, and no heading: then it needn't be parsed to know."""
_HEADING = re.compile(rf"^#{{{TOP_HEADING},6}} [^\n#<{{\[]*$", re.MULTILINE)
"""A heading as prose may have it."""
_TARGET = re.compile(r"^(?P<shown>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_SAFE_LINK = re.compile(r"(?:https?:|mailto:|[^:]*(?:[/?#]|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A role in prose: its name and what it refers to. ``at`` is its offset in the prose, ``written`` its first line."""

    role: str
    target: str
    written: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something that prose may not hold. ``at`` is its offset in the prose, ``written`` its first line there."""

    what: str
    written: str
    at: int = 0


def read_markup(prose: str, *, headings: bool = True) -> Iterator[Reference | Forbidden]:
    """What a reader of the prose would follow or must not run, in order. Some prose may hold no ``headings`` at all."""
    if not is_marked(prose, headings=headings):
        return
    from generator.spec.markup_parser import markup_parser  # noqa: PLC0415  (most checks read no prose that isn't known)

    lines = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", prose))]  # as the parser ends lines
    at = block = 0
    for token in _walk(markup_parser().parse(prose)):
        if token.map:
            block = lines[token.map[0]]
            at = max(at, block)
        found = _role(token) if token.type == "myst_role" else _forbidden(token, headings=headings)
        if found:
            place, written = _place(prose, found.written, at, block)
            yield replace(found, written=written, at=place)
            at = place + 1  # not its end: a link's own words may hold the next


def is_marked(prose: str, *, headings: bool = True) -> bool:
    """Whether prose has a sign of what `read_markup` may find."""
    return _MARKED.search(_HEADING.sub("", prose) if headings else prose) is not None


def _role(token: Token) -> Reference | Forbidden:
    name, content = token.meta["name"], token.content
    written = f"{{{name}}}`{content}`"
    if name not in ROLES:
        return Forbidden(f"the role `{{{name}}}`", written)
    target = _TARGET.match(content)
    return Reference(name, target["target"] if target else " ".join(content.split()), written)


def _forbidden(token: Token, *, headings: bool) -> Forbidden | None:
    kind = token.type
    if kind in {"html_block", "html_inline"}:
        return Forbidden("raw HTML", token.content.strip())
    if kind == "colon_fence" or (kind == "fence" and token.info.lstrip().startswith("{")):
        return Forbidden("a directive", token.markup + token.info)
    if kind == "image":
        return Forbidden("an image", f"![{token.content}]")
    if kind == "heading_open" and (not headings or int(token.tag[1]) < TOP_HEADING):
        # The mark of a heading with a line under it stands in the next line; such a heading is pointed at as a whole.
        what = f"a heading above `{'#' * TOP_HEADING}`" if headings else "a heading"
        return Forbidden(what, token.markup if token.markup[0] == "#" else "")
    if kind == "link_open" and not _SAFE_LINK.match(href := str(token.attrGet("href"))):
        return Forbidden(f"a `{href.partition(':')[0].lower()}:` link", href)
    return None


def _place(prose: str, written: str, at: int, block: int) -> tuple[int, str]:
    """Where some words stand, at or after an offset or else anywhere from their block on, and their first line there.

    Where the parser changed the words, or there are none, it is the first line of the block.
    """
    words = re.compile(r"\s+".join(map(re.escape, written.split()))) if written else _LINE
    found = words.search(prose, at) or words.search(prose, block) or _LINE.search(prose, block)
    assert found is not None  # a line may be empty
    return found.start(), found[0].partition("\n")[0]


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _walk(token.children)
