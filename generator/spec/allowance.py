"""A flaw of item writing that an author allows, with the reason. Readers never see it, and it changes no item."""

from __future__ import annotations

from pydantic import Field

from generator.diagnostics.flaws import Flaw
from generator.spec.model import Spec, Text


class Allowance(Spec):
    """Silences one rule of the lint where it is written."""

    allow: Flaw = Field(strict=False, examples=["stem-negative"])
    """The flaw, by the name that the warning carries."""
    because: Text = Field(examples=["The lesson is about what the treaty leaves out."])
    """Why the item is right as it is."""


class TextAllowance(Spec):
    """Silences one rule of the lint on a text that belongs to no item: prose, a headnote, a definition."""

    allow: Flaw = Field(strict=False, examples=["word-loaded"])
    """The flaw, by the name that the warning carries."""
    where: Text = Field(examples=["the rebellion of the pilots"])
    """Words of the author's own that the flaw lies in, or that stand in the same sentence; at least the flawed word."""
    because: Text = Field(examples=["The pilots call it so themselves."])
    """Why the words are right as they are."""
