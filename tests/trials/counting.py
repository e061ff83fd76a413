"""What trials say of an item: how often its key was found, and how often a guess would find it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial

from generator.answers import points
from generator.fingerprint import fingerprint_without_key
from generator.lint.chance import at_least
from generator.score import keys_of, parts_of
from generator.spec.quiz import Item, MatchItem, OrderItem
from tests.trials.records import Condition, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many of some guesses were right, each of which is right by chance as often as ``chance`` says."""

    right: int
    of: int
    chance: Fraction

    @property
    def likely(self) -> Fraction | None:
        """How likely so many or more are by chance alone; None where nobody guessed."""
        return at_least(self.right, [self.chance] * self.of) if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An item after its trials. ``before`` counts cold answers to wordings that have been replaced, which can't be judged any more."""

    item: Item
    cold: Found
    with_passage: Found
    disputed: tuple[Record, ...]
    before: int


def chance(item: Item) -> Fraction:
    """How often a guess is right. For claims to be matched: for each of them; else for the whole answer.

    Where several options or words are right, a guesser is taken to know how many. That makes chance greater than it is.
    """
    if isinstance(item, MatchItem):
        return Fraction(1, len(item.choices))
    if isinstance(item, OrderItem):
        return Fraction(1, factorial(len(item.entries)))
    return Fraction(1, comb(len(parts_of(item)), len(keys_of(item))))


def tried(item: Item, records: Iterable[Record]) -> Tried:
    """What the records say of an item. Those of other items are passed over."""
    own = [record for record in records if record.item == item.id]
    now = [record for record in own if record.wording == fingerprint_without_key(item)]
    cold = [record for record in now if record.condition is Condition.COLD]
    informed = [record for record in now if record.condition is Condition.WITH_PASSAGE]
    return Tried(
        item=item, cold=_found(item, cold), with_passage=_found(item, informed),
        disputed=tuple(record for record in informed if record.note or points(item, record.answer) < 1),
        before=sum(record.condition is Condition.COLD for record in own) - len(cold),
    )  # fmt: skip


def _found(item: Item, records: Sequence[Record]) -> Found:
    """Right guesses among records. A question left open is a guess that was wrong."""
    if isinstance(item, MatchItem):
        right = sum(len(set(record.answer) & set(keys_of(item))) for record in records)
        return Found(right=right, of=len(records) * len(item.pairs), chance=chance(item))
    return Found(right=sum(points(item, record.answer) == 1 for record in records), of=len(records), chance=chance(item))


def all_together(founds: Sequence[Found]) -> tuple[int, int, Fraction, Fraction]:
    """Right guesses, guesses, how many would be right by chance, and how likely so many or more are (Poisson binomial)."""
    chances = [found.chance for found in founds for _ in range(found.of)]
    right = sum(found.right for found in founds)
    return right, len(chances), sum(chances, Fraction(0)), at_least(right, chances)
