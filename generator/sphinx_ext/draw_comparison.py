"""A comparison: the sources' answers to one question in a table, each with the words that give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.spec.lesson import Relation
from generator.sphinx_ext.draw_excerpt import marked, source_link
from generator.sphinx_ext.nodes import box, inline, paragraph, verbatim

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Comparison

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


def figure(resolved: ResolvedCourse, address: str, comparison: Comparison) -> nodes.Element:
    """Question, verdict, table and note."""
    anchor = address.replace("/", "-")
    title = nodes.rubric("", comparison.question, classes=["comparison-title"], ids=[f"{anchor}-title"])
    title["heading-level"] = 3
    body = nodes.tbody()
    for row in comparison.rows:
        passage = resolved.passage(f"{address}/{row.id}")
        words: list[nodes.Node] = [nodes.Text("“")]
        for n, part in enumerate(passage.paragraphs()):
            words += [nodes.Text(" ")] if n else []
            words += marked(part)
        words.append(nodes.Text("”"))
        answer = paragraph(
            row.value, *([nodes.Text(" "), inline("span", f"Basis: {row.basis}", ("basis",))] if row.basis else [])
        )
        where = paragraph(source_link(resolved, passage.source))
        if passage.paragraph:
            where += nodes.Text(f", paragraph {passage.paragraph.replace('-', '–')}")
        body += nodes.row("", nodes.entry("", answer), nodes.entry("", where), nodes.entry("", verbatim(paragraph(*words))))
    head = nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(name)) for name in COLUMNS)))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in WIDTHS), head, body, cols=len(COLUMNS))
    return box(
        "figure",
        box("figcaption", title, paragraph(RELATIONS[comparison.verdict], classes=("relation",))),
        nodes.table("", group, classes=["comparison-table"]),
        paragraph(" ".join(comparison.note.split()), classes=("comparison-note",)),
        classes=("comparison", f"relation-{comparison.verdict.value}"),
        ids=(anchor,),
        aria_labelledby=f"{anchor}-title",
    )
