"""What the benchmark of builders found, as data: kept as JSON, so that tables and plots can be drawn of it again."""

import json
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

VERSION = 1


class State(StrEnum):
    """What a builder finds when it begins."""

    COLD = "cold"
    """A fresh copy of the course, and nothing kept from before."""
    AGAIN = "again"
    """What the cold build left, and nothing changed."""
    EDIT = "edit"
    """One chapter was edited since."""
    WARM = "warm"
    """The same under a program that goes on running; only this project has one that is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build: seconds on the clock and of the processor, megabytes of the largest process and of all, bytes of the book."""

    builder: str
    chapters: int
    round: int
    state: State
    clock: float
    processor: float
    largest: float
    together: float
    output: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A builder as it was measured; ``left_out`` says why it wasn't, ``most`` how many chapters it was asked for at most.

    ``remark`` is what a reader must know of it besides.
    """

    name: str
    title: str
    version: str
    left_out: str
    most: int | None
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A build that ended with an error, or without a page that it should have made."""

    builder: str
    chapters: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All of a benchmark. ``load`` is the machine's load average before the first build and after the last."""

    cores: int
    python: str
    load: tuple[float, float]
    contenders: tuple[Contender, ...]
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]

    @property
    def sizes(self) -> list[int]:
        """Numbers of chapters that were built, in order."""
        return sorted({run.chapters for run in self.runs})

    def runs_of(self, builder: str, state: State, chapters: int) -> list[Run]:
        """The rounds of one builder in one state at one size."""
        return [run for run in self.runs if (run.builder, run.state, run.chapters) == (builder, state, chapters)]

    def median(self, builder: str, state: State, chapters: int, figure: Callable[[Run], float]) -> float | None:
        """The median of a figure over all rounds; None where there was none."""
        found = [figure(run) for run in self.runs_of(builder, state, chapters)]
        return statistics.median(found) if found else None


def added(kept: Record, new: Record) -> Record:
    """A record with the runs of another in the place of its own of the same builders and sizes, and all others as they were.

    Raises ValueError where the new one has other builders, or is of another machine.
    """
    if (kept.cores, kept.python) != (new.cores, new.python) or not set(new.contenders) <= set(kept.contenders):
        raise ValueError("the record is of other builders, of other versions or of another machine")
    measured = {contender.name for contender in new.contenders}

    def stays(one: Run | Failure) -> bool:
        return one.chapters not in new.sizes or one.builder not in measured

    return replace(
        new,
        load=(kept.load[0], new.load[1]),
        contenders=kept.contenders,
        runs=tuple(sorted((*filter(stays, kept.runs), *new.runs), key=lambda run: run.chapters)),
        failures=(*filter(stays, kept.failures), *new.failures),
    )


def to_json(record: Record) -> str:
    """As kept, a run to a line, so that a review shows what changed."""
    data = {"version": VERSION, **asdict(record)}
    heads = [f"{json.dumps(key)}: {json.dumps(data[key])}" for key in ("version", "cores", "python", "load")]
    lists = [f"{json.dumps(key)}: {_lines(data[key])}" for key in ("contenders", "runs", "failures")]
    return "{\n" + ",\n".join((*heads, *lists)) + "\n}\n"


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(json.dumps(row) for row in rows)
    return f"[\n{lines}\n]" if lines else "[]"


def from_json(text: str) -> Record:
    """What was kept. Raises ValueError for another version of the format."""
    data = json.loads(text)
    if data.pop("version") != VERSION:
        raise ValueError(f"the record isn't of version {VERSION}")
    return Record(
        cores=data["cores"],
        python=data["python"],
        load=tuple(data["load"]),
        contenders=tuple(Contender(**row) for row in data["contenders"]),
        runs=tuple(Run(**{**row, "state": State(row["state"])}) for row in data["runs"]),
        failures=tuple(Failure(**row) for row in data["failures"]),
    )
