"""The real course against its real documents. Collected only where COURSE_CORPUS is set; then the documents must be there.

Where a folder `dossier` stands beside the documents, its passages and claims, found by other means, must be found here too.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import pipeline
from generator.citations import citations
from generator.cite import cite_batch
from generator.corpus.blocks import BlockKind
from generator.corpus.corpus import Corpus, open_corpus
from generator.corpus.locate import find_quote
from generator.corpus.lock import Lock, read_lock
from generator.corpus.pattern import find_by_pattern
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.resolve import ResolvedCourse
from generator.source.files import read_text
from generator.spec.course import LOCK, Course, load_course
from tests.facts.__main__ import main as facts

ROOT = Path(__file__).parents[1]
DOCUMENTS = Path(os.environ["COURSE_CORPUS"])
DOSSIER = DOCUMENTS.parent / "dossier"
SPLIT = "iwl-2026"
"""The document whose paragraphs are cut by columns and pages."""


@pytest.fixture(scope="module")
def course() -> Course:
    problems = Problems()
    loaded = load_course(ROOT, problems)
    assert [to_text.as_text(found) for found in problems.errors] == []
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def corpus(course: Course) -> Corpus:
    """The documents, every one there and unchanged."""
    problems = Problems()
    opened = open_corpus(DOCUMENTS, course.sources, problems)
    assert [to_text.as_text(found) for found in problems] == []
    return opened


@pytest.fixture(scope="module")
def resolved(corpus: Corpus) -> ResolvedCourse:
    """The course, every citation proved against the documents."""
    del corpus
    problems = Problems()
    found, _ = pipeline.check(ROOT, problems)
    assert [to_text.as_text(one) for one in problems.errors] == []
    assert found is not None
    assert found.proved_now
    return found


@pytest.fixture(scope="module")
def lock() -> Lock:
    """The lock as committed."""
    problems = Problems()
    found = read_lock(read_text(ROOT / LOCK, ROOT), problems)
    assert [to_text.as_text(one) for one in problems] == []
    assert found is not None
    return found.value


# -- the course -------------------------------------------------------------------------------------------------------


def test_all_five_documents_are_there_and_are_the_ones_pinned(course: Course, corpus: Corpus) -> None:
    assert sorted(corpus.documents) == ["idom-2003-10-17", "idom-2003-10-key", "iwl-2026", "l5i-2005", "rw-2003-11"]
    assert {name: found.sha256 for name, found in corpus.documents.items()} == {
        record.id: record.sha256 for record in course.sources.value.documents
    }


def test_the_committed_lock_is_what_the_specs_and_documents_give(resolved: ResolvedCourse) -> None:
    """If this fails: `COURSE_CORPUS=... course lock`, and review what changed."""
    assert pipeline.lock_is_current(resolved)


def test_every_locked_range_is_cut_from_its_document_with_the_locked_hash(lock: Lock, corpus: Corpus) -> None:
    assert {
        key: hashlib.sha256(corpus.documents[passage.document].raw[slice(*passage.raw)].encode()).hexdigest()
        for key, passage in lock.passages.items()
    } == {key: passage.sha256 for key, passage in lock.passages.items()}


def test_every_document_and_article_is_cited(lock: Lock, course: Course) -> None:
    cited = {passage.source for key, passage in lock.passages.items() if not key.startswith("sources/")}
    assert {source.split("/")[0] for source in cited} == set(course.documents())


def test_both_resolvers_find_the_words_of_every_citation_at_the_same_places(resolved: ResolvedCourse, corpus: Corpus) -> None:
    """Over the whole document, so that neither finds a place that the other doesn't."""
    differ: list[tuple[str, str]] = []
    for cited in citations(resolved.course):
        passage = resolved.passage(cited.key)
        document = corpus.documents[passage.document]
        whole = (0, len(document.raw))
        differ += [
            (cited.key, words)
            for words in (cited.words.quote, cited.words.from_, cited.words.to, document.raw[slice(*passage.raw)])
            if words is not None and find_by_pattern(document, words, whole) != find_quote(document, words, whole).matches
        ]
    assert differ == []


# -- the broken paragraphs --------------------------------------------------------------------------------------------


