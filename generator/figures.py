"""Whether the figure of an amount is one that the row gives: a slip of the pen would put a mark in the wrong place.

The author reads a figure out of the source's words, so it should stand there, or in `value`, in digits or in English words.
A warning tells of one that doesn't; no more is known, since a source may also say it in another language.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.memory import Memory
from generator.spec.dates import MONTHS, Dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diagnostics.model import Problems
    from generator.resolve import ResolvedCourse
    from generator.source.yaml_nodes import Route
    from generator.spec.citation import Row
    from generator.spec.lesson import Lesson
    from generator.spec.read import Located

_TEENS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: n for n, word in enumerate(_TEENS)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def _any(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


_DIGITS = r"(?<![\w.,])(?:[0-9]{1,3}(?:[,\u00a0\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?!\w)"
_COUNT = rf"(?:{_any(_TENS)}[ -]{_any(_TEENS[1:10])}|{_any(_SMALL)})"
_SPOKEN = re.compile(
    rf"(?:{_DIGITS}|{_COUNT}|\ba(?= {_any(_LARGE)}))(?:[ -]{_any(_LARGE)}(?:(?: and)? {_COUNT})?)*", re.IGNORECASE
)


def check_figures(resolved: ResolvedCourse, problems: Problems, memory: Memory | None = None) -> None:
    """Report figures that stand neither in the value of their row nor in its words."""
    memory = memory or Memory()
    for lesson in resolved.course.lessons:
        memory.retell(problems, _check_lesson, lesson, tuple(resolved.passage(key).text for *_, key in _plotted(lesson.value)))


def _plotted(lesson: Lesson) -> Iterator[tuple[Route, Row, str]]:
    """The rows of a lesson that have an amount: where that stands, and the key of the row's passage."""
    for n, block in enumerate(lesson.body):
        for m, row in enumerate(block.comparison.rows if block.comparison else ()):
            if block.comparison is not None and row.amount is not None:
                yield ("body", n, "comparison", "rows", m, "amount"), row, f"{lesson.id}/{block.comparison.id}/{row.id}"


def _check_lesson(lesson: Located[Lesson], quoted: tuple[str, ...], problems: Problems) -> None:
    """Report the figures of a lesson; ``quoted`` are the words of its plotted rows."""
    for (route, row, _), words in zip(_plotted(lesson.value), quoted, strict=True):
        assert row.amount is not None
        if not all(_stands(figure, f"{row.value}\n{words}") for figure in row.amount.figures):
            problems.report(Code.AMOUNT_UNSAID, "the figure stands neither in `value` nor in the quoted words", lesson.file,
                            lesson.span(*route), help="correct it, or give it in `value`, in digits")  # fmt: skip


def _stands(figure: int | Decimal | Dates, text: str) -> bool:
    """Whether a text gives a number; of a date, its day, its month or its year, whichever it ends with."""
    found = figures_in(text)
    if not isinstance(figure, Dates):
        return abs(figure) in found
    found = found | {Decimal(digits) for digits in re.findall("[0-9]+", text)}  # as in "22nd" and "9.6.2026"
    first, last = figure.first, figure.last
    if first == last:
        return first.day in found
    if first.month == last.month:
        return first.month in found or MONTHS[first.month - 1].casefold() in text.casefold()
    return first.year in found


@lru_cache(maxsize=4096)  # rules of items ask for the same options and words again
def figures_in(text: str) -> frozenset[Decimal]:
    """Every number of a text: in digits, in English words, or in both, as in "2.5 million"."""
    return frozenset(_value(match[0].casefold()) for match in _SPOKEN.finditer(re.sub("[ \\t\\n]+", " ", text)))


def _value(spoken: str) -> Decimal:
    """What a number stands for: what is named before thousands and above is so many of them."""
    total, part = Decimal(0), Decimal(0)
    for word in re.split("[ -]", spoken):
        if word in _LARGE and _LARGE[word] > _LARGE["hundred"]:
            total, part = total + part * _LARGE[word], Decimal(0)
        elif word in _LARGE:
            part *= _LARGE[word]
        elif word in _SMALL:
            part += _SMALL[word]
        elif word == "a":
            part = Decimal(1)
        elif word != "and":
            part = Decimal(re.sub(r"[^0-9.]", "", word))
    return total + part
