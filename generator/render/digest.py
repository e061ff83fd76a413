"""Short digests of what a directive draws: a page's text changes exactly when something that it shows does."""

from __future__ import annotations

import hashlib
import json
import weakref
from typing import Any

from pydantic import BaseModel


def digest(*parts: Any) -> str:
    """Sixteen hexadecimal digits of the parts' JSON, in which the digest of a spec's own JSON stands for the spec."""
    return hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        known = _known.get(id(value))
        return known[1] if known else _keep(value)
    raise TypeError(f"can't digest {type(value).__name__}")


_JSON = json.JSONEncoder(default=_plain, sort_keys=True)
"""Made once: a course asks for thousands of digests."""
_known: dict[int, tuple[weakref.ref[BaseModel], str]] = {}
"""Digests by the identity of specs. They are frozen, and those that didn't change are the same objects in the next check."""


def _keep(value: BaseModel) -> str:
    name = id(value)
    told = hashlib.sha256(value.model_dump_json().encode()).hexdigest()
    _known[name] = (weakref.ref(value, lambda _: _known.pop(name, None)), told)
    return told