def test_128_breaks_in_running_text_and_9_in_notes_are_rejoined(corpus: Corpus) -> None:
    document = corpus.documents[SPLIT]
    joins = [
        (block.kind, document.raw[left[0] : left[1]].rstrip("*"))
        for block in document.blocks
        for left, _ in zip(block.parts, block.parts[1:], strict=False)
    ]
    running = [text for kind, text in joins if kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}]
    notes = [text for kind, text in joins if kind is BlockKind.NOTE]
    headings = [text for kind, text in joins if kind is BlockKind.HEADING]
    assert len(running) == 128
    assert [text for text in running if text.endswith((".", "!", "?", ":"))] == []
    # Two notes more were cut where a sentence or a place of publication ends; only their missing number shows it.
    assert (len(notes), sum(not text.endswith((".", ":")) for text in notes)) == (11, 9)
    assert headings == ["A PARTY BORN OF THE"]


def test_fifteen_of_them_resume_with_a_capital_a_digit_or_a_bracket(corpus: Corpus) -> None:
    document = corpus.documents[SPLIT]
    resumed = [
        document.raw[right[0] : right[1]].split()[0]
        for block in document.blocks
        if block.counts
        for _, right in zip(block.parts, block.parts[1:], strict=False)
    ]
    assert sorted(word for word in resumed if not word[0].islower()) == [
        "(POR-U).", "1956", "Armed", "August,", "Bolivia", "Bolivia", "COB", "COB,", "COB’s", "Constituent", "Lechín,", "Moreno",
        "Paz", "Paz", "Russia,",
    ]  # fmt: skip
    assert sum(word[0].islower() for word in resumed) == 113


# -- the dossier ------------------------------------------------------------------------------------------------------


def entries(name: str) -> list[dict[str, Any]]:
    """The passages or claims of the dossier."""
    found: list[dict[str, Any]] = yaml.load((DOSSIER / f"{name}.yml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))[name]
    return found


def misplaced(corpus: Corpus, name: str, *, whole_corpus: bool = False) -> list[tuple[str, str]]:
    """Entries whose words, as the file has them or with white space collapsed, don't lead back to the entry's place."""
    asked, places = [], []
    for entry in entries(name):
        raw = corpus.documents[entry["doc"]].raw[entry["start"] : entry["end"]]
        source = f"{entry['doc']}/{entry['article']}" if entry["article"] else entry["doc"]
        for words in dict.fromkeys((raw, " ".join(raw.split()), entry.get("quote", raw))):
            asked.append(json.dumps({"id": entry["id"], "source": None if whole_corpus else source, "quote": words}))
            places.append({"source": source, "start": entry["start"], "end": entry["end"]})
    wrong = []
    for line, place in zip(cite_batch(corpus, asked), places, strict=True):
        answer = json.loads(line)
        found = [{key: match[key] for key in place} for match in answer["matches"]]
        proved = answer["verdict"] in {"exact", "typographic", "layout"}
        if place not in found or not (proved or (answer["verdict"] == "ambiguous" and len(found) > 1)):
            wrong.append((answer["id"], answer["verdict"]))
    return wrong


if (DOSSIER / "passages.yml").exists() and (DOSSIER / "claims.yml").exists():

    @pytest.mark.parametrize(("name", "count"), [("passages", 144), ("claims", 775)])
    def test_every_entry_of_the_dossier_leads_back_to_its_place(corpus: Corpus, name: str, count: int) -> None:
        assert len(entries(name)) == count
        assert misplaced(corpus, name) == []

    @pytest.mark.parametrize("name", ["passages", "claims"])
    def test_every_entry_is_found_in_the_whole_corpus_too(corpus: Corpus, name: str) -> None:
        assert misplaced(corpus, name, whole_corpus=True) == []


def test_every_date_number_and_name_in_the_authors_own_text_is_carried_by_something(capsys: pytest.CaptureFixture[str]) -> None:
    """By a quotation, a record, a document or the mark of outside knowledge; what was reckoned is listed with its reason."""
    code = facts(["--strict", "--course", str(ROOT)])
    assert (code, capsys.readouterr().out.splitlines()[:-1]) == (0, [])
