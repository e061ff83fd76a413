"""The search: where a quotation stands in a document, exactly, under the folding rules.

Nothing here ever accepts a likeness; ``nearest`` suggests, and only after this search has failed.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.fold import (
    DASHES,
    DOUBLE_QUOTES,
    DROP,
    EXPANSIONS,
    INVISIBLES,
    SINGLE_QUOTES,
    SOFT,
    SOFT_HYPHEN,
    SPACES,
    SUPERSCRIPTS,
    folding_for,
)
from generator.corpus.graphemes import splits_grapheme, splits_word
from generator.corpus.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.document import Document
    from generator.corpus.fold import Folding
    from generator.corpus.windows import Proposer


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a quotation stands. Offsets are raw str indexes, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the places, and places that were refused because they would cut a word in two."""

    matches: tuple[Match, ...]
    split: tuple[Match, ...]


class Edges(enum.Enum):
    """Which ends of the words are ends of the citation, and so may not cut a word."""

    BOTH = (True, True)
    START = (True, False)
    END = (False, True)


def find_quote(
    document: Document, words: str, within: tuple[int, int], edges: Edges = Edges.BOTH, proposer: Proposer | None = None
) -> Found:
    """Every place in a raw range of a document where the words stand, in order, overlapping ones included.

    ``proposer`` has an index of the document, and spares the search all text that can't hold the words. They are found by their
    characters with it as without.
    """
    matches: list[Match] = []
    split: list[Match] = []
    for start, end in _folded_places(document, document.folding.quote(words), within, proposer):
        match = _widened(document, Match(document.folded.raw_start(start), document.folded.raw_end(end)), words)
        if match.start < within[0] or match.end > within[1]:
            continue
        (split if _splits(document, (start, end), match, edges) else matches).append(match)
    return Found(tuple(sorted(set(matches), key=_order)), tuple(sorted(set(split), key=_order)))


def find_range(
    document: Document, first: str, last: str, within: tuple[int, int], proposer: Proposer | None = None
) -> tuple[Found, tuple[Match, ...]]:
    """The places of ``first``, and for each the stretch from it to the nearest ``last`` that doesn't begin before it.

    A first place without a last one gives no stretch, so the second value may be shorter.
    """
    begins = find_quote(document, first, within, Edges.START, proposer)
    ends = find_quote(document, last, within, Edges.END, proposer)
    ranges = []
    for begin in begins.matches:
        end = next((end for end in ends.matches if end.start >= begin.start and end.end >= begin.end), None)
        if end is not None:
            ranges.append(Match(begin.start, end.end))
    return begins, tuple(ranges)


def used_rules(document: Document, match: Match, words: str) -> frozenset[Rule]:
    """The rules without which the words would not match: each is left out in turn and the comparison made again.

    A rule that finds nothing to act on, neither in the document's words nor in the quotation's, needn't be left out to know.
    """
    raw = document.raw[match.start : match.end]
    if raw == words:
        return frozenset()
    layout = document.record.layout
    rules: set[Rule] = set()
    if document.folding.quote(raw) != document.folding.quote(words):
        # The quotation closes up words that a line's end breaks; close them up here too, and see what else differs.
        rules.add(Rule.LINE_HYPHEN)
        raw = _BROKEN_WORD.sub(lambda found: closed if (closed := found[1] + found[2]) in words else found[0], raw)
    for rule, alone in _ALONE.items():
        if _acts(rule, raw, document.folding) or _acts(rule, words, document.folding):
            without = folding_for(layout, alone)
            if without.quote(raw) != without.quote(words):
                rules.add(rule)
    if Rule.WHITE_SPACE in rules and any(a >= match.start and b <= match.end for a, b in document.joins):
        rules.add(Rule.REJOINED)
    return frozenset(rules)


def _acts(rule: Rule, text: str, folding: Folding) -> bool:
    """Whether a text may hold what a rule acts on. Says yes too often rather than too seldom."""
    if rule is Rule.COMPOSED:
        return not unicodedata.is_normalized("NFC", text)
    if rule is Rule.FURNITURE:
        return folding.furniture is not None and folding.furniture.search(text) is not None
    return _ACTED_ON[rule].search(text) is not None


def cuts(document: Document, at: int, raw_at: int) -> bool:
    """Whether an edge, given as a folded and a raw offset, cuts a character, word or number."""
    return (
        document.folded.inside_replacement(at)
        or splits_grapheme(document.raw, raw_at)
        or (splits_word(document.folded.text, at) and not _at_a_dash(document, at))
    )


def skipped_spans(document: Document, start: int, end: int) -> list[tuple[int, int, Rule]]:
    """Raw stretches of a range that aren't printed, with the rule that passes over them: furniture, note marks, marks of
    emphasis, backslashes, invisible characters. Neighbours under one rule are one stretch."""
    raw = document.raw[start:end].replace(DROP, " ").replace(SOFT, " ")  # noncharacters, which no text should hold, are printed
    layout = document.record.layout
    found: list[tuple[int, int, Rule]] = []
    furniture = document.folding.furniture
    if furniture is not None:
        found += [(m.start(), m.end(), Rule.FURNITURE) for m in furniture.finditer(document.raw, start, end)]
        found = [(a - start, b - start, rule) for a, b, rule in found]
    for rule, alone in _UNPRINTED.items():
        with_rule = folding_for(layout, alone).mask(raw)
        if with_rule != raw:
            found += [(*dropped.span(), rule) for dropped in _DROPPED_RUN.finditer(with_rule)]
    return sorted((start + a, start + b, rule) for a, b, rule in found)


