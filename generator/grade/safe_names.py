"""Names of folders made of names of people: nothing in them can lead elsewhere, on any system, and no two people share one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH = 60
"""Characters of a name; with four bytes each they are still fewer than the 255 bytes that file systems allow."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces")."""
_OTHER = re.compile(r"[^\w. -]+|_+")
_DIGITS = 16
_LIKE_OURS = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}$")


def safe_names(labels: Iterable[str]) -> dict[str, str]:
    """A name of a file or folder for each label.

    A label that can stand as it is does so. Another, and one that differs from a second only in case or in the form of its
    letters, gets digits of its own behind it; what stands with them depends on no other label's place in the list.
    """
    labels = list(dict.fromkeys(labels))
    shared = Counter(map(_as_compared, labels))
    return {label: label if shared[_as_compared(label)] == 1 and _stands(label) else _with_digits(label) for label in labels}


def _as_compared(label: str) -> str:
    """What file systems that ignore case and the form of letters make of a label."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).casefold())


def _stands(label: str) -> bool:
    return label != "" and label == _made_safe(label) and not _RESERVED.fullmatch(label) and not _LIKE_OURS.search(label)


def _made_safe(label: str) -> str:
    plain = _OTHER.sub("_", unicodedata.normalize("NFC", label))
    return plain[:LENGTH].strip("._- ")


def _with_digits(label: str) -> str:
    digits = hashlib.sha256(label.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    head = _made_safe(label) or "student"
    return f"{'student' if _RESERVED.fullmatch(head) else head}-{digits}"
