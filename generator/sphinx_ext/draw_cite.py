"""“Cite this”: a source or a passage of it in the forms that readers take away, folded away on the page and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.bibliography import bibtex, chicago, csl
from generator.bibliography.work import work
from generator.sphinx_ext.nodes import inline, screen_only, verbatim

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse


def cite(resolved: ResolvedCourse, source: str, title: str, passage: Passage | None = None) -> nodes.Element:
    """The forms under a title that opens them. A script puts a button beside each, so their words stand alone in an element."""
    cited = work(resolved.course, source)
    forms = (
        ("Note, Chicago style", "p", _words(chicago.note(cited, passage))),
        ("Bibliography, Chicago style", "p", _words(chicago.entry(cited))),
        ("BibTeX", "pre", [nodes.Text(bibtex.entry(cited))]),
        ("CSL-JSON, for Zotero and others", "pre", [nodes.Text(csl.text(cited))]),
    )
    return verbatim(
        screen_only(
            "details",
            screen_only("summary", nodes.Text(title)),
            *(
                screen_only("div", inline("span", name, ("citation-form",)), screen_only(tag, *words), classes=("citation",))
                for name, tag, words in forms
            ),
            classes=("cite",),
        )
    )


def _words(citation: chicago.Pieces) -> list[nodes.Node]:
    return [nodes.emphasis("", piece.text) if piece.italic else nodes.Text(piece.text) for piece in citation]
