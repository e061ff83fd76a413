"""`course cite`: the verdict on words, one quotation at a time or a file of them, as JSON for programs or text for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.corpus.corpus import Corpus, Judgement, Place


class BatchError(ValueError):
    """A line of a batch isn't what the format asks for. The message names the line."""


def cite_batch(corpus: Corpus, lines: Iterable[str]) -> Iterator[str]:
    """Verdicts for JSON Lines of `{"id", "source", "quote"}`, in the same order and one line each.

    Raises BatchError for a line that isn't such an object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line.rstrip())
        except json.JSONDecodeError as error:
            raise BatchError(f"line {number} is not JSON: {error.msg} at column {error.colno}") from None
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
            raise BatchError(f"line {number} is beyond what a quotation needs") from None
        if not isinstance(asked, dict) or not isinstance(asked.get("quote"), str) or "id" not in asked:
            raise BatchError(f'line {number} must be an object with "id", "source" and a text "quote"')
        source = asked.get("source")
        if source is not None and not isinstance(source, str):
            raise BatchError(f'line {number}: "source" must be a document id, document/article, or null')
        if source is not None and not corpus.stretch(source):
            raise BatchError(f"line {number}: there is no document or article `{source}`")
        yield json.dumps({"id": asked["id"], **as_json(corpus.judge(asked["quote"], source))}, ensure_ascii=False)


def as_json(judged: Judgement) -> dict[str, Any]:
    """A judgement in the form that other programs rely on. Offsets are raw str indexes, end exclusive."""
    return {
        "verdict": judged.verdict.value,
        "matches": [match_as_json(place) for place in judged.matches],
        "nearest": [
            {**_where(found.place), "text": found.place.raw, "risk": [risk.value for risk in found.risks]}
            for found in judged.nearest
        ],
        "elsewhere": [_where(place) for place in judged.elsewhere],
    }


def as_text(judged: Judgement) -> str:
    """A judgement for a person."""
    lines = [judged.verdict.value]
    if judged.rules:
        lines[0] += f" (differs only in {'; '.join(rule.in_words for rule in sorted(judged.rules))})"
    for place in judged.matches:
        lines += [f"  {shown_place(place)}", f"    {_flat(place.raw)}"]
    if judged.split:
        lines.append("  The words begin or end inside a word or number:")
        lines += [f"    {shown_place(place)}" for place in judged.split]
    if judged.elsewhere:
        lines.append("  Verbatim elsewhere:")
        lines += [f"    {shown_place(place)}" for place in judged.elsewhere]
    for found in judged.nearest:
        risks = f"  risk: {', '.join(found.risks)} differs" if found.risks else ""
        lines += [
            f"  near: {shown_place(found.place)}{risks}",
            f"    quote:  {found.quote_marked}",
            f"    source: {found.source_marked}",
        ]
    return "\n".join(lines)


def match_as_json(place: Place) -> dict[str, Any]:
    """A place with its words, section and paragraph."""
    locator = place.document.locate(place.start, place.end)
    return {**_where(place), "text": place.raw, "section": locator.section, "paragraph": locator.paragraph or None}


def _where(place: Place) -> dict[str, Any]:
    return {"source": place.source, "start": place.start, "end": place.end}


def shown_place(place: Place) -> str:
    """Where a place is: its source, section, paragraph and raw offsets."""
    locator = place.document.locate(place.start, place.end)
    parts = [place.source]
    if locator.section:
        parts.append(locator.section)
    if locator.paragraph:
        parts.append(f"paragraph {locator.paragraph}")
    return f"{', '.join(parts)} [{place.start}-{place.end}]"


def _flat(raw: str) -> str:
    return " ".join(raw.split())
