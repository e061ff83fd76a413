"""What is drawn whole, closed to the transforms of a page that is read, and opened when the page is written.

Sphinx looks through the tree of every page for each of some forty transforms of its own, for footnotes, substitutions, code and
translations, which markdown may hold. What a directive draws of excerpts and quizzes holds none of them, and it is four fifths
of a chapter's nodes. Sealed, it is one leaf of the tree. Of these transforms one alone concerns it, that of quotation marks: it
looks inside (`smart_quotes.py`). Before references are resolved it is opened, and everything after that finds the nodes in place.

Nothing may be sealed that Sphinx must know of while it reads: sections, tables with a number, files to download, pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


class Sealed(nodes.General, nodes.Element):
    """Stands for the nodes in ``inside``. Their parent is this node, so that what holds for a part of the page holds for them."""

    inside: tuple[nodes.Node, ...] = ()

    def copy(self) -> Sealed:
        """A node that stands for the same: docutils' own would stand for nothing."""
        return self._with(self.inside)

    def deepcopy(self) -> Sealed:
        """The same with nodes of its own."""
        return self._with([node.deepcopy() for node in self.inside])

    def _with(self, inside: Iterable[nodes.Node]) -> Sealed:
        copied = sealed(*inside)
        copied.source, copied.line = self.source, self.line
        return copied


def sealed(*inside: nodes.Node) -> Sealed:
    """A node that stands for some."""
    node = Sealed()
    node.inside = inside
    for child in inside:
        child.parent = node
    return node


def opened(children: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """The nodes, with what is inside of those that are sealed in their place."""
    for child in children:
        if isinstance(child, Sealed):
            yield from opened(child.inside)
        else:
            yield child


class Opening(SphinxPostTransform):
    """Puts what is sealed in its place. Comes before every other, or that would not see it."""

    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        """Open all of a page."""
        del kwargs
        for node in list(self.document.findall(Sealed)):
            assert node.parent is not None
            at = next(n for n, child in enumerate(node.parent.children) if child is node)
            node.parent[at : at + 1] = list(opened([node]))


def register(app: Sphinx) -> None:
    """Tell Sphinx when to open."""
    app.add_post_transform(Opening)
