"""Another order than the one written, the same in every build."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def shuffled(ids: Sequence[str], seed: str) -> list[str]:
    """Distinct ids in an order that depends on them and the seed alone, but is never the one given if there are two or more.

    Digests make the order, not ``random``, whose shuffle may change between versions of Python.
    """
    drawn = mixed(ids, seed)
    return drawn if drawn != list(ids) else drawn[1:] + drawn[:1]


def mixed(ids: Iterable[str], seed: str) -> list[str]:
    """Distinct ids in an order that depends on them and the seed alone, whatever order they come in.

    For graded quizzes: an order that avoids the right one would tell by its absence which one that is.
    """
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}/{one}".encode()).digest())
