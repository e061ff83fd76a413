"""An excerpt as a source box: what a reader must know first stands first; then the words; then the proof."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from generator.corpus.excerpt import MarkKind
from generator.corpus.rules import Verdict
from generator.render.source_line import described
from generator.sphinx_ext.draw_cite import cite
from generator.sphinx_ext.marks import NoteCall, ParagraphNumber, explained
from generator.sphinx_ext.nodes import box, heading, inline, paper_only, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    title = heading(3, excerpt.title, classes=("excerpt-title",), ids=(f"{anchor}-title",))
    return box(
        "figure",
        box(
            "figcaption",
            title,
            source_line(resolved, passage, resolved.course.records()[passage.source].kind),
            paragraph(" ".join(excerpt.headnote.split()), classes=("headnote",)),
        ),
        quotation(passage, anchor, resolved.proofs_in(address)),
        *notes(passage, anchor),
        screen_only(
            "div",
            provenance(resolved, passage, whole=excerpt.quote is not None),
            cite(resolved, passage.source, "Cite this passage", passage),
            classes=("excerpt-foot",),
        ),
        paper_only(paragraph(_proof_on_paper(resolved, passage), classes=("provenance",))),
        classes=("excerpt",),
        ids=(anchor,),
        aria_labelledby=f"{anchor}-title",
    )


def source_line(resolved: ResolvedCourse, passage: Passage, kind: str) -> nodes.Element:
    """Who, what, when, with a link to the source's page; and what kind of text it is."""
    return paragraph(source_link(resolved, passage.source), f" ·\u00a0{kind}", classes=("source-line",))


def source_link(resolved: ResolvedCourse, source: str) -> nodes.Node:
    """The source line as a link to the source's page."""
    text = described(resolved.course, source)
    return reference("source", source, text)


def where(resolved: ResolvedCourse, passage: Passage) -> list[nodes.Node]:
    """The source line of a passage and its paragraphs."""
    found = [source_link(resolved, passage.source)]
    if passage.paragraph:
        found.append(nodes.Text(f", paragraph {passage.paragraph.replace('-', '–')}"))
    return found


def quoted(passage: Passage) -> list[nodes.Node]:
    """A passage's words on one line, in quotation marks, with the editor's marks in them."""
    words: list[nodes.Node] = [nodes.Text("“")]
    for n, part in enumerate(passage.paragraphs()):
        words += [nodes.Text(" "), *marked(part)] if n else marked(part)
    return [*words, nodes.Text("”")]


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
    notes_here = {number: f"{anchor}-note-{number}" for number in passage.notes}
    for n, part in enumerate(passage.paragraphs()):
        here = [
            Shown(start, end, proof_anchor(item), begins=(where, start) == places[0][:2])
            for item, places in proofs
            for where, start, end in places
            if where == n
        ]
        name = f"{anchor}-p{n + 1}"
        node = paragraph(*marked(part, proofs=here, notes=notes_here, anchor=name))
        if part.number:
            node["ids"] = [name]
            node.insert(0, ParagraphNumber("", str(part.number), target=name))
        quote += node
    return quote


def marked(
    part: Paragraph, *, proofs: Sequence[Shown] = (), notes: Mapping[str, str] | None = None, anchor: str = ""
) -> list[nodes.Node]:
    """A paragraph's words with the editor's marks, note calls and proving words as elements of their own.

    ``notes`` gives the ids of the source's notes by number; without it no call is drawn. Under an ``anchor``, from which their
    ids are made, marks are explained. Proving words may overlap, so the text is cut at every edge and each piece names the items
    that it proves; the first piece of all bears the anchor.
    """
    edges = {0, len(part.text)}
    edges |= {at for mark in part.marks for at in (mark.start, mark.end)} | {
        at for proof in proofs for at in (proof.start, proof.end)
    }
    calls = [mark for mark in part.marks if mark.kind is MarkKind.NOTE and notes is not None]
    out: list[nodes.Node] = []
    for start, end in pairwise(sorted(edges)):
        out += [_call(mark, notes or {}) for mark in calls if mark.start == start]
        out.append(_piece(part, start, end, [proof for proof in proofs if proof.start <= start and end <= proof.end], anchor))
    return out + [_call(mark, notes or {}) for mark in calls if mark.start == len(part.text)]


def _call(mark: Mark, notes: Mapping[str, str]) -> nodes.Node:
    """A call opens its note; one whose note is missing in the source is only a number."""
    number = str(mark.number)
    return NoteCall("", number, classes=["note-call"], **({"popover": notes[number]} if number in notes else {}))


