"""The documents of a course, found in one folder, and the verdict on words said to stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from generator.corpus.blocks import article_ranges
from generator.corpus.diff import Risk, word_diff
from generator.corpus.document import Document, read_document
from generator.corpus.fold import Folding
from generator.corpus.locate import Match, find_quote, used_rules
from generator.corpus.mending import for_line, for_sha256
from generator.corpus.nearest import nearest
from generator.corpus.rules import Rule, Verdict, verdict_of
from generator.diagnostics.codes import Code
from generator.memory import Form, Memory, content_key

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus.kept import Kept
    from generator.corpus.windows import Proposer
    from generator.diagnostics.model import Problems
    from generator.source.yaml_nodes import Route
    from generator.spec.read import Located
    from generator.spec.sources import Sources


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document. Offsets are raw str indexes, end exclusive."""

    document: Document
    start: int
    end: int

    @property
    def source(self) -> str:
        """`document` or `document/article`."""
        return self.document.source_at(self.start, self.end)

    @property
    def raw(self) -> str:
        """The stretch as the file has it."""
        return self.document.raw[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A place that is like a quotation, and where the likeness is dangerous."""

    place: Place
    distance: int
    quote_marked: str
    source_marked: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of some words.

    ``matches`` are the places in the named source; ``split`` those refused because they would cut a word; ``elsewhere``
    the verbatim places in other sources, sought only when the named one has none; ``nearest`` the suggestions, sought
    only when there is no verbatim place.
    """

    verdict: Verdict
    matches: tuple[Place, ...] = ()
    rules: frozenset[Rule] = frozenset()
    nearest: tuple[Suggested, ...] = ()
    elsewhere: tuple[Place, ...] = ()
    split: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """The documents that were found. ``changed`` are those whose bytes aren't the ones pinned."""

    documents: dict[str, Document]
    changed: frozenset[str]
    proposer: Proposer | None = None
    """An index of the documents, asked where words can stand and where likenesses may, if there is one."""

    @cached_property
    def digest(self) -> str:
        """Names the documents and their records."""
        return content_key(*(document.digest for document in self.documents.values()), *sorted(self.changed))

    def stretch(self, source: str | None) -> list[Place]:
        """What a source id names: one stretch, every document for None, nothing for an unknown id."""
        if source is None:
            return [Place(document, 0, len(document.raw)) for document in self.documents.values()]
        name, _, article = source.partition("/")
        document = self.documents.get(name)
        found = document.range_of(article or None) if document else None
        return [Place(document, *found)] if document and found else []

    def judge(self, words: str, source: str | None, *, suggest: bool = True) -> Judgement:
        """The verdict on words said to stand in a source, or anywhere for None."""
        stretches = self.stretch(source)
        found: list[Place] = []
        split: list[Place] = []
        for stretch in stretches:
            result = find_quote(stretch.document, words, (stretch.start, stretch.end), proposer=self.proposer)
            found += [Place(stretch.document, match.start, match.end) for match in result.matches]
            split += [Place(stretch.document, match.start, match.end) for match in result.split]
        if source is not None and source.partition("/")[0] in self.changed:
            return Judgement(Verdict.SOURCE_CHANGED, tuple(found))
        if len(found) > 1:
            return Judgement(Verdict.AMBIGUOUS, tuple(found))
        if found:
            rules = used_rules(found[0].document, Match(found[0].start, found[0].end), words)
            return Judgement(verdict_of(rules), tuple(found), rules)
        elsewhere = self._elsewhere(words, stretches) if source is not None else ()
        suggestions = self._suggest(words, stretches if source is not None else []) if suggest else ()
        near = bool(split) or any(
            stretch.document is suggestion.place.document
            and stretch.start <= suggestion.place.start
            and suggestion.place.end <= stretch.end
            for stretch in stretches
            for suggestion in suggestions
        )
        return Judgement(
            Verdict.NEAR if near else Verdict.ABSENT, nearest=suggestions, elsewhere=elsewhere, split=tuple(split)
        )

    def _elsewhere(self, words: str, stretches: list[Place]) -> tuple[Place, ...]:
        found = [
            Place(document, match.start, match.end)
            for document in self.documents.values()
            for match in find_quote(document, words, (0, len(document.raw)), proposer=self.proposer).matches
        ]
        named = {(stretch.document.id, stretch.start, stretch.end) for stretch in stretches}
        return tuple(
            place
            for place in found
            if not any(place.document.id == name and a <= place.start and place.end <= b for name, a, b in named)
        )

    def _suggest(self, words: str, stretches: list[Place]) -> tuple[Suggested, ...]:
        first = (stretches[0].document, (stretches[0].start, stretches[0].end)) if stretches else None
        out = []
        for suggestion in nearest(words, list(self.documents.values()), first=first, proposer=self.proposer):
            place = Place(suggestion.document, suggestion.start, suggestion.end)
            diff = word_diff(
                suggestion.document.folding.quote(words), suggestion.document.folding.quote(place.raw)
            )
            out.append(Suggested(place, suggestion.distance, diff.quote_marked, diff.source_marked, diff.risks))
        return tuple(out)


def open_corpus(
    folder: Path, sources: Located[Sources], problems: Problems, memory: Memory | None = None, kept: Kept | None = None
) -> Corpus:
    """Read every document of the record from a folder; what is missing, changed or misdescribed is reported."""
    memory = memory or Memory()
    documents: dict[str, Document] = {}
    changed: set[str] = set()
    first = {record.id: n for n, record in reversed([*enumerate(sources.value.documents)])}
    for n, record in enumerate(sources.value.documents):
        if first[record.id] != n:  # of two with one id, which was reported, the first is meant
            continue
        try:
            document = read_document(record, folder / record.file, memory, kept)
        except FileNotFoundError:
            problems.report(
                Code.SOURCE_MISSING, f"the document `{record.id}` is not in the folder of documents", sources.file,
                sources.span("documents", n, "file"), help=f"put `{record.file}` there, or unset COURSE_CORPUS to build from the lock",
            )  # fmt: skip
            continue
        except (OSError, UnicodeDecodeError) as error:
            reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
            problems.report(Code.FILE_UNREADABLE, f"the document `{record.id}` can't be read: {reason}", sources.file,
                            sources.span("documents", n, "file"), help="save it as UTF-8 text that may be read")  # fmt: skip
            continue
        documents[record.id] = document
        if document.sha256 != record.sha256:
            changed.add(record.id)
            problems.report(
                Code.SOURCE_CHANGED, f"the document `{record.id}` is not the one that the course was written against",
                sources.file, sources.span("documents", n, "sha256"),
                notes=[f"pinned: {record.sha256}", f"found:  {document.sha256}"],
                help=f"put back the right `{record.file}`; if the change is meant, pin its sha256 and run `course lock`",
                fixes=for_sha256(sources, n, document.sha256),
            )  # fmt: skip
            continue
        for code, route, line in memory.last(_LINES, (document.digest,), partial(memory.recall, _missing_lines, document)):
            problems.report(code, f"no line of `{document.id}` reads `{line}`", sources.file,
                            sources.span("documents", n, *route), help="copy the line from the document, whole",
                            fixes=for_line(sources, ("documents", n, *route), line, document.raw))  # fmt: skip
    return memory.recall(_corpus, tuple(documents.values()), frozenset(changed))


def _corpus(documents: tuple[Document, ...], changed: frozenset[str]) -> Corpus:
    return Corpus({document.id: document for document in documents}, changed)


def _read_lines(data: bytes) -> tuple[tuple[Code, Route, str], ...]:
    return tuple((Code(code), tuple(route), line) for code, route, line in from_json(data))


_LINES = Form(name="missing lines", read=_read_lines, write=to_json)


def _missing_lines(document: Document) -> tuple[tuple[Code, Route, str], ...]:
    """What a record says of its document's layout and isn't so: lines that aren't there, by their places in the record."""
    _, missing = article_ranges(document.raw, document.record.articles)
    boundaries: list[tuple[Code, Route, str]] = []
    for m, key in missing:
        article = document.record.articles[m]
        line = str(article.starts if key == "starts" else article.ends_before)
        boundaries.append((Code.ARTICLE_BOUNDARY, ("articles", m, key), line))
    layout = document.record.layout
    declared: list[tuple[Route, str]] = [
        *((("layout", "headings", "lines", m), line) for m, line in enumerate(layout.headings.lines)),
        *((("layout", "headings", "not", m), line) for m, line in enumerate(layout.headings.not_)),
        *((("layout", "headings", "cut", m), line) for m, line in enumerate(layout.headings.cut)),
        *((("articles", a, "byline", m), line)
          for a, article in enumerate(document.record.articles) for m, line in enumerate(article.byline)),
        *([(("layout", "notes_heading"), layout.notes_heading)] if layout.notes_heading else []),
    ]  # fmt: skip
    lines = frozenset(document.raw.split("\n")) if declared else frozenset()
    unmatched = [(route, line) for route, line in declared if line not in lines]
    if unmatched:  # some are written otherwise than the document sets them
        folded = {document.folding.quote(line) for line in lines}
        unmatched = [(route, line) for route, line in unmatched if document.folding.quote(line) not in folded]
    for m, line in enumerate(layout.furniture):
        pattern = Folding(layout.model_copy(update={"furniture": (line,)})).furniture
        if pattern is None or not pattern.search(document.raw):
            unmatched.append((("layout", "furniture", m), line))
    return (*boundaries, *((Code.LAYOUT_UNMATCHED, route, line) for route, line in unmatched))
