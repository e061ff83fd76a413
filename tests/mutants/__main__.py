"""`python -m tests.mutants --count 10000 --seed 1`: every mutant tried, on all processors; what falls is told with its number."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from generator.progress import progress_bar
from tests.mutants.course import whole_course
from tests.mutants.making import broken
from tests.mutants.trying import Bench, Outcome


def try_one(place: tuple[int, int]) -> tuple[int, str, Outcome]:
    """The number of a mutant, what was done to it and what became of it."""
    seed, number = place
    mutant = broken(whole_course(), seed, number)
    return number, mutant.what, _bench().outcome(mutant)


@cache
def _bench() -> Bench:
    """The one of this process; its folder goes with the folder of all."""
    return Bench(Path(tempfile.mkdtemp(dir=_folder[0])), whole_course())


_folder: list[str] = []


def _begin(folder: str) -> None:
    _folder.append(folder)


def _memory() -> str | None:
    """Where files needn't reach a disk, on systems that have such a place."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main() -> int:
    """Try them, print what fell and what was told, and give 1 if any fell."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--first", type=int, default=0, help="the number of the first, to try one again")
    arguments = parser.parse_args()
    codes: Counter[str] = Counter()
    fallen, clean, slowest = 0, 0, (0.0, 0)
    places = [(arguments.seed, number) for number in range(arguments.first, arguments.first + arguments.count)]
    with (
        tempfile.TemporaryDirectory(dir=_memory()) as folder,
        multiprocessing.Pool(initializer=_begin, initargs=(folder,)) as pool,
        progress_bar("Mutants") as progress,
    ):
        for done, (number, what, outcome) in enumerate(pool.imap(try_one, places, chunksize=8), 1):
            progress(done, len(places))
            codes.update(set(outcome.codes))
            clean += not outcome.problems and not outcome.fault
            slowest = max(slowest, (outcome.seconds, number))
            if outcome.fault:
                fallen += 1
                print(f"mutant {number}: {what}\n{outcome.fault}", flush=True)
    print(f"{len(places)} mutants of seed {arguments.seed}: {fallen} fell, {clean} were sound, the slowest, {slowest[1]}, took {slowest[0]:.2f} s.")
    print("Mutants with each code:", ", ".join(f"{code} {number}" for code, number in codes.most_common()))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
