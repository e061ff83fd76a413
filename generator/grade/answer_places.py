"""Which cells of a notebook answer which items. A cell is known by the item in its metadata; else by its id; else by the item that
its code hands to `quiz.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.code_cell import MAX_SOURCE, Code, read_code
from generator.grade.flags import Flag
from generator.grade.model import Raised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.grade.asked import Asked
    from generator.grade.cells import Cell
    from generator.grade.code_cell import Fault

MAX_CODE = 1_000_000
"""Characters of all cells together that may answer something. Python parses about as many in a second; an answered notebook has
some thousands."""
_CHECK = "quiz.check("
_SETUP, _PART = "setup", "-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell that answers an item, and its code."""

    cell: Cell
    code: Code | Fault


Places = dict[str, list[Place]]
"""The cells that answer, by item, in the notebook's order."""


def places_of(asked: Asked, cells: Sequence[Cell]) -> Places | Raised:
    """Every cell that answers an item, or why they aren't looked at. One cell may answer several: cells can be merged."""
    named = [(cell, _item_of(asked, cell)) for cell in cells]
    answering = [(cell, item) for cell, item in named if item or _may_answer(cell)]
    if sum(min(len(cell.source), MAX_SOURCE) for cell, _ in answering) > MAX_CODE:
        return Raised(flag=Flag.TOO_LARGE, detail=f"its answer cells have more than {MAX_CODE} characters")
    places: Places = {}
    for cell, item in answering:
        place = Place(cell=cell, code=read_code(cell.source))
        checked = place.code.checks if isinstance(place.code, Code) else ()
        for one in dict.fromkeys([item, *(check.item for check in checked if check.answer is not None)]):
            if one:
                places.setdefault(one, []).append(place)
    return places


def _item_of(asked: Asked, cell: Cell) -> str:
    """The item that a cell is for by its metadata or its id, or nothing."""
    return cell.item or (asked.answer_cells.get(cell.id, "") if cell.id.endswith(_PART) else "")


def _may_answer(cell: Cell) -> bool:
    """Whether a cell that is for no item may still answer one by its code."""
    return cell.kind == "code" and cell.id != _SETUP and _CHECK in cell.source
