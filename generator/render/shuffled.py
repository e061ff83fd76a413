"""Another order than the one written, the same in every build."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shuffled(ids: Sequence[str], seed: str) -> list[str]:
    """Distinct ids in an order that depends on them and the seed alone, but is never the one given if there are two or more.

    Digests make the order, not ``random``, whose shuffle may change between versions of Python.
    """
    mixed = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}/{one}".encode()).digest())
    return mixed if mixed != list(ids) else mixed[1:] + mixed[:1]
