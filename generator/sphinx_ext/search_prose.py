"""The prose of a page, section by section, as the search has it: taken from its tree while that is at hand, when the page is read.

It stands with what else is known of the page, so that to make the index no page's tree is loaded again. Passes over what has a
record of its own, and over quizzes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from generator.render.escape import one_line
from generator.search.records import joined, said_beside
from generator.sphinx_ext.domain import DRAWN, SECTIONS
from generator.sphinx_ext.draw_quiz import MARKER as QUIZ
from generator.sphinx_ext.nodes import Box, KeyBox, PaperOnly, ScreenOnly
from generator.sphinx_ext.sealed import opened
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt

Piece = str | tuple[str, str, str]
"""Words; or a reference that shows its target's title: kind, name, and the words where nothing is drawn under the name."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its title, its anchor, and its paragraphs in pieces."""

    heading: str
    anchor: str
    said: tuple[tuple[Piece, ...], ...]

    def text(self, places: Mapping[str, Any]) -> str:
        """The words as readers see them. ``places`` is the data of the course's domain: what is drawn where, under which title."""
        return joined(*("".join(_shown(piece, places) for piece in paragraph) for paragraph in self.said))


def _shown(piece: Piece, places: Mapping[str, Any]) -> str:
    if isinstance(piece, str):
        return piece
    kind, name, otherwise = piece
    place = places.get(kind, {}).get(name)
    return str(place[2]) if place else otherwise


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Keep a page's prose."""
    data = app.env.domaindata["course"]
    page = app.env.docname
    apart = {data[kind][name][1] for kind, name in data[DRAWN].get(page, ()) if kind in {"comparison", "event", "name"}}
    data[SECTIONS][page] = tuple(_Prose(_excerpts(course_of(app)), apart).of(doctree))


@lru_cache(maxsize=1)  # asked for by every page
def _excerpts(resolved: ResolvedCourse) -> dict[str, Excerpt]:
    """The excerpts of a course by their anchors."""
    return {f"{lesson.value.id}-{one.id}": one for lesson in resolved.course.lessons for one in lesson.value.excerpts()}


class _Prose:
    """Reads a tree. ``apart`` are the anchors of what has a record of its own."""

    def __init__(self, excerpts: Mapping[str, Excerpt], apart: set[str]) -> None:
        self._excerpts, self._apart = excerpts, apart

    def of(self, tree: nodes.document) -> Iterator[Section]:
        """Every section, in reading order."""
        for section in tree.findall(nodes.section):
            title = next(iter(section.findall(nodes.title)), None)
            heading = one_line(title.astext()) if title is not None else ""
            yield Section(heading, section["ids"][0], tuple(self._said(section)))

    def _said(self, parent: nodes.Element) -> Iterator[tuple[Piece, ...]]:
        for node in opened(parent.children):
            if isinstance(node, nodes.TextElement) and not isinstance(node, _SILENT):
                yield tuple(_pieces(node))
            elif isinstance(node, nodes.Element) and not isinstance(node, (nodes.section, *_SILENT)):
                yield from self._said_in_box(node)

    def _said_in_box(self, node: nodes.Element) -> Iterator[tuple[Piece, ...]]:
        name = next(iter(node["ids"]), "")
        if isinstance(node, Box) and name in self._excerpts:
            yield from ((text,) for text in said_beside(self._excerpts[name]))
        elif name not in self._apart and not _ELSEWHERE.intersection(node["classes"]):
            yield from self._said(node)


def _pieces(node: nodes.Node) -> Iterator[Piece]:
    """Words as readers see them: a reference without words of its own shows its target's title."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
        course = node["refdomain"] == "course"
        yield (node["reftype"], node["reftarget"], node.astext()) if course else node.astext()
    elif not isinstance(node, _SILENT):
        for child in node.children:
            yield from _pieces(child)


_SILENT = (
    nodes.title, nodes.Invisible, nodes.system_message, nodes.raw, nodes.image, addnodes.glossary, ScreenOnly, PaperOnly, KeyBox,
)  # fmt: skip
"""Nodes whose words aren't a section's: headings stand in the title, terms have records, controls and keys are no prose."""
_ELSEWHERE = frozenset({QUIZ, "notebook-download", "cover", "course-contents", "unit-lessons", "unit-sources", "course-progress"})
"""Classes of what isn't to be found, or only repeats the words of other pages: lists of them, and the way to them."""
