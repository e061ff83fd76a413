"""Fixes made round by round on texts in memory, each round checked before it counts.

A fix is kept only if its problem is gone and no other came. Where a round fails, half of it is tried, and so on down to the
one fix that did harm, which is given up: so each fix that does harm costs a few checks, and all others cost one a round.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics.edits import edited
from generator.fix.choosing import chosen
from generator.fix.model import Dropped, FileChange, Mending, key
from generator.fix.order import objection

if TYPE_CHECKING:
    from generator.diagnostics.model import Edit, Problems
    from generator.fix.model import Check, Repair, Wanted

MOST_ROUNDS = 20
"""Rounds that mend something. Stages need one or two each; beyond that, fixes undo each other."""


def mend(check: Check, wanted: Wanted) -> Mending:
    """Mend what can be mended, in memory."""
    course = _Course(check)
    dropped: list[Dropped] = []
    rounds = 0
    while (repairs := chosen(course.problems.all(), wanted, _keys(dropped))) and rounds < MOST_ROUNDS:
        reason = course.attempt(repairs)
        while reason is not None and len(repairs) > 1:
            repairs = repairs[: len(repairs) // 2]
            reason = course.attempt(repairs)
        if reason is None:
            rounds += 1
        else:
            dropped.append(Dropped(repairs[0], reason))
    return Mending(
        changes=tuple(
            FileChange(name, before, course.texts[name])
            for name, before in sorted(course.before.items()) if course.texts[name] != before
        ),
        mended=tuple(course.mended), dropped=tuple(dropped), left=course.problems, unfinished=bool(repairs),
    )  # fmt: skip


def _keys(dropped: list[Dropped]) -> Counter[tuple[str, ...]]:
    return Counter(key(one.repair.problem) for one in dropped)


class _Course:
    """A course as it stands after some rounds: its edited texts, as they were before, and its problems."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.before: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.problems: Problems = check({})
        self.mended: list[Repair] = []

    def attempt(self, repairs: list[Repair]) -> str | None:
        """Make some repairs together, unless that does no good; then gives the reason."""
        edits: dict[str, list[Edit]] = {}
        for repair in repairs:
            for edit in repair.fix.edits:
                edits.setdefault(edit.file.name, []).append(edit)
        before = {name: found[0].file.text for name, found in edits.items()}
        texts = self.texts | {name: edited(before[name], found) for name, found in edits.items()}
        problems = self.check(texts)
        reason = objection(repairs, self.problems, problems)
        if reason is None:
            self.before = before | self.before
            self.texts, self.problems = texts, problems
            self.mended += repairs
        return reason
