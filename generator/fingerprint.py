"""Fingerprints: whether an item is still the one that a reader answered. Records of readers are kept under its id and this."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.spec.quiz import Item

LENGTH = 12


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits of everything that an author wrote in the item, however the file lays it out.

    Keys that keep their default don't count, so a key that a later version adds forgets no reader's record. The digest
    covers feedback and evidence with the key: whoever holds a graded quiz lacks both, and can't use it to try keys.
    """
    written = item.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]
