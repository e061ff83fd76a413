"""Folding: a text brought to the form in which quotations are compared, with a map back to raw offsets.

Folding works in two steps. First the text is *masked*: every character that a rule may drop or replace by one other is
replaced by one character, so that offsets don't move. Then one regular expression finds the few places where the length
changes. The map holds a breakpoint for each of those and nothing for the characters between: its size grows with the
number of irregular places, not with the text.

A long text is folded in pieces, cut where no rule looks across, so that what is masked never stands beside the whole text in
memory. In a piece a narrower expression finds the places at which the one that defines the rules is tried: nearly every space
of a text begins nothing, and a space is every sixth character.

The same function folds documents and quotations; ``fold(raw[s:e])`` is the folded text of that slice as long as the
slice splits no run of white space, no grapheme and no line hyphen, which the search in ``locate`` sees to.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.corpus.folded import Growing
from generator.corpus.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.corpus.folded import Folded
    from generator.spec.sources import Layout

DROP = "\ufdd0"
"""Stands in the masked text for a character that isn't printed. A noncharacter, so no text may hold it (Unicode 23.7)."""
SOFT = "\ufdd1"
"""Stands for a soft hyphen, which also swallows a line end after it."""

SINGLE_QUOTES = "‘’‚‛′ʼˋ`´"
DOUBLE_QUOTES = "“”„‟″«»"
DASHES = "‐‑‒–—―−"
SPACES = (
    "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""White space other than the space and the newline (str.isspace, Unicode 15)."""
SOFT_HYPHEN = "\xad"
INVISIBLES = "\u200b\u2060\ufeff"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
EXPANSIONS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "…": "..."}
"""An explicit table, not NFKC: that would turn ¹² into 12 and ½ into 1⁄2."""

_COMBINING = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0e38-\u0ecf"
    r"\u0f18-\u0fc6\u1037-\u1087\u135d-\u135f\u17d2-\u17dd\u1ab0-\u1aff\u1b34-\u1baa\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u309a"
    r"\ua66f-\ua6f1\ufb1e\ufe20-\ufe2f]+"
)
_NOT_COMPOSED = (
    rf"[^\W\d_]?{_COMBINING}|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]+|"
    r"[\u037e\u0387\u1f71-\u1fff\u2000\u2001\u2126\u212a\u212b\u2329\u232a\u2adc\uf900-\ufaff\ufb1d-\ufb4e\U0002f800-\U0002fa1d]"
)
"""Stretches that NFC may change: a base with marks, Hangul jamo, characters with a canonical equivalent. What it also
catches without need is left alone by the check that follows."""

_FILLER = f"[ \n{DROP}{SOFT}]"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
"""Combining marks, as ranges of a set: a letter may end with some, which ``\\w`` doesn't match."""
_AFTER_WORD = rf"(?:(?<=[\w{MARKS}][-‐])|(?<=[\w{MARKS}]{DROP}[-‐])|(?<=[\w{MARKS}]{DROP}{DROP}[-‐]))"
_CHANGES = (
    rf"[ \n{DROP}{SOFT}\-‐ﬀ-ﬆ…](?:"
    rf"(?P<soft>(?<={SOFT})[{DROP}{SOFT}]*+(?:(?: [ {DROP}{SOFT}]*+)?\n{_FILLER}*)?)|"
    rf"(?P<hyphen>{_AFTER_WORD}{_FILLER}++(?=\w))|"
    rf"(?P<space>(?<=[ \n]){_FILLER}+|(?<={DROP}){DROP}*(?:[ \n]{_FILLER}*)?)|"
    r"(?P<expand>(?<=[ﬀ-ﬆ…])))"
)
"""What changes the length. It begins with one set of characters, for which alone ``re`` then looks: five times as fast as
alternatives that each begin in their own way."""
_CHANGE = re.compile(_CHANGES)
_TRIGGER = re.compile(
    rf"[\n{DROP}{SOFT}\-‐ﬀ-ﬆ…](?:(?<=[{DROP}{SOFT}ﬀ-ﬆ…])|(?<=\n)(?:(?<= \n)|(?={_FILLER}))|(?<=[-‐])(?={_FILLER}))"
)
"""Where, or one space before which, a change begins, if no two spaces stand beside each other."""
_AFTER_SPACE = f"\n{DROP}{SOFT}"
_MARKED_LIGATURE = re.compile(rf"[ﬀ-ﬆ]{_COMBINING}")
"""A ligature that, in a text not in NFC, is seen as a letter with marks and so stays whole."""
_UNTOUCHED = re.compile(r"(?:[!-)+,./0-\[\]^_a-~]++ ?)*+")
"""A text in which no rule of any layout finds anything: ASCII on one line, single spaces, no hyphen, asterisk, backslash or
backtick. Most lines of a plain text are such, and only the others need be folded."""
_LETTERS = "A-Za-zΑ-ωА-я\u05d0-\u05ea\u0621-\u064a\u4e00-\u9fff"
"""Letters of which none is changed by what stands before it, in any rule or in NFC."""
_INSIDE = re.compile(rf"(?<=[{_LETTERS}])(?=[{_LETTERS}])")
PIECE = 1 << 16
"""Characters, or a few more, that are folded at a time: so few that a processor keeps them near. Four times as many, or a quarter,
take as long."""
_CHANGE_COMPOSED = re.compile(rf"(?P<composed>{_NOT_COMPOSED})|{_CHANGES}")


