"""What can be written in a kind of file: a section for each group of keys, and in it every key with all that is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.schema.reference import groups_of
from generator.spec import model
from generator.sphinx_ext.nodes import paragraph, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.schema.reference import Group, Key, Value


class FileReference(SphinxDirective):
    """The keys of a kind of file, as the models have them. It needs no course."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw them; the page is read again when the models change. An unknown kind is an error at the directive."""
        (name,) = self.arguments
        if name not in [*FileKind]:
            return [self.state.document.reporter.error(f"`{name}` is none of {', '.join(FileKind)}", line=self.lineno)]
        for path in sorted(Path(model.__file__).parent.glob("*.py")):
            self.env.note_dependency(str(path))
        return sections(groups_of(FILES[FileKind(name)].model))


def sections(groups: Iterable[Group]) -> list[nodes.Node]:
    """The groups as sections of a page."""
    return [_section(group) for group in groups]


def _section(group: Group) -> nodes.section:
    section = nodes.section("", nodes.title("", group.name.capitalize()), ids=[_id(group.name)], names=[group.name])
    section += paragraph(*_marked(group.says))
    if group.more:
        section += paragraph("Takes the keys of ", *_links(group.more), ", too.")
    section += nodes.definition_list("", *(_key(group, key) for key in group.keys), classes=["keys"])
    return section


def _key(group: Group, key: Key) -> nodes.definition_list_item:
    """First what it means, then, on a line of its own, what is written after it."""
    term = nodes.term("", "", nodes.literal("", key.name), ids=[_id(group.name, key.name)])
    body = nodes.definition("", *([paragraph(*_marked(key.says))] if key.says else []))
    if any(value.says for value in key.values):
        body += nodes.bullet_list("", *map(_value, key.values))
    told = paragraph("Needed: " if key.needed else "May be left out: ", *_form(key), ".", classes=("form",))
    if key.default:
        told += [nodes.Text(" Left out, it is "), _code(key.default), nodes.Text(".")]
    if key.examples:
        told += [nodes.Text(" Example: "), *_listed([_code(one) for one in key.examples])]
    body += told
    return nodes.definition_list_item("", term, body)


def _form(key: Key) -> list[nodes.Node]:
    """What is written after a key; the names of groups lead to them."""
    if len(key.groups) != 1:
        return [*_marked(key.form), *([nodes.Text(": "), *_links(key.groups)] if key.groups else [])]
    before, keys_of, after = key.form.partition(f"keys of {key.groups[0]}")
    return [nodes.Text(f"{before}{keys_of[: len('keys of ')]}"), *_links(key.groups), nodes.Text(after)]


def _value(value: Value) -> nodes.list_item:
    return nodes.list_item("", paragraph(nodes.literal("", value.word), ": ", *_marked(value.says)))


def _links(names: Iterable[str]) -> list[nodes.Node]:
    return _listed([nodes.reference("", name, refid=_id(name), internal=True) for name in names])


def _listed(drawn: list[nodes.Node]) -> list[nodes.Node]:
    """The nodes with commas between them."""
    return [node for n, one in enumerate(drawn) for node in ([nodes.Text(", "), one] if n else [one])]


def _marked(text: str) -> list[nodes.Node]:
    """Text whose backticks mark code."""
    parts = re.split(r"`([^`]+)`", text)
    return [_code(part) if n % 2 else nodes.Text(part) for n, part in enumerate(parts) if part]


def _code(text: str) -> nodes.Element:
    return verbatim(nodes.literal("", text))


def _id(*names: str) -> str:
    return nodes.make_id("-".join(names))
