"""The documents as a command finds them: a record that was kept opens what the record itself would open, and hides no problem."""

from pathlib import Path

import pytest

from generator.cli import main
from generator.corpus import opening
from generator.corpus.opening import open_recorded
from generator.diagnostics.model import Problems
from generator.spec.sources import RECORD
from tests.sample_course import edit

FILE = "courier-1887-03-05.txt"


@pytest.fixture(autouse=True)
def _any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LEAST", 0)


def opened(root: Path) -> tuple[tuple[object, ...], list[object]]:
    """What is opened, and what is reported."""
    problems = Problems()
    readable, corpus = open_recorded(root, problems)
    documents = [(name, one.record, one.raw, one.sha256) for name, one in corpus.documents.items()] if corpus else None
    return (readable, documents, corpus.changed if corpus else None), [(found.code, found.message, found.span) for found in problems]


def kept(root: Path) -> list[Path]:
    return sorted((root / "_build" / ".course" / "corpus").glob("*"))


def test_a_record_is_read_once_and_opens_the_same_again(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(sample)
    assert first[1] == []
    assert len(kept(sample)) == 1
    monkeypatch.setattr(opening, "read_spec", None)
    assert opened(sample) == first


def test_a_short_record_is_not_kept(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LEAST", 1 << 14)
    assert opened(sample) == opened(sample)
    assert kept(sample) == []


def test_another_record_is_not_taken_for_the_one_that_was_kept(sample: Path) -> None:
    opened(sample)
    edit(sample / RECORD, "title: The Clock Is Silent", "title: The Clock Speaks")
    (_, documents, _), problems = opened(sample)
    assert problems == []
    assert documents is not None
    assert "The Clock Speaks" in [record.title for _, record, _, _ in documents]


def changed(root: Path) -> None:
    path = root / "documents" / FILE
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")


def missing(root: Path) -> None:
    (root / "documents" / FILE).unlink()


def not_utf8(root: Path) -> None:
    (root / "documents" / FILE).write_bytes(b"\xff\xfe")


def misdescribed(root: Path) -> None:
    edit(root / RECORD, "title: The Clock Is Silent", "titel: The Clock Is Silent")


@pytest.mark.parametrize("spoil", [changed, missing, not_utf8, misdescribed], ids=lambda spoil: spoil.__name__)
def test_a_problem_is_told_each_time_whatever_was_kept(sample: Path, monkeypatch: pytest.MonkeyPatch, spoil) -> None:
    opened(sample)
    spoil(sample)
    told = opened(sample)
    assert told[1] != []
    assert opened(sample) == told
    monkeypatch.setattr(opening, "LEAST", 1 << 20)
    assert opened(sample) == told


def test_a_damaged_record_is_read_again(sample: Path) -> None:
    first = opened(sample)
    (path,) = kept(sample)
    path.write_bytes(path.read_bytes().replace(b"Kesterhaven", b"Kasterhaven"))
    assert opened(sample) == first


def test_without_documents_the_record_can_be_read_and_nothing_is_opened(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS")
    assert opened(sample) == ((True, None, None), [])
    assert kept(sample) == []


def test_the_command_answers_the_same_from_what_was_kept(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("cite", "the keeper wrote twice about a shaft", "--course", str(sample))
    assert (main(arguments), capsys.readouterr()) == (main(arguments), capsys.readouterr())


def test_a_corpus_that_was_opened_from_a_kept_record_names_its_articles(sample: Path) -> None:
    corpora = [open_recorded(sample, Problems())[1] for _ in range(2)]
    ranges = [[(one.id, one.start, one.end) for one in corpus.documents["gazette-1890"].articles] for corpus in corpora if corpus]
    assert ranges[0] == ranges[1] != []
