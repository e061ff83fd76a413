"""The course's voice as written: words that are nobody's own here, and how long and how hard a text may be."""

from __future__ import annotations

from pydantic import Field

from generator.spec.model import Spec, Text


class LoadedWord(Spec):
    """A word or phrase that takes sides."""

    word: Text = Field(examples=["drunkard"])
    """The word or phrase, in any case. In an English course its plural and genitive are meant as well."""
    also: tuple[Text, ...] = Field((), examples=[["drunken", "tippler"]])
    """Other forms that are told in the same way."""
    unless: tuple[Text, ...] = Field((), examples=[["the drunkard's reef"]])
    """Phrases around the word in which it takes no side."""
    why: Text = Field(examples=["Judges the keeper."])
    """What it takes for granted. The warning says it."""
    instead: Text | None = Field(None, examples=["a keeper who drank"])
    """A plainer word."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, the word itself first."""
        return (self.word, *self.also)


class Voice(Spec):
    """How the author's own words are looked at. A course without this file isn't."""

    words: tuple[LoadedWord, ...] = ()
    """Words that stand in quotation marks or not at all."""
    claims: bool = Field(True, examples=[False])
    """Whether figures and wordings of a cited passage are told that stand in the author's text without anybody who says them."""
    longest_sentence: int | None = Field(None, ge=10, le=200, examples=[40])
    """Words that a sentence may have; without it, any number."""
    hardest_grade: int | None = Field(None, ge=1, le=30, examples=[12])
    """The school grade that a paragraph may ask for, by the formula of Kincaid and others; without it, any grade."""
