"""What jupyter-book makes of a course's settings, kept with what the course's builds leave for each other.

Reading them takes jupyter-book a few milliseconds. Loading it for that takes as long as drawing five chapters, since it brings in
a client of kernels and a validator of JSON. So it is asked once, and again when the settings or anything that is installed changed.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import jupyter_book

from generator.compiler import compiler_digest
from generator.pipeline import STATE
from generator.render.digest import digest
from generator.render.made import read_record, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEPT: Final = f"{STATE}/settings.json"
"""Where they are kept, from the course's root. May be deleted at any moment."""
READ_VERSION: Final = re.compile(r"1\.0\.4\b")
"""The release of jupyter-book whose code was read for what it does beside giving settings; any other is asked each time."""
_DOES_MORE = re.compile(rb"google_analytics_id|myst_extended_syntax|local_extensions|mathjax_config|bibtex")
"""Where settings name one of these, jupyter-book also prints something, or adds to where Python looks for modules."""


def kept_settings(root: Path, name: str, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``ask`` gives for the course's file of settings with that name; asked only where that isn't known."""
    text = (root / name).read_bytes()
    if not READ_VERSION.match(jupyter_book.__version__) or _DOES_MORE.search(text) or (root / "_static").exists():
        return ask()
    made_of = digest(compiler_digest(), str(root), text.decode(errors="surrogateescape"))
    record = read_record(root / KEPT)
    written = record.get("settings", "")
    if record.get("made-of") == made_of and record.get("sum") == digest(written):
        known: dict[str, Any] = json.loads(written)
        return known
    settings = ask()
    with suppress(TypeError, OSError):  # a value that JSON doesn't know, or a folder that may only be read: asked again next time
        written = json.dumps(settings)
        if json.loads(written) == settings:  # JSON has no keys but texts
            write_if_changed(root / KEPT, json.dumps({"made-of": made_of, "sum": digest(written), "settings": written}).encode())
    return settings
