"""The search of the online book: its page, its records and its index. Sphinx's own search is off.

Records are taken from the resolved course and from the prose of pages (`search_prose.py`), so nothing is read out of HTML.
"""

from __future__ import annotations

import gc
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective
from sphinx.util.parallel import ParallelTasks

from generator.compiler import compiler_digest
from generator.search.index import FOLDER, PAGE, write_index
from generator.search.pagefind import find_pagefind
from generator.search.records import Kind, Record, course_records
from generator.spec.toc import CHAPTERS, UNIT_PAGES
from generator.sphinx_ext import draw_search, search_prose
from generator.sphinx_ext.domain import SECTIONS
from generator.sphinx_ext.outdated import note_drawn
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from generator.resolve import ResolvedCourse

BUILDERS = frozenset({"html", "dirhtml"})
SPHINX_OWN = ("searchtools.js", "language_data.js")
"""What Sphinx copies for its own search, whether that is on or not."""


def register(app: Sphinx) -> None:
    """Tell Sphinx of the page's directive, and of what happens around it."""
    app.add_directive("search", SearchDirective)
    app.connect("doctree-read", search_prose.on_doctree_read, priority=900)  # after the pages' titles are known
    app.connect("builder-inited", _on_builder_inited)
    # Before whoever lists the book's files: the index is among them.
    app.connect("build-finished", _on_finished, priority=400)


class SearchDirective(SphinxDirective):
    """The search: its field and filters. Each line of the content is an example, shown until somebody searches."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Draw it; the page is read again when the filters changed."""
        resolved = course_of(self.env.app)
        note_drawn(self.env, self.name, draw_search.made_of(resolved))
        examples = [line.strip() for line in self.content if line.strip()]
        return draw_search.page(resolved, examples, self.env.config.root_doc)


def _on_builder_inited(app: Sphinx) -> None:
    """Switch Sphinx's own search off, as its builders for single pages and EPUB do."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]  # only HTML builders have it


def _on_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the index beside the pages. Where Pagefind can't run, that was reported before anything was drawn."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    for name in SPHINX_OWN:
        Path(app.outdir, "_static", name).unlink(missing_ok=True)
    if not getattr(app.builder, "index_made", False):
        _make_index(app)


@contextmanager
def index_made_beside(app: Sphinx) -> Iterator[None]:
    """Have the index made by a process of its own, beside what is done meanwhile. All pages must have been read."""
    tasks = ParallelTasks(1)
    tasks.add_task(_make_index_alone, app)
    try:
        yield
        tasks.join()
    finally:
        tasks.terminate()


def _make_index_alone(app: Sphinx) -> None:
    gc.disable()  # a process that ends with this needs no garbage collected, and what it holds is much
    _make_index(app)


def _make_index(app: Sphinx) -> None:
    """Make the index, and keep beside what Sphinx keeps of pages what the next one is made from."""
    binary = find_pagefind() if PAGE in app.env.found_docs else None
    folder = Path(app.outdir, FOLDER)
    if binary is None:
        shutil.rmtree(folder, ignore_errors=True)  # of an earlier build
    else:
        kept = Path(app.doctreedir, f"{app.builder.name}-{FOLDER}")
        write_index(binary, records(app), folder, app.config.language, kept, compiler_digest())


def records(app: Sphinx) -> Iterator[Record]:
    """Everything that can be found, in an order that depends on the course alone."""
    resolved = course_of(app)
    address = app.builder.get_target_uri

    def find(kind: str, name: str) -> str | None:
        if kind == "term":
            place = app.env.domaindata["std"]["objects"].get(("term", name))
        else:
            place = app.env.domaindata["course"].get(kind, {}).get(name)
        return place and address(place[0]) + (f"#{place[1]}" if place[1] else "")

    yield from course_records(resolved, find)
    drawn = {place[0] for place in app.env.domaindata["course"]["source"].values()}
    for page in sorted(app.env.found_docs - drawn - {PAGE}):
        if not {"nosearch", "no-search"} & set(app.env.metadata[page]):
            yield from _page_records(app.env, resolved, page, address(page))


def _page_records(env: BuildEnvironment, resolved: ResolvedCourse, page: str, address: str) -> Iterator[Record]:
    """A record for each section of a page that says something of its own."""
    folder, _, name = page.rpartition("/")
    lesson = resolved.course.lesson(name) if folder == CHAPTERS else None
    kind, units = Kind.PAGE, tuple[str, ...]()
    if lesson is not None:
        kind, units = Kind.LESSON, (lesson.value.unit,)
    elif folder == UNIT_PAGES:
        kind, units = Kind.UNIT, (name,)
    title = env.titles[page].astext()
    places = env.domaindata["course"]
    top = True
    for section in places[SECTIONS].get(page, ()):
        text = section.text(places)
        if any(map(str.isalpha, text)):  # years alone are labels
            first, top = top and section.heading == title, False
            yield Record(
                url=address if first else f"{address}#{section.anchor}", title=section.heading or title, kind=kind, text=text,
                line="" if first else title, units=units,
            )  # fmt: skip
