"""An order that is not the right one, the same at every build."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shuffled(ids: Sequence[str], seed: str) -> list[str]:
    """The ids in an order drawn from the seed, never the given one where there are two or more."""
    drawn = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}\0{one}".encode()).digest())
    return [*drawn[1:], drawn[0]] if drawn == list(ids) and len(drawn) > 1 else drawn
