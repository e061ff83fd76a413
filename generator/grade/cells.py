"""A notebook's JSON as cells, whatever else stands there: what isn't of the right type is taken for not being there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CLICKED = "application/vnd.course-compiler.answer+json"
"""The MIME type of the output in which a clicked answer is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with our part of its metadata. ``before`` are the texts since the last cell that isn't one; a text itself has none."""

    id: str
    kind: str
    source: str
    ours: dict[str, Any]
    item: str
    """The item that the cell says it answers, or nothing."""
    outputs: list[Any]
    before: tuple[str, ...] = ()


def cells_of(notebook: dict[str, Any]) -> list[Cell]:
    """The cells in their order."""
    cells: list[Cell] = []
    before: list[str] = []
    for written in sequence(notebook.get("cells")):
        if not isinstance(written, dict):
            continue
        if written.get("cell_type") == "markdown":
            cells.append(_cell(written, ()))
            before.append(cells[-1].source)
        else:
            cells.append(_cell(written, tuple(before)))
            before.clear()
    return cells


def _cell(written: dict[str, Any], before: tuple[str, ...]) -> Cell:
    metadata = mapping(written.get("metadata"))
    ours, source = mapping(metadata.get("course")), written.get("source")
    return Cell(
        # Colab saves an older form of notebooks, in which a cell has its id in the metadata.
        id=text(written.get("id")) or text(metadata.get("id")),
        kind=text(written.get("cell_type")),
        source="".join(line for line in source if isinstance(line, str)) if isinstance(source, list) else text(source),
        ours=ours,
        item=text(ours.get("item")),
        outputs=sequence(written.get("outputs")),
        before=before,
    )


def clicked(cell: Cell) -> dict[str, Any] | None:
    """The last answer that was clicked in a cell, as its output keeps it."""
    for output in reversed(cell.outputs):
        kept = mapping(mapping(output).get("data")).get(CLICKED)
        if isinstance(kept, dict):
            return kept
    return None


def text(value: object) -> str:
    """A string, or an empty one for anything else."""
    return value if isinstance(value, str) else ""


def mapping(value: object) -> dict[str, Any]:
    """A JSON object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """A JSON array, or an empty one for anything else."""
    return value if isinstance(value, list) else []
