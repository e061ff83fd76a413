"""A second way to find a quotation, made to check the first.

``locate`` folds the document and searches the folded text. Here the document stays as it is: the quotation alone is
turned into a regular expression that steps over whatever the rules let pass, and that is searched in the raw text. The
two share the tables of characters and nothing else, so an error in the folding, in its map or in this pattern shows as
a disagreement.

Every repetition in the pattern is possessive or has its own set of characters to itself, so a search takes time in
proportion to the text. Offsets are raw str indexes, ends exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

import regex

from generator.corpus.fold import (
    DASHES,
    DOUBLE_QUOTES,
    EXPANSIONS,
    INVISIBLES,
    MARKS,
    SINGLE_QUOTES,
    SOFT_HYPHEN,
    SUPERSCRIPTS,
)
from generator.corpus.locate import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.document import Document
    from generator.spec.sources import Layout

_LINE_HYPHENS = "-‐"
_HYPHENS = "-‐‑−"
"""Dashes that hold a word or number together; the others stand between words."""
_SINGLETONS = {"Å": "\u212b", "Ω": "\u2126", "K": "\u212a"}
"""Letters with a second code point of the same meaning."""
_MAX_TILED = 12
"""Letters, or points, of which every way of writing them with ligatures is tried; longer runs are taken in threes."""
_HEAD = 5
"""Parts of a pattern that are searched for as one."""
_NARROW = 20_000
"""Characters in which searching for one part alone takes less time than compiling more of them into one pattern."""
_MAX_MARKS = 3
"""Combining marks on one letter of which every order is tried."""

_UNPLAIN = re.compile(rf"[{INVISIBLES}{SOFT_HYPHEN}{SUPERSCRIPTS}*\\\ufdd0\ufdd1]")
"""What a layout may leave unprinted."""
_GRAPHEME = regex.compile(r"\X")
_CLUSTER = regex.compile(r"(?s:.)\p{M}*")
_LETTERS = "|".join(re.escape(letters) for letters in sorted(EXPANSIONS.values(), key=len, reverse=True))
_LIGATED = re.compile(rf"(?=({_LETTERS}))")


@dataclass(frozen=True, slots=True)
class _Skips:
    """What may stand between two characters of a quotation, as sources of regular expressions."""

    mark: str
    """One character that isn't printed, or the backslash of an escape."""
    furniture: str
    """A whole line of page furniture; matches nothing where the layout declares none."""
    filler: str
    """Anything that may follow a first white space."""
    dropped: str
    """Unprinted characters, a soft hyphen taking a line's end with it."""
    dropped_in_word: str
    """The same between two letters, where a hyphen at a line's end may be dropped as well."""
    gap: str
    """What one space of a quotation stands for."""
    jointed: str
    """A hyphen between two words, with white space after it."""


@lru_cache(maxsize=1024)
def _skips(layout: Layout) -> _Skips:
    marks = INVISIBLES
    marks += SUPERSCRIPTS if layout.note_marks == "superscript" else ""
    marks += "*" if layout.emphasis == "asterisks" else ""
    escape = rf"|\\(?=[{re.escape(''.join(layout.escapes))}])" if layout.escapes else ""
    lines = [r"\d+".join(map(re.escape, line.split("{number}"))) for line in layout.furniture]
    furniture = rf"(?>^[^\S\n]*(?:{'|'.join(lines)})[^\S\n]*$)" if lines else r"(?!)"
    mark = rf"[{marks}]{escape}"
    filler = rf"(?:{furniture + '|' if lines else ''}[\s{SOFT_HYPHEN}{marks}]{escape})"
    unprinted = rf"(?:[{SOFT_HYPHEN}{marks}]{escape})*+"
    line_end = rf"(?>(?:[^\S\n](?:[^\S\n]|[{SOFT_HYPHEN}{marks}]{escape})*+)?+\n{filler}*+)"
    softened = rf"{SOFT_HYPHEN}{unprinted}{line_end}?+"
    dropped = rf"(?:{mark}|{softened})*+"
    letter = rf"[^\W\d_{SUPERSCRIPTS}]"
    word = rf"[^\W{SUPERSCRIPTS}]" if layout.note_marks == "superscript" else r"\w"

    def hyphen_after(what: str) -> str:
        """A hyphen with this character, or a combining mark, before it and up to two unprinted ones between."""
        what = rf"(?:{what}|[{MARKS}])"
        return rf"(?:(?<={what})|(?<={what}[{marks}])|(?<={what}[{marks}][{marks}]))[{_LINE_HYPHENS}]"

    return _Skips(
        mark=mark,
        furniture=furniture,
        filler=filler,
        dropped=dropped,
        dropped_in_word=rf"(?:{mark}|{softened}|{hyphen_after(letter)}{unprinted}{line_end})*+",
        gap=rf"{dropped}(?:{furniture + '|' if lines else ''}\s){filler}*+",
        jointed=rf"{hyphen_after(word)}{filler}++(?={word})",
    )


