"""Where the middle half of some numbers lies: of students' totals, and of the seconds that an item took them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Quarters:
    """``number`` values: a quarter of them lies below ``lower``, half below ``median``, a quarter above ``upper``."""

    number: int
    lower: float
    median: float
    upper: float


def quarters(values: Sequence[float]) -> Quarters | None:
    """The quartiles of some values; None where there are none.

    They are the seventh of the nine kinds in Rob J. Hyndman and Yanan Fan, "Sample Quantiles in Statistical Packages", The
    American Statistician 50 (1996), 361-365: those that R and NumPy give unasked.
    """
    if not values:
        return None
    if len(values) == 1:
        return Quarters(1, values[0], values[0], values[0])
    lower, median, upper = statistics.quantiles(values, method="inclusive")
    return Quarters(len(values), lower, median, upper)
