"""The glossary as written."""

from __future__ import annotations

from pydantic import Field

from generator.spec.allowance import TextAllowance
from generator.spec.model import Id, Spec, Text


class Term(Spec):
    """One entry."""

    id: Id = Field(examples=["fog-bell"])
    """Never changed."""
    term: Text = Field(examples=["fog bell"])
    """As prose refers to it."""
    also: tuple[Text, ...] = Field((), examples=[["bell"]])
    """Other forms under which readers may look for it."""
    definition: Text = Field(examples=["A bell rung from a lighthouse."])
    """One or two neutral sentences."""


class Glossary(Spec):
    """All entries; the page shows them in alphabetical order."""

    note: Text | None = Field(None, examples=["From the harbour's own rules."])
    """What a reader should know of the definitions: where they come from, say. Shown above them."""
    terms: tuple[Term, ...] = ()
    """The entries."""
    lint: tuple[TextAllowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the glossary's texts. No page shows them."""
