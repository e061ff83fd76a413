"""What a book of any size costs to build, beside other builders of books, with the same course in the same run.

    python -m tests.bench.build_bench [--sizes 15,150,600,1500] [--builders course,mkdocs-material] [--rounds 3] [--write]

COURSE_BUILDERS names the folder of the other builders' environments. A table for each subject goes to the terminal; with
`--write`, the record, the page of the book and its plots are written anew; with `--add`, the record's other sizes stay, so that
sizes can be measured one after the other. `--draw` draws page and plots from the record, without a build.
Rounds are interleaved: within each, every builder takes its turn at a size. Beyond 150 chapters there is one round.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench.builders import BARE_THEME, Builder, builders
from tests.bench.builders_page import draw, table
from tests.bench.measuring import ProgramFailedError
from tests.bench.record import Contender, Failure, Record, Run, added, from_json, to_json
from tests.bench.subjects import SUBJECTS, WARM, lines, remarks
from tests.bench.trials_of_builders import contender, last_words, trial

SIZES = (15, 150, 600, 1500)
ROUNDS, ROUNDS_UP_TO = 3, 150
KEPT = Path(__file__).with_name("builders.json")


def measured(chosen: list[Builder], sizes: list[int], rounds: int, folder: Path, kept: Record | None = None) -> Record:
    """Build everything, a round after the other at each size. Says on standard error what it is at.

    A builder that failed is asked for nothing more. Raises ValueError, before a course is built, where the sizes can't be added to
    what is kept.
    """
    before = os.getloadavg()[0]
    contenders = [contender(builder, folder / builder.name) for builder in chosen]
    if kept is not None:
        added(kept, _record(contenders, [], [], before))
    able = [builder for builder, found in zip(chosen, contenders, strict=True) if not found.left_out]
    runs: list[Run] = []
    failures: list[Failure] = []
    for size in sizes:
        for number in range(rounds if size <= ROUNDS_UP_TO else 1):
            for builder in able:
                if size <= (builder.most or size) and builder.name not in {failure.builder for failure in failures}:
                    _take_turn(builder, size, number, folder / builder.name, runs, failures)
    return _record(contenders, runs, failures, before)


def _take_turn(builder: Builder, size: int, number: int, folder: Path, runs: list[Run], failures: list[Failure]) -> None:
    """One round of one builder. What it built before it failed still counts."""
    try:
        for run in trial(builder, size, number, folder):
            print(f"{builder.name}, {size} chapters, {run.state}: {run.clock:.1f} s", file=sys.stderr)
            runs.append(run)
    except ProgramFailedError as error:
        failures.append(Failure(builder=builder.name, chapters=size, said=last_words(str(error))))
        print(f"{builder.name}, {size} chapters: {error}", file=sys.stderr)


def _record(contenders: list[Contender], runs: list[Run], failures: list[Failure], before: float) -> Record:
    return Record(
        cores=os.cpu_count() or 1,
        python=platform.python_version(),
        load=(round(before, 1), round(os.getloadavg()[0], 1)),
        contenders=tuple(contenders),
        runs=tuple(runs),
        failures=tuple(failures),
    )


def main() -> int:
    """Print the tables; 1 where a build failed."""
    options = _options()
    kept = from_json(KEPT.read_text(encoding="utf-8")) if options.draw or options.add else None
    if options.draw and kept is not None:
        record = kept
    else:
        with tempfile.TemporaryDirectory(prefix="builders-") as folder:
            try:
                record = measured(options.builders, options.sizes, options.rounds, Path(folder), kept)
            except ValueError as error:
                sys.exit(f"build_bench: {error}")
        record = record if kept is None else added(kept, record)
    for subject in (*SUBJECTS, WARM):
        for figure in subject.figures:
            if lines(record, subject.state, figure):
                print(f"{subject.title}, {figure.unit}\n{table(record, subject.state, figure)}\n")
    print("\n".join(remarks(record)))
    if options.write or options.add:
        KEPT.write_text(to_json(record), encoding="utf-8", newline="")
    if options.write or options.add or options.draw:
        draw(record)
    return bool(record.failures)


def _options() -> argparse.Namespace:
    theme = os.environ.get("COURSE_BOOK_THEME") or str(BARE_THEME)
    known = {builder.name: builder for builder in builders(Path(os.environ.get("COURSE_BUILDERS", "_build/builders")).absolute(), theme)}
    parser = argparse.ArgumentParser(description="Builders of books, side by side.")
    parser.add_argument("--sizes", type=_sizes, default=list(SIZES), metavar="15,150", help="numbers of chapters")
    parser.add_argument("--builders", default=",".join(known), metavar="NAMES", help=f"of {', '.join(known)}")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"up to {ROUNDS_UP_TO} chapters; one beyond")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--write", action="store_true", help="write the record, the page and the plots")
    way.add_argument("--add", action="store_true", help="the same, with the sizes that the record has besides")
    way.add_argument("--draw", action="store_true", help="draw the page from the record, and build nothing")
    options = parser.parse_args()
    unknown = [name for name in options.builders.split(",") if name not in known]
    if unknown:
        parser.error(f"no builder is named {', '.join(unknown)}; there are {', '.join(known)}")
    options.builders = [known[name] for name in options.builders.split(",")]
    return options


def _sizes(text: str) -> list[int]:
    sizes = sorted(map(int, text.split(",")))
    if sizes[0] < 1:
        raise argparse.ArgumentTypeError("a course has a chapter or more")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
