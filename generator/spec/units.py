"""Units as written: the parts of the course, each with a question of its own."""

from __future__ import annotations

from pydantic import Field

from generator.spec.model import Id, Prose, Spec, Text


class Unit(Spec):
    """One part of the course: becomes the page that opens it."""

    id: Id
    """As lessons name it; never changed."""
    title: Text
    """As readers see it."""
    years: Text | None = None
    """The years it is about, as a label; shown before the title, unless the title begins with it."""
    question: Text
    """The central question, which the unit's lessons answer in part."""
    opening: Prose
    """What a reader should know before the first lesson. MyST Markdown without headings."""


class Units(Spec):
    """All units. Their order is that of their pages in `_toc.yml`."""

    units: tuple[Unit, ...] = Field(min_length=1)
    """The units."""
