"""The rules by which an item is worth looking at: what each means, what to do, where it comes from, and every threshold.

A rule speaks only where at least FEWEST_FOR_FLAGS students answered *and* the whole 95 % interval lies on the wrong side of its
threshold. So a small class gets no verdicts, and a large one few that chance alone would give. No flag changes a mark.
"""

from __future__ import annotations

import enum
from typing import Self

from generator.analyse.words import percent

FEWEST_FOR_FIGURES = 10
"""Below this many students a share moves by more than ten per cent with each of them: only counts are given. A choice of ours."""
FEWEST_FOR_FLAGS = 30
"""Below this many students no verdict is given. A choice of ours; the intervals do the rest."""
DEAD = 0.05
"""The share that a distractor should find: Haladyna and Downing 1993."""
WEAK = 0.20
"""The discrimination below which an item is poor: Ebel and Frisbie 1991 say so of the difference between upper and lower group.
Held against the correlation here, which is of the same order and has an interval."""
EASY, HARD = 0.95, 0.30
"""Mean points at which an item tells hardly anyone apart. A choice of ours: with 95 % right, or 30 %, few are on the other side."""
RELIABLE = 0.70
"""The least that Nunnally 1978 asks of a coefficient in early work; what hangs on single marks needs more."""


class Rule(enum.Enum):
    """A reason to look; with its name, what it means, what to look at, and where it comes from. The gravest come first."""

    def __new__(cls, value: str, title: str, meaning: str, look: str, source: str) -> Self:
        """A member from its code, what it is called, and what pages say of it."""
        member = object.__new__(cls)
        member._value_ = value
        member.title = title
        member.meaning = meaning
        member.look = look
        member.source = source
        return member

    title: str
    meaning: str
    look: str
    source: str

    KEY_SUSPECT = (
        "key-suspect", "Is the key right?",
        "Students who do well on the rest of the quiz prefer something that counts as wrong.",
        ("Read the evidence again with that option in mind. Either the wrong option is marked as the key, or the option is right too, "
         "or the stem can be read in two ways."),
        ("Thomas M. Haladyna, Developing and Validating Multiple-Choice Test Items, 3rd ed., 2004: a distractor should draw those who "
         "know less."),
    )  # fmt: skip
    NEGATIVE = (
        "negative-discrimination", "Better students do worse",
        "Students who do well on the rest of the quiz get fewer points here than the others.",
        "Look for a wrong key, a trap that only careful readers see, or a stem with a negation that is easily missed.",
        "Robert L. Ebel and David A. Frisbie, Essentials of Educational Measurement, 5th ed., 1991.",
    )  # fmt: skip
    NON_FUNCTIONING = (
        "non-functioning", "Tells nobody apart",
        "Points on this item have little to do with how students do on the rest of the quiz.",
        ("Ask whether it tests something else than the other items, or whether students can only guess. It may still be worth keeping "
         "for what it asks."),
        (f"Ebel and Frisbie 1991: items that tell upper and lower group apart by less than {WEAK:.2f} are poor; held here against the "
         "correlation."),
    )  # fmt: skip
    TOO_HARD = (
        "too-hard", "Very hard",
        "Few get it right, or no more than would by guessing.",
        "Ask whether the lesson teaches what it asks for, and whether the stem says clearly what is wanted.",
        f"A choice of ours: mean points below {HARD:.2f}, or below what guessing gives.",
    )  # fmt: skip
    TOO_EASY = (
        "too-easy", "Very easy",
        "Nearly everybody gets it right, so it tells nothing of who knows more.",
        "Fine for practice or as a first item. In a test it takes time and tells little.",
        f"A choice of ours: mean points above {EASY:.2f}.",
    )  # fmt: skip
    DEAD_DISTRACTOR = (
        "dead-distractor", "Nobody takes this option",
        "Hardly anybody chooses this wrong option, so it makes the item longer and not harder.",
        "Replace it by a mistake that students do make, or leave it out: three options are enough for most items.",
        ("Thomas M. Haladyna and Steven M. Downing, “How Many Options Is Enough for a Multiple-Choice Test Item?”, Educational and "
         f"Psychological Measurement 53 (1993), 999–1010: chosen by fewer than {percent(DEAD)}."),
    )  # fmt: skip
    LOW_RELIABILITY = (
        "low-reliability", "Totals hang on chance",
        "With other items of the same kind, students’ totals might come out in quite another order.",
        "Mend the items that are flagged first, then add items. Until then, let no grade hang on this quiz alone.",
        f"Jum C. Nunnally, Psychometric Theory, 2nd ed., 1978: at least {RELIABLE:.2f}.",
    )  # fmt: skip
