"""Fingerprints: whether an item is still the one that a reader answered. Records of readers are kept under its id and this."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.spec.quiz import Item

LENGTH = 12


def fingerprint(item: Item) -> str:
    """Twelve hexadecimal digits of everything that an author wrote in the item, however the file lays it out.

    Keys that keep their default don't count, so a key that a later version adds forgets no reader's record.
    """
    return _digest(item.model_dump(mode="json", exclude_defaults=True))


def fingerprint_without_key(item: Item) -> str:
    """The same of what a reader of a graded quiz sees: no hash of a key leaves with it, so none can be tried against it."""
    return _digest(_visible(item.model_dump(mode="json", exclude_defaults=True)))


def _visible(value: Any) -> Any:
    """The written item less what tells its key. Things to be put in order are sorted, since their order is the key."""
    if isinstance(value, list):
        shown = [_visible(one) for one in value]
        return sorted(shown, key=lambda one: one["id"]) if all(isinstance(one, dict) for one in shown) else shown
    if isinstance(value, dict):
        return {name: _visible(one) for name, one in value.items() if name not in _TELLING}
    return value


_TELLING = frozenset({"correct", "answer", "feedback", "evidence"})


def _digest(written: Any) -> str:
    canonical = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]
