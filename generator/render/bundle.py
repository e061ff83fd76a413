"""Files in a zip, always the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell: what is made today and what was made a year ago don't differ by it."""
_PLAIN_FILE = 0o100644 << 16
_LEVEL = 4
"""Of compression. Notebooks become 4 % larger than at 9, in a third of the time."""


def bundle(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name, sorted, in one folder, so that unpacking scatters nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _TIME)
            entry.create_system, entry.external_attr = 3, _PLAIN_FILE  # else they tell the system that it was packed on
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return packed.getvalue()
