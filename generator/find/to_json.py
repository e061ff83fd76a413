"""Passages for programs. Offsets are raw str indexes, end exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cite import as_json, match_as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.find.passages import Passage
    from generator.find.ranges import Ranges


def passages_json(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """Each passage as a match of `course cite --json` is, with the `yaml` to paste; null where no words name the place."""
    return [{**match_as_json(one.place), "yaml": one.citation.as_yaml() if one.citation else None} for one in passages]


def ranges_json(found: Ranges, limit: int) -> dict[str, Any]:
    """The stretches, how many there are in all, and for an end that stands nowhere the verdict on it."""
    return {
        "count": len(found.passages),
        "ranges": passages_json(found.passages[:limit]),
        "from": as_json(found.no_first) if found.no_first else None,
        "to": as_json(found.no_last) if found.no_last else None,
    }
