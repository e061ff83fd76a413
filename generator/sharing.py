"""Work shared out to a process for each processor, where the system can fork: what is known here needn't be sent there."""

from __future__ import annotations

import multiprocessing
import os
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

Lot = TypeVar("Lot")
Made = TypeVar("Made")


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(work: Callable[[Lot], Made], lots: Sequence[Lot]) -> list[Made]:
    """What ``work`` gives for each lot, in their order. Of processes that are begun each takes every so many-th lot.

    Work may write files, as long as no two lots write the same; what it changes in this process's objects is lost.
    Raises what the work raises, and RuntimeError where a process ended without a word.
    """
    count = min(processors(), len(lots)) if "fork" in multiprocessing.get_all_start_methods() else 1
    if count < 2:  # noqa: PLR2004  (nobody to share with)
        return [work(lot) for lot in lots]
    context = multiprocessing.get_context("fork")
    begun = []
    for number in range(count):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_do, args=(work, lots[number::count], there))
        process.start()
        there.close()
        begun.append((process, here))
    told = [_heard(here) for _, here in begun]
    for process, _ in begun:
        process.join()
    made: dict[int, Made] = {}
    for number, answer in enumerate(told):
        if isinstance(answer, BaseException):
            raise answer
        made.update(zip(range(number, len(lots), count), answer, strict=True))
    return [made[at] for at in range(len(lots))]


def _do(work: Callable[[Any], Any], lots: Sequence[Any], there: Connection) -> None:
    """In a process of its own: do the work and send what came of it home."""
    try:
        there.send([work(lot) for lot in lots])
    except Exception as error:  # noqa: BLE001  (it is raised again where the work was asked for)
        there.send(error)


def _heard(here: Connection) -> Any:
    try:
        return here.recv()
    except EOFError:
        return RuntimeError("a process that made a part of the files ended too early")
