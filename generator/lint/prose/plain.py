"""A text without its markup, and without what it quotes; of the same length, so that every offset stays what it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.lint.words import placed_words

if TYPE_CHECKING:
    from generator.lint.prose.phrase_list import Phrases

QUOTED = "|"
"""Stands for each character of a quotation: no word, and no white space, so that words on either side aren't neighbours."""

_CODE = re.compile(r"(?s)```.*?```|(?<!\})`[^`\n]*`")
_ROLE = re.compile(r"\{(?P<role>\w+)\}`(?P<shown>[^`<]*)(?P<target><[^>`]*>)?`")
_MARKS = re.compile(r"^[ \t]*(?:#{1,6}|[-*+>]|\d+\.)[ \t]+|\*+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")
_QUOTATION = re.compile(
    r"“[^“”]{1,400}”|(?<![\w\\])\"[^\"]{1,400}\"(?!\w)|«[^«»]{1,400}»|„[^„“”]{1,400}[“”]|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w)){1,400}’(?!\w)"
)


def without_markup(text: str) -> str:
    """Marks, code and the targets of references as spaces; what readers see of them stays."""
    text = _CODE.sub(_blank, _ROLE.sub(_shown, text))
    return _MARKS.sub(_blank, _TARGET.sub(_blank, text))


def without_quotations(text: str, titles: Phrases) -> str:
    """What stands in quotation marks, and titles of sources, as signs that are no words."""
    text = _QUOTATION.sub(lambda found: QUOTED * len(found[0]), text)
    placed = placed_words(text)
    keys = [word for word, _, _ in placed]
    parts, at = [], 0
    for n in titles.openings(keys):
        start = placed[n][1]
        title = titles.at(keys, n) if start >= at else None
        if title is not None:
            end = placed[n + len(title) - 1][2]
            parts += [text[at:start], QUOTED * (end - start)]
            at = end
    return "".join((*parts, text[at:]))


def _shown(found: re.Match[str]) -> str:
    """What readers see of a role. A bare reference shows a title, for which one long word stands: it may begin a sentence."""
    shown = found["shown"] if found["target"] or found["role"] == "term" else "X" * len(found["shown"])
    return " " * (found.start("shown") - found.start()) + shown + " " * (found.end() - found.end("shown"))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