def tolerant_pattern(words: str, layout: Layout) -> re.Pattern[str]:
    """The pattern of a quotation in documents of a layout. It doesn't look at what stands before and after."""
    return re.compile("".join(map("".join, _parts(_printed(words, layout), layout))) or r"(?!)", re.MULTILINE)


def stands_at(document: Document, words: str, place: Match) -> bool:
    """Whether words stand at a place of a document, from its start to its end, and cut no character, word or number.

    Most quotations differ from their source in white space at most. Those are held against it letter by letter, which is as
    independent of the first search as the pattern is; it finds them too, but takes a hundred times as long.
    """
    raw, layout = document.raw, document.record.layout
    if _UNPLAIN.search(words) or raw[place.start : place.end].split() != words.split():
        return place in find_by_pattern(document, words, (place.start, place.end))
    if not _has_furniture(raw, (place.start, place.end), layout):
        layout = _without_furniture(layout)
    return not (_cut(raw, place.start, layout) or _cut(raw, place.end, layout) or _in_furniture(raw, place.start, layout))


def find_by_pattern(document: Document, words: str, within: tuple[int, int]) -> tuple[Match, ...]:
    """Every place in a raw range where the words stand and cut no character, word or number, in order.

    No part of the pattern ever gives back what it took, so it may be matched part by part: the first parts are searched
    for as one pattern, and the others, which all quotations share, are compiled but once. What may stand before a character
    is matched apart from it, or each character would be compiled with everything that may stand before it.
    """
    raw, layout = document.raw, document.record.layout
    text = _printed(words, layout)
    if not _has_furniture(raw, within, layout):
        layout = _without_furniture(layout)  # where there is none, documents that differ in it share what is compiled
    parts = _parts(text, layout)
    if not parts:
        return ()
    together = 1 if within[1] - within[0] <= _NARROW else _HEAD
    head = _compiled("".join(map("".join, parts[:together])))
    tail = [_compiled(piece) for part in parts[together:] for piece in part if piece]
    found: set[Match] = set()
    place = head.search(raw, within[0])
    while place is not None and place.start() < within[1]:
        start = place.start()
        end = _matched(tail, raw, place.end())
        if end and not (_cut(raw, start, layout) or _cut(raw, end, layout) or _in_furniture(raw, start, layout)):
            match = _with_own_marks(raw, start, end, words.strip(), layout)
            if within[0] <= match.start and match.end <= within[1]:
                found.add(match)
        place = head.search(raw, start + 1)
    return tuple(sorted(found, key=lambda match: (match.start, match.end)))


def _matched(patterns: list[re.Pattern[str]], raw: str, at: int) -> int:
    """Where a match of all patterns one after the other ends; 0 where there is none."""
    for pattern in patterns:
        found = pattern.match(raw, at)
        if found is None:
            return 0
        at = found.end()
    return at


@lru_cache(maxsize=1 << 14)
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(part, re.MULTILINE)


def _parts(text: str, layout: Layout) -> list[tuple[str, str]]:
    """The pattern of what is printed, in parts: one for each character with its marks, or run of characters that ligatures may write, after
    what may stand before it.
    """
    skips = _skips(layout)
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in [*_ligature_runs(text), (len(text), len(text))]:
        for cluster in _CLUSTER.findall(text[at:start]):
            parts.append((_between(text, at, skips), _written(text, at, cluster, skips)))
            at += len(cluster)
        if start < end:
            parts.append((_between(text, start, skips), _tiled(text[start:end], skips)))
            at = end
    return parts


