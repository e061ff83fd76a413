"""Stems that ask what is not so. Q015.

Source: NBME, Constructing Written Test Questions; Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002;
cognitive-engineering-lab/rust-book issue 218. Looked at is the last sentence, up to a clause that says why, when or under
which condition: there "not" belongs to what is asked about. "Which is false?" turns the question round as "not" does. Capitals are the
emphasis, since stems are plain text. "At least" isn't negative.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_AT_LEAST = re.compile(r"\bat least\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def find(question: Question, english: English) -> Iterator[Finding]:
    """The stem, if it is negative and quiet about it; or the first option that makes it a double negative."""
    turned = _negatives(question.item.stem, english)
    if not turned:
        return
    quiet = [written for written in turned if not any(word.isupper() for word in written.split())]
    if quiet:
        yield question.at_stem(
            Flaw.STEM_NEGATIVE, f"the stem of `{question.item.id}` asks what is not so, with `{quiet[0]}`",
            "ask what is so, or write the word in capitals",
        )  # fmt: skip
        return
    for option in question.item.options:
        if any(word in english.denying or word.endswith("n't") for word in words(option.text)):
            yield question.at(
                option, Flaw.STEM_NEGATIVE, f"option `{option.id}` of `{question.item.id}` is negative, and so is the stem",
                "ask what is so, or reword the option",
            )  # fmt: skip
            return


def _negatives(stem: str, english: English) -> list[str]:
    """The negative words of the question itself, as written."""
    asked = _AT_LEAST.sub("", _SENTENCE.split(stem)[-1])
    found = []
    for place in _WORD.finditer(asked):
        small = place[0].casefold().replace("’", "'")
        if small in english.subordinate or (small in english.relative and place.start() > 0):
            asked = asked[: place.start()]
            break
        if small in english.negative or small.endswith("n't"):
            found.append(place[0])
    return found + [phrase[0] for phrase in english.negative_phrases.finditer(asked)]
