"""A citation as written: which words of which source."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from generator.spec.amount import Amount
from generator.spec.model import Id, PassageId, SourceId, Spec, Text


class Gloss(Spec):
    """The editor's own words in brackets, put right after some words of the quotation."""

    after: Text = Field(examples=["the south-west"])
    """Words of the quotation, found in it exactly once."""
    text: Text = Field(examples=["sic"])
    """What stands in the brackets, without them: `sic`, or a word or two of explanation."""


class Words(Spec):
    """The words cited: either `quote`, or `from` and `to`."""

    quote: Text | None = Field(None, examples=["I did not count them"])
    """The whole text, verbatim."""
    from_: Text | None = Field(None, alias="from", examples=["On the second night"])
    """The first words of the text, verbatim; the text runs from here to the next `to`."""
    to: Text | None = Field(None, examples=["No vessel came in."])
    """The last words of the text, verbatim."""
    occurrence: int | None = Field(None, ge=1, le=10_000, examples=[2])
    """Which place is meant where the words stand more than once in the source, counted from 1."""
    omit: tuple[Text, ...] = Field((), examples=[["as the rules command"]])
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

    source: SourceId = Field(examples=["gazette-1871/letters"])
    """The document, or document/article, in which the words stand."""


class Evidence(Words):
    """The words that prove an item's key."""

    passage: PassageId | None = Field(None, examples=["fog/second-night"])
    """The excerpt that holds the words, as lesson/excerpt."""
    source: SourceId | None = Field(None, examples=["gazette-1871/fog"])
    """The document or article that holds them, where no excerpt does."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.passage is None and self.source is None:
            raise ValueError("needs either `passage` or `source`")
        if self.passage is not None and self.source is not None:
            raise ValueError("has both `passage` and `source`; keep one")
        return self


class Standpoint(Words):
    """Words in which a source says what it is for."""


class Row(Citation):
    """One source's answer in a comparison."""

    id: Id = Field(examples=["gazette"])
    """Unique in the comparison; never changed."""
    value: Text = Field(examples=["twelve, as a pilot counted"])
    """A short, neutral statement of what the source says."""
    amount: Amount | None = Field(None, examples=[12, {"more-than": 70}])
    """The value as a number or a date, for the plot; what it counts is the comparison's `measure`."""
    basis: Text | None = Field(None, examples=["hearsay, and a pilot"])
    """What the source rests it on, where it says so."""
