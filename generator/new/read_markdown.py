"""Markdown (CommonMark): its words without its marks, block after block. Raw HTML stays as it is written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from generator.diagnostics.model import Problems
from generator.new.read_text import decoded
from generator.new.reading import About, Block, Reading, assemble, one_line
from generator.source.files import SourceFile
from generator.source.yaml_nodes import Mapping, parse_yaml, to_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = {"softbreak": "\n", "hardbreak": "\n"}


def read_markdown(content: bytes) -> Reading:
    """The words of a Markdown file; a YAML head tells title, author and date."""
    text, notes = decoded(content)
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    about = _about(found[1]) if found else None
    body = text[found.end() :] if found and about else text
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return replace(assemble(_blocks(parser.parse(body)), about or About()), notes=notes)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    level, marks = 0, ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "list_item_open":
            marks = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield Block(text=marks + _words(token), level=level)
            level, marks = 0, ""
        elif token.type in {"fence", "code_block"}:
            yield Block(text=token.content)


def _words(token: Token) -> str:
    return "".join(_LINE.get(child.type, child.content) for child in token.children or [])


def _about(head: str) -> About | None:
    """What a YAML head says; None where it is no YAML, and so belongs to the text."""
    node = parse_yaml(SourceFile("", head), Problems())
    if not isinstance(node, Mapping):
        return None
    data = {key.casefold(): value for key, value in to_data(node).items()}
    authors = data.get("author", data.get("authors", ()))
    named = authors if isinstance(authors, tuple) else (authors,)

    def text(name: str) -> str | None:
        value = data.get(name)
        return one_line(str(value)) if isinstance(value, (str, int)) else None

    return About(title=text("title"), authors=tuple(filter(None, (one_line(name) for name in named if isinstance(name, str)))),
                 date=text("date"), language=text("lang") or text("language"))  # fmt: skip
