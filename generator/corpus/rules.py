"""The rules under which a quotation still counts as verbatim, and the verdicts that follow from them.

Never folded, by any rule: case, accents, spelling, numbers, names, punctuation.
"""

from __future__ import annotations

import enum


class Rule(enum.StrEnum):
    """What may differ between a quotation and its source. The value is recorded in the lock."""

    WHITE_SPACE = "white-space"
    INVISIBLE = "invisible"
    QUOTES = "quotes"
    DASHES = "dashes"
    COMPOSED = "composed"
    LIGATURES = "ligatures"
    EMPHASIS = "emphasis"
    ESCAPES = "escapes"
    LINE_HYPHEN = "line-hyphen"
    NOTE_MARK = "note-mark"
    FURNITURE = "page-furniture"
    REJOINED = "rejoined"

    @property
    def in_words(self) -> str:
        """The rule as a reader is told of it, after "differs only in"."""
        return _IN_WORDS[self]


_IN_WORDS = {
    Rule.WHITE_SPACE: "white space",
    Rule.INVISIBLE: "invisible characters, such as soft hyphens",
    Rule.QUOTES: "the style of quotation marks",
    Rule.DASHES: "the style of dashes",
    Rule.COMPOSED: "how accents are encoded",
    Rule.LIGATURES: "ligatures and ellipsis characters written out",
    Rule.EMPHASIS: "marks of emphasis in the file",
    Rule.ESCAPES: "backslashes of the file",
    Rule.LINE_HYPHEN: "a hyphen at a line's end",
    Rule.NOTE_MARK: "note marks left out",
    Rule.FURNITURE: "page furniture left out",
    Rule.REJOINED: "a paragraph rejoined over a column or page break",
}

LAYOUT_RULES = frozenset({Rule.LINE_HYPHEN, Rule.NOTE_MARK, Rule.FURNITURE, Rule.REJOINED})
"""Rules about how the page was set; the others are about typography."""


class Verdict(enum.StrEnum):
    """What became of a citation; each ends in exactly one."""

    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    LAYOUT = "layout"
    AMBIGUOUS = "ambiguous"
    NEAR = "near"
    ABSENT = "absent"
    SOURCE_CHANGED = "source-changed"

    @property
    def proved(self) -> bool:
        """Whether the quotation counts as verbatim."""
        return self in _PROVED


_PROVED = frozenset({Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.LAYOUT})


def verdict_of(rules: frozenset[Rule]) -> Verdict:
    """The verdict on a quotation that matches under these rules."""
    if not rules:
        return Verdict.EXACT
    return Verdict.LAYOUT if rules & LAYOUT_RULES else Verdict.TYPOGRAPHIC
