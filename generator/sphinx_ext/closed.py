"""What is sealed, drawn as HTML when its page is read: the tree that is kept of the page has the drawing, and the references in it.

A chapter's excerpts and quizzes are some five hundred nodes, of which a website needs no more than their HTML. To pickle them with
the page, to load them again, and to look through them for whatever is done before a page is written took a fifth of a build. Only
where a reference leads isn't known yet, so these stay nodes, each in a hole of the drawing.

Other builders draw in their own ways, and a setting may change how HTML is drawn. So it is noted how each page was closed, and a
page that can't be used as it was closed is read again.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

from docutils import nodes
from docutils.frontend import OptionParser
from sphinx import addnodes
from sphinx.writers.html import HTMLWriter

from generator.render.digest import digest
from generator.sphinx_ext.nodes import Box, ScreenOnly
from generator.sphinx_ext.on_paper import ReasonsOnPaper
from generator.sphinx_ext.sealed import Sealed, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CLOSED = "closed"
"""Where the domain keeps how each page was closed."""
SETTINGS: Final = ("html_compact_lists", "html_permalinks", "html_permalinks_icon", "html_secnumber_suffix", "html_math_renderer")
"""Those that Sphinx doesn't count among what changes the reading of a page, and by which HTML is drawn."""


class Closed(nodes.General, nodes.Element):
    """HTML with holes: ``pieces`` are texts, and numbers of children that are drawn there.

    ``holds`` are the classes of what is drawn. ``opening`` is its first paragraph, in words and such numbers, or None; the first in
    no box, if there is one, which ``plain`` tells. Some children may not be drawn: what is said on paper alone has references, too.
    """


class Hole(nodes.Inline, nodes.TextElement):
    """Holds a reference, and later what came of it."""


class _Gap(nodes.Inline, nodes.TextElement):
    """Stands where the hole of a ``number`` will be, while HTML is drawn."""


class _GapInHTML(str):
    """What a gap is drawn as: its number, and told apart from all else that is drawn."""

    __slots__ = ()


def register(app: Sphinx) -> None:
    """Tell Sphinx how to draw, and when to close."""
    app.add_node(Closed, html=(_draw, None))
    app.add_node(Hole, html=(_through, _through))
    app.add_node(_Gap, html=(_draw_gap, _through))
    closing = _Closing(app)
    app.connect("env-get-outdated", closing.closed_otherwise)
    app.connect("doctree-read", closing.close, priority=950)  # when all have looked at what is sealed


class _Closing:
    """Closes the pages of an application."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app

    @cached_property
    def _way(self) -> str:
        """All that a drawing hangs on besides its page; empty where the builder isn't one that draws ahead."""
        if not getattr(self._app.builder, "draws_ahead", False):
            return ""
        translator = self._app.registry.get_translator_class(self._app.builder)
        settings = [repr(self._app.config[name]) for name in SETTINGS]
        return digest(self._app.builder.name, f"{translator.__module__}.{translator.__qualname__}", settings)

    @cached_property
    def _settings(self) -> Any:
        """Those that Sphinx writes pages with."""
        with catch_warnings():
            simplefilter("ignore", DeprecationWarning)  # docutils has nothing else yet
            builder: Any = self._app.builder
            parser = OptionParser(defaults=self._app.env.settings, components=(HTMLWriter(builder),), read_config_files=True)
            settings: Any = parser.get_default_values()
        settings.compact_lists = bool(self._app.config.html_compact_lists)
        return settings

    def closed_otherwise(self, app: Sphinx, env: BuildEnvironment, *asked: AbstractSet[str]) -> list[str]:
        """The pages that can't be used as they were closed."""
        del app, asked
        return [page for page, way in env.domaindata["course"][CLOSED].items() if way != self._way]

    def close(self, app: Sphinx, doctree: nodes.document) -> None:
        """Draw what is sealed in the page that is being read."""
        found = list(doctree.findall(Sealed))
        if not found or not self._way:
            return
        read_with, doctree.settings = doctree.settings, self._settings
        try:
            translator = app.builder.create_translator(doctree, app.builder)
            for node in found:
                close(node, translator)
        finally:
            doctree.settings = read_with
        app.env.domaindata["course"][CLOSED][app.env.docname] = self._way


def close(node: Sealed, translator: Any) -> None:
    """Put the drawing in the place of what is sealed. It is drawn where it will stand: that may count."""
    inside, parent = [one for one in opened([node]) if not isinstance(one, ReasonsOnPaper)], node.parent
    assert parent is not None
    at = next(n for n, child in enumerate(parent.children) if child is node)
    parent[at : at + 1] = inside
    closed = _closed(inside, translator)
    closed.source, closed.line = node.source, node.line
    parent[at : at + len(inside)] = [closed]


def _closed(inside: list[nodes.Node], translator: Any) -> Closed:
    """The drawing of some nodes, less what no website shows."""
    every = [each for one in inside for each in one.findall(nodes.Element)]
    for reasons in [each for each in every if isinstance(each, ReasonsOnPaper)]:
        reasons.replace_self([])
    references = [each for each in every if isinstance(each, addnodes.pending_xref)]
    holes = [_hole(number, reference) for number, reference in enumerate(references)]
    drawn = [each["classes"] for each in every if isinstance(each, (Box, ScreenOnly))]
    paragraphs = [each for each in every if isinstance(each, nodes.paragraph)]
    plain = [found for found in paragraphs if isinstance(found.parent, nodes.section)]
    opening = next((tuple(_words(found)) for found in plain or paragraphs), None)
    before, translator.body = translator.body, []
    for one in inside:
        one.walkabout(translator)
    pieces, translator.body = tuple(_pieces(translator.body)), before
    return Closed("", *holes, pieces=pieces, holds=tuple(sorted(set().union(*drawn))), opening=opening, plain=bool(plain))


def _hole(number: int, reference: addnodes.pending_xref) -> Hole:
    """A hole for a reference, in whose place a gap is left."""
    reference.replace_self(_Gap(number=number))
    return Hole("", "", reference)


def _words(node: nodes.Node) -> Iterator[str | int]:
    """The words of a paragraph, as docutils puts them together, and the numbers of the holes among them."""
    if isinstance(node, _Gap):
        yield node["number"]
    elif not isinstance(node, nodes.Element):
        yield node.astext()
    else:
        for n, child in enumerate(node.children):
            if n:
                yield node.child_text_separator
            yield from _words(child)


def _pieces(body: Iterable[str]) -> Iterator[str | int]:
    """What was drawn, with numbers where the gaps are."""
    for gap, texts in groupby(body, lambda text: int(text) if isinstance(text, _GapInHTML) else None):
        yield "".join(texts) if gap is None else gap


def paragraphs_of(document: nodes.document) -> Iterator[tuple[str, bool]]:
    """The words of a page's paragraphs, and whether one stands in no box; of what is closed the first alone. References are resolved."""
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.paragraph):
            yield node.astext(), isinstance(node.parent, nodes.section)
        elif isinstance(node, Closed) and node["opening"] is not None:
            words = (node.children[word].astext() if isinstance(word, int) else word for word in node["opening"])
            yield "".join(words), node["plain"]


def _draw(translator: Any, node: Closed) -> None:
    for piece in node["pieces"]:
        if isinstance(piece, int):
            node.children[piece].walkabout(translator)
        else:
            translator.body.append(piece)
    raise nodes.SkipNode


def _draw_gap(translator: Any, node: _Gap) -> None:
    translator.body.append(_GapInHTML(node["number"]))


def _through(translator: Any, node: nodes.Node) -> None:
    del translator, node
