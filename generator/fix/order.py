"""The stages of a check, by the codes that they report: a fix may bring to light what a later stage finds, and nothing else.

A file that isn't YAML hides whatever else is wrong with it; a key with a wrong name hides its value; a reference to nothing
hides whether the words stand there. So mending the one shows the other, which was there all the time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.diagnostics.model import Severity
from generator.fix.model import key

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.diagnostics.flaws import Flaw
    from generator.diagnostics.model import Diagnostic, Problems
    from generator.fix.model import Repair

_QUOTATIONS = 4
_STAGES: tuple[frozenset[Code], ...] = (
    frozenset({Code.YAML_SYNTAX, Code.YAML_TAG, Code.YAML_LIMIT}),
    frozenset({Code.DUPLICATE_KEY, Code.UNKNOWN_KEY, Code.MISSING_KEY}),
    frozenset({Code.WRONG_TYPE, Code.BAD_VALUE, Code.BAD_DATE}),
    frozenset({
        Code.BAD_ID, Code.DUPLICATE_ID, Code.UNKNOWN_REFERENCE, Code.UNKNOWN_TERM, Code.UNSAFE_MARKUP, Code.AMOUNT_MEASURE,
        Code.AMOUNT_KINDS, Code.KEY_COUNT, Code.DUPLICATE_OPTION, Code.TOC_MISSING, Code.TOC_UNKNOWN, Code.TOC_UNIT,
        Code.ARTICLE_BOUNDARY, Code.LAYOUT_UNMATCHED, Code.SOURCE_CHANGED,
    }),
    frozenset({
        Code.QUOTE_NEAR, Code.QUOTE_ABSENT, Code.QUOTE_ELSEWHERE, Code.QUOTE_AMBIGUOUS, Code.QUOTE_SPLIT, Code.OCCURRENCE_RANGE,
        Code.RANGE_ORDER, Code.OMIT_MISSING, Code.GLOSS_MISSING, Code.EVIDENCE_OUTSIDE, Code.PHRASE_UNPROVED,
    }),
)  # fmt: skip


def rank(code: Code | Flaw) -> int:
    """The number of the stage that reports a code; what reports none of the above comes last."""
    return next((n for n, codes in enumerate(_STAGES) if code in codes), len(_STAGES))


def objection(repairs: Collection[Repair], before: Problems, after: Problems) -> str | None:
    """Why some repairs of one stage, made together, did no good; None where their problems are gone and no other came.

    An error of the same stage or an earlier one is a new one if a file has more of its code than were left to it; what is counted
    in a message may change. There is one exception: an excerpt whose words weren't found hid the evidence in it, which stands in
    another file.
    """
    there, now = Counter(map(key, before.all())), Counter(map(key, after.all()))
    for mended, count in Counter(key(repair.problem) for repair in repairs).items():
        if now[mended] > there[mended] - count:
            return "the problem would still be there"
    left = Counter(map(_kind, before.all()))
    left.subtract(_kind(repair.problem) for repair in repairs)
    more = Counter(map(_kind, after.all()))
    touched = {edit.file.name for repair in repairs for edit in repair.fix.edits}
    stage = max(rank(repair.problem.code) for repair in repairs)
    for problem in after.of(Severity.ERROR):
        hidden = rank(problem.code) > stage or (stage == _QUOTATIONS and problem.file.name not in touched)
        if not hidden and now[key(problem)] > there[key(problem)] and more[_kind(problem)] > left[_kind(problem)]:
            return f"it would bring another problem, {problem.code.value}: {problem.message}"
    return None


def _kind(problem: Diagnostic) -> tuple[str, ...]:
    """A problem's code and file."""
    return key(problem)[:2]
