"""Folding as it is defined: the whole text at once. What the compiler does piece by piece must come to the same."""

import unicodedata
from array import array

from generator.corpus.fold import _CHANGE, _CHANGE_COMPOSED, DASHES, Folding
from generator.corpus.folded import Folded
from generator.corpus.rules import Rule


def plain_fold(folding: Folding, raw: str, *, part: bool = False) -> Folded:
    masked = folding.mask(raw, part=part)
    composed = Rule.COMPOSED in folding.without or unicodedata.is_normalized("NFC", masked)
    pieces: list[str] = []
    starts, raws, whole, hyphens = array("q", [0]), array("q", [0]), bytearray(1), array("q")
    length = last = 0
    for found in (_CHANGE if composed else _CHANGE_COMPOSED).finditer(masked):
        begin, end = found.span()
        new = folding._replacement(found)
        if new is None:
            continue
        length += begin - last
        pieces.append(masked[last:begin])
        if found.lastgroup == "hyphen" and "\n" in found[0]:
            hyphens.append(length)
        if new:
            pieces.append(new)
            starts.append(length)
            raws.append(begin)
            whole.append(1)
            length += len(new)
        starts.append(length)
        raws.append(end)
        whole.append(0)
        last = end
    pieces.append(masked[last:])
    text = "".join(pieces)
    if Rule.WHITE_SPACE not in folding.without:
        text = text.replace("\n", " ")
    if Rule.DASHES not in folding.without:
        for dash in DASHES:
            text = text.replace(dash, "-")
    return Folded(text, starts, raws, whole, len(raw), hyphens)
