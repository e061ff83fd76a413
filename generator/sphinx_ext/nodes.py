"""Nodes that docutils has no word for, and how each builder draws them.

``Box`` is an HTML element that other builders see through: they draw what is in it with their own means. The few others
look different on paper or in a terminal and say how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Box(nodes.General, nodes.Element):
    """An HTML element: ``tag`` and ``html`` (its attributes); a plain group everywhere else."""


class Inline(nodes.inline):
    """A phrasing element: ``tag`` and ``html``; plain words elsewhere."""


class Stem(nodes.paragraph):
    """An item's question: the legend of its fieldset."""


class Choice(nodes.Inline, nodes.TextElement):
    """An option: an input with its label; a box to tick on paper. Carries ``html`` for the input and ``multiple``."""


class Select(nodes.Inline, nodes.TextElement):
    """A claim with a list to choose its answer from; on paper the answers stand after a line to write on.

    Carries ``choices`` (id and text) and ``html`` for the list.
    """


class ScreenOnly(nodes.General, nodes.Element):
    """What only a screen can show: an element as in Box, left out of every other builder."""


class KeyBox(nodes.General, nodes.Element):
    """Key, feedback and proof of an item, folded away on a screen and left out on paper."""


def box(tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), ids: tuple[str, ...] = (), **html: str) -> Box:
    """A Box with children. Underscores in attribute names stand for hyphens."""
    node = Box("", *children, tag=tag, html=_attributes(html))
    node["classes"] += classes
    node["ids"] += ids
    return node


def inline(tag: str, text: str, classes: tuple[str, ...] = (), **html: str) -> Inline:
    """An Inline with text."""
    node = Inline("", text, tag=tag, html=_attributes(html))
    node["classes"] += classes
    return node


def screen_only(tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), **html: str) -> ScreenOnly:
    """A ScreenOnly with children."""
    node = ScreenOnly("", *children, tag=tag, html=_attributes(html))
    node["classes"] += classes
    return node


def paragraph(*children: nodes.Node | str, classes: tuple[str, ...] = ()) -> nodes.paragraph:
    """A paragraph of nodes and plain text."""
    node = nodes.paragraph()
    for child in children:
        node += nodes.Text(child) if isinstance(child, str) else child
    node["classes"] += classes
    return node


def verbatim(node: nodes.Element) -> nodes.Element:
    """The node, with the words in it printed as they are: Sphinx curls no quotation mark of a source."""
    node["support_smartquotes"] = False
    return node


def _attributes(html: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_").replace("_", "-"): value for name, value in html.items()}


# -- HTML and EPUB ----------------------------------------------------------------------------------------------------


def _open(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, node["tag"], "", **node["html"]))


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</{node['tag']}>")


def _open_stem(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "legend", ""))


def _close_stem(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</legend>")


def _open_choice(translator: Any, node: nodes.Element) -> None:
    html = {name: translator.attval(value) for name, value in node["html"].items()}
    inputs = " ".join(f'{name}="{value}"' for name, value in html.items())
    translator.body.append(f"<label><input {inputs}><span>")


def _close_choice(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</span></label>")


def _open_select(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("<label><span>")


def _close_select(translator: Any, node: nodes.Element) -> None:
    attributes = " ".join(f'{name}="{translator.attval(value)}"' for name, value in node["html"].items())
    options = "".join(
        f'<option value="{translator.attval(choice)}">{translator.encode(text)}</option>' for choice, text in node["choices"]
    )
    translator.body.append(f'</span> <select {attributes}><option value="">Choose…</option>{options}</select></label>')


def _open_key(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, "details", "") + "<summary>Answer and proof</summary>")


def _close_key(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</details>")


# -- paper and terminals ----------------------------------------------------------------------------------------------


def _through(translator: Any, node: nodes.Element) -> None:
    """Draw the children only."""
    del translator, node


def _skip(translator: Any, node: nodes.Element) -> None:
    del translator, node
    raise nodes.SkipNode


def _choices_on_paper(node: nodes.Element) -> str:
    return " ____ (" + "; ".join(text for _, text in node["choices"]) + ")"


def _close_select_latex(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.encode(_choices_on_paper(node)))


def _close_select_text(translator: Any, node: nodes.Element) -> None:
    translator.add_text(_choices_on_paper(node))


def _close_select_man(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.deunicode(_choices_on_paper(node)))
    _end_line_man(translator, node)


def _end_line_man(translator: Any, node: nodes.Element) -> None:
    """What stands in a list item without a paragraph ends its own line: the next request must begin one."""
    if isinstance(node.parent, nodes.list_item) and not translator.body[-1].endswith("\n"):
        translator.body.append("\n")


def _open_tick_latex(translator: Any, node: nodes.Element) -> None:
    translator.body.append(r"$\square$ " if node["multiple"] else r"$\circ$ ")


def _open_tick_text(translator: Any, node: nodes.Element) -> None:
    translator.add_text("[ ] " if node["multiple"] else "( ) ")


def _open_tick_man(translator: Any, node: nodes.Element) -> None:
    translator.body.append("[ ] " if node["multiple"] else "( ) ")


def _paragraph(name: str) -> Any:
    """Draw as the builder draws a paragraph."""

    def visit(translator: Any, node: nodes.Element) -> None:
        getattr(translator, f"{name}_paragraph")(node)

    return visit


def register(app: Sphinx) -> None:
    """Tell every builder how to draw each node."""
    through, skip = (_through, _through), (_skip, None)
    stem = (_paragraph("visit"), _paragraph("depart"))
    app.add_node(Box, html=(_open, _close), latex=through, text=through, man=(_through, _end_line_man), texinfo=through)
    app.add_node(Inline, html=(_open, _close), latex=through, text=through, man=through, texinfo=through)
    app.add_node(Stem, html=(_open_stem, _close_stem), latex=stem, text=stem, man=stem, texinfo=stem)
    app.add_node(
        Choice,
        html=(_open_choice, _close_choice),
        latex=(_open_tick_latex, _through),
        text=(_open_tick_text, _through),
        man=(_open_tick_man, _end_line_man),
        texinfo=(_open_tick_man, _through),
    )
    app.add_node(
        Select,
        html=(_open_select, _close_select),
        latex=(_through, _close_select_latex),
        text=(_through, _close_select_text),
        man=(_through, _close_select_man),
        texinfo=through,
    )
    app.add_node(ScreenOnly, html=(_open, _close), latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(KeyBox, html=(_open_key, _close_key), latex=skip, text=through, man=through, texinfo=skip)
