"""Sphinx's curling of quotation marks, for those paragraphs that have something to curl, and for what is sealed as well.

Docutils cuts every text of a page anew, letter by letter, whether it has a quotation mark or not, and puts the copy in the place
of the text. Here it is shown those paragraphs alone in which it could change a letter; what it does to these is its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

from generator.sphinx_ext.sealed import Shown, trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

CURLED: Final = re.compile(r"""["'`\\\x00]|--|\.\.\.|\. \. \.""")
"""Whatever `docutils.utils.smartquotes` looks for under these actions."""
PLAIN_ACTIONS: Final = frozenset("qbBdDie123")
"""Its actions but those about HTML's entities and about marks that are curled already."""


class QuickSmartQuotes(SphinxSmartQuotes):
    """Takes the place of Sphinx's own transform."""

    def apply(self, **kwargs: Any) -> None:
        """Show docutils what there is to curl."""
        document = self.document
        self.document = cast("nodes.document", Shown(document, nodes.TextElement, self._blocks(trees(document))))
        try:
            super().apply(**kwargs)
        finally:
            self.document = document

    def _blocks(self, every_tree: Iterable[nodes.Node]) -> Iterator[nodes.TextElement]:
        """Paragraphs and the like; those without anything to curl are left out where that can be told."""
        every = not PLAIN_ACTIONS.issuperset(self.config.smartquotes_action)
        for tree in every_tree:
            for block in tree.findall(nodes.TextElement):
                if not isinstance(block.parent, nodes.TextElement) and (every or CURLED.search(_letters(block))):
                    yield block


def _letters(block: nodes.TextElement) -> str:
    """All texts of a block, with a letter between them: no mark stands across two."""
    return "x".join(cast("Iterable[str]", block.findall(nodes.Text)))


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx's own. The list is that of `app.add_transform`, which can't take anything back."""
    transforms = app.registry.transforms
    transforms[transforms.index(SphinxSmartQuotes)] = QuickSmartQuotes