def _printed(words: str, layout: Layout) -> str:
    """The characters of a quotation that must be met, white space as single spaces, ligatures written out."""
    text = words.strip()
    # A line counts as furniture between two others only: the first and the last may be parts of lines.
    text = _compiled(rf"(?<=\n){_skips(layout).furniture}(?=\n)").sub(" ", text)
    text = _compiled(_skips(_without_furniture(layout)).dropped).sub("", text)
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    text = re.sub(rf"(?<=[\w{MARKS}])([{_LINE_HYPHENS}]) (?=\w)", r"\1", text)
    for ligature, letters in EXPANSIONS.items():
        text = text.replace(ligature, letters)
    return text


def _without_furniture(layout: Layout) -> Layout:
    """The rules of a layout that hold within a line: few layouts differ in these."""
    return type(layout)(note_marks=layout.note_marks, emphasis=layout.emphasis, escapes=layout.escapes)


def _has_furniture(raw: str, within: tuple[int, int], layout: Layout) -> bool:
    """Whether a line of furniture lies in a range, or before or after it with nothing between that a reader would see."""
    if not layout.furniture:
        return False
    low, high = _line_start(raw, within[0]), _line_end(raw, within[1])
    while low:
        low, end = _line_start(raw, low - 1), low - 1
        if not _UNSEEN.fullmatch(raw, low, end):
            break
    while high < len(raw):
        high, start = _line_end(raw, high + 1), high + 1
        if not _UNSEEN.fullmatch(raw, start, high):
            break
    return _compiled(_skips(layout).furniture).search(raw, low, high) is not None


def _line_start(raw: str, at: int) -> int:
    return raw.rfind("\n", 0, at) + 1


def _line_end(raw: str, at: int) -> int:
    """Where the line of an offset ends, its line end excluded."""
    end = raw.find("\n", at)
    return len(raw) if end == -1 else end


_UNSEEN = regex.compile(rf"[\s\\*\p{{M}}{SOFT_HYPHEN}{INVISIBLES}{SUPERSCRIPTS}]*")
"""What any layout may pass over between words, furniture excepted."""


def _between(text: str, at: int, skips: _Skips) -> str:
    """What may stand before the character at an offset."""
    if at == 0 or text[at] == " " or text[at - 1] == " " or _is_joint(text, at - 1):
        return ""
    if text[at - 1].isalpha() and text[at].isalpha():
        return skips.dropped_in_word
    return skips.dropped


def _is_joint(text: str, at: int) -> bool:
    """Whether the character at an offset is a dash with a word on either side."""
    return text[at] in f"-{DASHES}" and _is_word(text, at - 1) and _is_word(text, at + 1)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_" or unicodedata.combining(text[at]) > 0)


def _written(text: str, at: int, cluster: str, skips: _Skips) -> str:
    """The ways in which a character with its marks may be written."""
    if cluster == " ":
        return skips.gap
    if cluster in f"-{DASHES}":
        if _is_joint(text, at):
            return rf"(?:{skips.jointed}|[-{DASHES}]{skips.dropped})"
        # With white space after it, a hyphen would be one at a line's end, which reads otherwise.
        broken = _is_word(text, at - 1) and text[at + 1 : at + 2] == " " and _is_word(text, at + 2)
        dashes = DASHES.replace("‐", "") if broken else f"-{DASHES}"
        return f"[{dashes}]"
    if cluster in f"'{SINGLE_QUOTES}":
        return f"['{SINGLE_QUOTES}]"
    if cluster in f'"{DOUBLE_QUOTES}':
        return f'["{DOUBLE_QUOTES}]'
    forms = _canonical_forms(cluster)
    return re.escape(forms[0]) if len(forms) == 1 else f"(?:{'|'.join(map(re.escape, forms))})"


