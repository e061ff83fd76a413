r"""Plain text brought into a notebook's Markdown. Beside Markdown, notebooks look for formulas, in the source and on the page.

JupyterLab sets `$...$`, `\(...\)` and `\begin{...}` even where Markdown's own escapes say that they are text: MathJax reads
the page once more when it is drawn. It reads no formula across the edge of an element, so what could begin or end one stands
in an element of its own.
"""

from __future__ import annotations

import re

from generator.render.escape import one_line

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
"""ASCII punctuation, which Markdown prints as it is after a backslash (CommonMark 0.31, section 2.4)."""
_ALONE = {"$": "<span>&#36;</span>", "\\": "<span>&#92;</span>"}


def literal(text: str) -> str:
    """One line of Markdown that shows the text."""
    return _SPECIAL.sub(lambda found: _ALONE.get(found[0], f"\\{found[0]}"), one_line(text))


def literal_piece(piece: str) -> str:
    """The same of a piece of a line: a space is kept where it begins or ends with one."""
    inner = literal(piece)
    return f"{' ' if piece[:1].isspace() else ''}{inner}{' ' if inner and piece[-1:].isspace() else ''}"
