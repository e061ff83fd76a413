"""What a lesson quotes, as Markdown for a notebook: a student without the book at hand needs it to answer.

Every excerpt and every comparison of the lesson is there, in a practice quiz and in a graded one alike: a choice of those
that prove something would tell the key.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.corpus.excerpt import MarkKind
from generator.render.notebook_escape import literal, literal_piece
from generator.render.source_line import described, source_line

if TYPE_CHECKING:
    from generator.corpus.excerpt import Paragraph
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Comparison, Excerpt, Lesson

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Part(NamedTuple):
    """A source's part of a notebook: its id in the lesson, and its Markdown."""

    id: str
    text: str


def sources(resolved: ResolvedCourse, lesson: Lesson) -> list[Part]:
    """The lesson's excerpts and comparisons in reading order."""
    found = []
    for block in lesson.body:
        if block.excerpt is not None:
            found.append(Part(block.excerpt.id, _excerpt(resolved, lesson, block.excerpt)))
        if block.comparison is not None:
            found.append(Part(block.comparison.id, _comparison(resolved, lesson, block.comparison)))
    return found


def _excerpt(resolved: ResolvedCourse, lesson: Lesson, excerpt: Excerpt) -> str:
    """Title, source line, headnote, the words, the source's own notes: the order of the book."""
    passage = resolved.passage(f"{lesson.id}/{excerpt.id}")
    kind = resolved.course.records()[passage.source].kind
    blocks = [
        f"### {literal(excerpt.title)}",
        f"{literal(described(resolved.course, passage.source))} · {literal(kind)}",
        f"*{literal(excerpt.headnote)}*",
        _quotation(passage),
    ]
    if passage.notes:
        notes = [f"- {_raised(number)} {literal(note.text)}" for number, note in passage.notes.items()]
        blocks += ["Notes in the source:", "\n".join(notes)]
    return "\n\n".join(blocks)


def _comparison(resolved: ResolvedCourse, lesson: Lesson, comparison: Comparison) -> str:
    """The question, then of each row the source, what it says in short, and its words."""
    blocks = [f"### {literal(comparison.question)}"]
    for row in comparison.rows:
        passage = resolved.passage(f"{lesson.id}/{comparison.id}/{row.id}")
        said = literal(row.value) + (f" *Basis: {literal(row.basis)}*" if row.basis else "")
        blocks += [f"{literal(source_line(resolved.course, passage))}: {said}", _quotation(passage, numbered=False)]
    return "\n\n".join([*blocks, literal(comparison.note)])


def _quotation(passage: Passage, *, numbered: bool = True) -> str:
    """A blockquote, each paragraph after its number in the source."""
    lines = []
    for paragraph in passage.paragraphs():
        number = f"**{paragraph.number}** " if paragraph.number and numbered else ""
        lines.append(f"> {number}{_marked(paragraph)}")
    return "\n>\n".join(lines)


def _marked(paragraph: Paragraph) -> str:
    """A paragraph's words with raised numbers where the source calls its notes. Omissions and glosses stand in the words."""
    calls = [(mark.start, mark.number) for mark in paragraph.marks if mark.kind is MarkKind.NOTE]
    edges = [0, *(at for at, _ in calls), len(paragraph.text)]
    pieces = [literal_piece(paragraph.text[start:end]) for start, end in pairwise(edges)]
    raised = [_raised(str(number)) for _, number in calls]
    return "".join(piece + call for piece, call in zip(pieces, [*raised, ""], strict=True))


def _raised(number: str) -> str:
    return number.translate(_RAISED)
