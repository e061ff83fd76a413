"""Values as YAML that people would write: plain where that is safe, in quotation marks otherwise."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][\w ,.()/’'-]*(?<! )\Z")
_MEANING = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def scalar(text: str) -> str:
    """A text as a scalar on one line. It stays a text whatever it looks like."""
    if _PLAIN.match(text) and text.casefold() not in _MEANING:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def comment(text: str) -> str:
    """A text as a comment: on one line, with nothing in it that YAML refuses."""
    return "# " + " ".join(_CONTROL.sub("", _ESCAPED.sub("", text)).split())
