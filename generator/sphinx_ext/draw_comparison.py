"""A comparison: the sources' answers to one question in a table, each with the words that give it; above it their plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.spec.lesson import Relation
from generator.sphinx_ext import draw_plot
from generator.sphinx_ext.draw_excerpt import quoted, reference, where
from generator.sphinx_ext.nodes import box, heading, inline, paragraph, verbatim

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Comparison, Excerpt

RELATIONS = {
    Relation.AGREE: "The sources agree",
    Relation.PARTIAL: "The sources agree in part",
    Relation.CONFLICT: "The sources conflict",
    Relation.SELF_CONTRADICTION: "A source contradicts itself",
    Relation.PREDICTION: "A prediction and what came of it",
    Relation.DEPENDENT: "The sources agree, but not independently",
    Relation.SHARED_ERROR: "The sources share a slip",
    Relation.SILENCE: "A source is silent",
    Relation.HOMONYM: "One name, several things",
}
COLUMNS = ("Answer", "Source", "Words")
WIDTHS = (22, 30, 48)


def figure(resolved: ResolvedCourse, address: str, comparison: Comparison, excerpts: list[Excerpt]) -> nodes.Element:
    """Question, verdict, plot, table and note. ``excerpts`` are those of the same lesson, where readers met the words."""
    anchor = address.replace("/", "-")
    title = heading(3, comparison.question, classes=("comparison-title",), ids=(f"{anchor}-title",))
    body = nodes.tbody()
    for row in comparison.rows:
        passage = resolved.passage(f"{address}/{row.id}")
        answer = paragraph(
            row.value, *([nodes.Text(" "), inline("span", f"Basis: {row.basis}", ("basis",))] if row.basis else [])
        )
        source = nodes.entry("", paragraph(*where(resolved, passage)))
        words = nodes.entry("", verbatim(paragraph(*quoted(passage))), *_context(resolved, address, passage, excerpts))
        body += nodes.row("", nodes.entry("", answer), source, words, ids=[draw_plot.row_anchor(anchor, row)])
    head = nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(name)) for name in COLUMNS)))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in WIDTHS), head, body, cols=len(COLUMNS))
    plotted = draw_plot.figure(resolved.course, anchor, comparison)
    return box(
        "figure",
        box("figcaption", title, paragraph(RELATIONS[comparison.verdict], classes=("relation",))),
        *([plotted] if plotted else []),
        nodes.table("", group, classes=["comparison-table"]),
        paragraph(" ".join(comparison.note.split()), classes=("comparison-note",)),
        classes=("comparison", f"relation-{comparison.verdict.value}"),
        ids=(anchor,),
        aria_labelledby=f"{anchor}-title",
    )


def _context(resolved: ResolvedCourse, address: str, passage: Passage, excerpts: list[Excerpt]) -> list[nodes.Node]:
    """A link to the paragraph of an excerpt that prints the words, where one does."""
    for excerpt in excerpts:
        name = f"{address.partition('/')[0]}/{excerpt.id}"
        outer = resolved.passage(name)
        if _holds(outer, passage):
            link = reference("passage", name, excerpt.title)
            first = int(passage.paragraph.split("-")[0]) if passage.paragraph else None
            if first in outer.numbers:
                link["proof"] = f"{name.replace('/', '-')}-p{outer.numbers.index(first) + 1}"
            return [paragraph("In context: ", link, classes=("context",))]
    return []


def _holds(outer: Passage, inner: Passage) -> bool:
    """Whether an excerpt prints all words of a passage."""
    start, end = inner.raw
    return (
        outer.document == inner.document
        and outer.raw[0] <= start
        and end <= outer.raw[1]
        and not any(a < end and start < b for a, b in outer.omitted)
    )
