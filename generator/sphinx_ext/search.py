"""The search of the online book: its page, its records and its index. Sphinx's own search is off.

Records are taken from the resolved course and from the pages' trees when the book is drawn, so nothing is read out of HTML and
processes that draw in parallel share nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from generator.render.escape import one_line
from generator.search.index import FOLDER, PAGE, find_pagefind, write_index
from generator.search.records import Kind, Record, course_records, joined, said_beside
from generator.spec.toc import CHAPTERS, UNIT_PAGES
from generator.sphinx_ext import draw_search
from generator.sphinx_ext.draw_quiz import MARKER as QUIZ
from generator.sphinx_ext.nodes import Box, KeyBox, PaperOnly, ScreenOnly
from generator.sphinx_ext.sealed import opened
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from generator.resolve import ResolvedCourse

BUILDERS = frozenset({"html", "dirhtml"})
SPHINX_OWN = ("searchtools.js", "language_data.js")
"""What Sphinx copies for its own search, whether that is on or not."""


def register(app: Sphinx) -> None:
    """Tell Sphinx of the page's directive, and of what happens around it."""
    app.add_directive("search", SearchDirective)
    app.connect("builder-inited", _on_builder_inited)
    # Before whoever lists the book's files: the index is among them.
    app.connect("build-finished", _on_finished, priority=400)


class SearchDirective(SphinxDirective):
    """The search: its field and filters. Each line of the content is an example, shown until somebody searches."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Draw it; the page is read again whenever the filters may have changed."""
        resolved = course_of(self.env.app)
        for spec in draw_search.drawn_from(resolved):
            self.env.note_dependency(str(resolved.course.root / spec))
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
    binary = find_pagefind() if PAGE in app.env.found_docs else None
    if binary is not None:
        write_index(binary, list(records(app)), Path(app.outdir, FOLDER), app.config.language)


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
    for heading, anchor, text in _Sections(env, resolved).of(env.get_doctree(page)):
        if any(map(str.isalpha, text)):  # years alone are labels
            first = heading == title
            yield Record(
                url=address if first else f"{address}#{anchor}", title=heading or title, kind=kind, text=text,
                line="" if first else title, units=units,
            )  # fmt: skip


class _Sections:
    """Reads the prose of a page's tree section by section. Passes over what has a record of its own, and over quizzes."""

    def __init__(self, env: BuildEnvironment, resolved: ResolvedCourse) -> None:
        self._places = env.domaindata["course"]
        excerpts = {f"{lesson.value.id}-{one.id}": one for lesson in resolved.course.lessons for one in lesson.value.excerpts()}
        self._excerpts = excerpts
        self._apart = {place[1] for kind in ("comparison", "event", "name") for place in self._places.get(kind, {}).values()}

    def of(self, tree: nodes.document) -> Iterator[tuple[str, str, str]]:
        """Title, anchor and text of every section, in reading order."""
        for section in tree.findall(nodes.section):
            title = next(iter(section.findall(nodes.title)), None)
            heading = one_line(title.astext()) if title is not None else ""
            yield heading, section["ids"][0], joined(*self._said(section))

    def _said(self, parent: nodes.Element) -> Iterator[str]:
        for node in opened(parent.children):
            if isinstance(node, nodes.TextElement) and not isinstance(node, _SILENT):
                yield self._plain(node)
            elif isinstance(node, nodes.Element) and not isinstance(node, (nodes.section, *_SILENT)):
                yield from self._said_in_box(node)

    def _said_in_box(self, node: nodes.Element) -> Iterator[str]:
        name = next(iter(node["ids"]), "")
        if isinstance(node, Box) and name in self._excerpts:
            yield from said_beside(self._excerpts[name])
        elif name not in self._apart and not _ELSEWHERE.intersection(node["classes"]):
            yield from self._said(node)

    def _plain(self, node: nodes.Node) -> str:
        """Words as readers see them: a reference without words of its own shows its target's title."""
        if isinstance(node, nodes.Text):
            return node.astext()
        if isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
            place = self._places.get(node["reftype"], {}).get(node["reftarget"]) if node["refdomain"] == "course" else None
            return str(place[2]) if place else node.astext()
        return "" if isinstance(node, _SILENT) else "".join(map(self._plain, node.children))


_SILENT = (
    nodes.title, nodes.Invisible, nodes.system_message, nodes.raw, nodes.image, addnodes.glossary, ScreenOnly, PaperOnly, KeyBox,
)  # fmt: skip
"""Nodes whose words aren't a section's: headings stand in the title, terms have records, controls and keys are no prose."""
_ELSEWHERE = frozenset({QUIZ, "notebook-download", "cover", "course-contents", "unit-lessons", "unit-sources", "course-progress"})
"""Classes of what isn't to be found, or only repeats the words of other pages: lists of them, and the way to them."""
