"""What a file tells about one item, and the one response that comes of it where the file tells it in several places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.flags import Flag, Weight
from generator.grade.model import Raised, Response, State
from generator.grade.names import plain
from generator.spec.quiz import MatchItem, OrderItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.answers import Ids
    from generator.grade.asked import AskedItem


MAX_LISTED = 5
"""How many names a detail lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer as one place of a file has it. Nothing in it says yet whether the item is still the same."""

    answer: Ids = ()
    sure: bool | None = None
    seconds: float | None = None
    raised: tuple[Raised, ...] = ()

    @property
    def state(self) -> State:
        """Answered, open, or held because of what was raised."""
        if any(raised.flag.weight is Weight.HELD for raised in self.raised):
            return State.HELD
        return State.ANSWERED if self.answer else State.OPEN


def response(item: str, told: Sequence[Told], doubt: Raised | None) -> tuple[Response, tuple[Raised, ...]]:
    """The item's response, and what is to be said of it. ``doubt`` is why the item may not be the one that was answered.

    An item that is open in every place is open, whatever became of it since: nothing hangs on it.
    """
    if not told:
        missing = Raised(flag=Flag.ITEM_MISSING, detail="the file has no place for its answer", item=item)
        return Response(item=item, state=State.HELD), (missing,)
    given = [one for one in told if one.state is not State.OPEN]
    raised = list(dict.fromkeys(raised for one in told for raised in one.raised))
    if len(told) > 1:
        raised.append(_of_copies(item, told, given))
    if given and doubt is not None:
        raised.append(doubt)
    first = given[0] if given else told[0]
    if any(one.flag.weight is Weight.HELD for one in raised):
        return Response(item=item, state=State.HELD, sure=first.sure, seconds=first.seconds), tuple(raised)
    return Response(item=item, state=first.state, answer=first.answer, sure=first.sure, seconds=first.seconds), tuple(raised)


def _of_copies(item: str, told: Sequence[Told], given: Sequence[Told]) -> Raised:
    if len({one.answer for one in given}) > 1:
        return Raised(flag=Flag.ITEM_DUPLICATED, detail=f"it is there {len(told)} times, with different answers", item=item)
    return Raised(flag=Flag.ITEM_COPIED, detail=f"it is there {len(told)} times", item=item)


def settled(asked: AskedItem, answer: Ids) -> Ids:
    """An answer's ids in the order in which typed answers name them, so that one answer reads alike wherever it was given."""
    if isinstance(asked.item, OrderItem):
        return answer
    if isinstance(asked.item, MatchItem):
        order = {pair.id: n for n, pair in enumerate(asked.item.pairs)}
        return tuple(sorted(answer, key=lambda pair: order[pair.partition("=")[0]]))
    order = {part: n for n, part in enumerate(asked.shown)}
    return tuple(sorted(answer, key=order.__getitem__))


def strangers(items: Sequence[str]) -> tuple[Raised, ...]:
    """What is raised for items that a file answers and that none of its quizzes has: one flag, however many a stranger made up."""
    return (Raised(flag=Flag.ITEM_UNKNOWN, detail=f"the quiz doesn't have {few(items)}"),) if items else ()


def few(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    listed = ", ".join(f"`{plain(name)}`" for name in names[:MAX_LISTED])
    return listed if len(names) <= MAX_LISTED else f"{listed} and {len(names) - MAX_LISTED} more"


def unreadable(what: str, item: str = "") -> Raised:
    """What is raised for something beside the answers that can't be read."""
    return Raised(flag=Flag.EXTRA_UNREADABLE, detail=what, item=plain(item))
