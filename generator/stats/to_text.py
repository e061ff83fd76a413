"""The figures for a terminal: strips and tables, as wide as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.stats.coverage import strip
from generator.stats.tables import tables
from generator.stats.words import percent, standing
from generator.terminal.lines import Line, columns, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.stats.model import Coverage, Stats
    from generator.stats.tables import Table

SIGNS = "·░▒▓█"
"""What a cell of a strip shows: nothing cited, less than a third, less than two thirds, more, all."""
LEAST, MOST = 40, 120
"""Columns for which text is set, whatever the terminal says."""
LEAST_STRIP = 30
"""Cells that a strip needs to stand in one line with its figures."""


def stats_text(stats: Stats, width: int) -> str:
    """All figures in so many columns, the last line ended. Only ids that are longer than a line run on."""
    width = max(LEAST, min(MOST, width))
    parts = ["\n".join(_coverage(stats, width)), *("\n".join(_table(table, width)) for table in tables(stats))]
    return "\n\n".join(parts) + "\n"


def _coverage(stats: Stats, width: int) -> Iterator[str]:
    yield "Sources"
    yield from _wrapped(
        f"Which parts are cited, from the beginning of each text to its end: {SIGNS[0]} nothing, {SIGNS[1]} {SIGNS[2]} {SIGNS[3]} a part, "
        f"{SIGNS[4]} all. Limits: {stats.warn} % and {stats.fail} %.",
        width,
    )
    yield ""
    names = max(columns(_name(one)) for one in stats.coverage)
    cells = width - names - len("  100.0 %  ")
    for one in stats.coverage:
        name, share = _name(one), f"{percent(one.share):>7}"
        said = standing(one, stats)
        if cells >= LEAST_STRIP:
            yield f"{_padded(name, names)}  {share}  {_strip(one, cells)}"
            if said:
                yield f"{' ' * names}  {said}"
        else:
            indent = len(name) - len(name.strip())
            yield from _wrapped(f"{name.strip()}: {share.strip()}{f', {said}' if said else ''}", width, indent)
            yield f"  {_strip(one, width - 2)}"


def _name(one: Coverage) -> str:
    """A source's id; of an article only its own part, set in under its document."""
    return f"  {one.source.partition('/')[2]}" if one.is_article else one.source


def _strip(one: Coverage, cells: int) -> str:
    return "".join(map(_sign, strip(one.ranges, one.chars, cells)))


def _sign(part: float) -> str:
    """The sign of a cell. A cell of which anything is cited is never shown as empty, nor one that has a gap as full."""
    if not part:
        return SIGNS[0]
    return SIGNS[4] if part == 1 else SIGNS[1 + int(3 * part)]


def _table(table: Table, width: int) -> Iterator[str]:
    yield table.title
    yield from _wrapped(table.note, width)
    yield ""
    lines = [table.head, *table.rows]
    widths = [max(columns(line[n]) for line in lines) for n in range(len(table.head))]
    if sum(widths) + 2 * (len(widths) - 1) > width:
        yield from _rows_as_lists(table, width)
        return
    for name, *figures in lines:
        cells = [f"{figure:>{room}}" for figure, room in zip(figures, widths[1:], strict=True)]
        yield "  ".join([_padded(name, widths[0]), *cells]).rstrip()


def _rows_as_lists(table: Table, width: int) -> list[str]:
    """A table that is too wide, row by row: each figure after the head of its column."""
    rows = [f"{name}: {', '.join(map(' '.join, zip(table.head[1:], figures, strict=True)))}" for name, *figures in table.rows]
    return rendered([Line(row, hang=2) for row in rows], width, colours=False).splitlines()


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    return rendered([Line(text, indent=indent)], width, colours=False).splitlines()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))
