"""Passages for people: where each stands, its words in their surroundings, and the lines to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cite import as_text, shown_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.corpus.corpus import Judgement
    from generator.find.passages import Passage
    from generator.find.ranges import Ranges

AROUND = 60
"""Characters of context on either side."""
MIDDLE = 300
"""Characters of a place that are shown; of a longer one, its beginning and its end."""
NO_CITATION = "(no words name this place alone; look at the document)"


def verdict_and_passages(judged: Judgement, passages: Sequence[Passage]) -> str:
    """The verdict on some words, then what is ready to be pasted: the places themselves, or passages for the words."""
    verdict = as_text(judged)
    if not passages:
        return verdict
    if judged.verdict.proved:
        return f"{verdict}\n\n{lines_to_paste(passages[0])}"
    return f"{verdict}\n\n{_head(judged, len(passages))}\n\n{listed(passages)}"


def _head(judged: Judgement, shown: int) -> str:
    if not judged.matches:
        return "Passages that may be meant, the best first:"
    every = len(judged.matches)
    return "Each place as a citation:" if shown == every else f"The first {shown} of {every} places as citations:"


def listed(passages: Sequence[Passage]) -> str:
    """Passages with their numbers, each with its citation."""
    return "\n\n".join(f"{numbered(n, one)}\n\n{lines_to_paste(one)}" for n, one in enumerate(passages, 1))


def numbered(number: int, passage: Passage) -> str:
    """A passage without its citation, as one of a list."""
    return f"{number}. {shown_place(passage.place)}\n   {in_context(passage)}"


def ranges(found: Ranges, first: str, last: str, limit: int) -> str:
    """What runs from some words to others, or why nothing does."""
    if found.passages:
        count = len(found.passages)
        head = f"{count} place{'s' * (count > 1)}{f', the first {limit} of them' if count > limit else ''}"
        return f"{head}\n\n{listed(found.passages[:limit])}"
    said = [
        f"the words of {option} don't stand there: {words}\n{as_text(judged)}"
        for option, words, judged in (("--from", first, found.no_first), ("--to", last, found.no_last))
        if judged is not None
    ]
    return "\n\n".join(said or ["no words of --to stand after those of --from in the same source"])


def in_context(passage: Passage) -> str:
    """The words of a passage between « and », with some of what stands before and after."""
    place = passage.place
    raw = place.document.raw
    before = _words(raw[max(0, place.start - 2 * AROUND) : place.start])
    after = _words(raw[place.end : place.end + 2 * AROUND])
    lead = f"...{before[-AROUND:].partition(' ')[2]} " if len(before) > AROUND else f"{before} ".lstrip()
    trail = f" {after[:AROUND].rpartition(' ')[0]}..." if len(after) > AROUND else f" {after}".rstrip()
    return f"{lead}«{_shortened(_words(place.raw))}»{trail}"


def _shortened(text: str) -> str:
    if len(text) <= MIDDLE:
        return text
    half = MIDDLE // 2
    return f"{text[:half].rpartition(' ')[0]} ... {text[-half:].partition(' ')[2]}"


def _words(raw: str) -> str:
    return " ".join(raw.split())


def lines_to_paste(passage: Passage) -> str:
    """A passage's citation as YAML, or that it has none."""
    return passage.citation.as_yaml().rstrip("\n") if passage.citation else NO_CITATION