def _piece(part: Paragraph, start: int, end: int, proofs: list[Shown], anchor: str) -> nodes.Node:
    """Words between two edges."""
    text = part.text[start:end]
    mark = next((mark for mark in part.marks if mark.start <= start and end <= mark.end and mark.end > mark.start), None)
    if mark is not None and anchor:
        return explained("span", text, (mark.kind.value,), why=_why(mark, text), tooltip=f"{anchor}-{start}", tabindex="0")
    if mark is not None:
        return inline("span", text, (mark.kind.value,))
    if not proofs:
        return nodes.Text(text)
    node = inline("span", text, ("proof",), data_proof=" ".join(proof.anchor for proof in proofs))
    node["ids"] = [proof.anchor for proof in proofs if proof.begins and proof.start == start]
    return node


def _why(mark: Mark, text: str) -> str:
    """What a mark that isn't the source's stands for."""
    if mark.kind is MarkKind.OMISSION:
        count = f"{mark.number:,} word{'s' if mark.number > 1 else ''}" if mark.number else "these words"
        return f"The editor of this course left out {count}."
    if text == "[sic]":
        return "Latin for ‘so’: this is how the source has it."
    return "Added by the editor of this course. The source doesn’t have it."


def proof_link(address: str, item_id: str) -> nodes.Node:
    """A link to the very words of an excerpt that prove an item."""
    link = reference("passage", address, "Show these words in the excerpt")
    link["proof"] = proof_anchor(item_id)
    return link


def proof_anchor(item_id: str) -> str:
    """The anchor of the words that prove an item."""
    return f"proof-{item_id}"


def notes(passage: Passage, anchor: str) -> list[nodes.Node]:
    """The source's own notes that the words call: in full below them, and each again where its call is pressed."""
    if not passage.notes:
        return []
    entries: list[nodes.Node] = []
    for number, note in passage.notes.items():
        words = f" {note.text}"
        shown = screen_only("div", inline("strong", f"Note {number}"), nodes.Text(words), classes=("note",), popover="auto")
        shown["ids"] = [f"{anchor}-note-{number}"]
        entries += [paragraph(nodes.superscript("", number), words), shown]
    return [verbatim(box("div", paragraph("Notes in the source", classes=("notes-title",)), *entries, classes=("source-notes",)))]


def provenance(resolved: ResolvedCourse, passage: Passage, *, whole: bool) -> nodes.Element:
    """What was proved and how, under a word that opens it. ``whole``: the editor wrote out all the words, not only their ends."""
    pin = resolved.lock.sources[passage.document]
    return screen_only(
        "details",
        screen_only(
            "summary",
            nodes.Text("Verbatim"),
            inline("span", f" · {VERDICTS[passage.verdict]}", ("verdict",)),
            inline("span", f" · {_address(resolved, passage)}", ("address",)),
        ),
        paragraph(proof_in_words(passage, whole=whole)),
        paragraph(
            f"Place: {place(passage)}characters {_characters(passage)} of {pin.chars:,}. "
            f"Proved against a file with sha256 {pin.sha256[:12]}…, which ",
            reference("source", passage.source, "the record of this source"),
            " describes.",
        ),
        classes=("provenance",),
    )


def proof_in_words(passage: Passage, *, whole: bool) -> str:
    """What was sought, what was found, and what is printed."""
    what = "These words were" if whole else "The first and the last of these words were"
    how = "character for character"
    if passage.rules:
        how = f"verbatim; what differs from the file is {'; '.join(rule.in_words for rule in passage.rules)}"
    twice = " A second, independent search found them at the same place." if whole else ""
    return (
        f"{what} sought in the source’s file and stand there {how}.{twice} What is printed above is cut from the file, not typed."
    )


def _proof_on_paper(resolved: ResolvedCourse, passage: Passage) -> str:
    """The badge and what it opens to on one line."""
    return f"Verbatim, {VERDICTS[passage.verdict]}; {place(passage)}{_address(resolved, passage)}"


def _address(resolved: ResolvedCourse, passage: Passage) -> str:
    return f"characters {_characters(passage)} of the file with sha256 {resolved.lock.sources[passage.document].sha256[:12]}…"


def _characters(passage: Passage) -> str:
    return f"{passage.raw[0]:,}–{passage.raw[1]:,}"


def place(passage: Passage) -> str:
    """Section and paragraph, ending so that more can follow."""
    parts = []
    if passage.section:
        parts.append(f"section “{passage.section}”")
    if passage.paragraph:
        parts.append(f"paragraph {passage.paragraph.replace('-', '–')}")
    return "".join(f"{part}, " for part in parts)
