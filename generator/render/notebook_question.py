"""An item as students read it in a notebook: stem, how to answer, and what to choose from, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.render.escape import one_line
from generator.render.labels import claims
from generator.render.notebook_escape import literal, literal_piece
from generator.render.source_line import source_line
from generator.spec.quiz import HighlightItem, Kind, MatchItem, OrderItem, TrueFalseItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

_HOW = {
    Kind.MULTIPLE: "More than one answer may be right. Write the letters of all that are, with commas between them.",
    Kind.TRUE_FALSE: 'Write "true" or "false".',
    Kind.ORDER: "Write all the letters in the right order, with commas between them.",
    Kind.MATCH: "Write a letter for each number. A letter may be used more than once, or not at all.",
    Kind.HIGHLIGHT: "The words to choose from stand in brackets. Write the numbers of all that fit, with commas between them.",
}
"""How an item is answered, where that isn't plain."""


def question(resolved: ResolvedCourse, quiz: Quiz, number: int, item: Item, shown: Mapping[str, str]) -> str:
    """The item with its number in the quiz. ``shown`` are its labels, as `render.labels` gives them."""
    blocks = [f"**{number}.** {literal(item.stem)}"]
    if item.kind in _HOW:
        blocks.append(f"*{_HOW[Kind(item.kind)]}*")
    texts = texts_of(resolved, quiz, item, shown)
    if isinstance(item, HighlightItem):
        blocks += _excerpt(resolved, quiz, item, shown)
    elif isinstance(item, MatchItem):
        # Two lists side by side would be one: Markdown needs something between them.
        blocks += [_listed(claims_of(item)), "with", _listed(texts)]
    elif not isinstance(item, TrueFalseItem):
        blocks.append(_listed(texts))
    return "\n\n".join(blocks)


def texts_of(resolved: ResolvedCourse, quiz: Quiz, item: Item, shown: Mapping[str, str]) -> dict[str, str]:
    """What each label stands for, in the order shown."""
    if isinstance(item, HighlightItem):
        texts = {one.id: resolved.passage(f"{quiz.id}/{item.id}/{one.id}").plain for one in item.stretches}
    else:
        parts: Sequence[Any] = (
            item.entries if isinstance(item, OrderItem) else item.choices if isinstance(item, MatchItem) else item.options
        )
        texts = {part.id: part.text for part in parts}
    return {label: one_line(texts[part]) for part, label in shown.items()}


def claims_of(item: MatchItem) -> dict[str, str]:
    """What each number stands for."""
    return {number: one_line(pair.text) for pair, number in zip(item.pairs, claims(item).values(), strict=True)}


def _listed(texts: Mapping[str, str]) -> str:
    return "\n".join(f"- **{label}**: {literal(text)}" for label, text in texts.items())


def _excerpt(resolved: ResolvedCourse, quiz: Quiz, item: HighlightItem, shown: Mapping[str, str]) -> list[str]:
    """The source's line, then the excerpt with its stretches in numbered brackets."""
    passage = resolved.passage(item.passage)
    paragraphs = [paragraph.text for paragraph in passage.paragraphs()]
    places = [
        (paragraph, start, end, number)
        for stretch, number in shown.items()
        for paragraph, start, end in resolved.passage(f"{quiz.id}/{item.id}/{stretch}").within
    ]
    quoted = []
    for n, text in enumerate(paragraphs):
        line, at = "", 0
        for _, start, end, number in sorted(place for place in places if place[0] == n):
            line += f"{literal_piece(text[at:start])}\\[**{number}** {literal_piece(text[start:end])}\\]"
            at = end
        quoted.append(f"> {line}{literal_piece(text[at:])}")
    return [literal(source_line(resolved.course, passage)), "\n>\n".join(quoted)]
