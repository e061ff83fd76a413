"""A page as the other modules here see it."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

Address = Callable[[str, str], str]
"""Where something stands: its kind and id in, its address out.

Kinds: `home`, `page` (the page itself), `unit`, `lesson`, `source`, `passage`, `quiz`, `term`. Absolute where the book's own
address is known, else relative to the page.
"""

DESCRIPTION_LENGTH = 200
"""Characters. Search engines and previews show a little less."""


class Kind(enum.StrEnum):
    """What a page is."""

    HOME = "home"
    UNIT = "unit"
    LESSON = "lesson"
    SOURCE = "source"
    GLOSSARY = "glossary"
    OTHER = "other"
    """Written by hand, or drawn from the whole course."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page and the book that it stands in."""

    kind: Kind
    name: str = ""
    """The id of the lesson, unit or source."""
    title: str
    description: str
    book: str
    """The book's title."""
    author: str = ""
    """The book's, as its settings have it."""
    language: str
    """The book's, a BCP 47 tag."""
    address: Address
    absolute: bool = False
    """Whether addresses are absolute."""

    @property
    def url(self) -> str:
        """Where the page itself stands."""
        return self.address("page", "")


def shortened(text: str, limit: int = DESCRIPTION_LENGTH) -> str:
    """A text on one line, cut after the last sentence that fits, else after the last word that fits."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    ends = [found.end() for found in re.finditer(r"[.!?…][”’\"')\]]*(?=\s)", text[: limit + 1])]
    if ends:
        return text[: ends[-1]]
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
