"""Answers that another item of the quiz states. Q023.

Source: NBME, Constructing Written Test Questions ("hinged" items); Haladyna, Downing and Rodriguez, Applied Measurement in
Education 15, 2002 (items independent of one another). An item gives another's answer away where one sentence of its stem or
feedback has the key word for word and, beside that, two content words of the other's stem. Keys of one word count only if
they are a number of two digits or more. Graded quizzes show no feedback, so there stems alone count.

Sentences are found by the words that they hold, so the cost grows with the text and not with the pairs of items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.question import Finding, told
from generator.lint.words import content, words
from generator.spec.quiz import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.lint.english import English
    from generator.lint.question import Question
    from generator.spec.quiz import Quiz

_SHARED = 2
_END = re.compile(r"(?<=[.!?;])\s+")
_NUMBER = re.compile(r"\d[\d.,]*\d")


@dataclass(frozen=True, slots=True)
class _Sentence:
    item: int
    text: str
    """Its words with a space before and after each."""
    content: frozenset[str]


def find(quiz: Quiz, questions: Sequence[Question], english: English) -> Iterator[Finding]:
    """Each question whose answer stands elsewhere, once."""
    by_word: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in _sentences(quiz, english):
        for word in sentence.content:
            by_word[word].append(sentence)
    for question in questions:
        key = question.single_key
        inner = content(key.text, english) if key else set()
        if key is None or not inner or not _telling(key.text):
            continue
        asked = content(question.item.stem, english) - inner - english.generic
        rarest = min((by_word.get(word, []) for word in sorted(inner)), key=len)
        phrase = f" {' '.join(_bare(key.text))} "
        for sentence in rarest:
            if sentence.item != question.number and phrase in sentence.text and len(asked & sentence.content) >= _SHARED:
                yield question.at(
                    key, Flaw.ANSWER_ELSEWHERE,
                    f"the key of `{question.item.id}` is stated in `{quiz.items[sentence.item].id}`",
                    "reword the other item, or leave one of the two out",
                )  # fmt: skip
                break


def _telling(text: str) -> bool:
    return len(_bare(text)) > 1 or _NUMBER.fullmatch(text.strip()) is not None


def _bare(text: str) -> list[str]:
    """The words without an article before them."""
    found = words(text)
    return found[1:] if found[:1] in (["a"], ["an"], ["the"]) else found


def _sentences(quiz: Quiz, english: English) -> Iterator[_Sentence]:
    for number, item in enumerate(quiz.items):
        texts = [item.stem]
        if quiz.mode is Mode.PRACTICE:
            texts += [text for _, _, text in told(item, number)]
        for text in texts:
            for sentence in _END.split(text):
                yield _Sentence(number, f" {' '.join(words(sentence))} ", frozenset(content(sentence, english)))
