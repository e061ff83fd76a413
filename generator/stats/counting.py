"""A resolved course to its figures."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.spec.course import WHOLE_COURSE
from generator.spec.lesson import Skill
from generator.spec.quiz import ChoiceItem, Kind, Mode, TrueFalseItem
from generator.stats.coverage import coverage
from generator.stats.model import KeyPlaces, LessonWords, PassageItems, Stats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course
    from generator.spec.lesson import Lesson, Questions
    from generator.spec.quiz import Item, Quiz

_LETTER = re.compile(r"[^\W_]")


def count_course(resolved: ResolvedCourse) -> Stats:
    """All figures of a course. Needs no documents."""
    course, limits = resolved.course, resolved.course.sources.value.limits
    asked = [(quiz.value, item) for quiz in course.quizzes for item in quiz.value.items]
    items = [item for _, item in asked]
    lessons = [lesson for taught in course.contents.values() for lesson in taught]
    return Stats(
        course=resolved.course_id,
        warn=limits.warn,
        fail=limits.fail,
        coverage=coverage(resolved),
        skills=_skills(course, asked),
        kinds=_kinds(asked),
        passages=tuple(_passages(lessons, items)),
        elsewhere=sum(item.evidence.passage is None for item in items),
        keys=_key_places(items),
        statements={
            answer: sum(isinstance(item, TrueFalseItem) and item.answer is answer for item in items) for answer in (True, False)
        },
        lessons=tuple(_words(resolved, lesson) for lesson in lessons),
    )


def words(text: str) -> int:
    """How many words a text has: what stands between white space and has a letter or a digit."""
    return sum(bool(_LETTER.search(one)) for one in text.split())


def _skills(course: Course, asked: Sequence[tuple[Quiz, Item]]) -> dict[str, dict[Skill, int]]:
    unit_of = {lesson.id: unit for unit, taught in course.contents.items() for lesson in taught}
    counts = Counter((unit_of[quiz.lesson] if quiz.lesson else WHOLE_COURSE, item.skill) for quiz, item in asked)
    rows = [*course.contents, *([WHOLE_COURSE] if any(quiz.lesson is None for quiz, _ in asked) else [])]
    return {row: {skill: counts[row, skill] for skill in Skill} for row in rows}


def _kinds(asked: Sequence[tuple[Quiz, Item]]) -> dict[Kind, dict[Mode, int]]:
    counts = Counter((item.kind, quiz.mode) for quiz, item in asked)
    return {kind: {mode: counts[kind.value, mode] for mode in Mode} for kind in Kind}


def _passages(lessons: Sequence[Lesson], items: Sequence[Item]) -> Iterator[PassageItems]:
    proved: dict[str, list[str]] = {}
    for item in items:
        if item.evidence.passage is not None:
            proved.setdefault(item.evidence.passage, []).append(item.id)
    for lesson in lessons:
        for excerpt in lesson.excerpts():
            address = f"{lesson.id}/{excerpt.id}"
            yield PassageItems(passage=address, items=tuple(proved.get(address, ())))


def _key_places(items: Sequence[Item]) -> tuple[KeyPlaces, ...]:
    """By the number of options, fewest first."""
    counts: dict[int, Counter[int]] = {}
    for item in items:
        if isinstance(item, ChoiceItem) and item.kind == "single":
            place = next(n for n, option in enumerate(item.options) if option.correct)
            counts.setdefault(len(item.options), Counter())[place] += 1
    return tuple(
        KeyPlaces(options=options, counts=tuple(found[place] for place in range(options)))
        for options, found in sorted(counts.items())
    )


def _words(resolved: ResolvedCourse, lesson: Lesson) -> LessonWords:
    return LessonWords(
        lesson=lesson.id,
        unit=lesson.unit,
        own=sum(map(words, _own_texts(lesson))),
        quoted=sum(words(resolved.passage(f"{lesson.id}/{key}").text) for key in _quoted(lesson)),
    )


def _own_texts(lesson: Lesson) -> Iterator[str]:
    """What the lesson's author wrote for readers, but for titles."""
    yield from (lesson.question, *lesson.objectives, lesson.limits, *_asked_in(lesson.questions))
    for block in lesson.body:
        if block.prose:
            yield block.prose
        if block.excerpt:
            yield from (block.excerpt.headnote, *_asked_in(block.excerpt.questions))
        if block.comparison:
            yield from (block.comparison.question, block.comparison.note, block.comparison.measure or "")
            for row in block.comparison.rows:
                yield from (row.value, row.basis or "")


def _asked_in(questions: Questions) -> Iterator[str]:
    for _, asked in questions.by_skill():
        yield from asked


def _quoted(lesson: Lesson) -> Iterator[str]:
    """The addresses, within the lesson, of all passages that it prints."""
    yield from (excerpt.id for excerpt in lesson.excerpts())
    yield from (f"{comparison.id}/{row.id}" for comparison in lesson.comparisons() for row in comparison.rows)
