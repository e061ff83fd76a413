"""How each kind of item asks: one function a kind, giving the native controls that a reader answers with.

Every control carries ids, never positions. Without script the controls read; on paper they are boxes and lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.corpus.excerpt import MarkKind
from generator.render.shuffled import mixed, shuffled
from generator.spec.quiz import ChoiceItem, HighlightItem, MatchItem, Mode, OrderItem, TrueFalseItem
from generator.sphinx_ext.nodes import Choice, Select, box, inline, paper_only, paragraph, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.corpus.excerpt import Paragraph
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

Feedback = list[tuple[str, str, str, bool | None]]
"""Id, what it is about, what is said, and whether choosing it is right (None where that depends on its place)."""


def one_line(text: str) -> str:
    """Runs of white space as one space."""
    return " ".join(text.split())


def controls(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> list[nodes.Node]:
    """The part of an item that a reader answers with."""
    if isinstance(item, OrderItem):
        return _order(item, mixed if quiz.mode is Mode.GRADED else shuffled)
    if isinstance(item, MatchItem):
        return _match(item, mixed_choices=quiz.mode is Mode.GRADED)
    if isinstance(item, HighlightItem):
        return [_highlight(resolved, quiz, item)]
    return _options(item)


def feedback(item: Item) -> Feedback:
    """What is said of each part of an item."""
    if isinstance(item, OrderItem):
        return [(e.id, f"{n}. {one_line(e.text)}", one_line(e.feedback), None) for n, e in enumerate(item.entries, 1)]
    if isinstance(item, MatchItem):
        choices = {choice.id: one_line(choice.text) for choice in item.choices}
        return [(p.id, f"{one_line(p.text)} – {choices[p.answer]}", one_line(p.feedback), None) for p in item.pairs]
    if isinstance(item, HighlightItem):
        words = [(s.id, one_line(s.quote or f"{s.from_} ... {s.to}")) for s in item.stretches]
        return [(s.id, text, one_line(s.feedback), s.correct) for (_, text), s in zip(words, item.stretches, strict=True)]
    return [(o.id, one_line(o.text), one_line(o.feedback), o.correct) for o in item.options]


def several(item: Item) -> str:
    """What a reader must know of how to answer, beside the stem."""
    if isinstance(item, OrderItem):
        return "Put these in order, the first at the top."
    if isinstance(item, MatchItem):
        return "Choose an answer for each line."
    if isinstance(item, HighlightItem):
        return "Choose words in the excerpt; more than one choice may be right."
    return "More than one answer may be right." if isinstance(item, ChoiceItem) and item.kind == "multiple" else ""


def _options(item: ChoiceItem | TrueFalseItem) -> list[nodes.Node]:
    multiple = item.kind == "multiple"
    listed = nodes.bullet_list(classes=["options"])
    for option in item.options:
        choice = Choice("", nodes.Text(one_line(option.text)), multiple=multiple, html=_input(multiple, item.id, option.id))
        entry = nodes.list_item("", choice)
        entry["classes"] += ["pinned"] if option.pinned else []
        listed += entry
    return [listed]


def _order(item: OrderItem, arrange: Callable[[list[str], str], list[str]]) -> list[nodes.Node]:
    texts = {entry.id: one_line(entry.text) for entry in item.entries}
    listed = nodes.bullet_list(classes=["order"])
    for entry_id in arrange(list(texts), item.id):
        listed += nodes.list_item("", box("div", inline("span", texts[entry_id]), data_id=entry_id))
    return [listed]


def _match(item: MatchItem, *, mixed_choices: bool) -> list[nodes.Node]:
    """Claims with a list each. Written in the order of the claims, choices would tell the key, so a graded quiz mixes them."""
    texts = {choice.id: one_line(choice.text) for choice in item.choices}
    choices = [(name, texts[name]) for name in (mixed(texts, item.id) if mixed_choices else texts)]
    listed = nodes.bullet_list(classes=["match"])
    for pair in item.pairs:
        select = Select(
            "", nodes.Text(one_line(pair.text)), choices=choices, html={"name": f"{item.id}-{pair.id}", "data-id": pair.id}
        )
        listed += nodes.list_item("", select)
    # On paper the choices stand once, under the lines to write on.
    return [listed, paper_only(paragraph("; ".join(text for _, text in choices), classes=("choices",)))]


def _highlight(resolved: ResolvedCourse, quiz: Quiz, item: HighlightItem) -> nodes.Element:
    """The excerpt's text, with a checkbox around each stretch."""
    stretches = sorted(
        (place, stretch.id)
        for stretch in item.stretches
        for place in resolved.passage(f"{quiz.id}/{item.id}/{stretch.id}").within[:1]
    )
    quote = verbatim(nodes.block_quote(classes=["highlight-text"]))
    for index, part in enumerate(resolved.passage(item.passage).paragraphs()):
        node = paragraph()
        at = 0
        for (where, start, end), stretch_id in stretches:
            if where != index:
                continue
            node += _plain(part, at, start)
            node += Choice("", nodes.Text(part.text[start:end]), multiple=True, html=_input(True, item.id, stretch_id))
            at = end
        node += _plain(part, at, len(part.text))
        quote += node
    return quote


def _plain(part: Paragraph, start: int, end: int) -> list[nodes.Node]:
    """The words of a paragraph between two offsets, the editor's marks told apart."""
    out: list[nodes.Node] = []
    at = start
    for mark in part.marks:
        if mark.kind is MarkKind.NOTE or mark.start < start or mark.end > end:
            continue
        out += [nodes.Text(part.text[at : mark.start]), inline("span", part.text[mark.start : mark.end], (mark.kind.value,))]
        at = mark.end
    out.append(nodes.Text(part.text[at:end]))
    return out


def _input(multiple: bool, name: str, value: str) -> dict[str, str]:
    return {"type": "checkbox" if multiple else "radio", "name": name, "value": value}
