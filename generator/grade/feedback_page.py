"""Feedback as a page: one HTML file without script, in the book's look, for a screen of any width and for paper.

What was right or not is told by a word and by a sign; colour only goes along.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from generator.grade.feedback import Verdict
from generator.grade.mark import decimals, shortest
from generator.render.report_page import page

if TYPE_CHECKING:
    from generator.grade.feedback import ItemFeedback, Line, QuizFeedback

STYLE = Path(__file__).with_name("feedback_page.css").read_text(encoding="utf-8")
SIGNS = {Verdict.RIGHT: "✓", Verdict.PARTLY: "◐", Verdict.WRONG: "✗", Verdict.OPEN: "○"}
_KINDS = {Verdict.RIGHT: "good", Verdict.PARTLY: "partly", Verdict.WRONG: "bad", Verdict.OPEN: "open"}


def feedback_page(feedback: QuizFeedback) -> str:
    """The page. Everything in it that anybody wrote is escaped."""
    title = feedback.quiz.title
    items = "\n".join(map(_item, feedback.items))
    body = f"""\
<header>
<h1>{escape(title)}</h1>
<p class="whose">Feedback for {escape(who(feedback))}</p>
<p class="mark"><strong>{decimals(feedback.mark)}</strong> of 100</p>
<p class="quiet">{escape(how(feedback))}</p>
</header>
<ol class="items">
{items}
</ol>"""
    return page(f"{title}: feedback", body, STYLE)


def who(feedback: QuizFeedback) -> str:
    """Whose it is: the name, and the id where it is another."""
    name, label = feedback.name or feedback.student, feedback.student
    return name if name == label else f"{name} ({label})"


def how(feedback: QuizFeedback) -> str:
    """How the mark came about, in one line."""
    points = f"{shortest(feedback.points, 2)} of {counted(len(feedback.items), 'point')}"
    off = f"; {counted(feedback.penalty, 'point')} of 100 taken off, because it came late" if feedback.penalty else ""
    return f"{points}{off}. The right answers are below, each with the words that prove it."


def counted(number: int, word: str) -> str:
    """A number with its noun."""
    return f"{number} {word}{'' if number == 1 else 's'}"


@lru_cache(maxsize=4096)
def _item(item: ItemFeedback) -> str:
    lines = "\n".join(map(_line, item.lines))
    return f"""\
<li class="item" id="{escape(item.id)}">
<h2>{item.number}. {escape(item.stem)}</h2>
<p class="verdict {_KINDS[item.verdict]}"><span aria-hidden="true">{SIGNS[item.verdict]}</span> {item.verdict.value}. \
{shortest(item.points, 2)} of 1 point</p>
<ul class="lines">
{lines}
</ul>
<figure class="proof">
<figcaption>The words that prove it</figcaption>
<blockquote>{escape(item.proof)}</blockquote>
<p class="source">{escape(item.source)}</p>
</figure>
</li>"""


def _line(line: Line) -> str:
    said = f' <span class="said">{escape(line.said)}</span>' if line.said else ""
    why = f'\n<p class="why">{escape(line.why)}</p>' if line.why else ""
    sign = f'<span class="sign" aria-hidden="true">{line.mark.value}</span>'
    return f'<li class="{line.mark.name.lower()}">{sign}\n<p>{escape(line.text)}{said}</p>{why}</li>'
