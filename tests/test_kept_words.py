"""Words kept on disk: the same answers as from those held in memory, whatever happened to the file."""

import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus.corpus import Corpus
from generator.corpus.document import Document
from generator.corpus.nearest import nearest
from generator.find import search, units, word_file
from generator.find.index import Index
from generator.find.kept_words import KeptWords, kept_words
from generator.find.search import Found, Search
from generator.find.units import units_of
from generator.find.word_file import DamagedError, document_name, file_for
from generator.find.words import HeldWords, Words
from tests.documents import make_document

FERRY = """The ferry sank in the spring flood. Nobody was lost, and the ferry-
man swam.

THE BRIDGE

A bridge was voted in the autumn, and the ferrymen were promised work. The bridge, the bridge, the bridge!
"""
QUAY = "Éte\u0301 or winter, the bell on the quay rang.\n\nThe bell was cast in 18-\n49; the bridge is older.\n"


def documents_of(*texts: str, **layout: object) -> list[Document]:
    documents = [make_document(text, **layout) for text in texts]
    for n, document in enumerate(documents):
        object.__setattr__(document, "record", document.record.model_copy(update={"id": f"text-{n + 1}"}))
    return documents


def corpus_of(documents: Iterable[Document]) -> Corpus:
    return Corpus({document.id: document for document in documents}, frozenset())


def answers(words: Words, asked: str) -> tuple[object, ...]:
    """What a search asks of words, and what comes of it."""
    index = Index(words)
    sought = index.sought(asked)
    best = [(one.paragraph.document.id, one.paragraph.number, one.score) for one in index.best(sought)]
    spans = [(one.document.id, one.number, one.raw, one.start, one.end) for one in words.paragraphs]
    return sought, best, spans, list(words.lengths)


# -- the same answers ---------------------------------------------------------------------------------------------------------


TEXTS = st.lists(
    st.sampled_from(["bell", "bells", "bellman", "quay", "a", "fer-\nry", "\n\n", "CAP", "\n\nNOTES\n\n", "été", "19-\n52", "don't", "."]), max_size=40
).map(" ".join)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, max_size=4), st.integers(1, 30), st.sampled_from([1, 2, units.MOST]))
def test_kept_words_answer_as_held_ones_do(tmp_path: Path, texts: list[str], longest: int, most: int) -> None:
    documents = documents_of(*texts, headings={"capitals": True})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "LONGEST", longest)
        patch.setattr(units, "MOST", most)
        patch.setattr("generator.find.word_file._last", lambda _: None)
        for path in tmp_path.iterdir():
            path.unlink()
        kept = kept_words(tmp_path, documents)
    for asked in ("bell quay", "the bells were ferry", "ete belle a", "1952 dont don't", "\ud800"):
        assert answers(kept, asked) == answers(HeldWords(documents), asked)
    assert list(kept.beginning("b")) == list(HeldWords(documents).beginning("b"))


def test_units_end_between_words_and_cover_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LONGEST", 10)
    (document,) = documents_of(FERRY)
    text, found = document.folded.text, units_of(document)
    pieces = [text[a:b] for a, b in zip(found.starts, [*found.starts[1:], len(text)], strict=True)]
    assert "".join(pieces) == text
    assert pieces[:4] == ["The ferry sank ", "in the spring ", "flood. Nobody ", "was lost, and "]
    assert [owner for n, owner in enumerate(found.owners) if not n or found.owners[n - 1] != owner] == [0, -1, 1, -1, 2, -1]


def test_a_paragraph_without_a_space_is_one_unit() -> None:
    (document,) = documents_of("a-" * 3000 + "b")
    found = units_of(document)
    assert len(found.starts) == 1
    assert sum(place & units.MOST for place in found.places["a"]) == 3000


def test_a_search_gives_the_same_passages_with_and_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LEAST", 0)
    corpus = corpus_of(documents_of(FERRY, QUAY))
    for words in ("bridge autumn promised", "the bell rang", "ferryman swam", "nothing of the kind", ""):
        assert Search(corpus, tmp_path).find(words, None, 5) == Search(corpus).find(words, None, 5)
    assert [path.suffix for path in tmp_path.iterdir()] == [".words"]


