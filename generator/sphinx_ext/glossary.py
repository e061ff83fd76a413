"""The glossary page, and the definitions that show where prose uses a term."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import make_glossary_term
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from generator.corpus.folded_words import folded_word
from generator.sphinx_ext.directives import OPTIONS
from generator.sphinx_ext.marks import explained
from generator.sphinx_ext.nodes import paragraph
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.spec.glossary import Term


LONG = 40
"""A glossary of more terms than this begins with a row of letters to jump to."""


class CourseGlossary(SphinxDirective):
    """All terms in alphabetical order, as a glossary that Sphinx's own `{term}` refers to."""

    required_arguments = 1
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        """Draw the glossary."""
        glossary = course_of(self.env.app).course.glossary
        terms = sorted(glossary.value.terms if glossary else (), key=lambda term: folded_word(term.term))
        note = [paragraph(" ".join(glossary.value.note.split()))] if glossary and glossary.value.note else []
        drawn = addnodes.glossary("", sorted=False)
        letters: list[nodes.Node | str] = []
        for letter, group in groupby(terms, key=lambda term: folded_word(term.term)[:1].upper()):
            entries = nodes.definition_list("", *map(self._entry, group), classes=["glossary"])
            first = next(iter(entries.findall(nodes.term)))
            letters += [nodes.reference("", letter, internal=True, refid=first["ids"][0]), " "]
            drawn += entries
        jumps = [paragraph(*letters, classes=("letters",))] if len(terms) > LONG else []
        return [*note, *jumps, drawn]

    def _entry(self, term: Term) -> nodes.definition_list_item:
        """A term, the other forms under which a reader may look for it, and what it means."""
        item = nodes.definition_list_item()
        for form in dict.fromkeys((term.term, *term.also)):
            item += make_glossary_term(
                self.env, [nodes.Text(form)], None, self.env.docname, self.lineno, None, self.state.document
            )
        item += nodes.definition("", paragraph(" ".join(term.definition.split())))
        return item


class GlossaryHover(SphinxPostTransform):
    """Puts a term's definition beside its link, shown on hover and focus. Only screens hover.

    Runs after Sphinx's resolver (priority 10) has turned the roles into links.
    """

    default_priority = 20
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap every link to a term."""
        del kwargs
        glossary = course_of(self.app).course.glossary
        if glossary is None or self.app.builder.name == "epub":
            return
        definitions = self._definitions_by_anchor(glossary.value.terms)
        count = 0
        for inner in list(self.document.findall(nodes.inline)):
            link = inner.parent
            if "std-term" not in inner["classes"] or not isinstance(link, nodes.reference):
                continue
            definition = definitions.get(str(link.get("refuri", "")).rpartition("#")[2] or str(link.get("refid", "")))
            if definition is None:
                continue
            count += 1
            tooltip = f"definition-{count}"
            href = str(link.get("refuri") or f"#{link['refid']}")
            link.replace_self(explained("a", inner.astext(), ("term-link",), why=definition, tooltip=tooltip, href=href))

    def _definitions_by_anchor(self, terms: Iterable[Term]) -> dict[str, str]:
        """Definitions by the anchors that Sphinx gave the terms."""
        anchors = {
            name.casefold(): anchor
            for (kind, name), (_, anchor) in self.env.domains["std"].data["objects"].items()
            if kind == "term"
        }
        return {
            anchors[form.casefold()]: " ".join(term.definition.split())
            for term in terms
            for form in (term.term, *term.also)
            if form.casefold() in anchors
        }
