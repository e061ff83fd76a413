"""An analysis as two tables: a row for each item, and a row for each part that could be chosen."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.analyse.estimates import Estimate
    from generator.analyse.model import Analysis, ItemFigures, PartFigures, QuizFigures

PLACES = 6
"""Decimals of every figure: more would differ from one processor to the next."""
ITEMS = (
    "quiz", "item", "number", "kind", "skill", "passage", "standing", "answered", "open", "held", "full_points",
    "difficulty", "difficulty_low", "difficulty_high", "discrimination", "discrimination_low", "discrimination_high",
    "upper_lower_27", "seconds_known", "seconds_lower", "seconds_median", "seconds_upper",
    "sure", "sure_mean", "unsure", "unsure_mean", "sure_not_right", "flags", "stem",
)  # fmt: skip
DISTRACTORS = (
    "quiz", "item", "part", "label", "key", "chosen", "share", "share_low", "share_high", "lower_third", "middle_third",
    "upper_third", "correlation", "correlation_low", "correlation_high", "flags", "text",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def items_csv(analysis: Analysis) -> bytes:
    """A row for each item, in the course's order. What students are too few for is empty."""
    return _table(ITEMS, (_item_row(quiz, item) for quiz in analysis.quizzes for item in quiz.items))


def distractors_csv(analysis: Analysis) -> bytes:
    """A row for each part of each item. Entries to be put in order have one each, for standing in their places."""
    rows = (_part_row(quiz, item, part) for quiz in analysis.quizzes for item in quiz.items for part in item.parts)
    return _table(DISTRACTORS, rows)


def _item_row(quiz: QuizFigures, item: ItemFigures) -> list[object]:
    asked, took, sure = item.asked, item.seconds, item.confidence
    return [
        quiz.quiz.id, asked.item.id, asked.number, asked.item.kind, asked.item.skill.value, asked.passage, quiz.standing.value,
        item.answered, item.open, item.held, item.full,
        *_estimate(item.difficulty), *_estimate(item.discrimination), item.upper_lower,
        *((took.number, took.lower, took.median, took.upper) if took else ("", "", "", "")),
        *((sure.sure, sure.sure_mean, sure.unsure, sure.unsure_mean, sure.misled) if sure else ("", "", "", "", "")),
        _flags(quiz, asked.item.id), asked.stem,
    ]  # fmt: skip


def _part_row(quiz: QuizFigures, item: ItemFigures, figures: PartFigures) -> list[object]:
    part = figures.part
    return [
        quiz.quiz.id, item.asked.item.id, part.id, part.label, "yes" if part.key else "no", figures.chosen,
        *_estimate(figures.share), *(figures.thirds or ("", "", "")), *_estimate(figures.correlation),
        _flags(quiz, item.asked.item.id, part.id), part.text,
    ]  # fmt: skip


def _flags(quiz: QuizFigures, item: str, part: str | None = None) -> str:
    """The codes of the flags of an item, or of one of its parts, joined by spaces."""
    found = (raised for raised in quiz.flags if raised.item == item and (part is None or raised.part == part))
    return " ".join(dict.fromkeys(raised.rule.value for raised in found))


def _estimate(estimate: Estimate | None) -> tuple[object, object, object]:
    return (estimate.value, estimate.low, estimate.high) if estimate else ("", "", "")


def _table(header: Iterable[str], rows: Iterator[list[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode()


def _cell(value: object) -> str:
    """A value as the file has it. Text that a spreadsheet would take for a formula gets an apostrophe, which spreadsheets hide."""
    if value is None:
        return ""
    if isinstance(value, float):
        return plain(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(value: float) -> str:
    """A figure with as many decimals as it needs, and no more than are sure."""
    return f"{round(value, PLACES) + 0.0:.{PLACES}f}".rstrip("0").rstrip(".")
