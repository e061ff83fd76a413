"""Units as written: the parts of the course, each with a question of its own."""

from __future__ import annotations

from pydantic import Field

from generator.spec.allowance import TextAllowance
from generator.spec.model import Id, Prose, Spec, Text


class Unit(Spec):
    """One part of the course: becomes the page that opens it."""

    id: Id = Field(examples=["fog-1871"])
    """As lessons name it; never changed."""
    title: Text = Field(examples=["1871: the fog"])
    """As readers see it."""
    years: Text | None = Field(None, examples=["1871"])
    """The years it is about, as a label; shown before the title, unless the title begins with it."""
    question: Text = Field(examples=["What can be known of days on which nobody could see?"])
    """The central question, which the unit's lessons answer in part."""
    opening: Prose = Field(examples=["A keeper wrote of the fog within days."])
    """What a reader should know before the first lesson. MyST Markdown without headings."""


class Units(Spec):
    """All units. Their order is that of their pages in `_toc.yml`."""

    units: tuple[Unit, ...] = Field(min_length=1)
    """The units."""
    lint: tuple[TextAllowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the units' texts. No page shows them."""
