"""Keys that are longer than every distractor by more than a quarter. Q010.

Source: NBME, Constructing Written Test Questions; Rush and others, BMC Medical Education 16:250, 2016; Pham and others 2018,
where this flaw shifted scores. The quarter is that of the project's list of rules. NBME speaks of a key that is longer because
it is more specific or more complete, so twenty characters must lie between them as well: some four words, a phrase more than
any distractor has. A word more is no tell.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.question import Finding, Question

MOST = Fraction(5, 4)
LEAST_CHARACTERS = 20


def find(question: Question) -> Iterator[Finding]:
    """The key, if it is so long."""
    key = question.single_key
    if key is None:
        return
    length = len(key.text)
    longest = max(len(option.text) for option in question.distractors)
    if length > MOST * longest and length - longest >= LEAST_CHARACTERS:
        yield question.at(
            key, Flaw.KEY_LONGEST,
            f"the key of `{question.item.id}` has {length} characters, the longest distractor {longest}",
            "shorten the key, or give a distractor as much detail",
        )  # fmt: skip
