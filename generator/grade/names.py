"""Names and words that strangers wrote, made safe to show: in one line, without signs that hide or turn round what follows.

They are shown and compared, and never used to write a file.
"""

from __future__ import annotations

import re
import unicodedata

MAX_PART = 200
"""Characters of one part of a path."""
MAX_WORDS = 80
"""Characters of what is quoted from a file."""
_HIDING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode that show as nothing, break a line, or turn round what follows."""
_JOINERS = "\u200c\u200d"
"""Of these categories the two that names in some scripts are spelled with."""
_DRIVE = re.compile(r"[A-Za-z]:")
_SKIPPED = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
"""What systems leave in folders and zips beside the files; names with a dot in front, such as `.DS_Store`, are left out too."""


def plain(text: str, room: int = MAX_WORDS) -> str:
    """A stranger's words in one line of at most ``room`` characters; a sign that hides something becomes U+FFFD."""
    line = " ".join(text[: 4 * room].split())
    if not line.isascii() or not line.isprintable():
        line = "".join("\ufffd" if unicodedata.category(sign) in _HIDING and sign not in _JOINERS else sign for sign in line)
    return line if len(line) <= room and len(text) <= 4 * room else f"{line[: room - 1]}…"


def harmless(name: str) -> str:
    """A path from a zip as it is shown: relative, with forward slashes, without a drive and without a way up."""
    parts = _DRIVE.sub("", name.replace("\\", "/"), count=1) if _DRIVE.match(name) else name.replace("\\", "/")
    kept = [plain(part, MAX_PART) for part in parts.split("/")]
    return "/".join(part for part in kept if part.strip(". ")) or "_"


def is_harmless(name: str) -> bool:
    """Whether a path in a zip is what it seems. An empty part or a dot, as some programs write them, is no trick."""
    return not name.startswith("/") and harmless(name) == "/".join(part for part in name.split("/") if part not in ("", "."))


def is_skipped(name: str) -> bool:
    """Whether a path's last part, or a folder on the way, is one that systems and Jupyter make for themselves, or is hidden."""
    return any(
        part in _SKIPPED or (part.startswith(".") and bool(part.strip(". "))) for part in name.replace("\\", "/").split("/")
    )


def once(name: str, taken: dict[str, int]) -> str:
    """The name, with a number behind it if it is taken; it is taken from now on.

    ``taken`` has each name with the last number tried for it, so that a name that stands a hundred thousand times costs no search.
    """
    number = taken.get(name, 0) + 1
    while (free := name if number == 1 else f"{name} ({number})") in taken:
        number += 1
    taken[name] = number
    taken.setdefault(free, 1)
    return free
