"""Boundaries that a quotation may not cut: characters, words, numbers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

_WINDOW = 48
"""Characters looked at before a boundary: longer than any grapheme in running text."""


def splits_grapheme(text: str, at: int) -> bool:
    """Whether an offset lies inside an extended grapheme cluster (Unicode Standard Annex 29)."""
    if at <= 0 or at >= len(text) or (text[at - 1] < "\u0300" and text[at] < "\u0300" and text[at] != "\n"):
        return False
    start = max(0, at - _WINDOW)
    return all(found.end() + start != at for found in _grapheme().finditer(text[start : at + 8]))


@cache
def _grapheme() -> regex.Pattern[str]:
    import regex  # noqa: PLC0415  (of the compiler's libraries the one that nothing needs where every quotation is known)

    return regex.compile(r"\X")


def splits_word(text: str, at: int) -> bool:
    """Whether an offset lies inside a word or a number of a text.

    A word is a run of letters and digits, also over a hyphen (so that "capitalist" isn't quoted from "anti-capitalist")
    and with a negation's ending ("can" isn't quoted from "can't"). A number runs over its separators and begins with its
    sign ("200" isn't quoted from "1,200", nor "0.42" from "-0.42").
    """
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    beyond = text[at + 1] if at + 1 < len(text) else " "
    earlier = text[at - 2] if at > 1 else " "
    if after in "-.,'" and before.isalnum():
        return _joins(before, after, beyond, text[at + 2 : at + 3])
    if before in "-.,'" and after.isalnum():
        if before == "-" and after.isdigit() and not earlier.isalnum():
            return True
        return _joins(earlier, before, after, text[at + 1 : at + 2])
    return False


def _joins(left: str, joint: str, right: str, next_one: str) -> bool:
    """Whether a mark between two characters holds one word or number together."""
    if joint == "-":
        return left.isalpha() and right.isalpha()
    if joint == "'":
        return left.isalpha() and right in "tT" and not next_one.isalpha()
    return left.isdigit() and right.isdigit()
