"""The glossary as written."""

from __future__ import annotations

from generator.spec.model import Id, Spec, Text


class Term(Spec):
    """One entry."""

    id: Id
    """Never changed."""
    term: Text
    """As prose refers to it."""
    also: tuple[Text, ...] = ()
    """Other forms under which readers may look for it."""
    definition: Text
    """One or two neutral sentences."""


class Glossary(Spec):
    """All entries; the page shows them in alphabetical order."""

    note: Text | None = None
    """What a reader should know of the definitions: where they come from, say. Shown above them."""
    terms: tuple[Term, ...] = ()
    """The entries."""
