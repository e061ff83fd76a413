"""The page of the book that shows what builders cost, drawn from the record: for each subject a plot and a table."""

from collections.abc import Iterator
from pathlib import Path

from tests.bench.cost_plot import plot
from tests.bench.record import Record, State
from tests.bench.subjects import CLOCK, SUBJECTS, WARM, Figure, Subject, cells, lines, remarks

PAGE = Path(__file__).parents[2] / "book/dev/builders.md"
HEAD = """---
web-only: true
---

# Builders compared

What a book costs to build, by its number of chapters, here and with other builders, from the same course in the same run.
This page is drawn by `make bench` (`tests/bench/build_bench.py`); nobody edits it.

## The course

It is made up, the same each time, and the course of fewer chapters is the beginning of the larger one (`tests/bench/generated_content.py`).

- A chapter has 1,500 words: prose in eight paragraphs, and four quotations with a headnote each. Six questions of four options follow, with feedback on every option.
- Ten chapters make a unit, and quote one document of 40,000 characters.
- Words come from a vocabulary of 6,000 with Zipf's frequencies.

This project gets it as lessons, quizzes and documents.
It proves every quotation, and makes what the others have no counterpart for: a page for each document and each unit, quizzes that answer, progress, review, an answer key, and a notebook for each quiz.
The others get the same words as Markdown, the questions as plain `details`, and no setting besides what a beginner is told to write.

## How it is measured

- Each build is a program of its own. A figure is the median of all rounds; within a round every builder takes its turn.
- Python keeps what it compiles of each program, as where that is installed.
- A figure in brackets says how many times this project's it is.
- Growth is the exponent of the power of the number of chapters that fits best, by least squares on logarithms, between the sizes that stand beside it: 1 is linear, 2 quadratic.
- A build counts only if there is a page of every chapter, and the edit in its page.
- Scales of the plots are logarithmic both ways.
"""


def table(record: Record, state: State, figure: Figure) -> str:
    """A figure's table for a terminal."""
    rows = cells(record, state, figure)
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )


def files(record: Record) -> dict[Path, str]:
    """The page and its plots."""
    pictures = {_picture(subject): _plot(record, subject) for subject in SUBJECTS}
    return {PAGE: page(record), **{PAGE.with_name(name): text for name, text in pictures.items()}}


def draw(record: Record) -> None:
    """Write the page and its plots."""
    for path, text in files(record).items():
        path.write_text(text, encoding="utf-8", newline="")


def page(record: Record) -> str:
    """The page as Markdown."""
    return "\n".join((HEAD, *_machine(record), *(line for subject in SUBJECTS for line in _section(record, subject)), *_warm(record)))


def _machine(record: Record) -> Iterator[str]:
    yield (
        f"These figures are of a machine of {record.cores} cores with Python {record.python}, whose load average was "
        f"{record.load[0]:g} before the first build and {record.load[1]:g} after the last."
    )
    yield _rounds(record)
    yield ""
    yield from (f"- {one.title}: {one.version}" for one in record.contenders if not one.left_out)
    yield ""
    for remark in remarks(record):
        yield from (remark, "")


def _rounds(record: Record) -> str:
    counts = {size: len({run.round for run in record.runs if run.chapters == size}) for size in record.sizes}
    by_count = [(count, [f"{size:,}" for size in counts if counts[size] == count]) for count in sorted(set(counts.values()), reverse=True)]
    told = (f"{count} round{'s' * (count > 1)} at {_listed(sizes)}" for count, sizes in by_count)
    return f"By chapters there were {', and '.join(told)}."


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else words[0]


def _section(record: Record, subject: Subject) -> Iterator[str]:
    yield from (f"## {subject.title}", "", subject.told, "")
    # Paper has no builder that takes SVG, and the table has the same figures.
    yield from ("```{only} html", f"![{subject.title} by chapters; the table below has the figures]({_picture(subject)})", "```", "")
    yield from _tables(record, subject)


def _tables(record: Record, subject: Subject) -> Iterator[str]:
    for figure in subject.figures:
        head, *body = cells(record, subject.state, figure)
        yield from (f"In {figure.unit}:", "")
        yield f"| Builder | {' | '.join(head[1:-1])} | Growth |"
        yield f"| --- |{' ---: |' * (len(head) - 1)}"
        yield from (f"| {' | '.join(row)} |" for row in body)
        yield ""


def _warm(record: Record) -> Iterator[str]:
    if lines(record, WARM.state, CLOCK):
        yield from (f"## {WARM.title}", "", WARM.told, "", *_tables(record, WARM))


def _picture(subject: Subject) -> str:
    return f"builders-{subject.name}.svg"


def _plot(record: Record, subject: Subject) -> str:
    costs = {
        line.contender.title: {size: figure for size, figure in line.figures.items() if figure}
        for line in lines(record, subject.state, subject.figures[0])
    }  # fmt: skip
    return plot(subject.title, subject.figures[0].unit, costs)
