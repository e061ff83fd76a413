"""What the benchmark of builders is about, and a table for each: figures, ratios to this project's, growth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.builders import OWN
from tests.bench.growth import fitted
from tests.bench.record import Contender, Record, Run, State

NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a build."""

    unit: str
    of: Callable[[Run], float]


CLOCK = Figure(unit="seconds on the clock", of=lambda run: run.clock)
PROCESSOR = Figure(unit="seconds of processor", of=lambda run: run.processor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What builds in one state cost, in one way or more; the first is plotted."""

    name: str
    """For names of files."""
    title: str
    state: State
    figures: tuple[Figure, ...]
    told: str
    """What is measured, in a sentence or two."""


SUBJECTS = (
    Subject(
        name="cold", title="Cold build", state=State.COLD, figures=(CLOCK, PROCESSOR),
        told="A fresh copy of the course, and nothing kept from an earlier build.",
    ),
    Subject(
        name="again", title="Nothing changed", state=State.AGAIN, figures=(CLOCK, PROCESSOR),
        told="The same command again.",
    ),
    Subject(
        name="edit", title="One chapter edited", state=State.EDIT, figures=(CLOCK, PROCESSOR),
        told="Six words more in the first paragraph of the chapter in the middle, and the same command.",
    ),
    Subject(
        name="memory", title="Peak memory of the cold build", state=State.COLD,
        figures=(
            Figure(unit="MB of all processes at one time", of=lambda run: run.together),
            Figure(unit="MB of the largest process", of=lambda run: run.largest),
        ),
        told="Of all processes each page of memory is counted once; they are looked at five times a second.",
    ),
    Subject(
        name="bytes", title="Size of the book", state=State.COLD,
        figures=(Figure(unit="MB", of=lambda run: run.output / 1_000_000),),
        told="All files that the cold build put where the book is published from.",
    ),
)  # fmt: skip
WARM = Subject(
    name="warm", title="One chapter edited, under a program that goes on running", state=State.WARM, figures=(CLOCK,),
    told="From writing the file until the page is there, with `course serve` running and that page open. The others weren't tried.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A builder's row: a figure for each size, and how it grows; None where there is none."""

    contender: Contender
    figures: dict[int, float | None]
    growth: tuple[float, int, int] | None


def lines(record: Record, state: State, figure: Figure) -> list[Line]:
    """A row for each builder that has a figure, in their order."""
    found = []
    for contender in record.contenders:
        figures = {size: record.median(contender.name, state, size, figure.of) for size in record.sizes}
        known = {size: figure for size, figure in figures.items() if figure is not None}
        if known:
            found.append(Line(contender=contender, figures=figures, growth=fitted(known)))
    return found


def cells(record: Record, state: State, figure: Figure) -> list[list[str]]:
    """The table's rows, its head first. A ratio says how many times this project's figure the builder's is."""
    rows = [["", *(f"{size:,}" for size in record.sizes), "growth"]]
    found = lines(record, state, figure)
    own = next((line.figures for line in found if line.contender.name == OWN), {})
    for line in found:
        figures = [_cell(line, size, own.get(size)) for size in record.sizes]
        rows.append([line.contender.title, *figures, _growth(line.growth)])
    return rows


def _cell(line: Line, size: int, own: float | None) -> str:
    figure = line.figures[size]
    if figure is None:
        return NONE
    ratio = f" ({_rounded(figure / own)}×)" if own and line.contender.name != OWN else ""
    return f"{_rounded(figure)}{ratio}"


def _rounded(figure: float) -> str:
    """Two digits that mean something, or all before the point."""
    return f"{figure:,.0f}" if figure >= 9.95 else f"{figure:.1f}" if figure >= 0.995 else f"{figure:.2f}"


def _growth(growth: tuple[float, int, int] | None) -> str:
    return f"{growth[0]:.2f} ({growth[1]:,} to {growth[2]:,})" if growth else NONE


def remarks(record: Record) -> Iterator[str]:
    """What a reader of the tables must know: who was left out, who wasn't asked for more, what failed."""
    for one in record.contenders:
        if one.left_out:
            yield f"{one.title} was left out: {one.left_out}."
            continue
        if one.remark:
            yield one.remark
        if one.most is not None and one.most < max(record.sizes, default=0):
            yield f"{one.title} was asked for {one.most:,} chapters at most: more would take it too long."
    titles = {one.name: one.title for one in record.contenders}
    for failure in record.failures:
        yield f"{titles[failure.builder]} failed at {failure.chapters:,} chapters, and was asked for nothing more: {failure.said}."
