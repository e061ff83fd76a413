"""From citations to passages: each gets its exact range and its proof, or a problem that says what is wrong.

With the documents at hand every passage is resolved afresh and proved in two ways. Without them the lock answers, as long
as the citation is still the one that the lock was made for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from generator.citations import Cited, citations
from generator.corpus.blocks import BlockKind
from generator.corpus.excerpt import Edit, MarkKind, note_text, places_in_print, printed
from generator.corpus.fold import rules_id
from generator.corpus.locate import Edges, Match, find_quote, find_range, skipped_spans, used_rules
from generator.corpus.lock import Lock, LockedNote, OutlineEntry, Passage, Pin, PinnedArticle, new_lock, text_sum
from generator.corpus.rules import Rule, verdict_of
from generator.corpus.share import shares
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.memory import Memory, content_key
from generator.mending_quotes import (
    MOST_PLACES,
    for_ends,
    for_evidence,
    for_occurrence,
    for_other_source,
    for_places,
    for_source_reading,
    for_whole_words,
)
from generator.resolved import PIN, Resolved, resolved_form
from generator.spec.citation import Evidence
from generator.spec.course import LOCK
from generator.spec.quiz import HighlightItem, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.corpus.corpus import Corpus, Judgement, Place
    from generator.corpus.document import Document
    from generator.diagnostics.model import Fix
    from generator.resolved import Edits
    from generator.source.files import Span
    from generator.spec.course import Course
    from generator.spec.read import Located

MAX_PLACES_SHOWN = 5


@dataclass(frozen=True)
class ResolvedCourse:
    """A course in which every citation has its passage. Renderers take nothing less.

    ``proved_now`` tells whether the documents were there, or the lock's word was taken.
    """

    course: Course
    lock: Lock
    proved_now: bool

    @property
    def course_id(self) -> str:
        """The name under which browsers keep what readers did."""
        return self.course.sources.value.course

    __hash__ = object.__hash__  # what is reckoned from a course is kept for that very one

    def proofs_in(self, excerpt: str) -> list[tuple[str, tuple[tuple[int, int, int], ...]]]:
        """Items of practice quizzes that words of an excerpt prove, each with the words' places in its printed text."""
        return self._proofs.get(excerpt, [])

    @cached_property
    def _proofs(self) -> dict[str, list[tuple[str, tuple[tuple[int, int, int], ...]]]]:
        found: dict[str, list[tuple[str, tuple[tuple[int, int, int], ...]]]] = {}
        for quiz in (quiz.value for quiz in self.course.quizzes if quiz.value.mode is Mode.PRACTICE):
            for item in quiz.items:
                if item.evidence.passage is not None:
                    found.setdefault(item.evidence.passage, []).append((item.id, self.passage(f"{quiz.id}/{item.id}").within))
        return found

    def passages_of(self, spec: str) -> list[Passage]:
        """The passages of all citations that the spec of an id makes, in the order of their keys."""
        return self._passages.get(spec, [])

    @cached_property
    def _passages(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for key, passage in sorted(self.lock.passages.items()):
            found.setdefault(key.partition("/")[0], []).append(passage)
        return found

    def passage(self, key: str) -> Passage:
        """The passage of a citation's key."""
        return self.lock.passages[key]


def resolve_with_corpus(
    course: Course, corpus: Corpus, problems: Problems, progress: Callable[[int, int], None] | None = None, memory: Memory | None = None
) -> ResolvedCourse | None:
    """Resolve every citation against the documents. None where any problem was reported."""
    memory = memory or Memory()
    before = len(problems.errors)
    passages = passages_found(course, corpus, problems, memory, progress)
    _check_stretches(course, passages, problems)
    if len(problems.errors) > before:
        return None
    every_document = corpus.documents.values()
    pins = {document.id: memory.last(PIN, (document.digest,), partial(memory.recall, _pin, document)) for document in every_document}
    lock = new_lock(pins, passages)
    _check_shares(course, lock, problems)
    return ResolvedCourse(course, lock, proved_now=True) if len(problems.errors) == before else None


def passages_found(
    course: Course, corpus: Corpus, problems: Problems, memory: Memory, progress: Callable[[int, int], None] | None = None
) -> dict[str, Passage]:
    """The passage of every citation that has one, by its key. Why another has none is reported."""
    passages: dict[str, Passage] = {}
    edits: dict[str, Edits] = {}
    every = list(citations(course))
    sums: dict[str, str] = {}
    for n, cited, found in _resolve_files(every, corpus, passages, edits, sums, problems, memory):
        if found is not None:  # of two with one id, which was reported, the first is meant
            passages.setdefault(cited.key, found.passage)
            edits.setdefault(cited.key, found.edits)
        if progress:
            progress(n, len(every))
    return passages


def resolve_with_lock(course: Course, locked: Located[Lock], problems: Problems) -> ResolvedCourse | None:
    """Take every passage from the lock. None where the lock doesn't answer a citation; each such one is reported."""
    before = len(problems.errors)
    lock = locked.value
    help_ = f"run `course lock` where the documents are, and commit {LOCK}"
    for n, record in enumerate(course.sources.value.documents):
        pin = lock.sources.get(record.id)
        if pin is None or pin.sha256 != record.sha256:
            problems.report(Code.LOCK_STALE, f"the lock was made with another text of `{record.id}`", course.sources.file,
                            course.sources.span("documents", n, "sha256"), help=help_)  # fmt: skip
    passages: dict[str, Passage] = {}
    for cited in citations(course):
        passage = lock.passages.get(cited.key)
        if passage is None or passage.request != cited.request:
            what = "no entry for" if passage is None else "another wording of"
            problems.report(Code.LOCK_STALE, f"the lock has {what} the citation `{cited.key}`, and the documents are not here",
                            cited.file, _quote_span(cited), help=help_)  # fmt: skip
        else:
            passages[cited.key] = passage
    if lock.rules != rules_id():
        problems.report(Code.LOCK_STALE, "the lock was made under other folding rules", locked.file,
                        locked.span("rules"), help=help_)  # fmt: skip
    if len(problems.errors) > before:
        return None
    resolved = lock.model_copy(update={"passages": passages})
    _check_shares(course, resolved, problems)
    return ResolvedCourse(course, resolved, proved_now=False) if len(problems.errors) == before else None


def _resolve_files(
    every: list[Cited], corpus: Corpus, passages: dict[str, Passage], edits: dict[str, Edits], sums: dict[str, str], problems: Problems,
    memory: Memory,
) -> Iterator[tuple[int, Cited, Resolved | None]]:  # fmt: skip
    """Citations with their numbers, from 1, and what they come to: those of a file together, as an earlier process left them where
    nothing that they hang on has changed. ``sums`` names, by their keys, what the citations of earlier files hung on."""
    n = 0
    for _, group in groupby(every, key=lambda cited: id(cited.spec)):
        cited_here, own = list(group), Problems()
        given = _hangs_on(cited_here, corpus, sums)
        found = memory.last(resolved_form(own), given, partial(_resolve_all, cited_here, corpus, passages, edits, own, memory))
        for told in own.all():
            problems.add(told)
        sum_ = content_key(*given)
        for cited, one in zip(cited_here, found, strict=True):
            n += 1
            sums.setdefault(cited.key, sum_)
            yield n, cited, one


def _resolve_all(
    cited_here: list[Cited], corpus: Corpus, passages: dict[str, Passage], edits: dict[str, Edits], problems: Problems, memory: Memory
) -> tuple[Resolved | None, ...]:
    return tuple(_resolve(cited, corpus, passages, edits, problems, memory) for cited in cited_here)


def _hangs_on(cited_here: list[Cited], corpus: Corpus, sums: dict[str, str]) -> tuple[str, ...]:
    """All that the passages of a file's citations hang on: their words, the documents, and the excerpts that hold some of them."""
    parts: list[str] = []
    for cited in cited_here:
        words = cited.words
        parts += [cited.key, cited.source, cited.inside or "", sums.get(cited.inside or "", "")]
        parts += [words.quote or "", words.from_ or "", words.to or "", str(words.occurrence)]
        parts.append(repr((words.omit, words.gloss)) if words.omit or words.gloss else "")
    for name in sorted({cited.source.split("/", 1)[0] for cited in cited_here}):
        document = corpus.documents.get(name)
        parts += [name, document.digest if document else "", str(name in corpus.changed)]
    return tuple(parts)


def _resolve(
    cited: Cited, corpus: Corpus, passages: dict[str, Passage], edits: dict[str, Edits], problems: Problems, memory: Memory
) -> Resolved | None:
    """A citation's passage, from memory where the same words were sought in the same document, and in the same excerpt, before.

    Faults aren't remembered: what is said of them names places, and those move.
    """
    words, document_id = cited.words, cited.source.split("/", 1)[0]
    document = corpus.documents.get(document_id) if document_id not in corpus.changed else None
    if document is None:
        return None  # an unknown, missing or changed source: reported where the record stands
    asked = (words.quote, words.from_, words.to, words.occurrence, words.omit, words.gloss)
    given = (asked, cited.source, cited.inside, document, passages.get(cited.inside or ""))
    known = memory.known(Resolved, *given)
    if known is None:
        own = Problems()
        known = _Resolver(cited, corpus, passages, edits, own, memory).resolved()
        if known is not None and not own.errors:
            memory.keep(known, Resolved, *given)
        for found in own.all():
            problems.add(found)
    return known


def _judged(corpus: Corpus, words: str, source: str) -> Judgement:
    return corpus.judge(words, source)


class _Resolver:
    """Resolves one citation."""

    def __init__(
        self, cited: Cited, corpus: Corpus, passages: dict[str, Passage], edits: dict[str, Edits], problems: Problems, memory: Memory
    ) -> None:
        self.memory = memory
        self.cited = cited
        self.corpus = corpus
        self.passages = passages
        self.edits = edits
        self.problems = problems

    def resolved(self) -> Resolved | None:
        """The citation's passage, or None after reporting why there is none."""
        cited, words = self.cited, self.cited.words
        stretches = self.corpus.stretch(cited.source)
        if not stretches:
            return None  # an unknown article, or one without its boundaries: reported where the record stands
        document, within = stretches[0].document, (stretches[0].start, stretches[0].end)
        if cited.inside is not None:
            outer = self.passages.get(cited.inside)
            if outer is None:
                return None  # the excerpt itself is at fault, and was reported
            within = outer.raw
        chosen = self._choose(document, within)
        if chosen is None:
            return None
        match, index, count = chosen
        if cited.inside is not None and any(a < match.end and match.start < b for a, b in self.passages[cited.inside].omitted):
            self.report(Code.EVIDENCE_OUTSIDE, f"the excerpt `{cited.inside}` leaves out some of these words",
                        "quote words that readers see, or shorten the omission")  # fmt: skip
            return None
        edits = self._edits(document, match)
        if edits is None:
            return None
        omit, gloss = edits
        rules = used_rules(document, match, words.quote) if words.quote is not None else self._end_rules(document, match)
        paragraphs = printed(document, match.start, match.end, omit, gloss)
        text = "\n\n".join(paragraph.text for paragraph in paragraphs)
        locator = document.locate(match.start, match.end)
        calls = dict.fromkeys(mark.number for p in paragraphs for mark in p.marks if mark.kind is MarkKind.NOTE)
        notes = {n: note for n in calls if (note := document.note(locator.article, n))}
        raw = document.raw[match.start : match.end]
        passage = Passage(
            source=document.source_at(match.start, match.end),
            request=cited.request,
            raw=(match.start, match.end),
            sha256=hashlib.sha256(raw.encode()).hexdigest(),
            verdict=verdict_of(rules),
            rules=tuple(sorted(rules)),
            skipped=tuple((a, b, rule.value) for a, b, rule in skipped_spans(document, match.start, match.end)),
            omitted=tuple((edit.start, edit.end) for edit in omit),
            match=index,
            of=count,
            section=locator.section,
            paragraph=locator.paragraph,
            marks=tuple((n, m.start, m.end, m.kind.value, m.number) for n, p in enumerate(paragraphs) for m in p.marks),
            numbers=tuple(p.number for p in paragraphs),
            within=self._within(document, match),
            notes={str(n): LockedNote(raw=(b.start, b.end), text=note_text(document, b)) for n, b in notes.items()},
            text=text,
            text_sum=text_sum(text),
        )
        return Resolved(passage, edits)

    def _within(self, document: Document, match: Match) -> tuple[tuple[int, int, int], ...]:
        """Where the words stand in the printed text of the excerpt that holds them."""
        if self.cited.inside is None:
            return ()
        outer = self.passages[self.cited.inside]
        omit, gloss = self.edits[self.cited.inside]
        return tuple(places_in_print(document, outer.raw, omit, gloss, (match.start, match.end)))

    def _choose(self, document: Document, within: tuple[int, int]) -> tuple[Match, int, int] | None:
        """The one place meant, its index among the places (from 1) and their count."""
        words = self.cited.words
        if words.quote is not None:
            matches = find_quote(document, words.quote, within).matches
            self._prove_again(document, words.quote, matches)
        else:
            assert words.from_ is not None
            assert words.to is not None
            begins, matches = find_range(document, words.from_, words.to, within)
            if begins.matches and not matches:
                self._no_end(document, within)
                return None
        if not matches:
            self._not_found()
            return None
        if words.occurrence is not None:
            if words.occurrence > len(matches):
                times = "once" if len(matches) == 1 else f"{len(matches)} times"
                self.report(Code.OCCURRENCE_RANGE, f"the words stand only {times} in `{self.cited.source}`",
                            f"use a number from 1 to {len(matches)}, or remove the key" if matches[1:] else "remove the key",
                            "occurrence", fixes=for_occurrence(self.cited, len(matches)))  # fmt: skip
                return None
            return matches[words.occurrence - 1], words.occurrence, len(matches)
        if len(matches) > 1:
            contexts = [_context(document, match) for match in matches[:MOST_PLACES]]
            notes = [f"{n}: {context}" for n, context in enumerate(contexts[:MAX_PLACES_SHOWN], 1)]
            self.report(Code.QUOTE_AMBIGUOUS, f"the words stand {len(matches)} times in `{self.cited.inside or self.cited.source}`",
                        f"lengthen the quotation, or add `occurrence:` with a number from 1 to {len(matches)}", notes=notes,
                        fixes=for_places(self.cited, contexts))  # fmt: skip
            return None
        return matches[0], 1, 1

    def _prove_again(self, document: Document, words: str, matches: tuple[Match, ...]) -> None:
        """The second, independent resolver must name the same places, each looked for where the first found it."""
        from generator.corpus.pattern import stands_at  # noqa: PLC0415  (patterns that a check needs only for a new quotation)

        for match in matches:
            if not stands_at(document, words, match):
                self.report(Code.PROOFS_DISAGREE, f"the second proof doesn't find the words at {match.start}-{match.end}",
                            "report this with the quotation and the document's sha256")  # fmt: skip

    def _no_end(self, document: Document, within: tuple[int, int]) -> None:
        words = self.cited.words
        assert words.to is not None
        judged = self.memory.recall(_judged, self.corpus, words.to, self.cited.source)
        if judged.matches and find_quote(document, words.to, within).matches:
            self.report(Code.RANGE_ORDER, "no `to` stands after the `from`", "swap the two, or correct them", "to",
                        fixes=for_ends(self.cited, document, within))  # fmt: skip
        else:
            self._explain(judged, words.to, "to")

    def _not_found(self) -> None:
        cited = self.cited
        words = cited.words.quote or cited.words.from_
        assert words is not None
        part = "quote" if cited.words.quote is not None else "from"
        judged = self.memory.recall(_judged, self.corpus, words, cited.source)
        if cited.inside is not None and judged.matches:
            other = ", or write `source:`" if isinstance(cited.words, Evidence) else ""
            self.report(Code.EVIDENCE_OUTSIDE, f"the words do not stand in the excerpt `{cited.inside}`",
                        f"they stand in `{judged.matches[0].source}`: lengthen the excerpt{other}", part,
                        fixes=for_evidence(cited, judged.matches[0].source))  # fmt: skip
            return
        self._explain(judged, words, part)

    def _explain(self, judged: Judgement, words: str, part: str) -> None:
        """Report why words aren't where they should be, with what would help."""
        cited = self.cited
        if judged.split:
            place = judged.split[0]
            self.report(Code.QUOTE_SPLIT, "the quotation begins or ends inside a word or number", "quote whole words", part,
                        notes=[f"the source has: {_around(place)}"],
                        fixes=for_whole_words(cited, part, words, place))  # fmt: skip
            return
        if judged.elsewhere:
            listed = ", ".join(f"`{source}`" for source in dict.fromkeys(place.source for place in judged.elsewhere))
            self.report(Code.QUOTE_ELSEWHERE, f"the words do not stand in `{cited.source}`, but verbatim in {listed}",
                        f"write `source: {judged.elsewhere[0].source}`", part,
                        fixes=for_other_source(cited, judged.elsewhere))  # fmt: skip
            return
        if not judged.nearest:
            self.report(Code.QUOTE_ABSENT, f"the words do not stand in `{cited.source}`, nor anything like them anywhere",
                        "check the source, or find the words with `course cite`", part)  # fmt: skip
            return
        best = judged.nearest[0]
        notes = [f"quote:  {best.quote_marked}", f"source: {best.source_marked} ({_where(best.place)})"]
        if best.risks:
            notes.append(f"risk:   {' and '.join(f'a {risk.value}' for risk in best.risks)} differs")
        notes += [f"also like it: {_where(other.place)}" for other in judged.nearest[1:]]
        same = cited.source in {best.place.source, best.place.document.id}
        code = Code.QUOTE_NEAR if judged.verdict.value == "near" else Code.QUOTE_ABSENT
        where = f"`{cited.source}`" if same else f"`{cited.source}`; the nearest words are in `{best.place.source}`"
        self.report(code, f"the words are not verbatim in {where}", "write the source's reading", part, notes=notes,
                    fixes=for_source_reading(cited, part, words, judged))  # fmt: skip

    def _edits(self, document: Document, match: Match) -> tuple[tuple[Edit, ...], tuple[Edit, ...]] | None:
        words = self.cited.words
        within = (match.start, match.end)
        omit: list[Edit] = []
        gloss: list[Edit] = []
        fine = True
        for n, left_out in enumerate(words.omit):
            found = find_quote(document, left_out, within).matches
            if len(found) == 1:
                omit.append(Edit(found[0].start, found[0].end))
            else:
                fine = False
                self.report(Code.OMIT_MISSING, f"the words to omit stand {_times(len(found))} in the quotation",
                            "copy them from the quotation, long enough to be unique", "omit", n)  # fmt: skip
        for n, added in enumerate(words.gloss):
            found = find_quote(document, added.after, within).matches
            if len(found) == 1 and any(gap.start < found[0].end <= gap.end for gap in omit):
                fine = False
                self.report(Code.GLOSS_MISSING, "the words before the gloss are left out",
                            "shorten the omission, or remove the gloss", "gloss", n)  # fmt: skip
            elif len(found) == 1:
                gloss.append(Edit(found[0].start, found[0].end, added.text))
            else:
                fine = False
                self.report(Code.GLOSS_MISSING, f"the words before the gloss stand {_times(len(found))} in the quotation",
                            "copy them from the quotation, long enough to be unique", "gloss", n)  # fmt: skip
        omit.sort(key=lambda edit: edit.start)
        return (tuple(omit), tuple(gloss)) if fine else None

    def _end_rules(self, document: Document, match: Match) -> frozenset[Rule]:
        """For `from` and `to`: the rules that either end needed. What lies between was not typed, so needs none."""
        words = self.cited.words
        assert words.from_ is not None
        assert words.to is not None
        within = (match.start, match.end)
        first = find_quote(document, words.from_, within, Edges.START).matches[0]
        last = find_quote(document, words.to, within, Edges.END).matches[-1]
        return used_rules(document, first, words.from_) | used_rules(document, last, words.to)

    def report(
        self, code: Code, message: str, fix: str, *route: str | int, notes: list[str] | None = None, fixes: tuple[Fix, ...] = ()
    ) -> None:
        """Report a problem at a part of the citation."""
        span = self.cited.span(*route) if route else _quote_span(self.cited)
        self.problems.report(code, message, self.cited.file, span, notes=notes or [], help=fix, fixes=fixes)


def _quote_span(cited: Cited) -> Span:
    return cited.span("quote") if cited.words.quote is not None else cited.span("from")


def _times(count: int) -> str:
    return {0: "nowhere", 1: "once"}.get(count, f"{count} times")


def _context(document: Document, match: Match) -> str:
    before = " ".join(document.raw[max(0, match.start - 60) : match.start].split())[-40:]
    after = " ".join(document.raw[match.end : match.end + 60].split())[:40]
    return f"{document.source_at(match.start, match.end)} at {match.start}: ...{before} «» {after}..."


def _around(place: Place) -> str:
    raw = place.document.raw
    return " ".join(raw[max(0, place.start - 30) : place.end + 30].split())


def _where(place: Place) -> str:
    locator = place.document.locate(place.start, place.end)
    paragraph = f", paragraph {locator.paragraph}" if locator.paragraph else ""
    return f"`{place.source}`{paragraph}"


def _pin(document: Document) -> Pin:
    """What the book needs to know of a document when it isn't there."""
    articles = {
        place.id: PinnedArticle(
            raw=(place.start, place.end),
            paragraphs=_paragraph_count(document, place.id),
            outline=_outline(document, place.id),
        )
        for place in document.articles
    }
    return Pin(
        sha256=document.sha256,
        chars=len(document.raw),
        paragraphs=0 if articles else _paragraph_count(document, None),
        outline=() if articles else _outline(document, None),
        articles=articles,
    )


def _paragraph_count(document: Document, article: str | None) -> int:
    return sum(block.counts for block in document.blocks if block.article == article)


def _outline(document: Document, article: str | None) -> tuple[OutlineEntry, ...]:
    entries = []
    number = 0
    for block in document.blocks:
        if block.article != article:
            continue
        if block.counts:
            number = block.number
        elif block.kind is BlockKind.HEADING:
            heading = printed(document, block.start, block.end, (), ())[0].text
            entries.append(OutlineEntry(heading=heading, paragraph=number + 1))
    return tuple(entries)


def _check_stretches(course: Course, passages: dict[str, Passage], problems: Problems) -> None:
    """Stretches that readers choose from in one excerpt don't overlap."""
    for quiz in course.quizzes:
        for n, item in enumerate(quiz.value.items):
            if not isinstance(item, HighlightItem):
                continue
            keys = [(f"{quiz.value.id}/{item.id}/{stretch.id}", m) for m, stretch in enumerate(item.stretches)]
            # An id that stands twice, which was reported, counts once.
            placed = sorted((passages[key].raw, m) for key, m in dict(reversed(keys)).items() if key in passages)
            for ((_, end), first), ((start, _), second) in pairwise(placed):
                if start < end:
                    problems.report(
                        Code.STRETCH_OVERLAP, f"stretches `{item.stretches[first].id}` and `{item.stretches[second].id}` overlap",
                        quiz.file, quiz.span("items", n, "stretches", second), help="shorten one of them",
                    )  # fmt: skip


def _check_shares(course: Course, lock: Lock, problems: Problems) -> None:
    """No document or article is quoted beyond the course's limits."""
    limits = course.sources.value.limits
    found = shares(lock)
    for n, record in enumerate(course.sources.value.documents):
        if record.rights == "full":
            continue
        places = [(record.id, ("documents", n, "id"))]
        places += [(f"{record.id}/{a.id}", ("documents", n, "articles", m, "id")) for m, a in enumerate(record.articles)]  # type: ignore[misc]
        for source, route in places:
            percent = 100 * found.get(source, 0)
            if percent > limits.warn:
                over = percent > limits.fail
                problems.report(
                    Code.SHARE_OVER if over else Code.SHARE_HIGH,
                    f"lessons quote {percent:.1f} % of `{source}`; the limit is {limits.fail if over else limits.warn} %",
                    course.sources.file, course.sources.span(*route), help="shorten excerpts, or cite another source",
                )  # fmt: skip
