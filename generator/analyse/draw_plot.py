"""The items of a quiz by difficulty and discrimination, as marks on a field; and the totals as bars. HTML and styles, no script.

A mark holds its item's number and leads to the item. Its shape tells what the item is flagged for, so nothing hangs on colour.
The table of all items, which follows the field, has the same figures as text.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.analyse.rules import Rule
from generator.analyse.words import count, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.flags import Raised
    from generator.analyse.model import Bin, ItemFigures, QuizFigures, Totals

SHAPES = {
    Rule.KEY_SUSPECT: "diamond",
    Rule.NEGATIVE: "diamond",
    Rule.NON_FUNCTIONING: "triangle",
    Rule.TOO_HARD: "triangle",
    Rule.TOO_EASY: "triangle",
    Rule.DEAD_DISTRACTOR: "square",
}
"""The shape of a mark by the gravest flag of its item; items without a flag are round."""
LEGEND = {
    "round": "no flag",
    "diamond": "the key is suspect, or better students do worse",
    "triangle": "very easy, very hard, or tells nobody apart",
    "square": "an option that nobody takes",
}
_LOW, _DEEP = -0.5, -1.0
"""Where the scale of discrimination begins: the second where an item lies below the first."""


def shape(flags: Sequence[Raised]) -> str:
    """The shape of an item's mark. Flags come with the gravest first."""
    return SHAPES[flags[0].rule] if flags else "round"


def plot(quiz: QuizFigures) -> str:
    """The field with its legend. Items without both figures are named below it."""
    placed = [item for item in quiz.items if item.difficulty is not None and item.discrimination is not None]
    absent = [item for item in quiz.items if item not in placed]
    if not placed:
        return _absent(absent)
    low = _DEEP if any(item.discrimination and item.discrimination.value < _LOW for item in placed) else _LOW
    marks = "".join(_mark(item, [flag for flag in quiz.flags if flag.item == item.asked.item.id], low) for item in placed)
    return (
        f'<div class="plot" role="group" aria-label="Items by difficulty and discrimination; the table below has the same figures">'
        f'<p class="axis-name" aria-hidden="true">Discrimination ↑</p>'
        f'<div class="field">{_lines(low)}{marks}</div>'
        f'<p class="axis-name below" aria-hidden="true">← hard &nbsp; mean points &nbsp; easy →</p></div>'
        f"{_legend(quiz)}{_absent(absent)}"
    )


def _lines(low: float) -> str:
    """The grid with its labels, which screen readers pass over."""
    across = [step / 4 for step in range(5)]
    up = [step / 4 for step in range(int(low * 4), 5)]
    return "".join(
        f'<span class="line upright" style="left:{100 * at:.2f}%" aria-hidden="true"><b>{at:.2f}</b></span>' for at in across
    ) + "".join(
        f'<span class="line level{" nought" if at == 0 else ""}" style="bottom:{_height(at, low):.2f}%" aria-hidden="true">'
        f"<b>{signed(at)}</b></span>"
        for at in up
    )


def _mark(item: ItemFigures, flags: Sequence[Raised], low: float) -> str:
    assert item.difficulty is not None
    assert item.discrimination is not None
    ease, told = item.difficulty.value, item.discrimination.value
    said = "; ".join(dict.fromkeys(flag.rule.title for flag in flags)) or "no flag"
    label = f"Item {item.asked.number}, {item.asked.item.id}: difficulty {signed(ease)}, discrimination {signed(told)}; {said}"
    return (
        f'<a class="mark {shape(flags)}" style="left:{100 * ease:.2f}%;bottom:{_height(told, low):.2f}%" '
        f'href="#item-{item.asked.item.id}" aria-label="{escape(label)}" title="{escape(label)}">{item.asked.number}</a>'
    )


def _height(told: float, low: float) -> float:
    return 100 * (told - low) / (1 - low)


def _legend(quiz: QuizFigures) -> str:
    used = {shape([flag for flag in quiz.flags if flag.item == item.asked.item.id]) for item in quiz.items}
    rows = "".join(f'<li><span class="mark {name}"></span> {words}</li>' for name, words in LEGEND.items() if name in used)
    return f'<ul class="legend" aria-hidden="true">{rows}</ul>'


def _absent(items: Sequence[ItemFigures]) -> str:
    if not items:
        return ""
    links = ", ".join(f'<a href="#item-{item.asked.item.id}">item {item.asked.number}</a>' for item in items)
    return f'<p class="quiet">Not on the field, since all answers to it are worth the same or too few are known: {links}.</p>'


def totals(found: Totals, most: int) -> str:
    """How many students have which total, of ``most`` points that can be had: a row with a bar for each step."""
    highest = max(one.students for one in found.bins) or 1
    rows = "".join(
        f'<tr><th scope="row" class="number">{_range(one, most, whole=found.whole)}</th>'
        f'<td class="wide"><span class="bar"><i style="width:{100 * one.students / highest:.2f}%"></i></span></td>'
        f'<td class="number">{one.students:,}</td></tr>'
        for one in found.bins
    )
    return (
        f'<div class="table"><table class="bars"><caption>{count(sum(one.students for one in found.bins), "student")} by their '
        f'points</caption><thead><tr><th scope="col" class="number">Points</th><td></td>'
        f'<th scope="col" class="number">Students</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _range(one: Bin, most: int, *, whole: bool) -> str:
    """From where to where a row goes. Where points may be fractions, it ends just below the next one's beginning."""
    last = min(one.high - 1, most)
    if one.low == most or (whole and last == one.low):
        return f"{one.low}"
    return f"{one.low} to {last}" if whole or one.high > most else f"{one.low} to &lt; {one.high}"
