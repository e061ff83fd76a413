"""The page of a document or article: what a reader needs to judge it, how it is built, and every passage cited from it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes

from generator.citations import citations
from generator.corpus.share import shares
from generator.search.records import named
from generator.spec.quiz import Mode
from generator.spec.sources import DocumentRecord
from generator.sphinx_ext.draw_cite import cite
from generator.sphinx_ext.draw_excerpt import passage_link, place, reference
from generator.sphinx_ext.nodes import box, inline, paragraph, verbatim

if TYPE_CHECKING:
    from generator.citations import Cited
    from generator.corpus.lock import OutlineEntry, Passage
    from generator.resolve import ResolvedCourse


def record(resolved: ResolvedCourse, source: str, anchor: str) -> list[nodes.Element]:
    """Record, standpoint, outline and passages."""
    out: list[nodes.Element] = [_facts(resolved, source, anchor), cite(resolved, source, "Cite this source")]
    standpoint = _standpoint(resolved, source)
    if standpoint:
        out.append(_section("In its own words", f"{anchor}-standpoint", standpoint))
    outline = _outline(resolved, source)
    if outline:
        out.append(_section("Outline", f"{anchor}-outline", outline))
    out.append(_section("Passages cited in this course", f"{anchor}-passages", _passages(resolved, source)))
    return out


def _section(title: str, anchor: str, content: list[nodes.Node]) -> nodes.Element:
    return nodes.section("", nodes.title("", title), *content, ids=[anchor], names=[])


def _facts(resolved: ResolvedCourse, source: str, anchor: str) -> nodes.Element:
    course = resolved.course
    found = course.records()[source]
    document_id = source.split("/", 1)[0]
    document = course.documents()[document_id]
    pin = resolved.lock.sources[document_id]
    share = _published_shares(resolved)[source]
    rows: list[tuple[str, list[nodes.Node | str]]] = [
        ("Title as printed", [verbatim(inline("span", found.title))]),
        ("Authors", ["; ".join(found.authors) if found.authors else "none printed"]),
    ]
    stands_in = f"{found.container}{f', no. {found.issue}' if found.issue else ''}" if found.container else ""
    if isinstance(found, DocumentRecord):
        if stands_in and found.container not in {found.publisher, found.cited_title}:
            rows.append(("Published in", [stands_in]))
        basis = f". {' '.join(found.publisher_basis.split())}" if found.publisher_basis else ""
        rows.append(("Publisher", [(found.publisher or "Not printed") + basis]))
    else:
        link = reference("source", document_id, document.shown_title)
        rows.append(("Published in", [link, f", {document.date}"]))
        if stands_in:
            rows.append(("First published", [f"in {stands_in}"]))
    rows += [
        ("Date", [f"{found.date}. {' '.join(found.date_basis.split())}"]),
        ("Kind", [found.kind]),
        ("Years covered", [", ".join(map(str, found.years)) or "none of this course's"]),
    ]
    if found.note:
        rows.append(("The text", [" ".join(found.note.split())]))
    rows += [
        ("Quoted here", [f"{100 * share:.1f} % of its characters. The rest belongs to its publisher and is not republished."]),
        ("Proved against", [f"a file of {pin.chars:,} characters with the sha256 ", nodes.literal("", pin.sha256)]),
    ]
    entries = nodes.definition_list()
    for name, value in rows:
        entries += nodes.definition_list_item("", nodes.term("", name), nodes.definition("", paragraph(*value)))
    return box("div", entries, classes=("source-record",), ids=(anchor,))


@lru_cache(maxsize=1)  # asked for by the page of every source
def _published_shares(resolved: ResolvedCourse) -> dict[str, float]:
    """What is quoted, less the proofs of graded quizzes: nobody reads those, and a share that counts them would differ with the key."""
    graded = {quiz.value.id for quiz in resolved.course.quizzes if quiz.value.mode is Mode.GRADED}
    passages = {key: passage for key, passage in resolved.lock.passages.items() if key.split("/")[0] not in graded}
    return shares(resolved.lock.model_copy(update={"passages": passages}))


def _standpoint(resolved: ResolvedCourse, source: str) -> list[nodes.Node]:
    count = len(resolved.course.records()[source].standpoint)
    out: list[nodes.Node] = []
    for n in range(count):
        passage = resolved.passage(f"sources/{source}/{n + 1}")
        quote = nodes.block_quote("", verbatim(paragraph(f"“{passage.plain}”")), classes=["standpoint"])
        if passage.paragraph:
            quote += paragraph(_begun(place(passage)), classes=("evidence-source",))
        out.append(quote)
    return out


def _outline(resolved: ResolvedCourse, source: str) -> list[nodes.Node]:
    document_id, _, article = source.partition("/")
    pin = resolved.lock.sources[document_id]
    if not article and pin.articles:
        listed = nodes.bullet_list()
        for name in (a.id for a in resolved.course.documents()[document_id].articles):
            link = reference("source", f"{document_id}/{name}", resolved.course.records()[f"{document_id}/{name}"].shown_title)
            listed += nodes.list_item("", paragraph(link, f" ({pin.articles[name].paragraphs} paragraphs)"))
        return [listed]
    entries: tuple[OutlineEntry, ...] = pin.articles[article].outline if article else pin.outline
    paragraphs = pin.articles[article].paragraphs if article else pin.paragraphs
    if not entries:
        return [paragraph(f"{paragraphs} paragraphs without headings.")]
    listed = nodes.bullet_list()
    for entry in entries:
        where = f" (from paragraph {entry.paragraph})" if entry.paragraph <= paragraphs else ""
        listed += nodes.list_item("", verbatim(paragraph(f"“{entry.heading}”{where}")))
    return [paragraph(f"{paragraphs} paragraphs, under these headings:"), listed]


def _passages(resolved: ResolvedCourse, source: str) -> list[nodes.Node]:
    """Every citation of the source in the order of the source, with links to where it is used."""
    mine = _cited(resolved).get(source, [])
    if not mine:
        return [paragraph("No lesson quotes it yet.")]
    by_place: dict[tuple[int, int], list[tuple[Passage, Cited]]] = {}
    for passage, one in sorted(mine, key=lambda pair: (pair[0].raw, pair[1].key)):
        by_place.setdefault(passage.raw, []).append((passage, one))
    listed = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".", classes=["cited-passages"])
    for uses in by_place.values():
        passage = uses[0][0]
        where = _begun(place(passage)) or "Outside the numbered paragraphs"
        used = inline("span", f"{where}: ", ("uses",))
        for n, (_, one) in enumerate(uses):
            for part in (["; ", *_use(resolved, one)] if n else _use(resolved, one)):
                used += nodes.Text(part) if isinstance(part, str) else part
        listed += nodes.list_item("", verbatim(paragraph(f"“{_short(passage)}” ", used)))
    return [listed]


@lru_cache(maxsize=1)  # asked for by the page of every source
def _cited(resolved: ResolvedCourse) -> dict[str, list[tuple[Passage, Cited]]]:
    """The citations that may be listed by what they cite; those of an article are its document's too."""
    found: dict[str, list[tuple[Passage, Cited]]] = {}
    for one in citations(resolved.course):
        if _shown(resolved, one):
            passage = resolved.passage(one.key)
            for source in named(passage.source):
                found.setdefault(source, []).append((passage, one))
    return found


