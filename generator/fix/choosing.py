"""Which of the fixes that problems propose are made together in one round."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.diagnostics.edits import overlap
from generator.fix.model import Repair, key
from generator.fix.order import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.diagnostics.model import Diagnostic, Edit, Fix
    from generator.fix.model import Wanted


def chosen(problems: Iterable[Diagnostic], wanted: Wanted, given_up: Mapping[tuple[str, ...], int]) -> list[Repair]:
    """The repairs of one round: those of the earliest stage that has any, without those that overlap one before them.

    ``given_up`` tells how many problems of a key are beyond repair. They are the first ones, for those before them are mended.
    """
    passed: Counter[tuple[str, ...]] = Counter()
    repairs = []
    for problem in problems:
        fix = fix_for(problem, wanted)
        if fix is not None:
            passed[key(problem)] += 1
            if passed[key(problem)] > given_up.get(key(problem), 0):
                repairs.append(Repair(problem, fix))
    first = min((rank(repair.problem.code) for repair in repairs), default=0)
    taken: dict[str, list[Edit]] = {}
    together = []
    for repair in repairs:
        if rank(repair.problem.code) == first and not any(_meets(edit, taken) for edit in repair.fix.edits):
            together.append(repair)
            for edit in repair.fix.edits:
                insort(taken.setdefault(edit.file.name, []), edit, key=_place)
    return together


def _place(edit: Edit) -> tuple[int, int]:
    return (edit.span.start, edit.span.end)


def _meets(edit: Edit, taken: dict[str, list[Edit]]) -> bool:
    """Whether an edit overlaps one of those taken. They don't overlap each other, so only its neighbours can meet it."""
    others = taken.get(edit.file.name, [])
    at = bisect_left(others, _place(edit), key=_place)
    return any(overlap(edit, other) for other in others[max(0, at - 2) : at + 2])


def fix_for(problem: Diagnostic, wanted: Wanted) -> Fix | None:
    """The fix of a problem that is made without asking; with ``offered``, the only one that there is as well. That a document
    changed is never taken as meant: quotations that it no longer has would follow."""
    if wanted.codes and problem.code.value not in wanted.codes:
        return None
    sure = next((fix for fix in problem.fixes if fix.sure), None)
    only = problem.fixes[0] if wanted.offered and len(problem.fixes) == 1 and problem.code is not Code.SOURCE_CHANGED else None
    fix = sure or only
    return fix if fix and all(_within(edit.file.name, wanted.files) for edit in fix.edits) else None


def _within(name: str, files: tuple[str, ...]) -> bool:
    return not files or any(name == file or file in {"", "."} or name.startswith(f"{file}/") for file in files)
