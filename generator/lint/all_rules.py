"""Every rule of the lint, and what it looks at. A rule is a function that gives findings; it reports nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint import (
    absolute_distractors,
    answer_elsewhere,
    article_cue,
    coverage,
    feedback_bare,
    feedback_repeated,
    item_harder,
    key_copied,
    key_echoes_stem,
    key_longest,
    key_longest_often,
    key_position,
    option_all_or_none,
    option_number,
    option_odd,
    option_positional,
    options_converge,
    options_overlap,
    options_uneven,
    options_unordered,
    stem_long,
    stem_negative,
    stem_unfocused,
    vague_key,
)
from generator.lint.question import Question
from generator.spec.quiz import ChoiceItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.lint.english import English
    from generator.lint.question import Finding
    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located

_OF_QUESTIONS: tuple[Callable[[Question], Iterator[Finding]], ...] = (
    key_longest.find, key_copied.find, options_uneven.find_ends, options_unordered.find, option_number.find, stem_long.find,
)  # fmt: skip
_OF_ENGLISH_QUESTIONS: tuple[Callable[[Question, English], Iterator[Finding]], ...] = (
    option_positional.find, key_echoes_stem.find, options_converge.find, article_cue.find, options_uneven.find_openings,
    absolute_distractors.find, vague_key.find, stem_negative.find, option_all_or_none.find, stem_unfocused.find,
    options_overlap.find, option_odd.find, item_harder.find,
)  # fmt: skip

ENGLISH_ONLY = frozenset({
    Flaw.OPTION_POSITIONAL, Flaw.KEY_ECHOES_STEM, Flaw.OPTIONS_CONVERGE, Flaw.ARTICLE_CUE, Flaw.ABSOLUTE_DISTRACTORS,
    Flaw.VAGUE_KEY, Flaw.STEM_NEGATIVE, Flaw.OPTION_ALL_OR_NONE, Flaw.STEM_UNFOCUSED, Flaw.OPTIONS_OVERLAP, Flaw.OPTION_ODD,
    Flaw.ITEM_HARDER, Flaw.FEEDBACK_BARE, Flaw.ANSWER_ELSEWHERE, Flaw.CLAIM_UNATTRIBUTED, Flaw.PROSE_HARD,
})  # fmt: skip
"""Flaws that are looked for in courses in English alone."""


def question_findings(question: Question, english: English | None) -> Iterator[Finding]:
    """What the rules on choice items find in one. ``english`` is None for a course in another language."""
    for rule in _OF_QUESTIONS:
        yield from rule(question)
    if english is not None:
        for english_rule in _OF_ENGLISH_QUESTIONS:
            yield from english_rule(question, english)


def quiz_findings(
    quiz: Quiz, lesson: Located[Lesson] | None, passages: Mapping[str, str], english: English | None
) -> Iterator[Finding]:
    """What all rules find in a quiz. ``passages`` are printed texts by the keys of citations; those that aren't known are missing."""
    questions = [
        Question(item=item, number=number, shuffled=quiz.shuffle, passage=_asked_about(quiz, item, passages))
        for number, item in enumerate(quiz.items)
        if isinstance(item, ChoiceItem)
    ]
    for question in questions:
        yield from question_findings(question, english)
    for number, item in enumerate(quiz.items):
        yield from feedback_repeated.find(item, number)
        if english is not None:
            yield from feedback_bare.find(item, number, english)
    yield from key_longest_often.find(questions)
    yield from key_position.find(questions)
    yield from coverage.find_skills(quiz)
    if lesson is not None:
        yield from coverage.find_excerpts(quiz, lesson)
    if english is not None:
        yield from answer_elsewhere.find(quiz, questions, english)


def _asked_about(quiz: Quiz, item: ChoiceItem, passages: Mapping[str, str]) -> str:
    """The excerpt that the evidence names, else the evidence itself."""
    return passages.get(item.evidence.passage or f"{quiz.id}/{item.id}", "")
