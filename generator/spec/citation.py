"""A citation as written: which words of which source."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from generator.spec.amount import Amount
from generator.spec.model import Id, PassageId, SourceId, Spec, Text


class Gloss(Spec):
    """The editor's own words in brackets, put right after some words of the quotation."""

    after: Text
    """Words of the quotation, found in it exactly once."""
    text: Text
    """What stands in the brackets, without them: `sic`, or a word or two of explanation."""


class Words(Spec):
    """The words cited: either `quote`, or `from` and `to`."""

    quote: Text | None = None
    """The whole text, verbatim."""
    from_: Text | None = Field(None, alias="from")
    """The first words of the text, verbatim; the text runs from here to the next `to`."""
    to: Text | None = None
    """The last words of the text, verbatim."""
    occurrence: int | None = Field(None, ge=1, le=10_000)
    """Which place is meant where the words stand more than once in the source, counted from 1."""
    omit: tuple[Text, ...] = ()
    """Words inside the quotation that are left out; each prints as [...]."""
    gloss: tuple[Gloss, ...] = ()
    """Editor's words put into the quotation in brackets."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        check_one_way(self)
        return self


def check_one_way(words: Words) -> None:
    """Words are written out, or named by their ends. Raises ValueError where they are neither or both."""
    if words.quote is None and (words.from_ is None or words.to is None):
        raise ValueError("needs `quote`, or both `from` and `to`")
    if words.quote is not None and (words.from_ is not None or words.to is not None):
        raise ValueError("has both `quote` and `from`/`to`; keep one way")


class Citation(Words):
    """Words of a named source."""

    source: SourceId
    """The document, or document/article, in which the words stand."""


class Evidence(Words):
    """The words that prove an item's key."""

    passage: PassageId | None = None
    """The excerpt that holds the words, as lesson/excerpt."""
    source: SourceId | None = None
    """The document or article that holds them, where no excerpt does."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.passage is None) == (self.source is None):
            raise ValueError("needs either `passage` or `source`")
        return self


class Standpoint(Words):
    """Words in which a source says what it is for."""


class Row(Citation):
    """One source's answer in a comparison."""

    id: Id
    """Unique in the comparison; never changed."""
    value: Text
    """A short, neutral statement of what the source says."""
    amount: Amount | None = None
    """The value as a number or a date, for the plot; what it counts is the comparison's `measure`."""
    basis: Text | None = None
    """What the source rests it on, where it says so."""
