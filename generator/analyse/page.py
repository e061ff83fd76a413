"""An analysis as a page for instructors: first the items to look at, then each quiz, then skills and passages, then how to read it.

The page names no student. All that authors or sources wrote is escaped here.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from generator.analyse import draw_item
from generator.analyse.draw_plot import plot, shape, totals
from generator.analyse.draw_reading import how_to_read
from generator.analyse.model import Standing
from generator.analyse.rules import FEWEST_FOR_FIGURES, FEWEST_FOR_FLAGS, Rule
from generator.analyse.words import count, points, signed, spoken, time
from generator.render.report_page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.flags import Raised
    from generator.analyse.model import Analysis, GroupFigures, ItemFigures, QuizFigures
    from generator.analyse.reliability import Reliability

_TITLE = "What the answers say of the items"
_STYLE = Path(__file__).with_name("page.css")
_WORTH = (
    (0.90, "High enough to decide about single students."),
    (0.80, "High enough to compare groups, and for a grade among others."),
    (0.70, "Enough for a test within a course, if its marks don’t stand alone."),
)
"""What a coefficient from each value on is enough for: Nunnally 1978, who asks for .70 in early work, .80 in research on groups,
and .90 where decisions about persons hang on it."""
_SECTIONS = {"skills": "By skill", "passages": "By passage", "reading": "How to read this page"}
_TOO_LOW = "Too low to tell students apart by their totals."


def analysis_page(analysis: Analysis) -> str:
    """The whole page."""
    body = (
        f"<h1>{_TITLE}</h1>"
        f'<p class="quiet">Course <code>{escape(analysis.course)}</code>, version <code>{analysis.version}</code>: '
        f"{count(analysis.students, 'student')}, {count(analysis.responses, 'response')}. This page holds the key and names no student.</p>"
        f"{_contents(analysis)}{_first(analysis)}"
        f"{''.join(_quiz(quiz) for quiz in analysis.quizzes)}"
        f"{_groups('skills', 'By skill', 'Skill', analysis.skills)}"
        f"{_groups('passages', 'By passage', 'Passage that proves the key', analysis.passages)}"
        f"{how_to_read()}"
    )
    return page(f"{_TITLE}: {analysis.course}", body, _style())


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _contents(analysis: Analysis) -> str:
    links = [f"<li>{_link(quiz)}</li>" for quiz in analysis.quizzes]
    links += [f'<li><a href="#{name}">{title}</a></li>' for name, title in _SECTIONS.items()]
    return f'<nav aria-label="On this page"><ul class="contents">{"".join(links)}</ul></nav>'


# -- first of all ---------------------------------------------------------------------------------------------------------


def _first(analysis: Analysis) -> str:
    """The items to look at, each once, the gravest first; and which quizzes have too few answers to tell."""
    found: dict[tuple[str, str], tuple[QuizFigures, list[Raised]]] = {}
    for quiz in analysis.quizzes:
        for flag in quiz.flags:
            found.setdefault((quiz.quiz.id, flag.item), (quiz, []))[1].append(flag)
    rows = sorted(found.values(), key=lambda row: list(Rule).index(row[1][0].rule))  # stable: quizzes keep their order
    listed = "".join(_to_look_at(quiz, flags) for quiz, flags in rows)
    few = [quiz for quiz in analysis.quizzes if quiz.standing is not Standing.JUDGED]
    silent = "".join(f"<li>{_link(quiz)}: {_too_few(quiz)}</li>" for quiz in few)
    nothing = "" if listed or few else "<p>No item falls under any of the rules.</p>"
    return (
        f'<section aria-labelledby="first"><h2 id="first">Look at these first</h2>{nothing}'
        f"{f'<ol class=look>{listed}</ol>' if listed else ''}"
        f"{f'<p>Too few answers to tell:</p><ul>{silent}</ul>' if silent else ''}</section>"
    )


def _to_look_at(quiz: QuizFigures, flags: Sequence[Raised]) -> str:
    told = "".join(f"<li><b>{escape(flag.rule.title)}</b> {escape(flag.detail)}</li>" for flag in flags)
    where = f"The whole of {_link(quiz)}"
    if item := next((one for one in quiz.items if one.asked.item.id == flags[0].item), None):
        where = f'<a href="#item-{item.asked.item.id}">Item {item.asked.number}</a> of {escape(quiz.quiz.title)}: {escape(item.asked.stem)}'
    return f"<li>{where}<ul>{told}</ul></li>"


def _link(quiz: QuizFigures) -> str:
    return f'<a href="#quiz-{quiz.quiz.id}">{escape(quiz.quiz.title)}</a>'


def _too_few(quiz: QuizFigures) -> str:
    least, what = (FEWEST_FOR_FIGURES, "figures") if quiz.standing is Standing.COUNTS else (FEWEST_FOR_FLAGS, "verdicts")
    return f"{count(quiz.complete, 'student')}, and {what} need {least}."


# -- a quiz ---------------------------------------------------------------------------------------------------------------


def _quiz(quiz: QuizFigures) -> str:
    items = "".join(draw_item.item(item, _of_item(quiz, item)) for item in quiz.items)
    name = quiz.quiz.id
    return (
        f'<section aria-labelledby="quiz-{name}"><h2 id="quiz-{name}">{escape(quiz.quiz.title)}</h2>'
        f"<p>{_summary(quiz)}</p>{_reliability(quiz.reliability)}"
        f"{f'<p>{draw_item.said_sure(quiz.confidence)}</p>' if quiz.confidence else ''}"
        f"{_figures(quiz)}"
        f"<h3>Totals</h3>{totals(quiz.totals, len(quiz.items))}"
        f"<h3>Item by item</h3>{items}</section>"
    )


def _of_item(quiz: QuizFigures, item: ItemFigures) -> list[Raised]:
    return [flag for flag in quiz.flags if flag.item == item.asked.item.id]


def _summary(quiz: QuizFigures) -> str:
    held = quiz.students - quiz.complete
    told = [f"{count(quiz.students, 'student')}."]
    if held:
        told.append(f"Of {held:,} of them some answer is held: they count for single items, and not for totals.")
    totals_ = quiz.totals
    if totals_.mean is not None and totals_.deviation is not None and totals_.quarters is not None:
        told.append(
            f"On average they have {points(totals_.mean)} of {count(len(quiz.items), 'point')} (standard deviation "
            f"{totals_.deviation:.2f}); the middle half has {points(totals_.quarters.lower)} to {points(totals_.quarters.upper)}, "
            f"the middle student {points(totals_.quarters.median)}."
        )
    if quiz.standing is not Standing.JUDGED:
        told.append(f"<b>Too few answers to tell</b>: {_too_few(quiz)}")
    return " ".join(told)


def _reliability(found: Reliability | None) -> str:
    if found is None:
        return ""
    worth = next((words for least, words in _WORTH if found.estimate.value >= least), _TOO_LOW)
    error = ""
    if found.error is not None:
        error = (
            f" With other items of the same kind, two students in three would have a total within {found.error:.1f} points of theirs "
            "(the standard error of measurement)."
        )
    return f"<p>Reliability: {found.name} is {spoken(found.estimate)}. {worth}{error}</p>"


def _figures(quiz: QuizFigures) -> str:
    """The field, and the table that says the same in text."""
    if quiz.standing is Standing.COUNTS:
        return ""
    return f"<h3>Difficulty and discrimination</h3>{plot(quiz)}{_table(quiz)}"


def _table(quiz: QuizFigures) -> str:
    """Every item's figures on a line. It says in text what the field shows."""
    rows = "".join(_row(item, _of_item(quiz, item)) for item in quiz.items)
    heads = ("Item", "Difficulty", "Discrimination", "Upper less lower", "Median time", "Flags")
    head = "".join(f'<th scope="col"{" class=number" if head not in ("Item", "Flags") else ""}>{head}</th>' for head in heads)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="All items of {escape(quiz.quiz.title)}"><table>'
        f"<caption>All items</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(item: ItemFigures, flags: Sequence[Raised]) -> str:
    said = "; ".join(escape(rule.title) for rule in dict.fromkeys(flag.rule for flag in flags))
    figures = [
        signed(item.difficulty.value) if item.difficulty else "–",
        signed(item.discrimination.value) if item.discrimination else "–",
        signed(item.upper_lower) if item.upper_lower is not None else "–",
        time(item.seconds.median) if item.seconds else "–",
    ]
    cells = "".join(f'<td class="number">{figure}</td>' for figure in figures)
    link = f'<a href="#item-{item.asked.item.id}">{item.asked.number}&nbsp;{item.asked.item.id}</a>'
    mark = f'<span class="mark {shape(flags)}" aria-hidden="true"></span>'
    return f'<tr><th scope="row" class="name">{mark} {link}</th>{cells}<td>{said}</td></tr>'


# -- skills and passages --------------------------------------------------------------------------------------------------


def _groups(name: str, title: str, column: str, groups: Sequence[GroupFigures]) -> str:
    rows = "".join(_group(group) for group in groups)
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{title}</h2>'
        f"<p>Mean over students of each one’s mean points, with its 95&nbsp;% interval.</p>"
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {title}"><table><thead><tr><th scope="col">{column}</th>'
        f'<th scope="col">Mean points</th><th scope="col" class="number">Items</th><th scope="col" class="number">Students</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _group(group: GroupFigures) -> str:
    mean = "too few answers to tell"
    if group.mean is not None:
        bar = f'<span class="bar" aria-hidden="true"><i style="width:{100 * group.mean.value:.2f}%"></i></span>'
        mean = f"{bar} {signed(group.mean.value)} ({signed(group.mean.low)} to {signed(group.mean.high)})"
    return (
        f'<tr><th scope="row">{escape(group.title)}</th><td class="mean">{mean}</td><td class="number">{group.items}</td>'
        f'<td class="number">{group.students:,}</td></tr>'
    )
