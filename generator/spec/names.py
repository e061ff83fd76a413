"""Persons and organisations as written: each with the spellings of the sources, and groups of those that are easily confused."""

from __future__ import annotations

import enum
import unicodedata
from typing import Self

from pydantic import Field, model_validator

from generator.spec.allowance import TextAllowance
from generator.spec.citation import Citation
from generator.spec.model import Id, Prose, SourceId, Spec, Text


class NameKind(enum.StrEnum):
    """What has the name."""

    PERSON = "person"
    """One person."""
    PARTY = "party"
    """A political party, an alliance of parties, or a current in one."""
    UNION = "union"
    """A trade union, a federation of them, or a council of a neighbourhood or trade."""
    ORGANISATION = "organisation"
    """A firm, an office, an assembly, a publisher: any other body."""
    PLACE = "place"
    """A town or country, where its name is taken for somebody's."""
    EVENT = "event"
    """An event or period that sources name, where others bear the name too."""


class Spelling(Spec):
    """A way in which sources print a name."""

    written: Text = Field(examples=["Osric Vane"])
    """The words as they stand in a source, capitals and accents included."""
    in_: tuple[SourceId, ...] = Field((), alias="in", examples=[["gazette-1871/fog"]])
    """The documents or articles in which these words mean this name; left out, all those for which no other name claims them."""
    sic: bool = Field(False, examples=[True])
    """Whether the spelling is a slip of the source. The page marks it."""


class Mention(Citation):
    """Words in which a source says who or what this is."""

    says: Text | None = Field(None, examples=["Calls him an engineer of bridges."])
    """What these words tell, short and attributed."""


class Name(Spec):
    """A person or organisation."""

    id: Id = Field(examples=["osric-vane"])
    """Unique among the names; never changed: links use it."""
    name: Text = Field(examples=["Osric Vane"])
    """The name in full, as the course writes it."""
    under: Text | None = Field(None, examples=["Vane"])
    """The words under which it stands in the alphabet; left out, the name itself."""
    kind: NameKind = Field(strict=False, examples=["person"])
    """What has the name."""
    spellings: tuple[Spelling, ...] = Field(min_length=1)
    """How sources print it. Where an excerpt has one of these, the page says so."""
    text: Text | None = Field(None, examples=["The essay of 1890 calls him the builder of the tower."])
    """One to three sentences on who or what this is, attributed."""
    term: Id | None = Field(None, examples=["fog-bell"])
    """The id of the entry in the glossary that explains the name. Without `text` the page shows that definition."""
    mentions: tuple[Mention, ...] = ()
    """What sources say of it, each with its words."""

    @property
    def sorted_under(self) -> str:
        """What the alphabet goes by: small letters without accents."""
        plain = unicodedata.normalize("NFKD", self.under or self.name)
        return "".join(char for char in plain if not unicodedata.combining(char)).casefold()

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.text is None and self.term is None:
            raise ValueError("needs `text`, or `term` where the glossary explains the name")
        return self


class Homonyms(Spec):
    """Names that are easily taken for each other."""

    id: Id = Field(examples=["brooks"])
    """Unique among the groups; never changed: links use it."""
    title: Text = Field(examples=["Brook"])
    """The word that they share."""
    text: Text = Field(examples=["The keeper, and the stream behind the quay."])
    """What tells them apart, and where they can be confused."""
    names: tuple[Id, ...] = Field(min_length=2, examples=[["anselm-brook", "brook-street"]])
    """The names, by their ids."""


class Names(Spec):
    """All persons and organisations. The page shows them in alphabetical order, in whatever order they are written."""

    title: Text = Field(examples=["Persons and organisations"])
    """As readers see it."""
    note: Prose = Field(examples=["Spellings are those of the sources."])
    """What the list holds. MyST Markdown, like prose in lessons."""
    names: tuple[Name, ...] = Field(min_length=1)
    """The names."""
    homonyms: tuple[Homonyms, ...] = ()
    """Groups of names that are easily confused."""
    lint: tuple[TextAllowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the texts of the list. No page shows them."""

    def in_order(self) -> list[Name]:
        """The names by the alphabet, what begins with no letter first; those under the same words as they are written."""
        return sorted(self.names, key=lambda name: (name.sorted_under[:1].isalpha(), name.sorted_under))

    def beside(self) -> dict[str, list[Name]]:
        """Under each name's id the names that it may be confused with, in the order of their groups."""
        by_id = {name.id: name for name in self.names}
        found: dict[str, dict[str, Name]] = {name: {} for name in by_id}
        for group in self.homonyms:
            members = [by_id[name] for name in group.names if name in by_id]
            for name in members:
                found[name.id].update({other.id: other for other in members if other is not name})
        return {name: list(others.values()) for name, others in found.items()}
