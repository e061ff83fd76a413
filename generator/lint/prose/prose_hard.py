"""Paragraphs that are harder to read than the course's voice allows.

Source: Kincaid and others 1975, as `lint/grade.py` has it; the limit is the course's own. The grade means little on short texts, so a
paragraph of fewer than forty words isn't judged; that number is this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.grade import grade
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.written import Remark
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.prose.written import Written

LEAST_WORDS = 40
_SHOWN = 5
"""Words by which a sentence is named."""


def find(written: Written, hardest: int) -> Iterator[Remark]:
    """Each such paragraph."""
    for start, end in paragraphs(written.plain) if written.flowing else ():
        text = written.plain[start:end]
        if len(words(text)) < LEAST_WORDS or grade(text) <= hardest:
            continue
        longest = max((written.plain[a:b] for a, b in sentences(written.plain, (start, end))), key=lambda one: len(words(one)))
        opening = " ".join(longest.split()[:_SHOWN])
        yield Remark(
            flaw=Flaw.PROSE_HARD, start=start, end=end,
            message=f'the paragraph reads like grade {round(grade(text))}, and the course allows {hardest}; '
                    f'its longest sentence, "{opening} ...", has {len(words(longest))} words',
            help="write shorter sentences and plainer words",
        )  # fmt: skip
