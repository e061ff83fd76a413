"""The answer in a cell: what is typed there, or where nothing is typed, what was clicked; as ids, read by the notebook's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.answers import typed
from generator.grade.asked import lines_of
from generator.grade.cells import clicked, text
from generator.grade.code_cell import Code, Fault, Literal
from generator.grade.flags import Flag
from generator.grade.model import Raised
from generator.grade.names import plain
from generator.grade.told import Told, unreadable
from generator.render.notebook_runtime import Quiz as Runtime
from generator.spec.quiz import MatchItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.answers import Ids
    from generator.grade.asked import AskedItem, AskedQuiz
    from generator.grade.cells import Cell
    from generator.grade.code_cell import Value


def told(asked: AskedItem, cell: Cell, code: Code | Fault) -> Told:
    """What a cell tells about an item. ``code`` is the cell's source, read."""
    item = asked.item.id
    answer, sure = (code, None) if isinstance(code, Fault) else _set(code, item)
    if answer is None:
        answer = Fault(flag=Flag.ANSWER_REMOVED, detail="nothing in the cell is set as `answer`")
    if isinstance(answer, Fault):
        return Told(raised=(Raised(flag=answer.flag, detail=answer.detail, item=item),))
    try:
        ids = _ids(asked, answer.value)
    except ValueError as problem:
        return Told(raised=(_unknown(item, answer.written, problem),))
    is_sure, raised = _sure(item, sure)
    if not ids:
        return _of_click(asked, cell, is_sure, raised)
    return Told(answer=ids, sure=is_sure, raised=raised)


def _of_click(asked: AskedItem, cell: Cell, is_sure: bool | None, raised: tuple[Raised, ...]) -> Told:
    """What was clicked, where nothing is typed. A click that is kept for another item came here by copying, and isn't taken."""
    item = asked.item.id
    kept = clicked(cell)
    if kept is None:
        return Told(sure=is_sure, raised=raised)
    if kept.get("item") != item:
        detail = f"a click on the item `{plain(text(kept.get('item')))}` is kept in its cell"
        return Told(raised=(*raised, Raised(flag=Flag.ANSWER_AMBIGUOUS, detail=detail, item=item)))
    if is_sure is None:
        is_sure, of_click = _word_of_sure(item, kept.get("sure"))
        raised = (*raised, *of_click)
    answer = text(kept.get("answer"))
    try:
        return Told(answer=typed(asked.item, asked.shown, answer), sure=is_sure, raised=raised)
    except ValueError as problem:
        return Told(raised=(*raised, _unknown(item, f"a click on `{plain(answer)}`", problem)))


def _set(code: Code, item: str) -> tuple[Value, Value]:
    """The values of the answer and of being sure.

    What is assigned last counts. Where a cell checks several items, as cells do that were merged, each has what is assigned before
    its own check.
    """
    mine = [check for check in code.checks if check.item == item]
    others = [check.item for check in code.checks if check.item != item]
    if others and not mine:
        return Fault(flag=Flag.ANSWER_AMBIGUOUS, detail=f"its cell checks the item `{plain(others[-1])}` instead"), None
    if others:
        return mine[-1].answer, mine[-1].sure
    assigned, sure = code.values.get("answer"), code.values.get("sure")
    if not mine:
        return assigned, sure
    return (_one_of(assigned, mine[-1].answer) if mine[-1].own else assigned), (mine[-1].sure if sure is None else sure)


def _one_of(assigned: Value, handed: Value) -> Value:
    """The answer where one is assigned and one written into the check: either, if the other is empty or the same."""
    if assigned is None or (isinstance(assigned, Literal) and not _words(assigned)):
        return handed
    if isinstance(assigned, Literal) and isinstance(handed, Literal) and _words(handed) in ([], _words(assigned)):
        return assigned
    return Fault(flag=Flag.ANSWER_AMBIGUOUS, detail="the cell sets one answer and hands another to its check")


def _words(literal: Literal) -> list[str]:
    """The words of a value, to tell whether two are alike; those of a set in an order of their own, since it has none."""
    try:
        words: list[str] = Runtime.words(literal.value)
        return sorted(words) if isinstance(literal.value, set) else words
    except ValueError:  # a number of thousands of digits
        return [literal.written]


def _ids(asked: AskedItem, value: object) -> Ids:
    """What a value names. Raises ValueError where it names nothing, or where Python keeps no order in which to read it."""
    if isinstance(value, set):
        if isinstance(asked.item, MatchItem) and any(len(Runtime.words(one)) % 2 for one in value):
            raise ValueError('Braces keep no order: write pairs, as in "1a, 2b".')
    elif _holds_set(value):
        raise ValueError("Braces inside brackets keep no order.")
    return typed(asked.item, asked.shown, value)


def _holds_set(value: object) -> bool:
    inner = [value]
    while inner:
        one = inner.pop()
        if isinstance(one, set):
            return True
        if isinstance(one, dict):
            inner += one.values()
        elif isinstance(one, list | tuple):
            inner += one
    return False


def _sure(item: str, value: Value) -> tuple[bool | None, tuple[Raised, ...]]:
    if isinstance(value, Fault):
        return None, (unreadable("whether the student was sure can't be read", item),)
    return _word_of_sure(item, None if value is None else value.value)


def _word_of_sure(item: str, word: object) -> tuple[bool | None, tuple[Raised, ...]]:
    try:
        return Runtime.read_sure(word), ()
    except ValueError:
        return None, (unreadable("whether the student was sure is neither yes nor no", item),)


def _unknown(item: str, written: str, problem: ValueError) -> Raised:
    return Raised(flag=Flag.ANSWER_UNKNOWN, detail=f"{written}: {plain(str(problem), 200)}", item=item)


def doubt(asked: AskedItem, quiz: AskedQuiz, cells: Sequence[Cell], *, numbered_by_place: bool) -> Raised | None:
    """Why the item may not be the one that was answered, or None where something in the file proves that it is.

    A fingerprint and labels in a cell prove it, and so does the question before the cell, if its letters stand for the same today.
    Claims of a graded match item are numbered by their place, of which its fingerprint, made without the key, says nothing:
    ``numbered_by_place`` asks for the question too.
    """
    item = asked.item.id
    own = [cell.ours for cell in cells if cell.item == item]
    prints = {text(ours.get("fingerprint")) for ours in own} - {""}
    letters = [ours["labels"] for ours in own if isinstance(ours.get("labels"), dict)]
    if prints - {asked.fingerprint}:
        return Raised(flag=Flag.ITEM_CHANGED, detail="the item was changed after the file was handed out", item=item)
    if any(labels != asked.shown for labels in letters):
        return Raised(flag=Flag.ITEM_CHANGED, detail="the letters of its options stand for others today", item=item)
    if prints and letters and not numbered_by_place:
        return None
    proof = quiz.proofs[item]
    if any(proof <= frozenset(lines_of("\n".join(cell.before))) for cell in cells):
        return None
    return Raised(
        flag=Flag.ITEM_UNPROVED, detail="its cell has lost what tells, and the question before it isn't today's", item=item
    )
