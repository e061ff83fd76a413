"""Page furniture: lines that come again on page after page, alike but for a number."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST = 3
"""How often a line with a number that grows must come in a text without pages."""
MAX_LENGTH = 100
"""Characters of a line that may be furniture."""
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = "{number}"


def counting_lines(stretches: Iterable[str]) -> list[str]:
    """Lines that stand alone, come three times or more, and count upwards, as `layout.furniture` takes them."""
    numbers: dict[str, list[int]] = {}
    for text in stretches:
        found = _DIGITS.findall(text)
        if len(text) <= MAX_LENGTH and "\n" not in text and len(found) == 1:
            numbers.setdefault(_DIGITS.sub(_NUMBER, text), []).append(int(found[0][:18]))
    return [line for line, counted in numbers.items() if len(counted) >= FEWEST and _grows(counted)]


def edge_lines(pages: Sequence[Sequence[str]]) -> list[str]:
    """Lines at the edges of pages that come on half of the pages or more, and on two at least. A line with a number must
    count upwards; a line without one must be the same each time. What begins with a small letter is a sentence that goes on."""
    on: dict[str, list[tuple[int, ...]]] = {}
    for edges in pages:
        for line in dict.fromkeys(edges):
            if len(line) <= MAX_LENGTH and line.strip() and not line.lstrip()[0].islower():
                numbers = tuple(int(found[:18]) for found in _DIGITS.findall(line))
                on.setdefault(_DIGITS.sub(_NUMBER, line.strip()), []).append(numbers)
    often = max(2, (len(pages) + 1) // 2)
    return [line for line, numbers in on.items() if len(numbers) >= often and (numbers[0] == () or _counts(numbers))]


def is_known(line: str, furniture: Iterable[str]) -> bool:
    """Whether a line is one of those that were found."""
    return any(re.fullmatch(r"\d+".join(map(re.escape, known.split(_NUMBER))), line.strip()) for known in furniture)


def _counts(numbers: Sequence[tuple[int, ...]]) -> bool:
    """Whether one of the numbers of a line grows from page to page. Others, such as a year, may stay."""
    columns = [list(column) for column in zip(*numbers, strict=True)]
    return any(_grows(column) for column in columns)


def _grows(numbers: Sequence[int]) -> bool:
    return all(left < right for left, right in pairwise(numbers))
