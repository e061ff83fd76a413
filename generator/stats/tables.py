"""The figures as tables, which the terminal and the page draw each in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.spec.lesson import Skill
from generator.spec.quiz import Mode
from generator.stats.words import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.stats.model import Stats

NOTHING = "·"
"""How nought is written, so that gaps are seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A title, a note below it, and rows under a head. The first column names the row; all others are figures."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(stats: Stats) -> Iterator[Table]:
    """All tables, in the order in which they are shown; one without rows is left out."""
    for table in (_skills(stats), _kinds(stats), _passages(stats), _keys(stats), _lessons(stats)):
        if table.rows:
            yield table


def _skills(stats: Stats) -> Table:
    rows = tuple((unit, *map(_count, counts.values()), _count(sum(counts.values()))) for unit, counts in stats.skills.items())
    return Table(title="Skills by unit", note="Items that ask for each skill.", head=("Unit", *map(str, Skill), "all"), rows=rows)


def _kinds(stats: Stats) -> Table:
    rows = tuple(
        (kind.value, *map(_count, counts.values()), _count(sum(counts.values()))) for kind, counts in stats.kinds.items()
    )
    rows = rows if any(any(counts.values()) for counts in stats.kinds.values()) else ()
    return Table(title="Kinds", note="Items of each kind.", head=("Kind", *map(str, Mode), "all"), rows=rows)


def _passages(stats: Stats) -> Table:
    note = "Items that the words of an excerpt prove."
    if stats.elsewhere:
        note += f" {stats.elsewhere} more {'is' if stats.elsewhere == 1 else 'are'} proved by words outside excerpts."
    rows = tuple((one.passage, _count(len(one.items))) for one in stats.passages)
    return Table(title="Items per passage", note=note, head=("Passage", "items"), rows=rows)


def _keys(stats: Stats) -> Table:
    most = max((one.options for one in stats.keys), default=0)
    note = "Items with one key, by the place at which it is written."
    if any(stats.statements.values()):
        note += f" Of the statements to be judged, {stats.statements[True]} are true and {stats.statements[False]} false."
    rows = tuple((f"{one.options} options", *map(_count, one.counts), *[""] * (most - one.options)) for one in stats.keys)
    return Table(title="Places of keys", note=note, head=("Items with", *map(str, range(1, most + 1))), rows=rows)


def _lessons(stats: Stats) -> Table:
    note = "Words of each lesson: its author's own, and quoted ones."
    rows = tuple((one.lesson, f"{one.own:,}", f"{one.quoted:,}", percent(one.share)) for one in stats.lessons)
    return Table(title="Words", note=note, head=("Lesson", "own", "quoted", "share quoted"), rows=rows)


def _count(number: int) -> str:
    return str(number) if number else NOTHING
