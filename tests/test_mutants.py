"""No broken course makes the check fall, hang or write. `python -m tests.mutants` tries ten thousand; a share of others is tried here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mutants.course import whole_course
from tests.mutants.making import Broken, broken
from tests.mutants.trying import Bench

if TYPE_CHECKING:
    from pathlib import Path

SEED, SHARE, PARTS = 2027, 40, 8
"""The suite's own mutants: so many in each of so many parts, which processes divide among themselves."""


def test_the_course_that_is_broken_is_sound(tmp_path: Path) -> None:
    outcome = Bench(tmp_path, whole_course()).outcome(Broken(what="nothing", changed={}, with_documents=True))
    assert (outcome.problems, outcome.fault) == (0, "")


@pytest.mark.parametrize("part", range(PARTS))
def test_a_broken_course_ends_in_problems_or_in_none(part: int, tmp_path: Path) -> None:
    bench = Bench(tmp_path, whole_course())
    found = []
    for number in range(part * SHARE, (part + 1) * SHARE):
        mutant = broken(whole_course(), SEED, number)
        outcome = bench.outcome(mutant)
        if outcome.fault:
            found.append(f"python -m tests.mutants --count 1 --seed {SEED} --first {number}: {mutant.what}\n{outcome.fault}")
    assert found == []


def test_a_mutant_is_the_same_whenever_it_is_made() -> None:
    course = whole_course()
    assert [broken(course, 1, number) for number in range(20)] == [broken(course, 1, number) for number in range(20)]


def test_mutants_change_every_kind_of_file() -> None:
    course = whole_course()
    changed = {name for number in range(1500) for name in broken(course, 1, number).changed}
    assert changed >= {name for name in course if name.startswith(("lessons/", "quizzes/", "documents/", "_toc"))}


def test_a_fall_a_change_and_a_hang_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the bench can't pass for want of looking."""
    bench = Bench(tmp_path, whole_course())
    nothing = Broken(what="nothing", changed={}, with_documents=True)

    def falls(*_: object) -> None:
        raise RecursionError("too deep")

    def writes(root: Path, *_: object) -> None:
        (root / "lessons" / "new.yml").write_text("x", encoding="utf-8")

    def hangs(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr("tests.mutants.trying.SECONDS", 0.2)
    faults = []
    for broken_check in (falls, hangs, writes):
        monkeypatch.setattr("tests.mutants.trying._check", broken_check)
        faults.append(bench.outcome(nothing).fault.strip().splitlines()[-1])
    assert faults == ["RecursionError: too deep", "no end after 0.2 s of computing", "files were changed"]
