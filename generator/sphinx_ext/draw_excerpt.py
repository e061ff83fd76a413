"""An excerpt as a source box: what a reader must know first stands first; then the words; then the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.corpus.excerpt import MarkKind
from generator.corpus.rules import Verdict
from generator.render.source_line import described
from generator.sphinx_ext.nodes import box, inline, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from generator.corpus.excerpt import Paragraph
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt

VERDICTS = {
    Verdict.EXACT: "character for character",
    Verdict.TYPOGRAPHIC: "but for typography",
    Verdict.LAYOUT: "but for the page's layout",
}


def figure(resolved: ResolvedCourse, address: str, excerpt: Excerpt, anchor: str) -> nodes.Element:
    """The box without its questions."""
    passage = resolved.passage(address)
    title = nodes.rubric("", excerpt.title, classes=["excerpt-title"], ids=[f"{anchor}-title"])
    title["heading-level"] = 3
    return box(
        "figure",
        box(
            "figcaption",
            title,
            source_line(resolved, passage),
            paragraph(" ".join(excerpt.headnote.split()), classes=("headnote",)),
        ),
        quotation(passage, anchor),
        *notes(passage, anchor),
        provenance(resolved, passage),
        classes=("excerpt",),
        ids=(anchor,),
        aria_labelledby=f"{anchor}-title",
    )


def source_line(resolved: ResolvedCourse, passage: Passage) -> nodes.Element:
    """Who, what, when, with a link to the source's page."""
    return paragraph(source_link(resolved, passage.source), classes=("source-line",))


def source_link(resolved: ResolvedCourse, source: str) -> nodes.Node:
    """The source line as a link to the source's page."""
    text = described(resolved.course, source)
    return reference("source", source, text)


def passage_link(address: str, text: str) -> nodes.Node:
    """A link to an excerpt."""
    return reference("passage", address, text)


def reference(kind: str, target: str, text: str) -> nodes.Node:
    """A link to something that the course's domain knows, under words of its own."""
    return addnodes.pending_xref(
        "", verbatim(nodes.inline("", text)), refdomain="course", reftype=kind, reftarget=target, refexplicit=True, refwarn=True
    )


def quotation(passage: Passage, anchor: str) -> nodes.Element:
    """The printed words, a numbered paragraph each."""
    quote = verbatim(nodes.block_quote(classes=["excerpt-text"]))
    for n, part in enumerate(passage.paragraphs()):
        node = paragraph(*marked(part, anchor))
        if part.number:
            name = f"{anchor}-p{n + 1}"
            node["ids"] = [name]
            number = screen_only(
                "a", nodes.Text(str(part.number)), classes=("paragraph-number",), href=f"#{name}",
                aria_label=f"Paragraph {part.number} of the source",
            )  # fmt: skip
            node.insert(0, number)
        quote += node
    return quote


def marked(part: Paragraph, anchor: str = "") -> list[nodes.Node]:
    """A paragraph's words with the editor's marks and note calls as elements of their own."""
    out: list[nodes.Node] = []
    at = 0
    for mark in part.marks:
        if mark.start > at:
            out.append(nodes.Text(part.text[at : mark.start]))
        shown = part.text[mark.start : mark.end]
        if mark.kind is MarkKind.OMISSION:
            out.append(inline("span", shown, ("omission",), title="Words left out by the editor of this course"))
        elif mark.kind is MarkKind.GLOSS:
            out.append(inline("span", shown, ("gloss",), title="Added by the editor of this course"))
        elif anchor:
            out.append(nodes.superscript("", str(mark.number), classes=["note-call"]))
        at = mark.end
    if at < len(part.text):
        out.append(nodes.Text(part.text[at:]))
    return out


def notes(passage: Passage, anchor: str) -> list[nodes.Node]:
    """The source's own notes that the words call."""
    del anchor
    if not passage.notes:
        return []
    entries = [paragraph(nodes.superscript("", number), f" {note.text}") for number, note in passage.notes.items()]
    return [verbatim(box("div", paragraph("Notes in the source", classes=("notes-title",)), *entries, classes=("source-notes",)))]


def provenance(resolved: ResolvedCourse, passage: Passage) -> nodes.Element:
    """Where the words stand and how they were proved."""
    pin = resolved.lock.sources[passage.document]
    return box(
        "details",
        box("summary", nodes.Text("Verbatim"), inline("span", f" · {VERDICTS[passage.verdict]}", ("verdict",))),
        paragraph(proof_in_words(passage)),
        paragraph(
            f"Place: {place(passage)}characters {passage.raw[0]:,}–{passage.raw[1]:,} of the document "
            f"({pin.chars:,} characters, sha256 {pin.sha256[:12]}…)."
        ),
        classes=("provenance",),
    )


def proof_in_words(passage: Passage) -> str:
    """The verdict and its rules as a sentence."""
    if not passage.rules:
        return "These words were found in the source character for character when this book was built."
    differs = "; ".join(rule.in_words for rule in passage.rules)
    return f"These words were found in the source when this book was built. What differs from the file: {differs}."


def place(passage: Passage) -> str:
    """Section and paragraph, ending so that more can follow."""
    parts = []
    if passage.section:
        parts.append(f"section “{passage.section}”")
    if passage.paragraph:
        parts.append(f"paragraph {passage.paragraph.replace('-', '–')}")
    return "".join(f"{part}, " for part in parts)
