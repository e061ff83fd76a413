"""Work shared out to a process for each processor, where the system can fork: what is known here needn't be sent there."""

from __future__ import annotations

import gc
import multiprocessing
import os
import struct
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Lot = TypeVar("Lot")
Made = TypeVar("Made")

MOST_TOLD: Final = 512
"""Runs of lots that are told to processes. All of them must fit in a pipe that nobody reads yet: POSIX promises 512 bytes, every system
of today 4,096."""
_PAIR: Final = struct.Struct("=II")
"""Of a run of lots the first, and the one after the last."""


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(work: Callable[[Lot], Made], lots: Sequence[Lot], progress: Callable[[int, int], None] | None = None) -> list[Made]:
    """What ``work`` gives for each lot, in their order. Each process that is begun takes the next lot until there is none left.

    Work may write files, as long as no two lots write the same; what it changes in this process's objects is lost. ``progress`` is
    told how many lots are done, of how many.
    Raises what the work raises, and RuntimeError where a process ended without a word.
    """
    count = min(processors(), len(lots)) if "fork" in multiprocessing.get_all_start_methods() else 1
    if count < 2:  # noqa: PLR2004  (nobody to share with)
        return [_done(work(lot), done, len(lots), progress) for done, lot in enumerate(lots, 1)]
    context = multiprocessing.get_context("fork")
    begun: dict[Connection, BaseProcess] = {}
    waiting = _waiting(len(lots))
    for _ in range(count):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_do, args=(work, lots, waiting, there))
        process.start()
        there.close()
        begun[here] = process
    os.close(waiting)
    try:
        made: dict[int, Made] = dict(_heard(list(begun), len(lots), progress))
    finally:
        for here, one in begun.items():
            here.close()  # where one failed, the others notice that nobody listens
            one.join()
    if len(made) < len(lots):
        raise RuntimeError("a process that did a part of the work ended too early")
    return [made[at] for at in range(len(lots))]


def _waiting(count: int) -> int:
    """A pipe of the numbers of lots that nobody has taken yet, which is told by its end that all have been."""
    waiting, begin = os.pipe()
    each = -(-count // MOST_TOLD)
    os.write(begin, b"".join(_PAIR.pack(at, min(at + each, count)) for at in range(0, count, each)))
    os.close(begin)
    return waiting


def _do(work: Callable[[Any], Any], lots: Sequence[Any], waiting: int, there: Connection) -> None:
    """In a process of its own: do the work and send home what comes of each lot."""
    gc.freeze()  # what is searched for garbage becomes this process's own copy
    with suppress(BrokenPipeError):
        while told := os.read(waiting, _PAIR.size):  # the system gives each to one process
            for at in range(*_PAIR.unpack(told)):
                try:
                    made = work(lots[at])
                except Exception as error:  # noqa: BLE001  (it is raised again where the work was asked for)
                    there.send((at, error))
                    return
                there.send((at, made))


def _heard(pipes: list[Connection], count: int, progress: Callable[[int, int], None] | None) -> Iterator[tuple[int, Any]]:
    """What is sent, as it comes, until every process has ended. Raises what was sent as an error."""
    done = 0
    while pipes:
        for here in cast("list[Connection]", wait(pipes)):
            try:
                at, made = here.recv()
            except EOFError:
                pipes.remove(here)
                continue
            if isinstance(made, Exception):
                raise made
            done += 1
            yield at, _done(made, done, count, progress)


def _done(made: Made, done: int, count: int, progress: Callable[[int, int], None] | None) -> Made:
    """What a lot came to, when the progress was told."""
    if progress:
        progress(done, count)
    return made