def _order(match: Match) -> tuple[int, int]:
    return match.start, match.end


def _folded_places(
    document: Document, words: str, within: tuple[int, int], proposer: Proposer | None
) -> Iterator[tuple[int, int]]:
    """Folded ranges where folded words stand, as they are or with words broken at a line's end."""
    if not words:
        return
    folded = document.folded
    low = folded.folded_start(within[0]) if within[0] else 0
    high = folded.folded_start(within[1]) if within[1] < len(document.raw) else len(folded.text)
    known = proposer.holding(words, document) if proposer else None
    for first, last in [(low, high)] if known is None else known:
        stop = min(last, high)
        at = folded.text.find(words, max(first, low), stop)
        while at != -1:
            yield at, at + len(words)
            at = folded.text.find(words, at + 1, stop)
    for start, end in _closed_places(document, words):
        if low <= start and end <= high:
            yield start, end


def _closed_places(document: Document, words: str) -> Iterator[tuple[int, int]]:
    """Folded ranges that differ from the words in hyphens at line ends only.

    The folded text keeps a hyphen at a line's end; a quotation may have closed the word up ("cooperation" for
    "co-⏎operation"). Every place where the document breaks one of the words is tried as the first such break in the
    quotation.
    """
    text = document.folded.text
    for token in _WORD.finditer(words):
        before = token.start()
        lead = words[:before]
        for at in document.broken_words.get(token[0], ()):
            if at >= before and text.startswith(lead, at - before):
                end = _closed_end(document, at, words, before)
                if end is not None:
                    yield at - before, end


def _closed_end(document: Document, at: int, words: str, done: int) -> int | None:
    """Where the words end, of which ``done`` characters stand before a folded offset, or None where they go on otherwise.

    Compares from one hyphen at a line's end to the next. There the words have the hyphen or, between letters, don't.
    """
    text, hyphens = document.folded.text, document.folded.line_hyphens
    following = bisect_left(hyphens, at)
    while True:
        stop = hyphens[following] if following < len(hyphens) else len(text)
        length = min(stop - at, len(words) - done)
        if text[at : at + length] != words[done : done + length]:
            return None
        at += length
        done += length
        if done == len(words):
            return at
        if at == len(text):
            return None
        if words[done] == "-":
            done += 1
        elif not (words[done - 1].isalpha() and words[done].isalpha()):
            return None
        at += 1
        following += 1


def _widened(document: Document, match: Match, words: str) -> Match:
    """The match with the droppable characters at its ends that the quotation itself begins or ends with."""
    raw = document.raw
    words = words.strip()
    masked = document.folding.mask(words, part=True)
    lead = len(masked) - len(masked.lstrip(_DROPPED))
    trail = len(masked) - len(masked.rstrip(_DROPPED))
    start, end = match.start, match.end
    if lead and raw[max(0, start - lead) : start] == words[:lead]:
        start -= lead
    if trail and raw.startswith(words[-trail:], end):
        end += trail
    return Match(start, end)


def _splits(document: Document, folded: tuple[int, int], match: Match, edges: Edges) -> bool:
    """Whether a citation's edge cuts a character, word or number."""
    return any(
        cuts(document, at, raw_at)
        for counts, at, raw_at in zip(edges.value, folded, (match.start, match.end), strict=True)
        if counts
    )


def _at_a_dash(document: Document, at: int) -> bool:
    """Whether the mark beside a folded offset is a dash between words rather than a hyphen or a minus."""
    raw, folded = document.raw, document.folded
    return any(
        raw[folded.raw_start(near)] in _LONG_DASHES for near in (at - 1, at) if 0 <= near < len(folded.text) and folded.text[near] == "-"
    )


_WORD = re.compile(r"\w+")
_BROKEN_WORD = re.compile(r"(\w+)[-‐]\s*\n\s*(\w+)")
_DROPPED = DROP + SOFT
_DROPPED_RUN = re.compile(f"[{_DROPPED}]+")
_UNPRINTED = {rule: frozenset(Rule) - {rule} for rule in (Rule.NOTE_MARK, Rule.EMPHASIS, Rule.ESCAPES, Rule.INVISIBLE)}
"""Rules that leave characters unprinted, each with all the others, which are left out to see what it does by itself."""
_LONG_DASHES = DASHES.replace("‐", "").replace("‑", "").replace("−", "")
_ALONE = {rule: frozenset({rule}) for rule in Rule if rule is not Rule.REJOINED}
"""The rules that folding knows. Whether a paragraph was rejoined is told by its blocks."""
_ACTED_ON = {
    # White space between characters that aren't printed is one run with what stands around them.
    Rule.WHITE_SPACE: re.compile(rf"[\n{SPACES}]| [ {INVISIBLES}{SOFT_HYPHEN}{SUPERSCRIPTS}*\\{DROP}{SOFT}]"),
    Rule.INVISIBLE: re.compile(rf"[{INVISIBLES}{SOFT_HYPHEN}]"),
    Rule.QUOTES: re.compile(rf"[{SINGLE_QUOTES}{DOUBLE_QUOTES}]"),
    Rule.DASHES: re.compile(rf"[{DASHES}]"),
    Rule.LIGATURES: re.compile(rf"[{''.join(EXPANSIONS)}]"),
    Rule.EMPHASIS: re.compile(r"\*"),
    Rule.ESCAPES: re.compile(r"\\"),
    Rule.LINE_HYPHEN: re.compile("[-‐]"),
    Rule.NOTE_MARK: re.compile(rf"[{SUPERSCRIPTS}]"),
}
