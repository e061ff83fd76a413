"""Lets every rule look at a quiz, and reports what they find and no author has allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import OF_PROSE, Flaw
from generator.lint.all_rules import ENGLISH_ONLY, quiz_findings
from generator.lint.english import english
from generator.lint.mending import fixes_for, for_allowance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.model import Problems
    from generator.lint.question import Finding
    from generator.source.yaml_nodes import Route
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located


def check_quiz(
    quiz: Located[Quiz], lesson: Located[Lesson] | None, passages: tuple[tuple[str, str], ...], problems: Problems, *, in_english: bool
) -> None:
    """Report the flaws of a quiz. ``passages`` are those that it asks about."""
    lists = english() if in_english else None
    found = list(quiz_findings(quiz.value, lesson, dict(passages), lists))
    for finding in _not_allowed(quiz, found, problems, everything=lists is not None):
        _report(quiz, finding, problems)


def _not_allowed(quiz: Located[Quiz], found: list[Finding], problems: Problems, *, everything: bool) -> list[Finding]:
    """What no allowance speaks of. One that speaks of nothing is reported, unless its rule hasn't looked."""
    places: dict[tuple[int | None, Flaw], Route] = {}
    for number, flaw, route in _allowances(quiz.value):
        places.setdefault((number, flaw), route)
    used: set[Route] = set()
    left = []
    for finding in found:
        allowed = places.get((finding.item, finding.flaw)) or places.get((None, finding.flaw))
        if allowed:
            used.add(allowed)
        else:
            left.append(finding)
    for number, flaw, route in _allowances(quiz.value):
        if route not in used and flaw not in OF_PROSE and (everything or flaw not in ENGLISH_ONLY):
            what = f"item `{quiz.value.items[number].id}`" if number is not None else f"quiz `{quiz.value.id}`"
            problems.report(
                Flaw.ALLOWANCE_UNUSED, f"{what} allows `{flaw.value}`, and nothing needs it", quiz.file,
                quiz.span(*route, "allow"), help="remove the entry", about=_about(quiz.value, number),
                fixes=for_allowance(quiz, route),
            )  # fmt: skip
    return left


def _allowances(quiz: Quiz) -> Iterator[tuple[int | None, Flaw, Route]]:
    """Every allowance: the number of its item, or None for those of the whole quiz; its flaw; its place."""
    for place, allowance in enumerate(quiz.lint):
        yield None, allowance.allow, ("lint", place)
    for number, item in enumerate(quiz.items):
        for place, allowance in enumerate(item.lint):
            yield number, allowance.allow, ("items", number, "lint", place)


def _about(quiz: Quiz, number: int | None) -> str:
    return quiz.id if number is None else f"{quiz.id}/{quiz.items[number].id}"


def _report(quiz: Located[Quiz], finding: Finding, problems: Problems) -> None:
    spec = finding.spec or quiz
    problems.report(
        finding.flaw, finding.message, spec.file, spec.span(*finding.route), help=finding.help,
        about=_about(quiz.value, finding.item), fixes=fixes_for(finding, quiz),
    )  # fmt: skip
