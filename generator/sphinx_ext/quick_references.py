"""Docutils' check for references that lead nowhere, for the references of a page: it visits all nodes of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from sphinx.transforms.references import SphinxDanglingReferences

if TYPE_CHECKING:
    from sphinx.application import Sphinx

VISITED: Final = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)
"""What its visitor does something with."""


class QuickDangling(SphinxDanglingReferences):
    """Takes the place of Sphinx's own transform."""

    def apply(self, **kwargs: Any) -> None:
        """Let the visitor come by references alone."""
        document = self.document
        self.document = cast("nodes.document", _Visited(document))
        try:
            super().apply(**kwargs)
        finally:
            self.document = document


class _Visited:
    """A document of which a visitor sees the references; all else is its own."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def walk(self, visitor: nodes.NodeVisitor) -> None:
        """Show them to it, in the order of the text."""
        for node in [node for node in self._document.findall(nodes.Element) if isinstance(node, VISITED)]:
            visitor.dispatch_visit(node)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx's own. The list is that of `app.add_transform`, which can't take anything back."""
    transforms = app.registry.transforms
    transforms[transforms.index(SphinxDanglingReferences)] = QuickDangling
