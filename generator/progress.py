"""A progress bar for long work, on a terminal only: logs and pipes stay clean."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDTH = 30
PATIENCE = 0.4
"""Seconds before a bar appears: quick work shows none."""


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done and how much there is; the bar is wiped at the end."""
    begun = last = time.monotonic()
    shown = False

    def show(done: int, total: int) -> None:
        nonlocal last, shown
        now = time.monotonic()
        if not sys.stderr.isatty() or now - begun < PATIENCE or (now - last < 0.05 and done < total):  # noqa: PLR2004
            return
        last, shown = now, True
        filled = WIDTH * done // max(1, total)
        sys.stderr.write(f"\r{label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * (len(label) + WIDTH + 24)}\r")
            sys.stderr.flush()
