"""An exact search that asks the kept words where to read: the places that reading the whole text gives, whatever the text."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.corpus.document import Document
from generator.corpus.folded_words import whole_words
from generator.corpus.locate import Edges, find_quote
from generator.find import kept_words as kept
from generator.find import search, units
from generator.find.kept_words import KeptWords, kept_words
from generator.find.ranges import find_between
from generator.find.search import Search
from generator.find.units import torn_words, units_of, widened
from tests.documents import make_document

LAYOUT = {"headings": {"capitals": True}, "note_marks": "superscript", "furniture": ("{number}", "THE FERRY BOOK")}
PIECES = ["bell", "Bell", "bells", "quay", "a", "co-\noper", "fer-\nry", "ferry", "-", "\n", "\n\n", "CAP", "\n\nNOTES\n\n", "été", "e\u0301t",
          "don't", "don’", "t", "'", "ﬁn", "ﬁ", "\u00ad", "\u00ad\n", "sur\u00ad\n\nplus", "\n12\n\fTHE FERRY BOOK\n", "¹", "…", "_", "19-\n52", "."]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*PIECES, *[" "] * len(PIECES)]), min_size=1, max_size=60).map("".join)


@pytest.fixture
def always_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is asked however short the texts and common the words are."""
    monkeypatch.setattr(kept, "SHARE", 1_000)
    monkeypatch.setattr(search, "LONG", 0)
    monkeypatch.setattr(search, "LEAST", 0)


def documents_of(*texts: str) -> list[Document]:
    documents = [make_document(text, **LAYOUT) for text in texts]
    for n, document in enumerate(documents):
        object.__setattr__(document, "record", document.record.model_copy(update={"id": f"text-{n + 1}"}))
    return documents


def quotations(data: st.DataObject, documents: list[Document]) -> Iterator[str]:
    """Stretches of the texts, from anywhere to anywhere, as the file has them, folded and closed up; and words that are in none."""
    for document in documents:
        for text in (document.raw, document.folded.text, document.folded.text.replace("-", "")):
            start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
            yield text[start:end]
    yield data.draw(TEXTS)


@pytest.mark.usefixtures("always_asked")
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=3), st.integers(1, 12), st.data())
def test_the_places_are_those_of_the_whole_text(tmp_path: Path, texts: list[str], longest: int, data: st.DataObject) -> None:
    documents = documents_of(*texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "LONGEST", longest)
        patch.setattr("generator.find.word_file._last", lambda _: None)
        for path in tmp_path.iterdir():
            path.unlink()
        words = kept_words(tmp_path, documents)
    for quote in quotations(data, documents):
        for document in documents:
            asked = document.folding.quote(quote)
            assert (words.holding(asked, document) is not None) == bool(whole_words(asked))
            within = sorted(data.draw(st.tuples(*[st.integers(0, len(document.raw))] * 2)))
            for low, high in ((0, len(document.raw)), within):
                for edges in Edges:
                    whole = find_quote(document, quote, (low, high), edges)
                    assert find_quote(document, quote, (low, high), edges, words) == whole


@pytest.mark.usefixtures("always_asked")
def test_a_page_may_tear_a_word_in_two(tmp_path: Path) -> None:
    (document,) = documents_of("The cap\u00ad\n\nital of the land.\n\nIt isn't.\n")
    words = kept_words(tmp_path, [document])
    assert words.holding("The capital of", document) == [(0, 20)]
    assert len(find_quote(document, "The capital of", (0, len(document.raw)), proposer=words).matches) == 1
    text, found = document.folded.text, units_of(document)
    assert text.startswith("The capital")
    assert torn_words(text, found.starts) == [7]
    assert torn_words("don't isn't", [0, 3, 4, 6, 11]) == [3, 4]


def test_only_words_between_others_are_whole() -> None:
    assert whole_words("'tis the surplus, Value's end'") == ["the", "surplus", "value's"]
    assert whole_words("surplus value") == []


def test_ranges_that_overlap_once_widened_are_one() -> None:
    assert widened([(30, 40), (3, 10), (15, 20), (30, 40)], 3) == [(0, 23), (27, 43)]
    assert widened([], 3) == []


# -- when it is asked -------------------------------------------------------------------------------------------------------------

