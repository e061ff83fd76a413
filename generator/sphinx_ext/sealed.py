"""What is drawn whole, closed to Sphinx's transforms, and opened when the page is written.

Sphinx looks through the tree of every page for each of some seventy transforms of its own, for footnotes, substitutions, code and
translations, which markdown may hold. What a directive draws of excerpts and quizzes holds none of them, and it is four fifths
of a chapter's nodes. Sealed, it is one leaf of the tree. Of these transforms two concern it and look inside: that of quotation
marks (`smart_quotes.py`), and the one that resolves references. Writers of websites find it opened; for all others it is opened
before their own transforms, of which some count what there is.

Nothing may be sealed that Sphinx must know of: sections, tables with a number, files to download, pictures, code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

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


def trees(document: nodes.document) -> list[nodes.Node]:
    """A page and all that is sealed in it, each to be looked through by itself."""
    return [document, *(child for node in document.findall(Sealed) for child in node.inside)]


class Shown:
    """A document in which some nodes alone are found, for a transform that looks for no others; all else is its own."""

    def __init__(self, document: nodes.document, wanted: type[nodes.Node], found: Iterable[nodes.Node]) -> None:
        self._document, self._wanted, self._found = document, wanted, tuple(found)

    def findall(self, condition: Any) -> Iterator[nodes.Node]:
        """What the transform asks for."""
        assert condition is self._wanted
        return iter(self._found)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)


class OpenReferences(ReferencesResolver):
    """Sphinx's own transform, which takes its place, shown what is sealed as well."""

    def run(self, **kwargs: Any) -> None:
        """Resolve all references."""
        document = self.document
        found = (node for tree in trees(document) for node in tree.findall(addnodes.pending_xref))
        self.document = cast("nodes.document", Shown(document, addnodes.pending_xref, found))
        try:
            super().run(**kwargs)
        finally:
            self.document = document


class EarlyOpening(SphinxPostTransform):
    """Puts what is sealed in its place, before every other transform of writers."""

    default_priority = 0
    for_websites = False

    def run(self, **kwargs: Any) -> None:
        """Open all of a page."""
        del kwargs
        if self.for_websites is not (self.app.builder.format == "html"):
            return
        for node in list(self.document.findall(Sealed)):
            assert node.parent is not None
            at = next(n for n, child in enumerate(node.parent.children) if child is node)
            node.parent[at : at + 1] = list(opened([node]))


class LateOpening(EarlyOpening):
    """The same after every other."""

    default_priority = 999
    for_websites = True


def register(app: Sphinx) -> None:
    """Tell Sphinx when to open. The list is that of `app.add_post_transform`, which can't take anything back."""
    transforms = app.registry.post_transforms
    transforms[transforms.index(ReferencesResolver)] = OpenReferences
    app.add_post_transform(EarlyOpening)
    app.add_post_transform(LateOpening)
