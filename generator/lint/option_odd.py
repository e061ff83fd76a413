"""An option of another kind than the rest: no figure among figures, or a figure among words. Q018.

Source: NBME, Constructing Written Test Questions; Haladyna, Downing and Rodriguez, Applied Measurement in Education 15, 2002
(homogeneous options). Told apart are only figures and words. "A single day" among days has their unit and is one of them, and
"a lamb" among two fleeces counts one; "the long one" counts nothing. A sentence with a year that speaks of what the others speak of
is of their kind. A pinned option stands apart on purpose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics.flaws import Flaw
from generator.figures import figures_in
from generator.lint.option_value import numbered, value_of
from generator.lint.words import content, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.lint.english import English
    from generator.lint.question import Finding, Question
    from generator.spec.quiz import Option

_LEAST_OPTIONS = 3
_PRONOUN = re.compile(r"\bthe (?:\w+ )?one\b", re.IGNORECASE)


def find(question: Question, english: English) -> Iterator[Finding]:
    """The odd one out."""
    options = [
        option for option in question.item.options if not option.pinned and not english.all_or_none.fullmatch(option.text)
    ]
    if len(options) < _LEAST_OPTIONS:
        return
    for odd in (_word_among_figures(options, english), _figure_among_words(options, english)):
        if odd is not None:
            yield question.at(
                odd, Flaw.OPTION_ODD, f"option `{odd.id}` of `{question.item.id}` is of another kind than the rest",
                "write options of one kind, or write `pinned: true` for one that stands apart",
            )  # fmt: skip


def _word_among_figures(options: Sequence[Option], english: English) -> Option | None:
    known = [value for option in options if (value := value_of(option.text)) and not _PRONOUN.search(option.text)]
    plain = [option for option in options if not figures_in(option.text)]
    if len(plain) != 1 or len(known) != len(options) - 1:
        return None
    units = frozenset().union(*(value.unit for value in known)) - english.stop
    if units and next(iter(words(plain[0].text)), "") in english.one:
        return None
    return None if units.intersection(map(stem, words(plain[0].text))) else plain[0]


def _figure_among_words(options: Sequence[Option], english: English) -> Option | None:
    figures = [option for option in options if value_of(option.text) and numbered(option.text)]
    if len(figures) != 1 or any(numbered(one.text) for one in options if one is not figures[0]):
        return None
    others = frozenset().union(*(content(one.text, english) for one in options if one is not figures[0]))
    return None if content(figures[0].text, english) & others else figures[0]
