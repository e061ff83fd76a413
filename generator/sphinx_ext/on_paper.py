"""What a page says on paper alone, drawn where paper is made: in the trees of pages stands only whose words it is.

The answer key of a large course has a line for each item on the web and a page of reasons for each on paper. Drawn when the page
is read, the reasons were a fifth of what Sphinx keeps of all pages, and no website showed one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from generator.sphinx_ext.draw_quiz import reasons
from generator.sphinx_ext.nodes import paper_only
from generator.sphinx_ext.sealed import trees
from generator.sphinx_ext.state import course_of
from generator.sphinx_ext.website import is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from generator.spec.quiz import Item, Quiz


class ReasonsOnPaper(nodes.General, nodes.Element):
    """Stands for the reasons of an item: of the quiz with the id in ``quiz``, the item with the id in ``item``."""


def reasons_on_paper(quiz: Quiz, item: Item) -> ReasonsOnPaper:
    """A node that stands for an item's reasons."""
    return ReasonsOnPaper("", quiz=quiz.id, item=item.id)


class DrawnOnPaper(SphinxPostTransform):
    """Draws the reasons, or leaves them out of a website. Comes before references are resolved: reasons hold some."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Do so with all of a page."""
        del kwargs
        found = [node for tree in trees(self.document) for node in tree.findall(ReasonsOnPaper)]
        if is_website(self.app):
            for node in found:
                node.replace_self([])
        elif found:
            self._draw(found)

    def _draw(self, found: list[ReasonsOnPaper]) -> None:
        course = course_of(self.app)
        items = {(quiz.value.id, item.id): (quiz.value, item) for quiz in course.course.quizzes for item in quiz.value.items}
        for node in found:
            drawn = paper_only(*reasons(course, *items[node["quiz"], node["item"]]))
            for inside in drawn.findall(nodes.Element):
                inside.source, inside.line = node.source, node.line
            node.replace_self(drawn)


def register(app: Sphinx) -> None:
    """Tell Sphinx when to draw."""
    app.add_post_transform(DrawnOnPaper)
