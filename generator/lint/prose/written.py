"""What the rules on prose look at, and what they find. A rule knows no file: it gets a text and gives stretches of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.diagnostics.flaws import Flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What the passages beside a text hold: their figures, and their runs of words. ``names`` are words that name the sources."""

    figures: frozenset[Decimal]
    runs: frozenset[tuple[str, ...]]
    names: frozenset[str]


NOTHING_CITED = Cited(figures=frozenset(), runs=frozenset(), names=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text of the author's own.

    ``text`` is as written, ``plain`` of the same length without markup, ``own`` of the same length without what stands in
    quotation marks. So an offset is the same in all three. ``before`` is what a reader has just read: the stem, for feedback.
    ``flowing`` tells prose from titles, stems and options, which are no paragraphs.
    """

    text: str
    plain: str
    own: str
    flowing: bool
    before: str = ""
    cited: Cited = NOTHING_CITED


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A flaw of a text, at a stretch of it: str offsets, end exclusive."""

    flaw: Flaw
    start: int
    end: int
    message: str
    help: str
