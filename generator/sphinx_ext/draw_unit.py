"""A unit's opener: its years and central question, its lessons as cards, the sources that these quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.render.unit_page import cards, quoted
from generator.sphinx_ext.draw_excerpt import reference
from generator.sphinx_ext.nodes import box, inline, paragraph, verbatim

if TYPE_CHECKING:
    from generator.render.unit_page import Card
    from generator.spec.course import Course
    from generator.spec.units import Unit


def opener(course: Course, unit_id: str) -> nodes.Element:
    """What stands under the unit's title. Raises KeyError where there is no such unit."""
    unit = course.unit(unit_id)
    years = [paragraph(unit.years or "", classes=("unit-years",))] if _years_apart(unit) else []
    return box("div", *years, paragraph(unit.question, classes=("central-question",)), classes=("unit-opener",))


def lessons(course: Course, unit_id: str) -> nodes.Element:
    """A card for each lesson. Raises KeyError as above."""
    listed = nodes.bullet_list("", *(_card(card) for card in cards(course, unit_id)), classes=["unit-lessons"])
    return listed if len(listed) else paragraph("There is no lesson yet.")


def sources(course: Course, unit_id: str) -> nodes.Element:
    """The sources that the lessons quote, each with a link to its page. Raises KeyError as above."""
    lines = (paragraph(reference("source", source, line)) for source, line in quoted(course, unit_id).items())
    listed = nodes.bullet_list("", *(nodes.list_item("", line) for line in lines), classes=["unit-sources"])
    return listed if len(listed) else paragraph("None yet.")


def unit_link(unit: Unit) -> list[nodes.Node | str]:
    """A link to a unit's opener, with its years marked as such, once."""
    link = reference("unit", unit.id, unit.title)
    if unit.years is None:
        return [link]
    years = inline("span", unit.years, ("unit-years",))
    if _years_apart(unit):
        return [years, " ", link]
    link.clear()
    link += verbatim(nodes.inline("", "", years, nodes.Text(unit.title.removeprefix(unit.years))))
    return [link]


def _years_apart(unit: Unit) -> bool:
    return unit.years is not None and not unit.title.startswith(unit.years)


def _card(card: Card) -> nodes.list_item:
    return nodes.list_item(
        "",
        paragraph(reference("lesson", card.lesson, card.title), classes=("lesson-title",)),
        paragraph(card.question, classes=("lesson-question",)),
        paragraph(_holds(card), classes=("lesson-holds",)),
    )


def _holds(card: Card) -> str:
    """What a lesson holds, counted."""
    parts = [counted(card.excerpts, "excerpt")]
    if card.comparisons:
        parts.append(counted(card.comparisons, "comparison"))
    quiz = "graded quiz" if card.graded else "quiz"
    parts.append(f"{quiz} with {counted(card.items, 'item')}" if card.items else "no quiz")
    return ", ".join(parts)


def counted(count: int, what: str) -> str:
    """A number of things."""
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
