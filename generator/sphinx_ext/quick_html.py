"""Sphinx's drawing of HTML, with a shorter way through what a page does most: begin an element, draw a text, find who draws a node.

A page of a course is some thousand elements with a class or two. Docutils makes each start tag in all generality, translates every
text letter by letter, and looks for the method that draws a node anew each time. What isn't plain goes docutils' own way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import docutils
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.builders.html import StandaloneHTMLBuilder

_SPACE: Final = re.compile("[\n\r\t\v\f]")
"""Becomes a space in an attribute."""
_WRITTEN_OTHERWISE: Final = re.compile('[\n\r\t\v\f&<">@]')
"""What an attribute can't have as it is."""
_NOT_PLAIN: Final = frozenset({"id", "ids", "classes"})
"""Attributes that docutils treats in its own ways."""
READ_VERSIONS: Final = frozenset({"0.21.2"})
"""The releases of docutils of which the methods that are replaced here were read."""


def translator() -> type[HTML5Translator]:
    """What draws HTML: the quick one, or Sphinx's own where docutils is one that wasn't read."""
    return QuickTranslator if docutils.__version__ in READ_VERSIONS else HTML5Translator


class QuickTranslator(HTML5Translator):
    """Draws what Sphinx's own does."""

    def __init__(self, document: nodes.document, builder: StandaloneHTMLBuilder) -> None:
        super().__init__(document, builder)
        self._visits: dict[type, Callable[[Any], None]] = {}
        self._departures: dict[type, Callable[[Any], None]] = {}

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Draw the beginning of a node."""
        kind = node.__class__
        if kind not in self._visits:
            self._visits[kind] = self._method("visit", kind) or super().dispatch_visit
        self._visits[kind](node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Draw its end."""
        kind = node.__class__
        if kind not in self._departures:
            self._departures[kind] = self._method("depart", kind) or super().dispatch_departure
        self._departures[kind](node)

    def _method(self, what: str, kind: type) -> Callable[[Any], None] | None:
        """What draws nodes of a kind, by the rule of Sphinx; None where it has another rule."""
        named = (getattr(self, f"{what}_{one.__name__}", None) for one in kind.__mro__)
        return next(filter(None, named), None)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  (the name is docutils')
        """Draw a text."""
        if self.protect_literal_text or self.in_mailto:
            super().visit_Text(node)
        else:
            self.body.append(self.encode(node.astext()))

    def encode(self, text: Any) -> str:
        """A text as HTML."""
        plain = str(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace(">", "&gt;")
        return plain.replace("@", "&#64;")

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """The beginning of an element."""
        ids, classes = node.get("ids", ()), node.get("classes", ())
        if not (attributes or ids or empty):  # half of all
            return _begin(tagname, suffix, tuple(classes)) or super().starttag(node, tagname, suffix)
        plain = {name.lower(): value for name, value in attributes.items()}
        names = [*classes, *plain.pop("class", "").split()]
        special = empty or len(ids) > 1 or isinstance(node, nodes.table) or _NOT_PLAIN & plain.keys() or None in plain.values()
        if special or any(map(_is_language, names)):
            return super().starttag(node, tagname, suffix, empty, **attributes)
        if drawn := " ".join(dict.fromkeys(filter(str.strip, names))):
            plain["class"] = drawn
        if ids:
            plain["id"] = ids[0]
        written = "".join([f' {name}="{self.attval(_text(value))}"' for name, value in sorted(plain.items())])
        return f"<{tagname.lower()}{written}>{suffix}"

    def attval(self, text: str, whitespace: re.Pattern[str] = _SPACE) -> str:
        """A text as the value of an attribute."""
        if self.in_mailto:
            return super().attval(text, whitespace)
        return self.encode(whitespace.sub(" ", text)) if _WRITTEN_OTHERWISE.search(text) else text


@lru_cache(maxsize=1024)
def _begin(tagname: str, suffix: str, classes: tuple[str, ...]) -> str | None:
    """The beginning of an element that has classes alone; None for one that docutils treats in its own way."""
    if any(name.startswith("colwidths-") or _is_language(name) or _WRITTEN_OTHERWISE.search(name) for name in classes):
        return None
    drawn = " ".join(dict.fromkeys(filter(str.strip, classes)))
    return f'<{tagname.lower()} class="{drawn}">{suffix}' if drawn else f"<{tagname.lower()}>{suffix}"


def _is_language(name: str) -> bool:
    return name.startswith("language-")


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
