"""A Sphinx application that is kept, so that an edit costs the pages that it changes and not the book.

After an edit, the pages that somebody looks at are brought up to date before all others; in the pause after it come the rest,
for pages show words of each other, and what stands beside the pages, such as the search.
"""

from __future__ import annotations

import io
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from generator.sphinx_ext import shown, state
from generator.sphinx_ext.builder import share_work
from generator.sphinx_ext.complaints import report_complaints
from generator.sphinx_ext.quick_start import quick_start
from generator.sphinx_ext.settings import sphinx_settings
from generator.sphinx_ext.update import look_at_folder, update, update_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from generator.diagnostics.model import Problems
    from generator.resolve import ResolvedCourse
    from generator.serve.changes import Changes


class DrawingError(RuntimeError):
    """Sphinx could not draw the book at all. The message says why."""


class InterruptedDrawing(SphinxError):  # noqa: N818  (not an error: Sphinx lets only its own exceptions through its events)
    """Something more urgent came while the rest of the book was drawn."""


class WarmBook:
    """The pages of a course's book in a working folder, `html` below the one it is given.

    ``whole`` tells whether all pages stand as a build from nothing would draw them.
    """

    def __init__(self, root: Path, work: Path) -> None:
        self.html = work / "html"
        self.whole = False
        self._root, self._work = root, work
        self._said = io.StringIO()
        self._stack = ExitStack()
        self._app: Sphinx | None = None
        self._first: AbstractSet[str] = frozenset()
        self._suspects: set[str] = set()
        self._complained = False
        self._loaded: tuple[tuple[list[Any], list[Any]], ...] = ()
        self._hurried: Callable[[], bool] = bool

    def must_draw_all(self, changes: Changes) -> bool:
        """Whether changes take a pass over everything.

        So it is where nothing was drawn yet, where a setting changed or a file came or went, and where the last pass complained:
        then only a look at every page tells that all is mended.
        """
        return self._app is None or self._complained or _changes_the_frame(changes, self._root)

    def draw(self, resolved: ResolvedCourse, changes: Changes, first: AbstractSet[str], problems: Problems) -> None:
        """Bring the book up to date; what Sphinx warns of is reported. Raises DrawingError.

        Unless changes take a pass over everything, only outdated pages are drawn; those named first alone, if any is among them.
        """
        everything = self.must_draw_all(changes)
        if _changes_the_frame(changes, self._root):
            self.close()
        self._first = frozenset() if everything else first
        self._pass(resolved, problems, whole=everything)

    def draw_rest(self, resolved: ResolvedCourse, hurried: Callable[[], bool], problems: Problems) -> bool:
        """Draw all that an edit left for later. Tells whether it came to its end before ``hurried`` did. Raises DrawingError."""
        self._first, self._hurried = frozenset(), hurried
        try:
            self._pass(resolved, problems, whole=True)
        except InterruptedDrawing:
            return False
        finally:
            self._hurried = bool
        return True

    def close(self) -> None:
        """Let the application go; the next pass begins a new one."""
        self._app = None
        self.whole = False
        self._stack.close()
        state.forget(self._root)

    def _pass(self, resolved: ResolvedCourse, problems: Problems, *, whole: bool) -> None:
        self._said.seek(0)
        self._said.truncate()
        self.whole = False
        state.prepare(resolved)
        try:
            app = self._app = self._app or self._begin()
            self._forget_last_pass(app)
            if self._suspects:
                shown.forget(app.env, app.builder.name, app.env.found_docs)
            domain: Any = app.env.get_domain("course")
            domain.first = None if whole else self._first
            (update if whole else update_pages)(app)
        except InterruptedDrawing:
            self._listen(problems)
            raise
        except SphinxError as error:
            self.close()
            report_complaints(self._said.getvalue(), self._root, problems)
            raise DrawingError(f"the book was not built: {error}") from error
        app.parallel = 1  # what follows is short, and must end at once where something more urgent comes
        self.whole = whole
        self._listen(problems)

    def _forget_last_pass(self, app: Sphinx) -> None:
        """What Sphinx keeps between passes, for it expects one only.

        What pages added for themselves, styles and scripts, stands in the registry, and every page would have all of it. Trees of
        pages are kept pickled, and a page that was read again would be written as it was.
        """
        for kept, now in self._loaded:
            now[:] = kept
        env: Any = app.env
        env._pickled_doctree_cache.clear()  # noqa: SLF001  (no public way)

    def _listen(self, problems: Problems) -> None:
        """Report what Sphinx said. Pages that were read when it complained are read again next time, to hear it again."""
        self._complained = bool(self._said.getvalue().strip())
        if self._complained:
            (self._work / "doctrees" / ENV_PICKLE_FILENAME).unlink(missing_ok=True)  # a later session must hear it too
            report_complaints(self._said.getvalue(), self._root, problems)
        else:
            self._suspects.clear()

    def _begin(self) -> Sphinx:
        """A new application. Raises DrawingError for settings that nobody can use."""
        self._suspects.clear()
        try:
            settings = sphinx_settings(self._root)
            self._stack.enter_context(patch_docutils(str(self._root)))
            self._stack.enter_context(docutils_namespace())
            with quick_start(settings):
                app = Sphinx(
                    srcdir=self._root, confdir=None, outdir=self.html, doctreedir=self._work / "doctrees", buildername="html",
                    confoverrides=settings, status=None, warning=self._said, freshenv=False, keep_going=True, parallel=1,
                )  # fmt: skip
        except Exception as error:
            # Settings are read by Sphinx, by jupyter-book and by extensions, and each breaks in its own way on a setting that
            # is half written. All of it is told, and the session goes on.
            self.close()
            raise DrawingError(f"the settings could not be used: {error}") from error
        builder: Any = app.builder
        lists = (builder._css_files, builder._js_files, app.registry.css_files, app.registry.js_files)  # noqa: SLF001  (no public way)
        self._loaded = tuple((list(files), files) for files in lists)
        app.connect("env-get-outdated", self._outdated)
        share_work(app)
        look_at_folder(app)
        app.connect("env-before-read-docs", self._choose)
        app.connect("html-page-context", self._let_through)
        return app

    def _outdated(self, app: Sphinx, env: BuildEnvironment, *asked: AbstractSet[str]) -> AbstractSet[str]:
        """The pages that were read since Sphinx last had no complaint."""
        del app, env, asked
        return self._suspects

    def _choose(self, app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
        """Of the pages to read, keep those that come first, if there are any. The others stay outdated."""
        del app, env
        pages[:] = [page for page in pages if page in self._first] or pages
        self._suspects.update(pages)

    def _let_through(self, *told: object) -> None:
        """Before each page that is written: stop where there is something more urgent."""
        del told
        if self._hurried():
            raise InterruptedDrawing


def _changes_the_frame(changes: Changes, root: Path) -> bool:
    """Whether a setting changed, which lies in the root itself, or a file came or went."""
    return bool(changes.moved) or any(path.parent == root for path in changes.edited)
