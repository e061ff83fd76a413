"""What pages in browsers are told: between the session, which posts, and the server's threads, which wait for news."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands on the board. ``heading`` and ``text`` tell of errors, and are empty where there are none."""

    number: int = 0
    heading: str = ""
    text: str = ""


class Board:
    """Holds the latest notice, and knows which pages are open."""

    def __init__(self) -> None:
        self._news = Condition()
        self._notice = Notice()
        self._open: Counter[str] = Counter()
        self._closed = False

    def post(self, heading: str = "", text: str = "") -> None:
        """Put a notice up in place of the last one; whoever waits is told."""
        with self._news:
            self._notice = Notice(number=self._notice.number + 1, heading=heading, text=text)
            self._news.notify_all()

    def close(self) -> None:
        """Nothing more will come: whoever waits need not."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    def after(self, number: int, seconds: float) -> Notice | None:
        """The latest notice, if it isn't the one with this number; else the next, if it comes in time."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._notice.number != number, seconds)
            return None if self._closed or self._notice.number == number else self._notice

    @contextmanager
    def reading(self, page: str) -> Iterator[None]:
        """Somebody looks at a page, named by its path without its ending."""
        with self._news:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._news:
                self._open[page] -= 1

    def open_pages(self) -> frozenset[str]:
        """The pages that somebody looks at."""
        with self._news:
            return frozenset(page for page, readers in self._open.items() if readers)
