"""What a student answered, and the file that keeps it: the one that a graded page saves as well, so grading reads both."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from generator.answers import check_form, points
from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.version import course_version
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.answers import Ids
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer to one item, as `answers.py` has it. ``seconds`` is how long the item was looked at in all."""

    answer: Ids
    sure: bool | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a student answered so far, by item."""

    name: str = ""
    given: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a file holds of a quiz. ``changed`` counts answers to items that have been changed since, which are asked again."""

    record: Record
    changed: int


class ForeignFileError(Exception):
    """A file that isn't a result of this quiz, and so must not be written over. The text says what it is instead."""


def total(quiz: Quiz, record: Record) -> Fraction:
    """The score of a practice quiz."""
    return sum((points(item, record.given[item.id].answer) for item in quiz.items if item.id in record.given), Fraction(0))


def as_file(resolved: ResolvedCourse, quiz: Quiz, record: Record, saved: str) -> bytes:
    """The result file. ``saved`` is when, in ISO 8601."""
    score = {} if quiz.mode is Mode.GRADED else {"score": {"points": round(float(total(quiz, record)), 6), "of": len(quiz.items)}}
    result = {
        "schema_version": SCHEMA_VERSION,
        "course": resolved.course_id,
        "course_version": course_version(resolved.course),
        "quiz": quiz.id,
        "name": record.name,
        "saved": saved,
        "items": [_item(quiz, item, record.given.get(item.id)) for item in quiz.items],
        **score,
    }
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()


def _item(quiz: Quiz, item: Item, given: Given | None) -> dict[str, Any]:
    kept: dict[str, Any] = {"id": item.id, "fingerprint": _fingerprint(quiz, item), "answer": list(given.answer) if given else []}
    if given is not None and given.sure is not None:
        kept["sure"] = given.sure
    if given is not None:
        kept["seconds"] = round(given.seconds, 1)
    return kept


def _fingerprint(quiz: Quiz, item: Item) -> str:
    return fingerprint_without_key(item) if quiz.mode is Mode.GRADED else fingerprint(item)


def from_file(resolved: ResolvedCourse, quiz: Quiz, content: bytes) -> Kept:
    """The answers that a result file holds to items that are still the same. Raises ForeignFileError for any other file."""
    result = _result(content)
    if result.get("schema_version") != SCHEMA_VERSION or not isinstance(result.get("items"), list):
        raise ForeignFileError("it is no file of answers that this version can read")
    if (result.get("course"), result.get("quiz")) != (resolved.course_id, quiz.id):
        raise ForeignFileError(f"it holds answers to the quiz `{result.get('quiz')}` of the course `{result.get('course')}`")
    found = {one.get("id"): one for one in result["items"] if isinstance(one, dict) and isinstance(one.get("id"), str)}
    given = {item.id: kept for item in quiz.items if (kept := _given(quiz, item, found.get(item.id))) is not None}
    answered = sum(bool(one.get("answer")) for one in found.values())
    name = result.get("name")
    return Kept(record=Record(name=name if isinstance(name, str) else "", given=given), changed=answered - len(given))


def _result(content: bytes) -> dict[str, Any]:
    try:
        result = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ForeignFileError("it is no file of answers") from error
    if not isinstance(result, dict):
        raise ForeignFileError("it is no file of answers")
    return result


def _given(quiz: Quiz, item: Item, one: dict[str, Any] | None) -> Given | None:
    """An item's answer, where it is one and the item is the one that was answered."""
    answer = one.get("answer") if one else None
    if one is None or not isinstance(answer, list) or not answer or one.get("fingerprint") != _fingerprint(quiz, item):
        return None
    ids = tuple(map(str, answer))
    try:
        check_form(item, ids)
    except ValueError:
        return None
    sure, seconds = one.get("sure"), one.get("seconds")
    spent = float(seconds) if isinstance(seconds, (int, float)) and 0 <= seconds < math.inf else 0.0
    return Given(answer=ids, sure=sure if isinstance(sure, bool) else None, seconds=spent)