def test_a_small_corpus_leaves_no_file(tmp_path: Path) -> None:
    Search(corpus_of(documents_of(FERRY)), tmp_path).find("ferry bridge", None, 5)
    assert list(tmp_path.iterdir()) == []


# -- the file -------------------------------------------------------------------------------------------------------------------


def asked(folder: Path, documents: list[Document]) -> Found:
    return Search(corpus_of(documents), folder).find("ferrymen promised bridge", None, 5)


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[Document], Found]:
    monkeypatch.setattr(search, "LEAST", 0)
    documents = documents_of(FERRY, QUAY)
    return tmp_path, documents, asked(tmp_path, documents)


def test_the_words_are_not_listed_again(filled: tuple[Path, list[Document], Found], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, documents, found = filled
    monkeypatch.setattr(word_file, "units_of", None)
    assert asked(folder, documents) == found


def test_only_a_document_that_changed_is_read_again(filled: tuple[Path, list[Document], Found], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _, _ = filled
    documents = documents_of(FERRY, QUAY + "\nMore.\n", "A third.\n")
    listed = []
    monkeypatch.setattr(word_file, "units_of", lambda document: listed.append(document.id) or units_of(document))
    kept = kept_words(folder, documents)
    assert listed == ["text-2", "text-3"]
    assert answers(kept, "bridge more third") == answers(HeldWords(documents), "bridge more third")


def test_no_more_than_the_last_two_files_are_kept(filled: tuple[Path, list[Document], Found]) -> None:
    folder, documents, _ = filled
    for number in range(4):
        kept_words(folder, [*documents, *documents_of(f"Number {number}.\n")])
        assert len(list(folder.iterdir())) == word_file.KEPT


def test_another_record_or_other_code_is_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    (document,), (other,) = documents_of(FERRY), documents_of(FERRY, headings={"capitals": True})
    name = document_name(document)
    assert name != document_name(other)
    monkeypatch.setattr(word_file, "code_digest", lambda *_: "other code")
    assert name != document_name(document)


def test_a_damaged_file_is_made_again(filled: tuple[Path, list[Document], Found]) -> None:
    """Bytes are changed one after the other, all over the file; each time the answer is as before."""
    folder, documents, found = filled
    (path,) = folder.iterdir()
    sound = path.read_bytes()
    for at in [*range(0, 120, 7), *range(120, len(sound), 997)]:
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x15]) + sound[at + 1 :])
        assert asked(folder, documents) == found
    path.write_bytes(b"")
    assert asked(folder, documents) == found
    path.write_bytes(sound[: len(sound) // 2])
    assert asked(folder, documents) == found
    assert asked(folder, documents) == found


def test_changed_places_of_a_word_are_noticed(filled: tuple[Path, list[Document], Found]) -> None:
    folder, documents, found = filled
    (path,) = folder.iterdir()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE word SET places = (SELECT places FROM word WHERE word = 'quay') WHERE word = 'promised'")
    database.close()
    with pytest.raises(DamagedError):
        KeptWords(path, {document_name(document): document for document in documents}).counts("promised")
    assert asked(folder, documents) == found


def test_damage_that_was_copied_into_a_newer_file_is_noticed(filled: tuple[Path, list[Document], Found]) -> None:
    folder, documents, _ = filled
    (path,) = folder.iterdir()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE word SET places = X'00'")
    database.close()
    more = [*documents, *documents_of("A third.\n")]
    assert asked(folder, more) == Search(corpus_of(more)).find("ferrymen promised bridge", None, 5)
    assert len(list(folder.iterdir())) == 1


def test_words_that_can_never_be_read_are_held(filled: tuple[Path, list[Document], Found], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, documents, found = filled

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("generator.find.kept_words.KeptWords._rows", broken)
    assert asked(folder, documents) == found


def test_where_nothing_can_be_written_the_words_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LEAST", 0)
    (tmp_path / "taken").write_text("a file, not a folder")
    documents = documents_of(FERRY, QUAY)
    assert asked(tmp_path / "taken", documents) == asked(tmp_path / "free", documents)


def test_a_file_that_was_begun_and_not_finished_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "units_of", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        kept_words(tmp_path, documents_of(FERRY))
    assert list(tmp_path.iterdir()) == []


def test_documents_in_any_order_have_one_file(tmp_path: Path) -> None:
    names = [document_name(document) for document in documents_of(FERRY, QUAY)]
    assert file_for(tmp_path, names) == file_for(tmp_path, names[::-1])


# -- likenesses ---------------------------------------------------------------------------------------------------------------------


def long_document(seed: int) -> Document:
    rng = random.Random(seed)
    syllables = ["ba", "con", "ter", "lo", "mi", "ra", "u", "ne", "po", "de", "ri", "so"]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(3000)]
    (document,) = documents_of(" ".join(rng.choices(vocabulary, k=15_000)))
    return document


def test_the_places_that_are_like_a_quotation_are_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty quotations of 200 characters with one error in ten, in 100,000 characters without a paragraph: all are found."""
    monkeypatch.setattr("generator.corpus.nearest._SCAN", 0)
    document, rng = long_document(5), random.Random(6)
    raw, kept = document.raw, kept_words(tmp_path, [document])
    right = 0
    for _ in range(20):
        start = rng.randrange(len(raw) - 200)
        quote = list(raw[start : start + 200])
        for at in rng.sample(range(200), 20):
            quote[at] = rng.choice(["", "x", quote[at] + "y"])
        found = nearest("".join(quote), [document], proposer=kept)
        right += bool(found) and abs(found[0].start - start) <= 25 and abs(found[0].end - start - 200) <= 25
    assert right == 20


def test_a_verdict_alone_has_the_likenesses_of_a_whole_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.corpus.nearest._SCAN", 0)
    monkeypatch.setattr(search, "LEAST", 0)
    monkeypatch.setattr("generator.corpus.nearest.voted", None)
    one = Search(corpus_of([long_document(5)]), tmp_path)
    words = one.corpus.documents["text-1"].raw[1000:1150].replace("a", "e", 5)
    judged = one.judging.judge(words, None)
    assert judged.nearest != ()
    assert judged == one.find(words, None, 5).judged


def test_likenesses_are_sought_in_the_text_where_the_kept_words_are_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.corpus.nearest._SCAN", 0)
    monkeypatch.setattr(search, "LEAST", 0)
    corpus = corpus_of([long_document(5)])
    words = corpus.documents["text-1"].raw[1000:1150].replace("a", "e", 5)
    assert isinstance(Search(corpus, tmp_path).words, KeptWords)
    (path,) = tmp_path.iterdir()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE word SET places = X'00'")
    database.close()
    again = Search(corpus, tmp_path)
    assert again.judging.judge(words, None).nearest[0] == corpus.judge(words, None).nearest[0]
    assert again.judging.judge(words, None).nearest[0] == corpus.judge(words, None).nearest[0]
    assert isinstance(again.words, KeptWords)


def test_a_word_with_a_slip_in_its_end_is_looked_for_by_its_beginning(tmp_path: Path) -> None:
    (document,) = documents_of(FERRY)
    kept = kept_words(tmp_path, [document])
    assert kept.propose("autumm", [document], None) == kept.propose("autumn", [document], None) != []
    assert kept.propose("wwwwww", [document], None) == []


def test_the_place_that_is_named_is_proposed_beside_better_ones(tmp_path: Path) -> None:
    documents = documents_of(*["The bell rang in the storm at night."] * 12, "The bell fell.")
    kept = kept_words(tmp_path, documents)
    best = [one.document.id for one in kept.propose("the bell rang in the storm", documents, None) or ()]
    assert best == [f"text-{n}" for n in range(1, 9)]
    named = kept.propose("the bell rang in the storm", documents, (documents[12], 0, 14)) or []
    assert [one.document.id for one in named] == [*best, "text-13"]
    assert {one.document.id for one in kept.propose("the bell", documents[2:4], None) or ()} == {"text-3", "text-4"}
