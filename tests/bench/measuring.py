"""What a program costs: time on the clock and of the processor, memory, for it and for all that it started.

Processor time and the memory of the largest process are the system's own accounts of what was waited for. What all processes held
together is looked at every fifth of a second, each page of memory counted once, so a short peak can be missed.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PAUSE = 0.2
"""Seconds between two looks at the memory."""
LAUNCHER = Path(__file__).with_name("launch.py")
MEGABYTE = 1_000_000
SHOWN = 2_000
"""So many characters of what a program said last are shown where it failed."""


class ProgramFailedError(Exception):
    """A program ended with an error, or wouldn't start. The message has the end of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds on the clock and of the processor; megabytes of the largest process, and of all at once."""

    clock: float
    processor: float
    largest: float
    together: float


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a program in a folder to its end. Raises ProgramFailedError."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        launched = [sys.executable, "-I", "-S", LAUNCHER, str(told.fileno()), *command]
        program = subprocess.Popen(
            launched, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, pass_fds=[told.fileno()],
            start_new_session=True,
        )  # fmt: skip
        looking = _Looking(program.pid)
        try:
            status = program.wait()
        finally:
            together = looking.end()
            if program.returncode is None:  # somebody broke off, and what is of another session doesn't hear of it
                os.killpg(program.pid, signal.SIGTERM)
        if status:
            said.seek(0)
            end = said.read().decode(errors="replace")[-SHOWN:].strip()
            raise ProgramFailedError(f"it ended with {status}\n{end}")
        told.seek(0)
        clock, processor, kilobytes = map(float, told.read().split())
    largest = kilobytes * 1024 / MEGABYTE
    return Cost(clock=clock, processor=processor, largest=largest, together=max(largest, together))


class _Looking:
    """Looks at the memory of a process's descendants from a thread until told to end."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> float:
        """The most megabytes that were held at one look."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._ended.wait(PAUSE):
            self._most = max(self._most, _held(self._process) / MEGABYTE)


def _held(process: int) -> int:
    """Bytes of memory; a process that has just ended holds none."""
    try:
        family = psutil.Process(process).children(recursive=True)
    except psutil.NoSuchProcess:
        return 0
    return sum(map(_own, family))


def _own(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # a process that has ended and wasn't waited for yet has no memory to read
        return 0
