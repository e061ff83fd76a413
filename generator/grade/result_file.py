"""A result file, as a graded page and the terminal save it, to its reading. Its answers are ids already."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator.answers import check_form
from generator.grade.cells import mapping, sequence, text
from generator.grade.flags import Flag
from generator.grade.model import Raised, Reading
from generator.grade.names import plain
from generator.grade.told import Told, response, settled, strangers, unreadable

if TYPE_CHECKING:
    from generator.answers import Ids
    from generator.grade.asked import Asked, AskedItem, AskedQuiz
    from generator.grade.model import Incoming, Response

SCHEMA_VERSION = 1
MAX_ITEMS = 10_000
MAX_NAME = 200
MAX_SECONDS = 10**9
"""Thirty years: what is longer isn't a time that somebody took."""


def read_result(asked: Asked, incoming: Incoming, sha256: str, result: dict[str, Any]) -> Reading:
    """The reading of a result file's JSON."""
    claimed = plain(text(result.get("name")), MAX_NAME)
    problem = _obstacle(asked, result)
    quiz = asked.quiz(text(result.get("quiz")))
    if problem is not None or quiz is None:
        problem = problem or Raised(flag=Flag.UNKNOWN_QUIZ, detail=f"this course has no quiz `{plain(text(result.get('quiz')))}`")
        return Reading(path=incoming.path, sha256=sha256, claimed=claimed, handed_in=incoming.handed_in, raised=(problem,))
    saved, raised = _saved(result.get("saved"))
    if not isinstance(result.get("name", ""), str):
        raised += (unreadable("the student's name isn't a text"),)
    if not text(result.get("course")):
        raised += (Raised(flag=Flag.METADATA_STRIPPED, detail="the file doesn't tell its course; its items do"),)
    responses, of_items = _responses(quiz, result)
    return Reading(
        path=incoming.path,
        sha256=sha256,
        quiz=quiz.quiz.id,
        claimed=claimed,
        saved=saved,
        handed_in=incoming.handed_in,
        responses=responses,
        raised=(*raised, *of_items),
    )


def _obstacle(asked: Asked, result: dict[str, Any]) -> Raised | None:
    """Why nothing in the file can be read."""
    schema = result.get("schema_version")
    if not isinstance(schema, int) or schema < 1:
        return Raised(flag=Flag.NOT_OURS, detail="it is JSON, but says no version of a result file")
    if schema > SCHEMA_VERSION:
        return Raised(flag=Flag.SCHEMA_NEWER, detail=f"it is of a newer form than version {SCHEMA_VERSION}")
    if len(sequence(result.get("items"))) > MAX_ITEMS:
        return Raised(flag=Flag.TOO_LARGE, detail=f"it has more than {MAX_ITEMS} items")
    course = text(result.get("course"))
    if course and course != asked.course:
        return Raised(flag=Flag.OTHER_COURSE, detail=f"it is of the course `{plain(course)}`")
    return None


def _saved(saved: object) -> tuple[str, tuple[Raised, ...]]:
    """The time that the file gives, if it is one."""
    if saved is None or saved == "":
        return "", ()
    try:
        return datetime.fromisoformat(text(saved)).isoformat(), ()
    except ValueError:
        return "", (unreadable("the time at which it was saved is none"),)


def _responses(quiz: AskedQuiz, result: dict[str, Any]) -> tuple[tuple[Response, ...], tuple[Raised, ...]]:
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in map(mapping, sequence(result.get("items"))):
        entries.setdefault(text(entry.get("id")), []).append(entry)
    responses: list[Response] = []
    raised: list[Raised] = []
    for item, asked in quiz.items.items():
        there = entries.pop(item, [])
        one, of_item = response(item, [_told(asked, entry) for entry in there], _doubt(asked, there))
        responses.append(one)
        raised += of_item
    return tuple(responses), (*strangers([*entries]), *raised)


def _told(asked: AskedItem, entry: dict[str, Any]) -> Told:
    item = asked.item.id
    sure, seconds = entry.get("sure"), _seconds(entry.get("seconds"))
    raised: tuple[Raised, ...] = ()
    if not isinstance(sure, bool | None):
        raised += (unreadable("whether the student was sure is neither yes nor no", item),)
    if entry.get("seconds") is not None and seconds is None:
        raised += (unreadable("how long the student took is no time", item),)
    try:
        ids = _ids(asked, entry.get("answer"))
    except ValueError as problem:
        return Told(raised=(*raised, Raised(flag=Flag.ANSWER_UNKNOWN, detail=plain(str(problem), 200), item=item)))
    return Told(answer=ids, sure=sure if isinstance(sure, bool) else None, seconds=seconds, raised=raised)


def _ids(asked: AskedItem, answer: object) -> Ids:
    """An answer's ids. Raises ValueError where they are none, or can't be an answer to the item."""
    ids = tuple(one for one in sequence(answer) if isinstance(one, str))
    if not isinstance(answer, list) or len(ids) < len(answer):
        raise ValueError("it isn't a list of ids")
    check_form(asked.item, ids)
    return settled(asked, ids)


def _seconds(seconds: object) -> float | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= MAX_SECONDS:
        return None
    return float(seconds) if math.isfinite(seconds) else None


def _doubt(asked: AskedItem, entries: list[dict[str, Any]]) -> Raised | None:
    """Why the item may not be the one that was answered: ids alone don't tell whether their texts are still the same."""
    item, prints = asked.item.id, {text(entry.get("fingerprint")) for entry in entries}
    if prints - {asked.fingerprint, ""}:
        return Raised(flag=Flag.ITEM_CHANGED, detail="the item was changed after it was answered", item=item)
    if asked.fingerprint not in prints:
        return Raised(flag=Flag.ITEM_UNPROVED, detail="nothing tells whether the item was changed since", item=item)
    return None
