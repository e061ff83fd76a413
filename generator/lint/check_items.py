"""Lets every rule look at every quiz, and reports what they find and no author has allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import OF_PROSE, Flaw
from generator.lint.all_rules import ENGLISH_ONLY, quiz_findings
from generator.lint.english import english
from generator.lint.mending import fixes_for, for_allowance
from generator.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics.model import Problems
    from generator.lint.english import English
    from generator.lint.question import Finding
    from generator.source.yaml_nodes import Route
    from generator.spec.course import Course
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located


def check_items(
    course: Course, passages: Mapping[str, str], language: str, problems: Problems, memory: Memory | None = None
) -> None:
    """Report the flaws of a course's items.

    ``passages`` are the printed texts by the keys of citations; where none are known, rules that need them stay silent.
    ``language`` is a code such as `en` or `pt-BR`; other languages than English get the rules that need no word list.
    """
    memory = memory or Memory()
    in_english = language.casefold().partition("-")[0] == "en"
    lessons = {lesson.value.id: lesson for lesson in course.lessons}
    for quiz in course.quizzes:
        asked_about = tuple((key, passages[key]) for key in _keys(quiz.value) if key in passages)
        memory.retell(problems, _recheck_quiz, quiz, lessons.get(quiz.value.lesson or ""), asked_about, in_english, memory)


def _recheck_quiz(  # with what an earlier process left, where it looked at the same
    quiz: Located[Quiz], lesson: Located[Lesson] | None, passages: tuple[tuple[str, str], ...], in_english: bool, memory: Memory,
    problems: Problems,
) -> None:  # fmt: skip
    files = (quiz.file, lesson.file) if lesson else (quiz.file,)
    given = (*(file.digest for file in files), str(in_english), *(part for pair in passages for part in pair))
    memory.retell_last(
        problems, "items", files, given, lambda own: _check_quiz(quiz, lesson, passages, english() if in_english else None, own)
    )


def _check_quiz(
    quiz: Located[Quiz], lesson: Located[Lesson] | None, passages: tuple[tuple[str, str], ...], lists: English | None, problems: Problems
) -> None:
    """Report the flaws of a quiz. ``passages`` are those that it asks about."""
    found = list(quiz_findings(quiz.value, lesson, dict(passages), lists))
    for finding in _not_allowed(quiz, found, problems, everything=lists is not None):
        _report(quiz, finding, problems)


def _keys(quiz: Quiz) -> Iterator[str]:
    """The keys of the passages that items may be held against."""
    for item in quiz.items:
        yield item.evidence.passage or f"{quiz.id}/{item.id}"


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
