"""Nodes that docutils has no word for, and how each builder draws them.

``Box`` is an HTML element that other builders see through: they draw what is in it with their own means. The few others
look different on paper or in a terminal and say how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


BLANK = " ____"
"""A line to write on, where nothing better can be drawn."""


class Box(nodes.General, nodes.Element):
    """An HTML element: ``tag`` and ``html`` (its attributes); a plain group everywhere else."""


class Inline(nodes.inline):
    """A phrasing element: ``tag`` and ``html``; plain words elsewhere."""


class Stem(nodes.paragraph):
    """An item's question: the legend of its fieldset."""


class Heading(nodes.rubric):
    """A heading of ``level`` 2 to 6 inside something drawn, which no table of contents lists."""


class Choice(nodes.Inline, nodes.TextElement):
    """An option: an input with its label; a box to tick on paper. Carries ``html`` for the input and ``multiple``."""


class Select(nodes.Inline, nodes.TextElement):
    """A claim with a list to choose its answer from; on paper a line to write on.

    Carries ``choices`` (id and text) and ``html`` for the list.
    """


class ScreenOnly(nodes.General, nodes.Element):
    """What only a page on the web can show: an element as in Box, left out of EPUB and every other builder."""


class Drawing(nodes.General, nodes.Element):
    """What is drawn with HTML and styles: an element as in Box, on screens and on paper; left out where there is only text."""


class PaperOnly(nodes.General, nodes.Element):
    """What only a page without script needs, such as where the answers stand: left out of pages on the web."""


class KeyBox(nodes.General, nodes.Element):
    """Key, feedback and proof of an item, folded away on the web. Elsewhere they stand in the answer key."""


def box(tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), ids: tuple[str, ...] = (), **html: str) -> Box:
    """A Box with children. Underscores in attribute names stand for hyphens."""
    node = Box("", *children, tag=tag, html=_attributes(html))
    node["classes"] += classes
    node["ids"] += ids
    return node


def heading(level: int, text: str, classes: tuple[str, ...] = (), ids: tuple[str, ...] = ()) -> Heading:
    """A Heading with text."""
    node = Heading("", text, level=level)
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


def drawing(tag: str, *children: nodes.Node, classes: tuple[str, ...] = (), **html: str) -> Drawing:
    """A Drawing with children."""
    node = Drawing("", *children, tag=tag, html=_attributes(html))
    node["classes"] += classes
    return node


def paper_only(*children: nodes.Node) -> PaperOnly:
    """A PaperOnly with children."""
    return PaperOnly("", *children)


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

_WITHOUT_CONTROLS = {"form": "section", "fieldset": "div", "legend": "p"}
"""What stands for elements of forms in an EPUB: a page with a form counts as scripted there."""


def on_paper(translator: Any) -> bool:
    """Whether HTML is drawn for an EPUB, and for the PDF that is set from the same pages: without script, read like paper."""
    return bool(translator.builder.name == "epub")


def _tag(translator: Any, tag: str) -> str:
    return _WITHOUT_CONTROLS.get(tag, tag) if on_paper(translator) else tag


def _open(translator: Any, node: nodes.Element) -> None:
    html = node["html"]
    if on_paper(translator):  # data is for scripts; what forms have, other elements don't
        html = {name: value for name, value in html.items() if not name.startswith("data-") and name != "autocomplete"}
    translator.body.append(translator.starttag(node, _tag(translator, node["tag"]), "", **html))


def _close(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</{_tag(translator, node['tag'])}>")


def _open_screen_only(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        raise nodes.SkipNode
    _open(translator, node)


def _open_paper_only(translator: Any, node: nodes.Element) -> None:
    del node
    if not on_paper(translator):
        raise nodes.SkipNode


def _open_stem(translator: Any, node: nodes.Element) -> None:
    tag = _tag(translator, "legend")
    translator.body.append(translator.starttag(node, tag, "", **({"class": "stem"} if tag == "p" else {})))


def _close_stem(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append(f"</{_tag(translator, 'legend')}>")


def _open_heading(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, f"h{node['level']}", ""))


def _close_heading(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</h{node['level']}>")


def _open_choice(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        translator.body.append(f'<span class="tick {"many" if node["multiple"] else "one"}"></span><span class="choice">')
        return
    html = {name: translator.attval(value) for name, value in node["html"].items()}
    inputs = " ".join(f'{name}="{value}"' for name, value in html.items())
    translator.body.append(f"<label><input {inputs}><span>")


def _close_choice(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("</span>" if on_paper(translator) else "</span></label>")


def _open_select(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append("<span>" if on_paper(translator) else "<label><span>")


def _close_select(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):
        translator.body.append('</span> <span class="blank"></span>')
        return
    attributes = " ".join(f'{name}="{translator.attval(value)}"' for name, value in node["html"].items())
    options = "".join(
        f'<option value="{translator.attval(choice)}">{translator.encode(text)}</option>' for choice, text in node["choices"]
    )
    translator.body.append(f'</span> <select {attributes}><option value="">Choose…</option>{options}</select></label>')


def _open_key(translator: Any, node: nodes.Element) -> None:
    if on_paper(translator):  # the answer key has its page at the end; not every reader of EPUB can fold
        raise nodes.SkipNode
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


def _close_select_latex(translator: Any, node: nodes.Element) -> None:
    del node
    translator.body.append(translator.encode(BLANK))


def _close_select_text(translator: Any, node: nodes.Element) -> None:
    del node
    translator.add_text(BLANK)


def _close_select_man(translator: Any, node: nodes.Element) -> None:
    translator.body.append(translator.deunicode(BLANK))
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


def _as(name: str) -> Any:
    """Draw as the builder draws what docutils has a word for, such as a paragraph."""

    def visit(translator: Any, node: nodes.Element) -> None:
        getattr(translator, name)(node)

    return visit


def register(app: Sphinx) -> None:
    """Tell every builder how to draw each node."""
    through, skip = (_through, _through), (_skip, None)
    stem = (_as("visit_paragraph"), _as("depart_paragraph"))
    rubric = (_as("visit_rubric"), _as("depart_rubric"))
    app.add_node(Box, html=(_open, _close), latex=through, text=through, man=(_through, _end_line_man), texinfo=through)
    app.add_node(Inline, html=(_open, _close), latex=through, text=through, man=through, texinfo=through)
    app.add_node(Stem, html=(_open_stem, _close_stem), latex=stem, text=stem, man=stem, texinfo=stem)
    app.add_node(Heading, html=(_open_heading, _close_heading), latex=rubric, text=rubric, man=rubric, texinfo=rubric)
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
    app.add_node(ScreenOnly, html=(_open_screen_only, _close), latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(Drawing, html=(_open, _close), latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(
        PaperOnly, html=(_open_paper_only, _through), latex=through, text=through, man=(_through, _end_line_man), texinfo=through
    )
    app.add_node(KeyBox, html=(_open_key, _close_key), latex=skip, text=skip, man=skip, texinfo=skip)
