"""What a name names, in Markdown: what an author wants to see without going there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.lsp.names import What, text_at

if TYPE_CHECKING:
    from generator.lsp.names import Occurrence

_SHOWN: dict[What, tuple[str, ...]] = {
    What.DOCUMENT: ("authors", "date", "kind", "publisher", "note"),
    What.ARTICLE: ("authors", "date", "kind", "note"),
    What.UNIT: ("years", "question"),
    What.TERM: ("definition",),
    What.EVENT: ("date", "text"),
    What.NAME: ("kind", "text", "term"),
    What.LESSON: ("unit", "question"),
    What.EXCERPT: ("source", "headnote"),
    What.COMPARISON: ("verdict", "note"),
    What.QUIZ: ("lesson", "mode"),
    What.ITEM: ("kind", "skill"),
    What.CHOICE: (),
}
"""The keys that tell most of a thing, besides its title."""
_TITLES = ("title", "name", "term", "stem", "question", "text")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def title(given: Occurrence) -> str:
    """What a thing is called for readers."""
    assert given.holder is not None
    return next((" ".join(text.split()) for key in _TITLES if (text := text_at(given.holder, key))), "")


def described(given: Occurrence) -> str:
    """A thing with its title and what tells most of it."""
    assert given.holder is not None
    head = f"**{given.name.what} `{given.name}`**: {escaped(title(given))}"
    lines = [head, ""]
    for key in _SHOWN[given.name.what]:
        text = text_at(given.holder, key) or ", ".join(_listed(given, key))
        if text:
            lines.append(f"- {key}: {escaped(' '.join(text.split()))}")
    return "\n".join(lines).rstrip()


def _listed(given: Occurrence, key: str) -> list[str]:
    """The texts of a list."""
    assert given.holder is not None
    found: list[str] = []
    while text := text_at(given.holder, key, len(found)):
        found.append(text)
    return found


def escaped(text: str) -> str:
    """Text with which Markdown does nothing."""
    return _MARKUP.sub(r"\\\1", text)
