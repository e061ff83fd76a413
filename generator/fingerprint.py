"""Fingerprints: what tells whether an answer was given to this very wording of an item."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.spec.quiz import Item


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits of the sha256 of an item's canonical JSON."""
    canonical = json.dumps(item.model_dump(mode="json"), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
