"""Options of which one has another form than the rest. Q013.

Source: NBME, Constructing Written Test Questions (grammatical cues); Haladyna, Downing and Rodriguez, Applied Measurement in
Education 15, 2002 (homogeneous options). Two forms are looked at: the full stop at the end, in any language, and the opening
("to ...", "that ...", "-ing", a preposition, a verb before an article), in English. Parts of speech beyond that aren't told
apart.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.lint.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lint.english import English
    from generator.lint.question import Finding, Question

_LEAST_OPTIONS = 3
_GERUND, _PREPOSITION, _VERB = "-ing", "in, on, at", "open the"
_SHORTEST_GERUND = 6
"""Letters that a word in -ing has at least, so that "king" and "thing" aren't taken for verbs."""


def find_ends(question: Question) -> Iterator[Finding]:
    """The options, if some end like a sentence and some don't."""
    stopped = [option.text.endswith((".", "!", "?", "。")) for option in question.item.options]
    if any(stopped) and not all(stopped):
        yield question.at_options(
            Flaw.OPTIONS_UNEVEN, f"some options of `{question.item.id}` end with a full stop and some without",
            "end all of them in one way",
        )  # fmt: skip


def find_openings(question: Question, english: English) -> Iterator[Finding]:
    """The one option that opens otherwise than all the rest.

    A lone word in -ing among options that open anyhow may be a noun, and is let pass. So is an adverb among prepositions.
    """
    options = [option for option in question.item.options if not english.all_or_none.fullmatch(option.text)]
    opened = [_opening(option.text, english) for option in options]
    counts = Counter(opened)
    if len(options) < _LEAST_OPTIONS or sorted(counts.values()) != [1, len(options) - 1]:
        return
    odd = next(option for option, opening in zip(options, opened, strict=True) if counts[opening] == 1)
    rest = counts.most_common(1)[0][0]
    if not _stands_out(_opening(odd.text, english), rest, thing=next(iter(words(odd.text)), "") in english.things):
        return
    yield question.at(
        odd, Flaw.OPTIONS_UNEVEN, f"option `{odd.id}` of `{question.item.id}` opens otherwise than the rest",
        "give all options one form",
    )  # fmt: skip


def _opening(text: str, english: English) -> str:
    first, second = [*words(text), "", ""][:2]
    if first in english.openings:
        return first
    if first in english.prepositions:
        return _PREPOSITION
    if first.endswith("ing") and len(first) >= _SHORTEST_GERUND and first not in english.stop:
        return _GERUND
    return _VERB if second in english.objects and first not in english.stop else ""


def _stands_out(opening: str, rest: str, *, thing: bool) -> bool:
    if rest in {_PREPOSITION, _VERB}:
        return thing or opening not in {"", _GERUND, _VERB}
    return opening not in {_GERUND, _PREPOSITION, _VERB} or rest != ""