@lru_cache(maxsize=4096)
def _canonical_forms(cluster: str) -> tuple[str, ...]:
    """All canonical equivalents of a letter with its marks, longest first."""
    decomposed = unicodedata.normalize("NFD", cluster)
    base, marks = decomposed[0], decomposed[1:]
    orders = [tuple(marks)]
    if len(marks) <= _MAX_MARKS and all(map(unicodedata.combining, marks)):
        orders = list(permutations(marks))
    forms = {
        unicodedata.normalize("NFC", base + "".join(order[:taken])) + "".join(order[taken:])
        for order in orders
        for taken in range(len(order) + 1)
    }
    forms = {form for form in forms if unicodedata.normalize("NFC", form) == cluster} | {cluster}
    forms |= {second for first, second in _SINGLETONS.items() if first == cluster}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _ligature_runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that a document may write with ligatures, overlapping ones as one."""
    start = end = -1
    for found in _LIGATED.finditer(text):
        if found.start() >= end:
            if end > start:
                yield start, end
            start, end = found.start(), found.start()
        end = max(end, found.start() + len(found[1]))
    if end > start:
        yield start, end


def _tiled(run: str, skips: _Skips) -> str:
    """The ways in which a run may be written with and without ligatures."""
    if len(run) > _MAX_TILED:
        return skips.dropped.join(_tiled(run[at : at + 3], skips) for at in range(0, len(run), 3))
    between = skips.dropped_in_word if run.isalpha() else skips.dropped
    return f"(?:{'|'.join(between.join(map(re.escape, tiling)) for tiling in _tilings(run))})"


def _tilings(run: str) -> Iterator[tuple[str, ...]]:
    if not run:
        yield ()
        return
    for piece, letters in [(run[0], run[0]), *EXPANSIONS.items()]:
        if run.startswith(letters):
            for rest in _tilings(run[len(letters) :]):
                yield (piece, *rest)


def _in_furniture(raw: str, at: int, layout: Layout) -> bool:
    """Whether an offset lies in a line of page furniture."""
    line = _line_start(raw, at)
    return _compiled(_skips(layout).furniture).match(raw, line) is not None


def _with_own_marks(raw: str, start: int, end: int, words: str, layout: Layout) -> Match:
    """The match with the unprinted characters that the quotation itself begins and ends with, if the source has them."""
    own = rf"(?:{_skips(layout).mark}|{SOFT_HYPHEN})*"
    before = words[: len(words) - len(_compiled(rf"\A{own}").sub("", words))]
    after = words[len(_compiled(rf"{own}\Z").sub("", words)) :]
    if before and raw.endswith(before, 0, start):
        start -= len(before)
    if after and raw.startswith(after, end):
        end += len(after)
    return Match(start, end)


def _cut(raw: str, at: int, layout: Layout) -> bool:
    """Whether an edge at an offset cuts a character, a word or a number of what is printed."""
    if _edge(layout).match(raw, at):
        return True
    start = max(raw.rfind(" ", 0, at), raw.rfind("\n", 0, at), at - 64, 0)
    return any(found.start() < at < found.end() for found in _GRAPHEME.finditer(raw, start, at + 8))


@lru_cache(maxsize=1024)
def _edge(layout: Layout) -> regex.Pattern[str]:
    """Matches where an edge would cut. Look-behind of any length needs the ``regex`` library."""
    skips = _skips(layout)
    sup = f"(?![{SUPERSCRIPTS}])" if layout.note_marks == "superscript" else ""
    letter, digit, either = rf"{sup}\p{{L}}", rf"{sup}[\p{{Nd}}{SUPERSCRIPTS}]", rf"{sup}[\p{{L}}\p{{N}}]"
    apostrophe = f"['{SINGLE_QUOTES}]"

    def unprinted(more: str) -> tuple[str, str]:
        """What isn't printed, and a hyphen with what isn't; ``more`` makes the repetitions possessive."""
        mark = rf"(?:{skips.mark}|\p{{M}}|{SOFT_HYPHEN})"
        drop = rf"(?:{skips.mark}|\p{{M}}|{SOFT_HYPHEN}{mark}*{more}(?:[^\S\n]*{more}\n{skips.filler}*{more})?{more})*{more}"
        return drop, rf"(?:[{_LINE_HYPHENS}]{skips.filler}+{more}|[{_HYPHENS}]{drop})"

    # Looking ahead, furniture must be taken whole or its letters would seem to go on the word; looking back, the hyphen
    # tells where to stop, and a possessive repetition might take it.
    (drop, hyphen), (ahead, hyphen_ahead) = unprinted(""), unprinted("+")
    around = [
        (either, either),
        (letter, rf"{hyphen_ahead}{letter}"),
        (rf"{letter}{drop}{hyphen}", letter),
        (letter, rf"{apostrophe}{ahead}[tT]{ahead}(?!{letter})"),
        (rf"{letter}{drop}{apostrophe}", rf"[tT]{ahead}(?!{letter})"),
        (digit, rf"[.,]{ahead}{digit}"),
        (rf"{digit}{drop}[.,]", digit),
        (rf"(?<!{either}{drop})[{_HYPHENS}]", digit),
    ]
    edges = (rf"(?<={before}{drop})(?={ahead}{after})" for before, after in around)
    return regex.compile("|".join(edges), regex.MULTILINE)
