"""One item of a quiz with all that is known of it: what is flagged, its figures with their intervals, its options, its evidence."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.analyse.draw_plot import shape
from generator.analyse.words import count, percent, signed, spoken, time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.estimates import Estimate
    from generator.analyse.flags import Raised
    from generator.analyse.model import Confidence, ItemFigures, PartFigures


def item(figures: ItemFigures, flags: Sequence[Raised]) -> str:
    """The item's section. ``flags`` are its own."""
    asked = figures.asked
    return (
        f'<article class="item" id="item-{asked.item.id}"><h4><span class="mark {shape(flags)}">{asked.number}</span> '
        f"{escape(asked.stem)}</h4>"
        f'<p class="quiet"><code>{asked.item.id}</code> · {asked.item.kind} · {asked.item.skill.value.replace("-", " ")} · '
        f"{_answers(figures)}</p>"
        f"{_flags(flags)}{_tracks(figures)}{_parts(figures)}{_time(figures)}{_sure(figures.confidence)}"
        f'<figure class="evidence"><blockquote>{_paragraphs(asked.quoted)}</blockquote>'
        f"<figcaption>Evidence: {escape(asked.source)}</figcaption></figure></article>"
    )


def _answers(figures: ItemFigures) -> str:
    parts = [f"{figures.answered:,} answered", f"{figures.full:,} with full points"]
    parts += [f"{figures.open:,} left open"] if figures.open else []
    parts += [f"{figures.held:,} held"] if figures.held else []
    return ", ".join(parts)


def _flags(flags: Sequence[Raised]) -> str:
    """Each flag with its figures, then once for each rule what it means and what to look at."""
    told = []
    for rule in dict.fromkeys(flag.rule for flag in flags):
        details = "".join(f"<li>{escape(flag.detail)}</li>" for flag in flags if flag.rule is rule)
        told.append(f"<li><b>{escape(rule.title)}</b> {escape(rule.meaning)}<ul>{details}</ul>{escape(rule.look)}</li>")
    return f'<ul class="flags">{"".join(told)}</ul>' if told else ""


def _tracks(figures: ItemFigures) -> str:
    if figures.difficulty is None or figures.upper_lower is None:
        return ""
    rows = [_track("Difficulty", "mean points", figures.difficulty, 0)]
    if figures.discrimination is not None:
        rows.append(_track("Discrimination", "correlation with the score on the other items", figures.discrimination, -1))
    else:
        rows.append("<div><dt>Discrimination</dt><dd>can’t be told: one of the scores never varies</dd></div>")
    rows.append(f"<div><dt>Upper less lower 27&nbsp;%</dt><dd>{signed(figures.upper_lower)}</dd></div>")
    return f'<dl class="tracks">{"".join(rows)}</dl>'


def _track(name: str, what: str, estimate: Estimate, start: int) -> str:
    """A figure as text, and as a dot with its interval on a scale from ``start`` to 1."""

    def at(value: float) -> float:
        return 100 * (value - start) / (1 - start)

    nought = f'<i class="nought" style="left:{at(0):.2f}%"></i>' if start else ""
    return (
        f'<div><dt>{name} <span class="quiet">{what}</span></dt><dd>{spoken(estimate)}'
        f'<span class="track" aria-hidden="true">{nought}'
        f'<i class="reach" style="left:{at(estimate.low):.2f}%;right:{100 - at(estimate.high):.2f}%"></i>'
        f'<i class="dot" style="left:{at(estimate.value):.2f}%"></i></span></dd></div>'
    )


def _parts(figures: ItemFigures) -> str:
    """Who chose what. Of claims to be matched, choices that nobody took for a claim are left out."""
    grouped = any(one.part.group for one in figures.parts)
    shown = [one for one in figures.parts if one.chosen or one.part.key or not grouped]
    rows = "".join(_part(one, figures.asked.item.kind) for one in shown)
    return f'<ul class="parts">{rows}</ul>'


def _part(figures: PartFigures, kind: str) -> str:
    part = figures.part
    key = "" if not part.key else '<span class="key">in its place</span>' if kind == "order" else '<span class="key">✓ key</span>'
    head = f'<p class="option"><b>{escape(part.label)}</b> {escape(part.text)} {key}</p>'
    if figures.share is None or figures.thirds is None:
        return f'<li>{head}<p class="quiet">{count(figures.chosen, "student")}</p></li>'
    low, middle, high = (percent(share) for share in figures.thirds)
    told = f"; correlation {spoken(figures.correlation)}" if figures.correlation else ""
    return (
        f'<li>{head}<p class="share"><span class="bar{" right" if part.key else ""}">'
        f'<i style="width:{100 * figures.share.value:.2f}%"></i></span> {percent(figures.share.value)} ({figures.chosen:,})</p>'
        f'<p class="quiet">lowest third {low}, middle {middle}, highest {high}{told}</p></li>'
    )


def _time(figures: ItemFigures) -> str:
    took = figures.seconds
    if took is None:
        return ""
    half = f"; the middle half took {time(took.lower)} to {time(took.upper)}" if took.number > 1 else ""
    return f'<p class="quiet">Time: {time(took.median)} for the middle student of {took.number:,}{half}.</p>'


def _sure(confidence: Confidence | None) -> str:
    if confidence is None:
        return ""
    misled = f" {confidence.misled:,} were sure and not fully right." if confidence.misled else " Nobody was sure and wrong."
    return f'<p class="quiet">{said_sure(confidence)}{misled}</p>'


def said_sure(confidence: Confidence) -> str:
    """How those did who were sure, and those who weren't."""
    sure = f" (mean points {signed(confidence.sure_mean)})" if confidence.sure_mean is not None else ""
    unsure = f" (mean points {signed(confidence.unsure_mean)})" if confidence.unsure_mean is not None else ""
    return f"Sure: {count(confidence.sure, 'answer')}{sure}. Not sure: {count(confidence.unsure, 'answer')}{unsure}."


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
