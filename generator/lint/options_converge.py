"""Keys that hold what the other options hold. Q012.

Source: NBME, Constructing Written Test Questions ("convergence"). An option's score is the number of times that its content
words stand in other options. The key is flagged where its score is three or more and passes that of every distractor, and two
or more of its words are shared; these numbers are this project's own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

LEAST_SCORE, LEAST_WORDS = 3, 2


def find(question: Question, english: English) -> Iterator[Finding]:
    """The key, if the options converge on it."""
    key = question.single_key
    if key is None:
        return
    held = {option.id: content(option.text, english) for option in question.item.options}
    times = Counter(word for words in held.values() for word in words)
    scores = {one: sum(times[word] - 1 for word in words) for one, words in held.items()}
    score = scores.pop(key.id)
    shared = sum(times[word] > 1 for word in held[key.id])
    if score >= LEAST_SCORE and shared >= LEAST_WORDS and score > max(scores.values()):
        yield question.at(
            key, Flaw.OPTIONS_CONVERGE, f"the key of `{question.item.id}` holds most of what the other options hold",
            "spread the shared words over the options",
        )  # fmt: skip
