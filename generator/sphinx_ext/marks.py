"""What stands in and beside an excerpt's words and isn't theirs: paragraph numbers, calls of notes, marks with an explanation.

A page on the web makes links, popovers and tooltips of them. On paper, and in an EPUB, which is read like paper, they are
numbers and marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from generator.sphinx_ext.nodes import on_paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Explained(nodes.Inline, nodes.TextElement):
    """Words with a tooltip: a term of the glossary, an editor's mark.

    Carries ``tag`` and ``html`` (the element that holds the words and can have the focus), ``why`` (the explanation) and
    ``tooltip`` (its id).
    """


class NoteCall(nodes.superscript):
    """Where the source calls a note. Carries ``popover``, the id of what a press opens, unless the note is missing."""


class ParagraphNumber(nodes.Inline, nodes.TextElement):
    """A paragraph's number in the source. Carries ``target``: the paragraph's id on the page."""


def explained(tag: str, text: str, classes: tuple[str, ...], *, why: str, tooltip: str, **html: str) -> Explained:
    """An Explained with text."""
    node = Explained(text, text, tag=tag, html=html, why=why, tooltip=tooltip)
    node["classes"] += classes
    return node


# -- HTML and EPUB ----------------------------------------------------------------------------------------------------


def _open_explained(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        translator.body.append(translator.starttag(node, "span", ""))
        return
    more = {"aria-describedby": node["tooltip"], **node["html"]}
    translator.body.append('<span class="term">' + translator.starttag(node, node["tag"], "", **more))


def _close_explained(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        translator.body.append("</span>")
        return
    tooltip = translator.starttag({}, "span", "", CLASS="definition", ids=[node["tooltip"]], role="tooltip")
    translator.body.append(f"</{node['tag']}>{tooltip}{translator.encode(node['why'])}</span></span>")


def _open_call(translator: Any, node: nodes.Element) -> None:
    translator.body.append('<sup class="note-call">')
    if "popover" in node and not on_paper(translator):
        button = {"type": "button", "popovertarget": node["popover"], "aria-label": f"Note {node.astext()}"}
        translator.body.append(translator.starttag({}, "button", "", **button))


def _close_call(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</button></sup>" if "popover" in node and not on_paper(translator) else "</sup>")


def _open_number(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        translator.body.append('<span class="paragraph-number">')
        return
    html = {"href": f"#{node['target']}", "aria-label": f"Paragraph {node.astext()} of the source", "CLASS": "paragraph-number"}
    translator.body.append(translator.starttag({}, "a", "", **html))


def _close_number(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</span> " if on_paper(translator) else "</a>")


# -- paper and terminals ----------------------------------------------------------------------------------------------


def _through(translator: Any, node: nodes.Element) -> None:
    """Draw the words only."""
    del translator, node


def _skip(translator: Any, node: nodes.Element) -> None:
    del translator, node
    raise nodes.SkipNode


def _superscript(name: str) -> Any:
    """Draw as the builder draws raised letters."""

    def visit(translator: Any, node: nodes.Element) -> None:
        getattr(translator, f"{name}_superscript")(node)

    return visit


def register(app: Sphinx) -> None:
    """Tell every builder how to draw each node."""
    through, skip = (_through, _through), (_skip, None)
    raised = (_superscript("visit"), _superscript("depart"))
    app.add_node(Explained, html=(_open_explained, _close_explained), latex=through, text=through, man=through, texinfo=through)
    app.add_node(NoteCall, html=(_open_call, _close_call), latex=raised, text=raised, man=raised, texinfo=raised)
    app.add_node(ParagraphNumber, html=(_open_number, _close_number), latex=skip, text=skip, man=skip, texinfo=skip)
