"""What a quiz leaves unasked: excerpts of its lesson, and skills. Q030.

Source: Wineburg, Historical problem solving, Journal of Educational Psychology 83, 1991, for the three skills of reading
sources; for the rest this project: a test is planned from a table of what was taught.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.question import Finding
from generator.spec.lesson import Skill
from generator.spec.quiz import HighlightItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.spec.lesson import Lesson
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located

_OF_SOURCES = frozenset({Skill.SOURCING, Skill.CONTEXTUALISATION, Skill.CORROBORATION})


def find_excerpts(quiz: Quiz, lesson: Located[Lesson]) -> Iterator[Finding]:
    """Each excerpt of the lesson that no item of its quiz asks about."""
    asked = {item.evidence.passage for item in quiz.items}
    asked |= {item.passage for item in quiz.items if isinstance(item, HighlightItem)}
    for place, block in enumerate(lesson.value.body):
        if block.excerpt is not None and f"{lesson.value.id}/{block.excerpt.id}" not in asked:
            yield Finding(
                flaw=Flaw.EXCERPT_UNASKED, route=("body", place, "excerpt", "id"), spec=lesson,
                message=f"no item of `{quiz.id}` asks about the excerpt `{block.excerpt.id}`",
                help="write an item on it, or ask whether the lesson needs it",
            )  # fmt: skip


def find_skills(quiz: Quiz) -> Iterator[Finding]:
    """The quiz, if it asks for too little."""
    skills = {item.skill for item in quiz.items}
    if skills == {Skill.RECALL}:
        yield Finding(
            flaw=Flaw.RECALL_ONLY, route=("items",), message=f"every item of `{quiz.id}` asks for recall",
            help="ask what a source does, and not just what it says",
        )  # fmt: skip
    elif not skills & _OF_SOURCES:
        yield Finding(
            flaw=Flaw.SKILLS_UNASKED, route=("items",),
            message=f"no item of `{quiz.id}` asks for sourcing, contextualisation or corroboration",
            help="ask who speaks, what was going on, or what another source says",
        )  # fmt: skip
