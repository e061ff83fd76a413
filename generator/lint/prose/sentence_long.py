"""Sentences of more words than the course's voice allows.

Source: this project; the number is the course's own. Words in quotation marks count, since readers read them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.written import Remark
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.prose.written import Written


def find(written: Written, most: int) -> Iterator[Remark]:
    """Each such sentence."""
    for paragraph in paragraphs(written.plain) if written.flowing else ():
        for start, end in sentences(written.plain, paragraph):
            count = len(words(written.plain[start:end]))
            if count > most:
                yield Remark(
                    flaw=Flaw.SENTENCE_LONG, start=start, end=end,
                    message=f"the sentence has {count} words, and the course allows {most}", help="make two of it",
                )  # fmt: skip