def _changes(masked: str) -> Iterator[re.Match[str]]:
    """What ``_CHANGE`` finds in a masked text without two spaces beside each other, in a third of the time."""
    last = 0
    for found in _TRIGGER.finditer(masked):
        begin = found.start()
        if begin < last:
            continue
        if begin > last and masked[begin - 1] == " " and masked[begin] in _AFTER_SPACE:
            begin -= 1
        change = _CHANGE.match(masked, begin)
        if change is not None:
            last = change.end()
            yield change


def _stays(masked: str) -> bool:
    """Whether a masked text is in NFC, and nothing in it is taken for what NFC may change before it is seen as a ligature."""
    return unicodedata.is_normalized("NFC", masked) and not _MARKED_LIGATURE.search(masked)


class Folding:
    """The rules of one layout, ready to be applied."""

    def __init__(self, layout: Layout, *, without: frozenset[Rule] = frozenset()) -> None:
        self.layout = layout
        self.without = without
        one: dict[str, str] = {}  # character -> what masks it, of the same length

        def add(rule: Rule, characters: str, mask: str) -> None:
            if rule not in without:
                one.update(dict.fromkeys(characters, mask))

        add(Rule.WHITE_SPACE, SPACES, " ")
        add(Rule.INVISIBLE, INVISIBLES, DROP)
        add(Rule.INVISIBLE, SOFT_HYPHEN, SOFT)
        add(Rule.QUOTES, SINGLE_QUOTES, "'")
        add(Rule.QUOTES, DOUBLE_QUOTES, '"')
        if layout.note_marks == "superscript":
            add(Rule.NOTE_MARK, SUPERSCRIPTS, DROP)
        if layout.emphasis == "asterisks":
            add(Rule.EMPHASIS, "*", DROP)
        self._one = one
        self._escapes = () if Rule.ESCAPES in without else tuple(layout.escapes)

    @cached_property
    def furniture(self) -> re.Pattern[str] | None:
        """Matches a whole line of page furniture in the raw text."""
        if not self.layout.furniture or Rule.FURNITURE in self.without:
            return None
        lines = (r"\d+".join(re.escape(part) for part in line.split("{number}")) for line in self.layout.furniture)
        return re.compile(rf"(?m)^[^\S\n]*(?:{'|'.join(lines)})[^\S\n]*$")

    def mask(self, raw: str, *, part: bool = False) -> str:
        """The text with every droppable or replaceable character masked; offsets stay.

        The first and last line of a ``part`` may be parts of lines, and are never furniture: "of ⏎1952" may be cut from a
        line that goes on.
        """
        return self._mask(raw, cut_before=part, cut_after=part)

    def _mask(self, raw: str, *, cut_before: bool, cut_after: bool) -> str:
        text = raw
        if self.furniture is not None:
            length = len(raw)
            text = self.furniture.sub(
                lambda found: (
                    found[0]
                    if (cut_before and found.start() == 0) or (cut_after and found.end() == length)
                    else " " * len(found[0])
                ),
                text,
            )
        for character in self._escapes:
            if f"\\{character}" in text:
                text = text.replace(f"\\{character}", f"{DROP}{character}")
        for character, mask in self._one.items():  # a chain of replace is five times as fast as str.translate
            if character in text:
                text = text.replace(character, mask)
        return text

    def fold(self, raw: str, *, part: bool = False) -> Folded:
        """The folded text with its map. Time and memory grow with the text; the map with its irregular places.

        ``part`` says that the text is cut from a longer one.
        """
        ends = list(self._ends(raw))
        composed = Rule.COMPOSED in self.without or self._is_composed(raw, ends, part=part)
        plain = len(ends) == 1 or Rule.WHITE_SPACE in self.without  # then each of two spaces would be kept
        growing = Growing()
        start = 0
        for end in ends:
            masked = self._masked(raw, start, end, part=part)
            if plain or not (composed or _stays(masked)):
                changes = (_CHANGE if composed else _CHANGE_COMPOSED).finditer(masked)
            else:
                masked = masked.replace("  ", f" {DROP}")  # of a run of spaces only the first begins anything
                changes = _changes(masked)
            growing.add(self._settled(self._pieces(masked, changes, start, growing)))
            start = end
        return growing.whole(len(raw))

    def _ends(self, raw: str) -> Iterator[int]:
        """Where the pieces of a text end: between two letters of a line that isn't page furniture. There nothing is looked for
        that could begin before and end after it, and neither letter has a mark."""
        at = len(raw) if any("\n" in line for line in self.layout.furniture) else PIECE
        while at < len(raw):
            found = _INSIDE.search(raw, at)
            if found is None:
                break
            at = found.start()
            line = raw.rfind("\n", 0, at) + 1
            if self.furniture is not None and self.furniture.match(raw, line):
                at = raw.find("\n", at)
                if at == -1:
                    break
            else:
                yield at
                at += PIECE
        yield len(raw)

    def _is_composed(self, raw: str, ends: list[int], *, part: bool) -> bool:
        """Whether the masked text is in NFC. It is where the raw text is: what is masked has no marks and takes none."""
        return all(
            unicodedata.is_normalized("NFC", raw[start:end])
            or unicodedata.is_normalized("NFC", self._masked(raw, start, end, part=part))
            for start, end in pairwise([0, *ends])
        )

    def _masked(self, raw: str, start: int, end: int, *, part: bool) -> str:
        return self._mask(raw[start:end], cut_before=part or start > 0, cut_after=part or end < len(raw))

    def _pieces(self, masked: str, changes: Iterable[re.Match[str]], offset: int, growing: Growing) -> Iterator[str]:
        """The stretches of a masked text as they become, noting in the map where the length changes."""
        last = 0
        for found in changes:
            begin, end = found.span()
            new = self._replacement(found)
            if new is None:
                continue
            hyphen = found.lastgroup == "hyphen" and "\n" in found[0]
            growing.note(begin - last, new, offset + begin, offset + end, hyphen=hyphen)
            yield masked[last:begin]
            yield new
            last = end
        growing.length += len(masked) - last
        yield masked[last:]

    def _settled(self, pieces: Iterator[str]) -> str:
        """The pieces as one text, in which only now all white space and dashes are alike: before, a line's end mattered."""
        text = "".join(pieces)
        if Rule.WHITE_SPACE not in self.without:
            text = text.replace("\n", " ")
        if Rule.DASHES not in self.without:
            for dash in DASHES:  # only now: a dash is no line hyphen
                if dash in text:
                    text = text.replace(dash, "-")
        return text

    def _replacement(self, found: re.Match[str]) -> str | None:
        """What a changing stretch becomes; None where the rule that would change it is left out."""
        kind, old = found.lastgroup, found[0]
        if kind == "space":
            if Rule.WHITE_SPACE in self.without:
                return old.replace(DROP, "").replace(SOFT, "")
            return " " if " " in old or "\n" in old else ""
        if kind == "soft":
            return ""
        if kind == "hyphen":
            return None if Rule.LINE_HYPHEN in self.without else old[0]
        if kind == "expand":
            return None if Rule.LIGATURES in self.without else EXPANSIONS[old]
        new = unicodedata.normalize("NFC", old)
        return None if new == old else new

    def quote(self, words: str) -> str:
        """A quotation in folded form, without white space at its ends."""
        words = words.strip()
        return words if _UNTOUCHED.fullmatch(words) else self.fold(words, part=True).text.strip(" ")


@lru_cache(maxsize=256)
def folding_for(layout: Layout, without: frozenset[Rule] = frozenset()) -> Folding:
    """The folding of a layout, compiled once."""
    return Folding(layout, without=without)


def rules_id() -> str:
    """Names the rule tables, so that a lock made under other rules is told apart."""
    marks = (SINGLE_QUOTES, DOUBLE_QUOTES, DASHES, SPACES, INVISIBLES, SUPERSCRIPTS)
    table = repr((*marks, sorted(EXPANSIONS.items()), _NOT_COMPOSED, _CHANGES))
    return f"1-{hashlib.sha256(table.encode()).hexdigest()[:12]}"
