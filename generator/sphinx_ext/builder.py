"""Sphinx's builder of websites, with pages read and written by as many processes as there are processors.

Sphinx can do so itself, but not as well: reading, each of its processes sends home all that the others have found too; writing,
one process resolves the references of all pages, and keeps the trees of those that no other has come to yet. Here each process
reads, and resolves and writes, pages of its own, and memory doesn't grow with the book.
"""

from __future__ import annotations

import gc
from collections import UserString
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

import sphinx
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks, parallel_available

from generator.sharing import processors
from generator.sphinx_ext import parallel_reading, quick_html, search
from generator.sphinx_ext.settings import THEME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

WORTH_SHARING: Final = 60
"""Pages: fewer are read or written sooner than processes are begun."""
READ_VERSIONS: Final = frozenset({(7, 4)})
"""The versions of Sphinx of which the methods that are replaced here, and what these rest on, were read: they aren't public."""
READ_NUMBERING: Final = "0.1.3"
"""The release of sphinx_multitoc_numbering whose code was read."""
SHARES: Final = 4
"""How many lots of pages a process writes, one after the other: the last ones to be busy are so for a quarter of the time."""


class _Later(UserString):
    """A text that is worked out when something is asked of it."""

    def __init__(self, work: Callable[[], str]) -> None:  # UserString would hold a text
        self._work = work

    @cached_property
    def data(self) -> str:  # type: ignore[override]  # UserString's is an attribute
        """The text."""
        return self._work()


class CourseHTMLBuilder(StandaloneHTMLBuilder):
    """Takes the place of Sphinx's own under its name."""

    name = "html"
    default_translator_class = quick_html.translator()
    draws_ahead = True
    """Its pages can be closed (`closed.py`)."""
    index_made = False
    """Whether the index of the search is made while pages are written."""

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Draw a node alone. A title of mere words is drawn once, and not for its page, both neighbours and its head anew.

        The list of a page's sections is drawn when a template reads it: this book's theme has another.
        """
        if isinstance(node, nodes.bullet_list) and self.theme.name == THEME:
            return {"fragment": cast("str", _Later(lambda: super(CourseHTMLBuilder, self).render_partial(node)["fragment"]))}
        if not isinstance(node, nodes.title) or "secnumber" in node or not all(isinstance(child, nodes.Text) for child in node):
            return super().render_partial(node)
        words = tuple(map(str, node.children))
        if words not in self._titles:
            self._titles[words] = dict(super().render_partial(node))  # Sphinx gives the same dictionary each time
        return self._titles[words]

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        if len(docnames) < WORTH_SHARING:
            self.read_alone(docnames)
        else:
            parallel_reading.read(self, docnames, nproc)

    def read_alone(self, docnames: list[str]) -> None:
        """Read pages in this process, one after the other."""
        self._read_serial(docnames)

    def init(self) -> None:
        """Begin."""
        super().init()
        self._titles: dict[tuple[str, ...], dict[str, str]] = {}

    def write(self, build_docnames: Iterable[str] | None, updated_docnames: Sequence[str], method: Any = "update") -> None:
        """Write the pages, and have the search index made beside them."""
        self.index_made = bool(parallel_available) and self.app.parallel > 1 and len(self.env.found_docs) >= WORTH_SHARING
        with search.index_made_beside(self.app) if self.index_made else nullcontext():
            super().write(build_docnames, updated_docnames, method)

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:
        del nproc  # Sphinx counts itself among the processes; here it only waits
        if len(docnames) < WORTH_SHARING:
            self._write_serial(docnames)
            return
        first, *others = docnames
        self._write_serial([first])  # with it the templates are loaded, once for all processes
        gc.freeze()  # what is searched for garbage in another process becomes that process's own copy
        tasks = ParallelTasks(self.app.parallel)
        size = -(-len(others) // (SHARES * self.app.parallel))
        for at in range(0, len(others), size):  # neighbours, which show each other's titles, stay together
            tasks.add_task(self._write_lot, others[at : at + size], lambda _, images: self.images.update(images))
        tasks.join()

    def _write_lot(self, docnames: Sequence[str]) -> dict[str, str]:
        """Write some pages in a process of their own. Gives the pictures that they show, for these are copied when all is written."""
        for docname in docnames:
            self.app.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self)
            self.app.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        return self.images


def register(app: Sphinx) -> None:
    """Take the place of Sphinx's builder where that is one that was read, and vouch for an extension that says nothing of itself."""
    if sphinx.version_info[:2] not in READ_VERSIONS:
        return
    app.add_builder(CourseHTMLBuilder, override=True)
    app.connect("config-inited", _vouch, priority=0)
    app.connect("env-purge-doc", _let_go)


def _vouch(app: Sphinx, config: Config) -> None:
    """sphinx_external_toc loads this one. It numbers sections when all pages are read, in one process, and keeps nothing."""
    del config
    numbering = app.extensions.get("sphinx_multitoc_numbering")
    if numbering is not None and numbering.module.__version__ == READ_NUMBERING and numbering.parallel_read_safe is None:
        numbering.parallel_read_safe = True


def _let_go(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Before each page that is read: of trees that Sphinx keeps until they are written keep but a few. They lie in files, too."""
    del app, docname
    if len(env._write_doc_doctree_cache) >= WORTH_SHARING:  # noqa: SLF001  (no public way)
        env._write_doc_doctree_cache.clear()  # noqa: SLF001


def share_work(app: Sphinx) -> None:
    """Let an application use every processor, if all its extensions say that they can be shared out. Sphinx warns of each that can't."""
    if not isinstance(app.builder, CourseHTMLBuilder):
        return
    safe = all(one.parallel_read_safe and one.parallel_write_safe for one in app.extensions.values())
    app.parallel = processors() if safe and parallel_available else 1
