"""Which compiler this is: what it left behind is of use only to the same."""

from __future__ import annotations

import hashlib
import platform
import sys
from functools import cache
from pathlib import Path

_OWN = frozenset({".py", ".js", ".css", ".html", ".toml", ".yml", ".woff2"})


@cache
def compiler_digest() -> str:
    """A digest of the compiler's own files, of Python's version, and of the names and versions of the packages installed with it."""
    total = hashlib.sha256(platform.python_version().encode())
    for path in sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in _OWN):
        total.update(f"\0{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    # The names of these folders hold name and version (PyPA, "Recording installed projects").
    for name in sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}):
        total.update(f"\0{name}".encode())
    return total.hexdigest()
