"""Python's search for garbage that holds itself alive, made seldom while much is built up that isn't garbage yet.

By default the search goes through all that lives whenever a quarter more was made than lived before. What a build reads lives to
its end, and the trees of pages are large and many, so that a third of a build went into looking at them again and again.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM: Final = (20_000, 20, 20)
"""Objects that are made between two looks at the youngest; how many of these to one at the older; and of these to one at all.
Rarer looks save nothing more, and a page's tree, which does hold itself alive, is still gone soon after it was written."""


RARELY: Final = (1_000_000, 20, 100)
"""The same while a course is read and what draws it is loaded: of 200,000 objects that are made there, some 1,500 are such garbage."""


@contextmanager
def sought_rarely() -> Iterator[None]:
    """Look next to never; within this, where pages are drawn, seldom."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def sought_seldom() -> Iterator[None]:
    """Look seldom, and never at what lives when this begins."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
