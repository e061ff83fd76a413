"""An analysis as JSON, with the rules and their thresholds, so that a program needs nothing else to read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.analyse import rules
from generator.analyse.rules import Rule
from generator.analyse.to_csv import PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.analyse.estimates import Estimate
    from generator.analyse.flags import Raised
    from generator.analyse.model import Analysis, Confidence, GroupFigures, ItemFigures, PartFigures, QuizFigures
    from generator.analyse.spread import Quarters

SCHEMA_VERSION = 1


def analysis_json(analysis: Analysis) -> bytes:
    """The whole analysis. Figures that can't be given are null."""
    made = {
        "schema_version": SCHEMA_VERSION,
        "course": analysis.course,
        "course_version": analysis.version,
        "students": analysis.students,
        "responses": analysis.responses,
        "thresholds": {
            "fewest_for_figures": rules.FEWEST_FOR_FIGURES,
            "fewest_for_flags": rules.FEWEST_FOR_FLAGS,
            "dead": rules.DEAD,
            "weak": rules.WEAK,
            "easy": rules.EASY,
            "hard": rules.HARD,
            "reliable": rules.RELIABLE,
        },
        "rules": {rule.value: {"meaning": rule.meaning, "look": rule.look, "source": rule.source} for rule in Rule},
        "quizzes": [_quiz(quiz) for quiz in analysis.quizzes],
        "skills": [_group(group) for group in analysis.skills],
        "passages": [_group(group) for group in analysis.passages],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def flags_json(flags: Sequence[Raised]) -> list[dict[str, str]]:
    """Flags as programs read them; `item` and `part` are empty where a flag is about the whole."""
    return [{"rule": one.rule.value, "item": one.item, "part": one.part, "detail": one.detail} for one in flags]


def _quiz(quiz: QuizFigures) -> dict[str, Any]:
    totals, found = quiz.totals, quiz.reliability
    return {
        "id": quiz.quiz.id,
        "title": quiz.quiz.title,
        "mode": quiz.quiz.mode.value,
        "standing": quiz.standing.value,
        "students": quiz.students,
        "complete": quiz.complete,
        "totals": {
            "whole": totals.whole,
            "mean": _number(totals.mean),
            "deviation": _number(totals.deviation),
            "quarters": _quarters(totals.quarters),
            "bins": [{"low": one.low, "high": one.high, "students": one.students} for one in totals.bins],
        },
        "reliability": found and {"name": found.name, **(_estimate(found.estimate) or {}), "error": _number(found.error)},
        "confidence": _confidence(quiz.confidence),
        "flags": flags_json(quiz.flags),
        "items": [_item(item) for item in quiz.items],
    }


def _item(item: ItemFigures) -> dict[str, Any]:
    asked = item.asked
    return {
        "id": asked.item.id,
        "number": asked.number,
        "kind": asked.item.kind,
        "skill": asked.item.skill.value,
        "passage": asked.passage,
        "stem": asked.stem,
        "answered": item.answered,
        "open": item.open,
        "held": item.held,
        "full_points": item.full,
        "difficulty": _estimate(item.difficulty),
        "discrimination": _estimate(item.discrimination),
        "upper_lower_27": _number(item.upper_lower),
        "seconds": _quarters(item.seconds),
        "confidence": _confidence(item.confidence),
        "parts": [_part(part) for part in item.parts],
    }


def _part(figures: PartFigures) -> dict[str, Any]:
    return {
        "id": figures.part.id,
        "label": figures.part.label,
        "text": figures.part.text,
        "key": figures.part.key,
        "chosen": figures.chosen,
        "share": _estimate(figures.share),
        "thirds": figures.thirds and [_number(share) for share in figures.thirds],
        "correlation": _estimate(figures.correlation),
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    return {"id": group.id, "title": group.title, "items": group.items, "students": group.students, "mean": _estimate(group.mean)}


def _confidence(found: Confidence | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "sure": found.sure,
        "sure_mean": _number(found.sure_mean),
        "unsure": found.unsure,
        "unsure_mean": _number(found.unsure_mean),
        "sure_not_right": found.misled,
    }


def _quarters(found: Quarters | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "number": found.number,
        "lower": _number(found.lower),
        "median": _number(found.median),
        "upper": _number(found.upper),
    }


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {"value": _number(estimate.value), "low": _number(estimate.low), "high": _number(estimate.high)}


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES) + 0.0
