"""Plain text brought into Markdown so that every character prints as it is."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
"""ASCII punctuation: Markdown prints any of it as it is after a backslash (CommonMark 0.31, section 2.4)."""


def one_line(text: str) -> str:
    """Runs of white space as one space."""
    return " ".join(text.split())


def escape_markdown(text: str) -> str:
    """One line of Markdown that prints the text."""
    return _SPECIAL.sub(r"\\\1", one_line(text))
