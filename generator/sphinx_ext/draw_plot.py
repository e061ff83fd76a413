"""A comparison's amounts on one scale: for each row who says it, when, what, and a mark. HTML and styles, no script.

Marks are those of a number line in a school book: a full dot is a figure that is meant, an empty one a figure that is not,
an arrow leads to all that the claim leaves open. So they are told apart without colour. Rows keep their order; nothing is
averaged. The marks themselves are hidden from screen readers, which get the row in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.render.plot_scale import plot
from generator.render.source_line import who_and_when
from generator.spec.amount import Bound
from generator.sphinx_ext.nodes import drawing, inline, paragraph, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from generator.render.plot_scale import Mark, Tick
    from generator.spec.citation import Row
    from generator.spec.course import Course
    from generator.spec.lesson import Comparison

NUMBERS = {
    Bound.EXACTLY: "exactly",
    Bound.ABOUT: "about",
    Bound.AT_LEAST: "at least",
    Bound.MORE_THAN: "more than",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "less than, nearly",
    Bound.BETWEEN: "from one to the other",
}
DATES = {
    Bound.EXACTLY: "on that day",
    Bound.ABOUT: "about that day",
    Bound.AT_LEAST: "then or later",
    Bound.MORE_THAN: "later",
    Bound.AT_MOST: "then or earlier",
    Bound.LESS_THAN: "earlier",
    Bound.BETWEEN: "some time between",
}
"""What the legend says of each mark."""


def figure(course: Course, anchor: str, comparison: Comparison) -> nodes.Element | None:
    """The plot of a comparison that has amounts, under the id of the figure that holds it; else nothing."""
    amounts = [row.amount for row in comparison.rows if row.amount is not None]
    if not amounts or comparison.measure is None:
        return None
    laid_out = plot(amounts)
    marks = iter(laid_out.marks)
    measure = paragraph(inline("b", "On one scale:"), nodes.Text(f" {comparison.measure}"), classes=("plot-measure",))
    measure["ids"] = [f"{anchor}-measure"]
    ticks = laid_out.ticks
    drawn = [_row(course, anchor, row, ticks, next(marks)) for row in comparison.rows if row.amount is not None]
    words = DATES if True in amounts[0].dated else NUMBERS
    bounds = [bound for bound in Bound if any(mark.bound is bound for mark in laid_out.marks)]
    starts = "" if laid_out.from_zero or words is DATES else f"The scale begins at {ticks[0].label}, not at 0."
    return drawing(
        "div",
        measure,
        drawing("div", _axis(ticks), classes=("plot-row", "plot-top"), aria_hidden="true"),
        drawing("ul", *drawn, classes=("plot-rows",), role="list"),
        drawing("div", _axis(ticks), classes=("plot-row",), aria_hidden="true"),
        drawing("ul", *(_legend(bound, words) for bound in bounds), classes=("plot-legend",), aria_hidden="true"),
        *([paragraph(starts, classes=("plot-note",))] if starts else []),
        *_unplotted(course, anchor, [row for row in comparison.rows if row.amount is None]),
        classes=("plot",),
        role="group",
        aria_labelledby=f"{anchor}-title {anchor}-measure",
    )


def row_anchor(anchor: str, row: Row) -> str:
    """The id of a row of the table. No id of a spec holds two hyphens in a row, so it is like no other."""
    return f"{anchor}--{row.id}"


def _row(course: Course, anchor: str, row: Row, ticks: Iterable[Tick], mark: Mark) -> nodes.Element:
    track = drawing("div", *(_line(tick) for tick in ticks), _mark(mark), classes=("plot-track",), aria_hidden="true")
    return drawing("li", _words(course, anchor, row), track, classes=("plot-row",))


def _words(course: Course, anchor: str, row: Row) -> nodes.Element:
    """Who, when and what, as one link to the row of the table that has the words."""
    who = verbatim(inline("span", f"{who_and_when(course, row.source)}:", ("plot-who",)))
    link = nodes.reference(
        "", "", who, nodes.Text(" "), inline("span", row.value, ("plot-value",)), refid=row_anchor(anchor, row)
    )
    link["classes"] = ["plot-words"]
    return nodes.paragraph("", "", link)


def _axis(ticks: Iterable[Tick]) -> nodes.Element:
    return drawing(
        "div",
        *(
            drawing("span", nodes.Text(tick.label), *_below(tick), classes=("plot-tick",), style=f"left: {_percent(tick.at)}")
            for tick in ticks
        ),
        classes=("plot-axis",),
    )


def _below(tick: Tick) -> list[nodes.Node]:
    return [inline("span", tick.below, ("plot-year",))] if tick.below else []


def _line(tick: Tick) -> nodes.Element:
    return drawing("span", classes=("plot-line",), style=f"left: {_percent(tick.at)}")


def _mark(mark: Mark) -> nodes.Element:
    place = f"left: {_percent(mark.left)}; right: {_percent(100 - mark.right)}"
    return drawing("span", classes=("plot-mark", f"plot-{mark.bound.value}"), style=place)


def _legend(bound: Bound, words: dict[Bound, str]) -> nodes.Element:
    sample = drawing("span", drawing("span", classes=("plot-mark", f"plot-{bound.value}")), classes=("plot-sample",))
    return drawing("li", sample, nodes.Text(words[bound]))


def _unplotted(course: Course, anchor: str, rows: list[Row]) -> list[nodes.Node]:
    """Rows that give no figure keep their place in the table and are named here, so that nobody thinks them forgotten."""
    if not rows:
        return []
    listed = [drawing("li", _words(course, anchor, row)) for row in rows]
    return [
        drawing("div", paragraph("Not on the scale, for want of a figure:"), drawing("ul", *listed), classes=("plot-without",))
    ]


def _percent(share: Fraction) -> str:
    return f"{float(round(share, 2)):g}%"
