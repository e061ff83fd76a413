"""Items that are harder to read than their passage. Q024.

Source: Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002 (vocabulary fit for the readers). The grade
is that of `grade.py`. It means little on short texts, so an item of fewer than 30 words or a passage of fewer than 60 isn't
judged, and two grades are let pass; these numbers are this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.grade import grade
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

ITEM_WORDS, PASSAGE_WORDS, GRADES = 30, 60, 2


def find(question: Question, english: English) -> Iterator[Finding]:
    """The item, if so."""
    del english  # the formula is one for English
    item = ". ".join((question.item.stem.rstrip("?.: "), *(option.text.rstrip(".") for option in question.item.options))) + "."
    if len(words(item)) < ITEM_WORDS or len(words(question.passage)) < PASSAGE_WORDS:
        return
    if grade(item) > grade(question.passage) + GRADES:
        yield question.at_stem(
            Flaw.ITEM_HARDER,
            f"`{question.item.id}` reads like grade {round(grade(item))}, its passage like grade {round(grade(question.passage))}",
            "write shorter sentences and plainer words",
        )
