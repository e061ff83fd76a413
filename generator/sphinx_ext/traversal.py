"""Docutils' ways through a tree, without a generator for every level of it: same nodes, same order, in half the time.

Sphinx looks through the tree of a page some seventy times, once for each of its transforms. In docutils each look is a chain of
generators as long as the tree is deep, and each node found is passed up through all of them; at 150 chapters that was a third of
a build. No setting and no hook reaches it, and no issue of docutils about it was found.

Only a docutils that was read is changed; with another all goes on as before, but slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import docutils
from docutils import nodes
from sphinx.util.nodes import NodeMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator

READ_VERSIONS: Final = frozenset({"0.21.2", "0.23"})
"""The releases of docutils of which the code that is replaced here was read."""

_slow_findall, _slow_walkabout, _slow_unescape = nodes.Node.findall, nodes.Node.walkabout, nodes.unescape
_slow_setup_child = nodes.Node.setup_child


def quicken() -> bool:
    """Put the quick search in the place of docutils' own, in this process. Tells whether this docutils is one that was read."""
    if docutils.__version__ not in READ_VERSIONS:
        return False
    node: Any = nodes.Node
    nodes.unescape = _unescape
    node.findall = _findall
    node.walkabout = _walkabout
    node.setup_child = _setup_child
    node.document = property(_document, vars(nodes.Node)["document"].fset)
    return True


def _findall(
    self: nodes.Node, condition: Any = None, include_self: bool = True, descend: bool = True, siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:  # fmt: skip
    """Docutils' `Node.findall`: what is asked most goes the quick way, the rest as ever."""
    if not include_self or not descend or siblings or ascend:
        return _slow_findall(self, condition, include_self, descend, siblings, ascend)
    if condition is None:
        return _of_classes(self, nodes.Node)
    if isinstance(condition, (type, tuple)):  # a tuple since docutils 0.22
        return _of_classes(self, condition)
    if isinstance(condition, NodeMatcher) and condition.classes:
        return filter(condition, _of_classes(self, condition.classes))
    return filter(condition, _of_classes(self, nodes.Node))


def _of_classes(node: Any, classes: type | tuple[type, ...]) -> Iterator[Any]:
    """A node and all below it that are of some classes, in the order of the text.

    What a caller does to the tree on the way is seen just as docutils' own search would see it: children are looked up after
    their parent was given, and a list of children that changes is gone through as Python goes through such a list.
    """
    if isinstance(node, classes):
        yield node
    above: list[Iterator[Any]] = []
    children = iter(node.children)
    while True:
        for child in children:
            if isinstance(child, classes):
                yield child
            if child.children:
                above.append(children)
                children = iter(child.children)
                break
        else:
            if not above:
                return
            children = above.pop()


def _walkabout(self: nodes.Node, visitor: nodes.NodeVisitor) -> bool:
    """Docutils' `Node.walkabout` for who doesn't debug it: for debuggers it composes two messages about every node."""
    if visitor.document.reporter.debug_flag:
        return _slow_walkabout(self, visitor)
    stop, departs = False, True
    try:
        try:
            visitor.dispatch_visit(self)
        except nodes.SkipNode:
            return stop
        except nodes.SkipDeparture:
            departs = False
        try:
            for child in tuple(self.children):
                if _walkabout(child, visitor):
                    stop = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        stop = True
    if departs:
        visitor.dispatch_departure(self)
    return stop


def _document(self: nodes.Node) -> Any:
    """Docutils' `Node.document`, climbing in a loop: a piece that isn't in a tree yet is asked for it with each child it is given."""
    node: Any = self
    while node is not None:
        found = node._document  # noqa: SLF001  (as docutils' own property has it)
        if found is not None:
            return found
        node = node.parent
    return None


def _setup_child(self: nodes.Node, child: nodes.Node) -> None:
    """Docutils' `Node.setup_child`, asking for the document once and not up to five times."""
    child.parent = self
    document = self.document
    if document is not None:
        child.document = document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


def _unescape(text: str, restore_backslashes: bool = False, respect_whitespace: bool = False) -> str:
    """Docutils' `unescape`, which takes each text apart three times to find no null in it."""
    return _slow_unescape(text, restore_backslashes, respect_whitespace) if "\0" in text else str(text)
