"""A returned notebook to its readings, one for each quiz in it. Nothing in it is run, and no name of nbformat is needed to read it.

What it tells of itself is read in `notebook_head.py`, where its answers are in `answer_places.py`, and each of them in `cell_answer.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.grade.answer_places import places_of
from generator.grade.asked import without_number
from generator.grade.cell_answer import doubt, told
from generator.grade.cells import cells_of, sequence, text
from generator.grade.code_cell import Code, Literal, read_code
from generator.grade.flags import Flag
from generator.grade.model import Raised, Reading
from generator.grade.names import plain
from generator.grade.notebook_head import Head, head
from generator.grade.told import few, response, strangers, unreadable
from generator.spec.quiz import MatchItem, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.grade.answer_places import Places
    from generator.grade.asked import Asked, AskedQuiz
    from generator.grade.cells import Cell
    from generator.grade.model import Incoming, Response

MAX_CELLS = 10_000
"""Of a notebook that is read; a course of a hundred lessons has fewer."""
MAX_NAME = 200
"""Characters of the name that a student typed."""
MAX_NUMBER = 10**30
"""What a student's number stays below; Python doesn't print numbers of thousands of digits."""
_STUDENT = "student"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A notebook that may be read."""

    head: Head
    cells: Sequence[Cell]
    places: Places


def read_notebook(asked: Asked, incoming: Incoming, sha256: str, notebook: dict[str, Any]) -> tuple[Reading, ...]:
    """The readings of a notebook's JSON; one more says which of its quizzes the course doesn't have."""
    opened = _opened(asked, notebook)
    if isinstance(opened, Raised):
        return (_reading(incoming, sha256, raised=(opened,)),)
    claimed, of_name = _claimed(opened.cells)
    readings, unknown = [], []
    for quiz in opened.head.quizzes:
        today = asked.quiz(quiz)
        if today is None:
            unknown.append(quiz)
        else:
            responses, raised = _of_quiz(asked, today, opened)
            readings.append(_reading(incoming, sha256, quiz, claimed, responses, (*of_name, *raised)))
    if unknown:
        other = Raised(flag=Flag.UNKNOWN_QUIZ, detail=f"this course has no quiz {few(unknown)}")
        readings.append(_reading(incoming, sha256, claimed=claimed, raised=(other,)))
    return tuple(readings)


def _opened(asked: Asked, notebook: dict[str, Any]) -> _Opened | Raised:
    """A notebook's cells, those of them that answer, and its head; or why nothing in it is read."""
    if len(sequence(notebook.get("cells"))) > MAX_CELLS:
        return Raised(flag=Flag.TOO_LARGE, detail=f"it has more than {MAX_CELLS} cells")
    cells = cells_of(notebook)
    places = places_of(asked, cells)
    if isinstance(places, Raised):
        return places
    top = head(asked, notebook, places)
    return top if isinstance(top, Raised) else _Opened(head=top, cells=cells, places=places)


def _of_quiz(asked: Asked, today: AskedQuiz, opened: _Opened) -> tuple[tuple[Response, ...], tuple[Raised, ...]]:
    """What the notebook has on one quiz, read by the letters of the mode that it was handed out in."""
    top, cells, places = opened.head, opened.cells, opened.places
    given = asked.quiz(today.quiz.id, top.mode) or today
    responses, of_items = _responses(given, places)
    around = chain(_of_mode(top, today), _stripped(top, given, places), _edited(given, cells), _strangers(asked, top, places))
    return responses, (*around, *of_items)


def _reading(
    incoming: Incoming,
    sha256: str,
    quiz: str = "",
    claimed: str = "",
    responses: tuple[Response, ...] = (),
    raised: tuple[Raised, ...] = (),
) -> Reading:
    return Reading(
        path=incoming.path,
        sha256=sha256,
        quiz=quiz,
        claimed=claimed,
        handed_in=incoming.handed_in,
        responses=responses,
        raised=raised,
    )


def _responses(quiz: AskedQuiz, places: Places) -> tuple[tuple[Response, ...], tuple[Raised, ...]]:
    responses: list[Response] = []
    raised: list[Raised] = []
    for item, asked in quiz.items.items():
        there = places.get(item, [])
        given = [told(asked, place.cell, place.code) for place in there]
        by_place = quiz.quiz.mode is Mode.GRADED and isinstance(asked.item, MatchItem)
        why = doubt(asked, quiz, [place.cell for place in there], numbered_by_place=by_place) if there else None
        one, of_item = response(item, given, why)
        responses.append(one)
        raised += of_item
    return tuple(responses), tuple(raised)


def _of_mode(top: Head, today: AskedQuiz) -> Iterator[Raised]:
    if top.mode is not None and top.mode is not today.quiz.mode:
        yield Raised(flag=Flag.MODE_DIFFERS, detail=f"the file is of a {top.mode} quiz; the quiz is {today.quiz.mode} today")


def _stripped(top: Head, quiz: AskedQuiz, places: Places) -> Iterator[Raised]:
    """Whether the notebook, or a cell of it that answers the quiz, lost its metadata."""
    found = [item for item in quiz.items if item in places and all(place.cell.item != item for place in places[item])]
    if top.stripped:
        yield Raised(flag=Flag.METADATA_STRIPPED, detail="the notebook doesn't tell its quiz; its cells do")
    elif found:
        yield Raised(
            flag=Flag.METADATA_STRIPPED, detail=f"{len(found)} of {len(quiz.items)} cells don't tell their item: {few(found)}"
        )


def _edited(quiz: AskedQuiz, cells: Sequence[Cell]) -> Iterator[Raised]:
    """Whether questions and excerpts still stand there as they were handed out. Without ids of cells that can't be told, nor is it said."""
    there = {cell.id: cell.source for cell in cells if cell.id}
    if not there:
        return
    gone = [id_ for id_ in quiz.texts if id_ not in there]
    edited = [id_ for id_, said in quiz.texts.items() if id_ in there and without_number(there[id_]) != said]
    for what, ids in (("aren't those of today", edited), ("are missing", gone)):
        if ids:
            yield Raised(flag=Flag.TEXT_EDITED, detail=f"{len(ids)} of {len(quiz.texts)} texts {what}: {few(ids)}")


def _strangers(asked: Asked, top: Head, places: Places) -> tuple[Raised, ...]:
    """Items that the file answers and that none of its quizzes has."""
    quizzes = [asked.quiz(quiz) for quiz in top.quizzes]
    known = {item for quiz in quizzes if quiz is not None for item in quiz.items}
    return strangers([item for item in places if item not in known])


def _claimed(cells: Sequence[Cell]) -> tuple[str, tuple[Raised, ...]]:
    """The name or number that the student typed."""
    for cell in reversed(cells):
        if cell.kind != "code" or (cell.id != _STUDENT and text(cell.ours.get("part")) != _STUDENT):
            continue
        code = read_code(cell.source)
        value = code.values.get(_STUDENT) if isinstance(code, Code) else code
        if isinstance(value, Literal) and isinstance(value.value, str):
            name = plain(value.value, MAX_NAME)
        elif isinstance(value, Literal) and isinstance(value.value, int) and abs(value.value) < MAX_NUMBER:
            name = str(value.value)
        else:
            return "", (unreadable("the student's name can't be read from its cell"),)
        if name:
            return name, ()
    return "", ()
