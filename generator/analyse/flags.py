"""Which items fall under which rule, with the figures that say so. Rules, thresholds and sources stand in `rules.py`."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from generator.analyse.estimates import share_difference
from generator.analyse.model import Standing
from generator.analyse.rules import DEAD, EASY, FEWEST_FOR_FIGURES, FEWEST_FOR_FLAGS, HARD, RELIABLE, WEAK, Rule
from generator.analyse.words import percent, signed, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.analyse.estimates import Estimate
    from generator.analyse.model import ItemFigures, PartFigures
    from generator.analyse.reliability import Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A rule that an item or a whole quiz falls under, with the figures that say so. ``part`` is the option that it is about."""

    rule: Rule
    detail: str
    item: str = ""
    part: str = ""


def standing(students: int) -> Standing:
    """What a number of students allows to be said."""
    if students < FEWEST_FOR_FIGURES:
        return Standing.COUNTS
    return Standing.JUDGED if students >= FEWEST_FOR_FLAGS else Standing.FIGURES


def flags(items: Sequence[ItemFigures], reliability: Reliability | None, students: int) -> tuple[Raised, ...]:
    """All that can be said against a quiz and its items, the gravest first and then in the quiz's order."""
    if standing(students) is not Standing.JUDGED:
        return ()
    found = [raised for item in items for raised in _of_item(item, students)]
    found += _of_quiz(reliability, len(items))
    order = list(Rule)
    return tuple(sorted(found, key=lambda raised: order.index(raised.rule)))


def _of_item(item: ItemFigures, students: int) -> Iterator[Raised]:
    """What can be said against one item. What follows from a wrong key, or from an item that all get right, isn't said too."""
    name, ease, told = item.asked.item.id, item.difficulty, item.discrimination
    suspects = list(_suspects(item, students))
    yield from suspects
    easy = ease is not None and ease.low > EASY
    if told is not None and told.high < 0:
        yield Raised(rule=Rule.NEGATIVE, item=name, detail=_correlation(told))
    elif told is not None and told.high < WEAK and not easy and not suspects:
        yield Raised(rule=Rule.NON_FUNCTIONING, item=name, detail=_correlation(told))
    if ease is not None and easy:
        yield Raised(rule=Rule.TOO_EASY, item=name, detail=f"Mean points are {spoken(ease)}.")
        return
    chance = item.asked.chance
    if ease is not None and ease.high < max(HARD, chance) and not suspects:
        guessed = f" Guessing gives {chance:.2f}." if chance >= HARD else ""
        yield Raised(rule=Rule.TOO_HARD, item=name, detail=f"Mean points are {spoken(ease)}.{guessed}")
    yield from _dead(item)


def _correlation(told: Estimate) -> str:
    return f"Its correlation with the score on the other items is {spoken(told)}."


def _suspects(item: ItemFigures, students: int) -> Iterator[Raised]:
    """Parts that aren't keys and yet are what those prefer who do well."""
    for figures in item.parts:
        if figures.part.key:
            continue
        keys = [one for one in item.parts if one.part.key and one.part.group == figures.part.group]
        reasons = [*_preferred(item, figures, keys, students), *_goes_with_score(figures, keys)]
        if reasons:
            detail = f"{_quoted(figures)}: {' '.join(reasons)}"
            yield Raised(rule=Rule.KEY_SUSPECT, item=item.asked.item.id, part=figures.part.id, detail=detail)


def _preferred(item: ItemFigures, figures: PartFigures, keys: Sequence[PartFigures], students: int) -> Iterator[str]:
    """Whether the best third chooses a distractor more often than the key, beyond chance."""
    if not item.asked.exclusive or figures.thirds is None or len(keys) != 1 or keys[0].thirds is None:
        return
    taken, key = figures.thirds[2], keys[0].thirds[2]
    if share_difference(taken, key, students / 3).low > 0:
        yield f"{percent(taken)} of the best third choose it, and {percent(key)} the key."


def _goes_with_score(figures: PartFigures, keys: Sequence[PartFigures]) -> Iterator[str]:
    """Whether choosing a distractor goes with a high score, and more so than choosing the key, or the weakest of the keys."""
    found = figures.correlation
    of_keys = [key.correlation.value for key in keys if key.correlation is not None]
    if found is not None and found.low > 0 and of_keys and found.value > min(of_keys):
        yield f"Choosing it goes with a high score on the other items (correlation {spoken(found)}; of the key {signed(min(of_keys))})."


def _dead(item: ItemFigures) -> Iterator[Raised]:
    """Distractors of items with three parts or more that hardly anybody takes."""
    others = len(item.parts) - 1  # where there is but one, somebody must take it
    if not item.asked.distractors_are_options or others == 1:
        return
    for figures in item.parts:
        if not figures.part.key and figures.share is not None and figures.share.high < DEAD:
            number = item.answered + item.open
            detail = f"{_quoted(figures)}: chosen by {figures.chosen} of {number}, {percent(figures.share.value)}."
            yield Raised(rule=Rule.DEAD_DISTRACTOR, item=item.asked.item.id, part=figures.part.id, detail=detail)


def _of_quiz(reliability: Reliability | None, items: int) -> Iterator[Raised]:
    """Whether the totals are unreliable; with the length that would mend it, by Charles Spearman and William Brown (both in British
    Journal of Psychology 3, 1910): the coefficient of a quiz n times as long is n r / (1 + (n - 1) r).
    """
    if reliability is None or reliability.estimate.high >= RELIABLE:
        return
    found = reliability.estimate
    detail = f"{reliability.name} is {spoken(found)}."
    if found.value > 0:
        needed = ceil(items * RELIABLE * (1 - found.value) / (found.value * (1 - RELIABLE)))
        detail += f" With {needed} items as good as these it would be {RELIABLE:.2f}."
    yield Raised(rule=Rule.LOW_RELIABILITY, detail=detail)


def _quoted(figures: PartFigures) -> str:
    return f"{figures.part.label}, “{figures.part.text}”"
