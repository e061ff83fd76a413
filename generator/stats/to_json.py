"""The figures for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.stats.model import Stats


def stats_json(stats: Stats) -> dict[str, Any]:
    """All figures. Shares are from 0 to 1; ranges are str offsets from the beginning of the source, end exclusive."""
    return {
        "course": stats.course,
        "limits": {"warn": stats.warn, "fail": stats.fail},
        "coverage": [
            {
                "source": one.source, "chars": one.chars, "citations": one.citations, "share": one.share,
                "standing": one.standing.value, "ranges": [list(part) for part in one.ranges],
            }
            for one in stats.coverage
        ],
        "skills": {unit: {skill.value: count for skill, count in counts.items()} for unit, counts in stats.skills.items()},
        "kinds": {kind.value: {mode.value: count for mode, count in counts.items()} for kind, counts in stats.kinds.items()},
        "passages": {one.passage: list(one.items) for one in stats.passages},
        "proved_elsewhere": stats.elsewhere,
        "key_places": {str(one.options): list(one.counts) for one in stats.keys},
        "statements": {"true": stats.statements[True], "false": stats.statements[False]},
        "lessons": [{"lesson": one.lesson, "unit": one.unit, "own": one.own, "quoted": one.quoted} for one in stats.lessons],
    }  # fmt: skip
