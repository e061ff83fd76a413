"""Sphinx's transform that tells every block of code its language, for pages that have one: it visits all nodes of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx.util.nodes import NodeMatcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CODE: NodeMatcher[nodes.Element] = NodeMatcher(nodes.literal_block, addnodes.highlightlang)


class QuickHighlighting(HighlightLanguageTransform):
    """Takes the place of Sphinx's own transform."""

    def apply(self, **kwargs: Any) -> None:
        """Look for code first."""
        if next(_CODE.findall(self.document), None) is not None:
            super().apply(**kwargs)


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx's own. The list is that of `app.add_post_transform`, which can't take anything back."""
    transforms = app.registry.post_transforms
    transforms[transforms.index(HighlightLanguageTransform)] = QuickHighlighting
