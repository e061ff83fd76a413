"""A baseline: what the lint found in old material, so that a check reports only what is new.

An entry names the rule, the quiz or item, and a digest of the message. No line stands in it, so moving an item changes
nothing, and an edit that changes what is wrong is reported anew. Errors are never in it: they stop the build.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Diagnostic

VERSION = 1
_DIGITS = 12

Entry = tuple[str, str, str]
"""Rule, quiz or quiz/item, digest of the message."""


class BaselineError(ValueError):
    """Why a file is no baseline."""


def entry_of(found: Diagnostic) -> Entry | None:
    """The entry of a finding of the lint; None for any other problem, and for errors."""
    if not isinstance(found.code, Flaw) or found.severity is Severity.ERROR:
        return None
    return found.code.value, found.about, hashlib.sha256(found.message.encode()).hexdigest()[:_DIGITS]


def write_baseline(found: Iterable[Diagnostic]) -> str:
    """The file that records findings: JSON, sorted, the same for the same findings."""
    entries = sorted({entry for one in found if (entry := entry_of(one))})
    lines = ",".join(f"\n    {json.dumps(entry)}" for entry in entries)
    return f'{{\n  "version": {VERSION},\n  "findings": [{lines}\n  ]\n}}\n'


def read_baseline(text: str) -> frozenset[Entry]:
    """The entries of a file. Raises BaselineError, with the reason, where it isn't one that this version can read."""
    try:
        data: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BaselineError("it is not JSON") from error
    if not isinstance(data, dict) or "version" not in data or not isinstance(data.get("findings"), list):
        raise BaselineError("it has no `version` and `findings`")
    if data["version"] != VERSION:
        raise BaselineError(f"its version is {json.dumps(data['version'])}, and this program reads {VERSION}")
    entries = [tuple(entry) for entry in data["findings"] if isinstance(entry, list)]
    if len(entries) != len(data["findings"]) or not all(
        len(entry) == len(("rule", "about", "digest")) and all(isinstance(part, str) for part in entry) for entry in entries
    ):
        raise BaselineError("an entry of `findings` is not three texts")
    return frozenset(entries)
