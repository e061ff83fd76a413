"""Persons and organisations: boxes of names that are easily confused, then every name by its letter, with where it occurs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.render.names_found import names_found
from generator.render.names_page import mention_of
from generator.sphinx_ext.draw_excerpt import passage_link, quoted, reference, where
from generator.sphinx_ext.nodes import box, heading, inline, paragraph, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.render.names_found import Found
    from generator.resolve import ResolvedCourse
    from generator.spec.glossary import Term
    from generator.spec.names import Homonyms, Name, Names, Spelling
    from generator.spec.sources import Record


def names(resolved: ResolvedCourse, written: Names, note: Callable[[Name, str], None]) -> list[nodes.Element]:
    """The groups, and a section for each letter. ``note`` is told each name's anchor."""
    for name in written.names:
        note(name, anchor_of(name))
    found, beside = names_found(resolved, written), written.beside()
    glossary = resolved.course.glossary
    terms = {term.id: term for term in (glossary.value.terms if glossary else ())}
    records = resolved.course.records()

    def entry(name: Name) -> nodes.Element:
        spellings = [_spelling(one, records) for one in name.spellings]
        term = terms[name.term] if name.term else None
        return _entry(name, spellings, _mentions(resolved, name), term, beside[name.id], found[name.id])

    sections = [
        _section(letter, f"names-{letter.lower().replace('–', '-')}", map(entry, those))
        for letter, those in groupby(written.in_order(), key=_letter)
    ]
    by_id = {name.id: name for name in written.names}
    groups = [_group(group, by_id) for group in written.homonyms]
    return [*([_section("Easily confused", "names-confused", groups)] if groups else []), *sections]


def anchor_of(name: Name) -> str:
    """Where a name stands on the page."""
    return f"name-{name.id}"


def _letter(name: Name) -> str:
    """The letter under which a name stands; whatever begins with none stands together."""
    first = name.sorted_under[:1].upper()
    return first if first.isalpha() else "0–9"


def _section(title: str, anchor: str, parts: Iterable[nodes.Element]) -> nodes.Element:
    return nodes.section("", nodes.title("", title), *parts, ids=[anchor], names=[], classes=["names-section"])


# -- names that are easily confused -----------------------------------------------------------------------------------


def _group(group: Homonyms, by_id: Mapping[str, Name]) -> nodes.Element:
    listed = nodes.bullet_list(classes=["names-group"])
    for name in (by_id[one] for one in group.names):
        listed += nodes.list_item("", paragraph(reference("name", name.id, name.name), f" ({name.kind.value})"))
    anchor = f"homonyms-{group.id}"
    return box(
        "aside",
        heading(3, group.title, classes=("names-shared",), ids=(f"{anchor}-title",)),
        paragraph(" ".join(group.text.split())),
        listed,
        classes=("homonyms",),
        ids=(anchor,),
        aria_labelledby=f"{anchor}-title",
    )


# -- a name -----------------------------------------------------------------------------------------------------------


def _entry(
    name: Name, spellings: Iterable[Sequence[nodes.Node]], mentions: list[nodes.Node], term: Term | None, others: Sequence[Name],
    found: Sequence[Found],
) -> nodes.Element:  # fmt: skip
    return box(
        "div",
        heading(3, name.name, classes=("name-title",)),
        paragraph(f"{name.kind.value.capitalize()}. In print: ", *_listed(spellings), ".", classes=("name-printed",)),
        _text(name, term),
        *mentions,
        *_others(others),
        paragraph(*_occurrences(found), classes=("name-found",)),
        classes=("course-name",),
        ids=(anchor_of(name),),
    )


def _spelling(spelling: Spelling, records: Mapping[str, Record]) -> list[nodes.Node]:
    out: list[nodes.Node] = [verbatim(inline("span", f"“{' '.join(spelling.written.split())}”"))]
    if spelling.sic:
        out.append(nodes.Text(" [sic]"))
    if spelling.in_:
        links = ([reference("source", source, records[source].shown_title)] for source in spelling.in_)
        out += [nodes.Text(" in "), *_listed(links, " and ")]
    return out


def _text(name: Name, term: Term | None) -> nodes.Node:
    """The name's own text, or the glossary's, and the way to the glossary."""
    text = name.text or (term.definition if term else "")
    link: list[nodes.Node | str] = [" In the glossary: ", _to_glossary(term.term), "."] if term else []
    return paragraph(" ".join(text.split()), *link)


def _to_glossary(term: str) -> nodes.Element:
    return addnodes.pending_xref(
        "", nodes.inline("", term), refdomain="std", reftype="term", reftarget=term, refexplicit=True, refwarn=True
    )  # fmt: skip


def _mentions(resolved: ResolvedCourse, name: Name) -> list[nodes.Node]:
    listed = nodes.bullet_list(classes=["name-mentions"])
    for n in range(len(name.mentions)):
        listed += nodes.list_item("", *_mention(resolved, name, n))
    return [listed] if name.mentions else []


def _mention(resolved: ResolvedCourse, name: Name, n: int) -> list[nodes.Node]:
    mention, passage = name.mentions[n], mention_of(resolved, name, n)
    said = [paragraph(" ".join(mention.says.split()), classes=("name-says",))] if mention.says else []
    words = verbatim(paragraph(*quoted(passage), classes=("name-words",)))
    return [*said, words, paragraph(*where(resolved, passage), classes=("source-line",))]


def _others(others: Sequence[Name]) -> list[nodes.Node]:
    if not others:
        return []
    links = ([reference("name", other.id, other.name)] for other in others)
    return [paragraph("Not to be confused with ", *_listed(links), ".", classes=("name-others",))]


def _occurrences(found: Sequence[Found]) -> list[nodes.Node]:
    if not found:
        return [nodes.Text("No excerpt has this name.")]
    lessons = (
        [
            reference("lesson", one.lesson.id, one.lesson.title),
            nodes.Text(" ("),
            *_listed([passage_link(f"{one.lesson.id}/{excerpt.id}", excerpt.title)] for excerpt in one.excerpts),
            nodes.Text(")"),
        ]
        for one in found
    )
    return [nodes.Text("Named in excerpts of "), *_listed(lessons, "; "), nodes.Text(".")]


def _listed(parts: Iterable[Sequence[nodes.Node]], between: str = ", ") -> list[nodes.Node]:
    """Several runs of nodes as one, with a mark between them."""
    out: list[nodes.Node] = []
    for part in parts:
        out += [nodes.Text(between), *part] if out else part
    return out
