"""From a name to where it is given, and to where it is used; from an item to what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lsp.names import What

if TYPE_CHECKING:
    from generator.lsp.catalogue import Catalogue
    from generator.lsp.names import Occurrence
    from generator.source.files import SourceFile, Span


def definition(catalogue: Catalogue, name: str, offset: int) -> tuple[SourceFile, Span] | None:
    """Where the name at a place is given; of an item at its own id, where its evidence stands."""
    found = catalogue.at(name, offset)
    if found is None:
        return None
    if found.holder is not None and found.name.what is What.ITEM and "evidence" in found.holder.keys:
        return found.file, found.holder.keys["evidence"]
    giver = catalogue.giver(found.name)
    return (giver.file, giver.span) if giver else None


def references(catalogue: Catalogue, name: str, offset: int, *, declaration: bool) -> list[Occurrence]:
    """Every place where the name at a place is used; where it is given too, with ``declaration``."""
    found = catalogue.at(name, offset)
    if found is None:
        return []
    return [one for one in catalogue.occurrences(found.name) if declaration or one.holder is None]