def _shown(resolved: ResolvedCourse, cited: Cited) -> bool:
    """Whether a citation may be listed: standpoints stand above, and the proofs of a graded quiz would give its key away."""
    first = cited.key.split("/")[0]
    quiz = resolved.course.quiz(first)
    return first != "sources" and not (quiz is not None and quiz.value.mode is Mode.GRADED)


def _use(resolved: ResolvedCourse, cited: Cited) -> list[nodes.Node | str]:
    """Where a citation is used, as links."""
    parts = cited.key.split("/")
    if parts[0] == "timeline":
        timeline = resolved.course.timeline
        assert timeline is not None
        event = next(event for event in timeline.value.events if event.id == parts[1])
        return ["reports ", reference("event", event.id, event.title), f" in “{timeline.value.title}”"]
    if parts[0] == "names":
        names = resolved.course.names
        assert names is not None
        name = next(name for name in names.value.names if name.id == parts[1])
        return ["tells of ", reference("name", name.id, name.name)]
    quiz = resolved.course.quiz(parts[0])
    if quiz is not None:
        return ["proof in ", reference("quiz", parts[0], quiz.value.title)]
    found = resolved.course.lesson(parts[0])
    assert found is not None
    lesson = found.value
    if len(parts) == 2:  # noqa: PLR2004  (lesson/excerpt)
        excerpt = next(excerpt for excerpt in lesson.excerpts() if excerpt.id == parts[1])
        return ["excerpt ", passage_link(cited.key, excerpt.title), f" in “{lesson.title}”"]
    comparison = next(comparison for comparison in lesson.comparisons() if comparison.id == parts[1])
    return ["compared under ", reference("comparison", "/".join(parts[:2]), comparison.question)]


def _begun(where: str) -> str:
    """A place as the beginning of a sentence."""
    return where[:1].upper() + where[1:].removesuffix(", ")


def _short(passage: Passage) -> str:
    words = passage.plain.split()
    return " ".join(words) if len(words) <= 24 else " ".join([*words[:20], "…"])  # noqa: PLR2004  (enough to recognise it)
