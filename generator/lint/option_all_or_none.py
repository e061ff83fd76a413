"""Options such as "all of these" or "none of the above". Q016.

Source: Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in Education
15, 2002. The whole option must be of this form: "all of the bread" isn't.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question


def find(question: Question, english: English) -> Iterator[Finding]:
    """Each such option."""
    for option in question.item.options:
        if english.all_or_none.fullmatch(option.text.rstrip(".!")):
            yield question.at(
                option, Flaw.OPTION_ALL_OR_NONE, f"option `{option.id}` of `{question.item.id}` takes or leaves all others",
                "write another distractor, or make the item `kind: multiple`",
            )  # fmt: skip
