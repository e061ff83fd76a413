"""The excerpts that a quiz asks about, as Markdown, so that an assignment can be worked on without the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.escape import escape_markdown
from generator.render.source_line import source_line

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt
    from generator.spec.quiz import Quiz


def excerpts(resolved: ResolvedCourse, quiz: Quiz) -> tuple[str, ...]:
    """Every excerpt of the quiz's lesson: only those that prove something would tell what is right."""
    lesson = resolved.course.lesson(quiz.lesson)
    if lesson is None:
        return ()
    return tuple(_excerpt(resolved, f"{lesson.value.id}/{excerpt.id}", excerpt) for excerpt in lesson.value.excerpts())


def _excerpt(resolved: ResolvedCourse, address: str, excerpt: Excerpt) -> str:
    """What a reader must know first, then the words, then the source's own notes."""
    passage = resolved.passage(address)
    quoted = [f"> {f'**{part.number}** ' if part.number else ''}{escape_markdown(part.text)}" for part in passage.paragraphs()]
    notes = [f"Note {number}: {escape_markdown(note.text)}" for number, note in passage.notes.items()]
    return "\n\n".join(
        (
            f"### {escape_markdown(excerpt.title)}",
            escape_markdown(source_line(resolved.course, passage)),
            f"*{escape_markdown(excerpt.headnote)}*",
            "\n>\n".join(quoted),
            *notes,
        )
    )