LOST = "".join(f"Nobody of village {n} on the quay was lost. " for n in range(9))
FERRY = f"The ferry sank in the spring flood.\n\n{LOST}\n\nThe bell was cast in winter.\n"


@pytest.fixture
def listed(request: pytest.FixtureRequest, tmp_path: Path) -> Search:
    request.getfixturevalue("always_asked")
    corpus = Corpus({document.id: document for document in documents_of(FERRY, "The ferry sank in the spring flood.")}, frozenset())
    assert isinstance(Search(corpus, tmp_path).words, KeptWords)
    return Search(corpus, tmp_path)


def test_a_verdict_reads_only_where_the_rarest_word_is_listed(listed: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "kept_words", None)
    first, second = listed.corpus.documents.values()
    assert listed.holding("the bell was cast in winter", first) == [(388, 468)]
    assert listed.holding("the bell was cast in winter", second) == []
    for words in ("The ferry sank in the spring", "bell was cast in", "ell was cast in win", "was cast on the quay"):
        for source in (None, "text-1", "text-2"):
            assert listed.judging.judge(words, source, suggest=False) == listed.corpus.judge(words, source, suggest=False)


def test_citations_are_those_of_a_search_that_reads_all(listed: Search) -> None:
    plain = Search(listed.corpus)
    village = " ".join(LOST.split()[10:70])
    for words in ("sank in the spring", "bell cast winter", village, "the ferry sank in the sprint flood"):
        assert listed.find(words, None, 5) == plain.find(words, None, 5)
    assert listed.find(village, None, 5).passages[0].citation.first  # type: ignore[union-attr]  # long ones are named by their ends
    for first, last in (("The ferry sank", "spring flood."), ("on the quay", "lost."), ("the bell", "of winter")):
        assert find_between(listed.judging, first, last, None) == find_between(listed.corpus, first, last, None)


@pytest.mark.usefixtures("always_asked")
def test_words_are_never_listed_for_an_exact_search(tmp_path: Path) -> None:
    (document,) = documents_of(FERRY)
    one = Search(Corpus({document.id: document}, frozenset()), tmp_path)
    assert one.find("The ferry sank in the spring", None, 5).judged.matches != ()
    assert one.holding("The ferry sank in the spring", document) is None
    assert list(tmp_path.iterdir()) == []
    assert isinstance(one.words, KeptWords)
    assert one.holding("The ferry sank in the spring", document) is not None


def test_the_text_is_read_where_that_takes_no_longer(listed: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = listed.corpus.documents.values()
    assert listed.holding("The ferry", first) is None
    monkeypatch.setattr(kept, "SHARE", 0.01)
    assert listed.holding("The ferry sank in the spring", first) is None
    monkeypatch.setattr(search, "LONG", len(FERRY) * 2)
    assert Search(listed.corpus, listed.folder).holding("bell was cast in", first) is None
    assert listed.words.holding("The ferry sank", make_document(FERRY, **LAYOUT)) is None  # type: ignore[attr-defined]  # it is a KeptWords


@pytest.mark.parametrize("damage", [
    "DELETE FROM word WHERE word = 'spring'",
    "UPDATE word SET word = 'sprung' WHERE word = 'spring'",
    "DELETE FROM word WHERE word = 'spring' AND document = 2",
    "UPDATE word SET places = X'00'",
    "UPDATE document SET words = (SELECT words FROM document WHERE number = 2)",
    "UPDATE document SET starts = X'00'",
])  # fmt: skip
def test_a_damaged_file_costs_time_and_no_place(listed: Search, damage: str) -> None:
    assert listed.folder
    (path,) = listed.folder.iterdir()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(damage)
    words = "sank in the spring flood"
    assert [place.source for place in listed.judging.judge(words, None).matches] == ["text-1", "text-2"]
    assert listed.judging.judge(words, None) == listed.corpus.judge(words, None)
    assert listed.judging.judge("in the springtide flood", "text-2").elsewhere == ()


def test_bytes_changed_anywhere_in_the_file_lose_no_place(listed: Search) -> None:
    assert listed.folder
    (path,) = listed.folder.iterdir()
    sound, words = path.read_bytes(), "sank in the spring flood"
    whole = listed.corpus.judge(words, None)
    for at in range(0, len(sound), 61):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x15]) + sound[at + 1 :])
        assert Search(listed.corpus, listed.folder).judging.judge(words, None) == whole
