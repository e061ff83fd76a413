"""Paragraphs and sentences of a text, as ranges."""

from __future__ import annotations

import re
from itertools import pairwise

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_END = re.compile(r"""(?<!\bNo)(?<!\bDr)(?<!\bMr)(?<!\bSt)(?<!\bp)(?<!\bpp)[.!?…]["')\]”’»|]*\s+(?=["'“‘«(\[|]*[^\Wa-z_])""")
"""A sentence ends before white space and a capital or a figure; a few abbreviations end none."""

Range = tuple[int, int]
"""str offsets, end exclusive."""


def paragraphs(text: str) -> list[Range]:
    """Stretches between empty lines, without white space at their ends."""
    cuts = [(0, 0), *(found.span() for found in _PARAGRAPH.finditer(text)), (len(text), len(text))]
    return _trimmed(text, [(one[1], other[0]) for one, other in pairwise(cuts)])


def sentences(text: str, within: Range) -> list[Range]:
    """The sentences of a paragraph, without white space at their ends."""
    start, end = within
    cuts = [start, *(found.end() for found in _END.finditer(text, start, end)), end]
    return _trimmed(text, list(pairwise(cuts)))


def _trimmed(text: str, ranges: list[Range]) -> list[Range]:
    stretches = [(start, end, text[start:end]) for start, end in ranges]
    return [
        (start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip()))
        for start, end, inner in stretches
        if inner.strip()
    ]
