"""A session at the workbench: edits come in, events go out. It prints nothing and knows no browser."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.memory import Memory
from generator.render.made import write_if_changed
from generator.render.notebook_files import FOLDER as NOTEBOOKS
from generator.search.index import report_missing
from generator.serve.changes import Changes
from generator.serve.events import Broken, Event, Shown
from generator.serve.warm import DrawingError, WarmBook
from generator.spec.course import LOCK
from generator.sphinx_ext.search import SPHINX_OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from generator.resolve import ResolvedCourse
    from generator.serve.watch import Watcher

REST = 1.5
"""Seconds without an edit after which the rest of the book is drawn: until then the browser has the processor to itself."""
NOT_SERVED = frozenset({".buildinfo", *SPHINX_OWN})
"""Files in the working folder that are no part of the book."""


class Session:
    """Keeps a course's book in a served folder up to date with what people write.

    ``open_pages`` tells the names of pages, without ending, that somebody looks at.
    """

    def __init__(
        self, root: Path, work: Path, served: Path, watcher: Watcher, open_pages: Callable[[], AbstractSet[str]]
    ) -> None:
        self._root, self._served, self._watcher = root, served, watcher
        self._open_pages = open_pages
        self._book = WarmBook(root, work)
        self._published = Published(self._book.html, served)
        self._checked: ResolvedCourse | None = None
        self._memory = Memory()
        self._owed = Changes()

    def events(self) -> Iterator[Event]:
        """An event for each edit, for ever, and one more when the rest of the book stands. The first draws the book."""
        changes = Changes()
        while True:
            event = self._bring_up_to_date(changes)
            yield event
            changes = self._watcher.take(REST)
            if not changes and isinstance(event, Shown) and not event.whole:
                rest = self._bring_the_rest()
                if rest is not None:
                    yield rest
            changes = changes or self._watcher.take()

    def close(self) -> None:
        """Let go of what was kept warm."""
        self._book.close()

    def _bring_up_to_date(self, changes: Changes) -> Event:
        began, problems = time.monotonic(), Problems()
        self._owed = self._owed | changes
        resolved = self._check(changes, problems)
        if resolved is None:
            return Broken(problems=problems, failure="", seconds=time.monotonic() - began)
        self._make(resolved, notebooks=self._book.must_draw_all(self._owed))
        try:
            self._book.draw(resolved, self._owed, self._open_pages(), problems)
        except DrawingError as error:
            return Broken(problems=problems, failure=str(error), seconds=time.monotonic() - began)
        return self._outcome(problems, began)

    def _bring_the_rest(self) -> Event | None:
        """Draw what an edit left for later; None where another edit came between."""
        began, problems = time.monotonic(), Problems()
        assert self._checked is not None  # something was shown
        try:
            self._make(self._checked, notebooks=True)
            if not self._book.draw_rest(self._checked, self._watcher.noticed, problems):
                return None
        except DrawingError as error:
            return Broken(problems=problems, failure=str(error), seconds=time.monotonic() - began)
        return self._outcome(problems, began)

    def _outcome(self, problems: Problems, began: float) -> Event:
        if problems.errors:
            return Broken(problems=problems, failure="", seconds=time.monotonic() - began)
        self._owed = Changes()
        if self._book.whole and self._checked is not None and self._checked.proved_now and pipeline.save_lock(self._checked):
            self._watcher.accept([self._root / LOCK])
        files = self._published.bring(remove=self._book.whole)
        return Shown(files=files, seconds=time.monotonic() - began, whole=self._book.whole, problems=problems)

    def _check(self, changes: Changes, problems: Problems) -> ResolvedCourse | None:
        """The course as it is now; None where it has errors. An edit of pages that people write doesn't change it."""
        if self._checked is not None and changes and all(map(self._is_written_page, changes.edited)) and not changes.moved:
            return self._checked
        self._checked, _ = pipeline.check(self._root, problems, memory=self._memory)
        if self._checked is not None:
            report_missing(self._root, problems)
        return self._checked

    def _make(self, resolved: ResolvedCourse, *, notebooks: bool) -> None:
        """Make the pages, and the notebooks unless they can wait: pages only link to them."""
        made = pipeline.make_pages(resolved) + (pipeline.make_notebooks(resolved) if notebooks else [])
        self._watcher.accept(made)
        self._owed = self._owed | Changes(edited=frozenset(made))

    def _is_written_page(self, path: Path) -> bool:
        """Whether a file is a page, or something for a page, that people write below `book`."""
        assert self._checked is not None
        made = {self._root / f"{name}.md" for name in pipeline.page_names(self._checked.course)}
        above = path.parents
        return self._root / "book" in above and path not in made and self._root / NOTEBOOKS not in above


class Published:
    """A served folder, brought to what was made."""

    def __init__(self, made: Path, served: Path) -> None:
        self._made, self._served = made, served
        self._seen: dict[str, tuple[int, int, int]] = {}

    def bring(self, *, remove: bool) -> tuple[str, ...]:
        """Copy each file that differs, whole; gives what became different. Removes only where told to.

        A file whose inode, size and times are those of the last time isn't read again.
        """
        found = (path for path in self._made.rglob("*") if path.is_file() and path.name not in NOT_SERVED)
        drawn = {path.relative_to(self._made).as_posix(): path for path in found}
        changed = []
        for name, path in sorted(drawn.items()):
            stat = path.stat()
            seen = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if self._seen.get(name) != seen:
                self._seen[name] = seen
                changed += [name] if write_if_changed(self._served / name, path.read_bytes()) else []
        if remove:
            for path in [path for path in self._served.rglob("*") if path.is_file()]:
                name = path.relative_to(self._served).as_posix()
                if name not in drawn:
                    self._seen.pop(name, None)
                    path.unlink()
                    changed.append(name)
        return tuple(sorted(changed))
