"""Figures and wordings of a cited passage that stand in the author's text with nobody who says so.

Source: this project; what a source says is the source's claim, and the course's readers learn to ask who says it. Two signs are
looked for in each sentence, outside quotation marks: a number of ten or more, or one with a decimal point or per cent, that a
passage beside the text gives too; and seven words in a row that stand in such a passage, three of them with content. Years, days
and the numbers of decrees, notes and the like count nothing.

A sentence is attributed where it, or the one before, has a verb of saying, a word for a source, a name of one, or a reference.
Sentences that ask, or that ask something of the reader, claim nothing. The lists are those of `english.yml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.figures import figures_in
from generator.lint.prose.plain import QUOTED
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.written import Remark
from generator.lint.words import content, runs, words
from generator.spec.dates import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.lint.english import English
    from generator.lint.prose.sentences import Range
    from generator.lint.prose.written import Written

RUN, LEAST_CONTENT = 7, 3
LEAST_NUMBER = 10
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b(?!,\d)|\b(?:1\d|20)\d\ds?\b(?![.,]\d)", re.IGNORECASE
)
_LABELLED = re.compile(r"\b(\w+)\.? (\d[\d.,/-]*)")
_SHARE = re.compile(r"\d+(?:\.\d+)? ?(?:%|per ?cent)|\d+\.\d+", re.IGNORECASE)


def find(written: Written, english: English) -> Iterator[Remark]:
    """Each such sentence, once."""
    if not written.flowing or not (written.cited.figures or written.cited.runs):
        return
    for paragraph in paragraphs(written.plain):
        before = written.before
        for start, end in sentences(written.plain, paragraph):
            if (
                not _attributed(written, (start, end), before, english)
                and not _asks(written.plain[start:end], english)
                and (what := _taken(written, written.own[start:end], english))
            ):
                yield Remark(
                    flaw=Flaw.CLAIM_UNATTRIBUTED, start=start, end=end,
                    message=f"{what} of the cited passage, and nobody who says so",
                    help='name who says it, as in "according to ...", or put the words into quotation marks',
                )  # fmt: skip
            before = written.text[start:end]


def figures_told(text: str, english: English) -> set[Decimal]:
    """The numbers of a text that count something."""
    counting = _LABELLED.sub(lambda found: " " if found[1].casefold() in english.labels else found[0], _DATE.sub(" ", text))
    shares = {number for found in _SHARE.finditer(counting) for number in figures_in(found[0])}
    return shares | {number for number in figures_in(counting) if number >= LEAST_NUMBER}


def long_runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a text that are long enough to be told again."""
    return frozenset(runs(words(text), RUN))


def _taken(written: Written, own: str, english: English) -> str:
    """What a sentence takes over, in words; empty if nothing."""
    figures = figures_told(own.replace(QUOTED, " "), english) & written.cited.figures
    if figures:
        return f"the text gives the figure {min(figures):,f}"
    for stretch in own.split(QUOTED):
        said = words(stretch)
        for n in range(len(said) - RUN + 1):
            wording = " ".join(said[n : n + RUN])
            if tuple(said[n : n + RUN]) in written.cited.runs and len(content(wording, english)) >= LEAST_CONTENT:
                return f'the text has the words "{wording}"'
    return ""


def _attributed(written: Written, within: Range, before: str, english: English) -> bool:
    """Whether a sentence or the one before names somebody, quotes, or refers to a source."""
    start, end = within
    for text in (written.text[start:end], before):
        said = {word.removesuffix("'s") for word in words(text)}
        if "{source}" in text or "{passage}" in text or said & (english.saying | english.bearers | written.cited.names):
            return True
    return False


def _asks(sentence: str, english: English) -> bool:
    opening = words(sentence)[:1]
    return sentence.endswith("?") or (bool(opening) and opening[0] in english.asking)
