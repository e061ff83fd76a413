"""Keys that hold what the other options hold. Q012.

Source: NBME, Constructing Written Test Questions ("convergence"). An option's score is the number of times that its content
words stand in other options. The key is flagged where its score passes that of every distractor by two or more; the number is
this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

MARGIN = 2


def find(question: Question, english: English) -> Iterator[Finding]:
    """The key, if the options converge on it."""
    key = question.single_key
    if key is None:
        return
    held = {option.id: content(option.text, english) for option in question.item.options}
    scores = {
        one: sum(word in others for word in mine for other, others in held.items() if other != one) for one, mine in held.items()
    }
    if scores.pop(key.id) >= max(scores.values()) + MARGIN:
        yield question.at(
            key, Flaw.OPTIONS_CONVERGE, f"the key of `{question.item.id}` holds most of what the other options hold",
            "spread the shared words over the options",
        )  # fmt: skip
