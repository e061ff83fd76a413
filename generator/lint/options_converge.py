"""Keys that hold what the other options hold. Q012.

Source: NBME, Constructing Written Test Questions ("convergence"). An option's score is the number of times that its content
words stand in other options. The key is flagged where its score passes that of every distractor, and words that it shares come
from different ones: from one it has this, from another that. Figures aren't words here, since ranges share their ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.option_value import numbered
from generator.lint.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question


def find(question: Question, english: English) -> Iterator[Finding]:
    """The key, if the options converge on it."""
    key = question.single_key
    if key is None:
        return
    held = {option.id: {word for word in content(option.text, english) if not numbered(word)} for option in question.item.options}
    sharing = {word: frozenset(one for one, words in held.items() if word in words) for words in held.values() for word in words}
    scores = {one: sum(len(sharing[word]) - 1 for word in words) for one, words in held.items()}
    score = scores.pop(key.id)
    lenders = {sharing[word] for word in held[key.id] if len(sharing[word]) > 1}
    if len(lenders) > 1 and score > max(scores.values()):
        yield question.at(
            key, Flaw.OPTIONS_CONVERGE, f"the key of `{question.item.id}` holds most of what the other options hold",
            "spread the shared words over the options",
        )  # fmt: skip
