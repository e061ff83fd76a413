"""Sphinx's curling of quotation marks, for those paragraphs that have something to curl, and for what is sealed as well.

Docutils cuts every text of a page anew, letter by letter, whether it has a quotation mark or not, and puts the copy in the place
of the text. Here it is shown those paragraphs alone in which it could change a letter; what it does to these is its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

from generator.sphinx_ext.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

CURLED: Final = re.compile(r"""["'`\\\x00]|--|\.\.\.|\. \. \.""")
"""Whatever `docutils.utils.smartquotes` looks for under any of its actions but `w`, which is about entities of HTML."""


class QuickSmartQuotes(SphinxSmartQuotes):
    """Takes the place of Sphinx's own transform."""

    def apply(self, **kwargs: Any) -> None:
        """Show docutils what there is to curl."""
        document = self.document
        trees = [document, *(node for one in document.findall(Sealed) for node in one.inside)]
        self.document = cast("nodes.document", _Shown(document, tuple(self._blocks(trees))))
        try:
            super().apply(**kwargs)
        finally:
            self.document = document

    def _blocks(self, trees: Iterable[nodes.Node]) -> Iterator[nodes.TextElement]:
        """Paragraphs and the like; those without anything to curl are left out where that can be told."""
        every = "w" in self.config.smartquotes_action
        for tree in trees:
            for block in tree.findall(nodes.TextElement):
                if not isinstance(block.parent, nodes.TextElement) and (every or CURLED.search(_letters(block))):
                    yield block


def _letters(block: nodes.TextElement) -> str:
    """All texts of a block, with a letter between them: no mark stands across two."""
    return "x".join(cast("Iterable[str]", block.findall(nodes.Text)))


class _Shown:
    """A document of which only some blocks are found; all else is its own."""

    def __init__(self, document: nodes.document, blocks: tuple[nodes.TextElement, ...]) -> None:
        self._document, self._blocks = document, blocks

    def findall(self, condition: Any) -> Iterator[nodes.TextElement]:
        """What docutils asks for: the blocks."""
        assert condition is nodes.TextElement
        return iter(self._blocks)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)


def register(app: Sphinx) -> None:
    """Put it in the place of Sphinx's own. The list is that of `app.add_transform`, which can't take anything back."""
    transforms = app.registry.transforms
    transforms[:] = [QuickSmartQuotes if one is SphinxSmartQuotes else one for one in transforms]
