"""The figures as a page for instructors. The strips are drawn to scale, and each is told in words as well."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from generator.render.report_page import page
from generator.stats.tables import NOTHING, tables
from generator.stats.words import parts, percent, standing

if TYPE_CHECKING:
    from generator.stats.model import Coverage, Stats
    from generator.stats.tables import Table

_TITLE = "What is cited, asked and written"
_STYLE = Path(__file__).with_name("page.css")


def stats_page(stats: Stats) -> str:
    """The whole page, one HTML file that needs nothing beside it."""
    body = (
        f"<h1>{_TITLE}</h1>"
        f'<p class="quiet">Course <code>{escape(stats.course)}</code>. This page tells of keys only where they stand, by number.</p>'
        f"{_sources(stats)}{''.join(map(_section, tables(stats)))}"
    )
    return page(f"{_TITLE}: {stats.course}", body.replace(" %", "\u00a0%"), _style())  # a figure and its sign stay together


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _sources(stats: Stats) -> str:
    return (
        '<section aria-labelledby="sources"><h2 id="sources">Sources</h2>'
        "<p>Each strip is a text from its beginning to its end; what is filled is cited. The course warns where more than "
        f"{stats.warn} % of a text is quoted, and stops above {stats.fail} %.</p>"
        f'<ul class="sources">{"".join(_source(one, stats) for one in stats.coverage)}</ul></section>'
    )


def _source(one: Coverage, stats: Stats) -> str:
    limit = f", {said}" if (said := standing(one, stats)) else ""
    citations = f"{one.citations:,} citation{'' if one.citations == 1 else 's'}"
    cited = "".join(_part(start, end, one.chars) for start, end in one.ranges)
    return (
        f'<li{" class=article" if one.is_article else ""}><p class="name"><b>{escape(one.title)}</b> <code>{escape(one.source)}</code></p>'
        f'<div class="strip" aria-hidden="true">{cited}</div>'
        f'<p class="quiet"><b>{percent(one.share)}</b> of {one.chars:,} characters{limit}; {citations}. {parts(one)}</p></li>'
    )


def _part(start: int, end: int, chars: int) -> str:
    """A cited part, to scale; its style sheet keeps the smallest visible."""
    return f'<i style="left:{100 * start / chars:.2f}%;width:{100 * (end - start) / chars:.2f}%"></i>'


def _section(table: Table) -> str:
    name = table.title.lower().replace(" ", "-")
    head = "".join(f'<th scope="col"{" class=number" if n else ""}>{escape(cell)}</th>' for n, cell in enumerate(table.head))
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{table.title}</h2><p>{table.note}</p>'
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {table.title}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(map(_row, table.rows))}</tbody></table></div></section>"
    )


def _row(row: tuple[str, ...]) -> str:
    cells = "".join(f'<td class="number">{"0" if cell == NOTHING else escape(cell)}</td>' for cell in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'
