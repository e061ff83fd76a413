"""An excerpt as a source box: what a reader must know first stands first; then the words; then the proof."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from generator.corpus.excerpt import MarkKind
from generator.corpus.rules import Verdict
from generator.render.source_line import described
from generator.sphinx_ext.nodes import box, inline, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.corpus.excerpt import Mark, Paragraph
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt

Proofs = list[tuple[str, tuple[tuple[int, int, int], ...]]]
"""Items that the words of an excerpt prove, with the words' places: paragraph index, start, end."""


class Shown(NamedTuple):
    """Proving words in one paragraph, under their item's anchor. ``begins``: whether their first ones are among them."""

    start: int
    end: int
    anchor: str
    begins: bool

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
        quotation(passage, anchor, resolved.proofs_in(address)),
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


def reference(kind: str, target: str, text: str) -> nodes.Element:
    """A link to something that the course's domain knows, under words of its own."""
    return addnodes.pending_xref(
        "", verbatim(nodes.inline("", text)), refdomain="course", reftype=kind, reftarget=target, refexplicit=True, refwarn=True
    )


def quotation(passage: Passage, anchor: str, proofs: Proofs) -> nodes.Element:
    """The printed words, a numbered paragraph each."""
    quote = verbatim(nodes.block_quote(classes=["excerpt-text"]))
    for n, part in enumerate(passage.paragraphs()):
        here = [
            Shown(start, end, proof_anchor(item), begins=(where, start) == places[0][:2])
            for item, places in proofs
            for where, start, end in places
            if where == n
        ]
        node = paragraph(*marked(part, notes_called=True, proofs=here))
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


def marked(part: Paragraph, *, notes_called: bool = False, proofs: Sequence[Shown] = ()) -> list[nodes.Node]:
    """A paragraph's words with the editor's marks, note calls and proving words as elements of their own.

    Proving words may overlap, so the text is cut at every edge and each piece names the items that it proves; the first
    piece of all bears the anchor.
    """
    edges = {0, len(part.text)}
    edges |= {at for mark in part.marks for at in (mark.start, mark.end)} | {at for proof in proofs for at in (proof.start, proof.end)}
    calls = [mark for mark in part.marks if mark.kind is MarkKind.NOTE and notes_called]
    out: list[nodes.Node] = []
    for start, end in pairwise(sorted(edges)):
        out += [_call(mark) for mark in calls if mark.start == start]
        out.append(_piece(part, start, end, [proof for proof in proofs if proof.start <= start and end <= proof.end]))
    return out + [_call(mark) for mark in calls if mark.start == len(part.text)]


def _call(mark: Mark) -> nodes.Node:
    return nodes.superscript("", str(mark.number), classes=["note-call"])


def _piece(part: Paragraph, start: int, end: int, proofs: list[Shown]) -> nodes.Node:
    """Words between two edges."""
    text = part.text[start:end]
    kind = next((mark.kind for mark in part.marks if mark.start <= start and end <= mark.end and mark.end > mark.start), None)
    if kind is not None:
        whose = "Words left out by the editor of this course" if kind is MarkKind.OMISSION else "Added by the editor of this course"
        return inline("span", text, (kind.value,), title=whose)
    if not proofs:
        return nodes.Text(text)
    node = inline("span", text, ("proof",), data_proof=" ".join(proof.anchor for proof in proofs))
    node["ids"] = [proof.anchor for proof in proofs if proof.begins and proof.start == start]
    return node


def proof_link(address: str, item_id: str) -> nodes.Node:
    """A link to the very words of an excerpt that prove an item."""
    link = reference("passage", address, "Show these words in the excerpt")
    link["proof"] = proof_anchor(item_id)
    return link


def proof_anchor(item_id: str) -> str:
    """The anchor of the words that prove an item."""
    return f"proof-{item_id}"


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
