"""Figures as sentences give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.analyse.estimates import Estimate


_ONE = 0.01
"""One per cent."""
_MINUTE = 60


def spoken(estimate: Estimate) -> str:
    """A figure with its interval."""
    return f"{signed(estimate.value)} (95\xa0% interval {signed(estimate.low)} to {signed(estimate.high)})"


def signed(value: float) -> str:
    """Two decimals, with a true minus, and none before nought."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def percent(share: float) -> str:
    """A share in whole per cent. It is nought, or a hundred, only where it is so exactly."""
    if 0 < share < _ONE:
        return "under 1\xa0%"
    return "over 99\xa0%" if 1 - _ONE < share < 1 else f"{share * 100:.0f}\xa0%"


def points(value: float) -> str:
    """Points of a total, with one decimal where it has one."""
    return f"{value:.1f}".removesuffix(".0")


def count(number: int, noun: str) -> str:
    """A number with its noun, which takes an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def time(seconds: float) -> str:
    """Seconds, or minutes and seconds."""
    whole = round(seconds)
    minutes, rest = divmod(whole, _MINUTE)
    return f"{minutes} min {rest} s" if minutes else f"{whole} s"
