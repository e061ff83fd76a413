"""`course lsp`: the language server, for an editor that starts it."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from generator.commands.saying import CLEAN, usage

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Answer an editor over standard input and output until it says that it is done. Nothing else goes to standard output."""
    del arguments
    try:
        from generator.lsp.server import CourseServer  # noqa: PLC0415 - an extra, which not everybody has
    except ImportError as error:
        if error.name not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        return usage("the language server needs the package `pygls`; install it: pip install 'course-compiler[editor]'")
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):  # the server closes what it is given
        CourseServer(root).start_io(sys.stdin.buffer, out)
    return CLEAN
