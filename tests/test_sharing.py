"""Work shared out to processes gives what one process would give."""

import os
import time
from pathlib import Path

import pytest

from generator import pipeline, sharing
from generator.diagnostics.model import Problems
from generator.sharing import shared_out
from tests.sample_course import copy_sample, relock, sample_corpus, tree


def test_answers_come_in_the_order_of_the_lots_from_as_many_processes_as_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 3)
    made = shared_out(lambda lot: (lot * lot, time.sleep(0.02), os.getpid()), range(10))
    assert [square for square, *_ in made] == [n * n for n in range(10)]
    doers = [process for *_, process in made]
    assert len(set(doers)) == 3
    assert os.getpid() not in doers


def test_whoever_is_done_takes_the_next_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    doers = shared_out(lambda lot: (time.sleep(0.5 * (lot == 0)), os.getpid())[1], range(6))
    assert doers.count(doers[0]) == 1


@pytest.mark.parametrize("count", [511, 512, 513, 5_000])
def test_of_many_lots_each_is_done_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    assert shared_out(str, range(count)) == [str(n) for n in range(count)]


@pytest.mark.parametrize("count", [0, 1])
def test_a_lone_lot_is_done_here(count: int) -> None:
    assert shared_out(lambda _: os.getpid(), range(count)) == [os.getpid()] * count


def test_with_one_processor_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 1)
    assert set(shared_out(lambda _: os.getpid(), range(5))) == {os.getpid()}


@pytest.mark.parametrize("count", [1, 3])
def test_each_lot_that_is_done_is_told(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: count)
    told: list[tuple[int, int]] = []
    shared_out(str, range(5), lambda done, of: told.append((done, of)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_what_the_work_raises_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    with pytest.raises(ZeroDivisionError):
        shared_out(lambda lot: 1 // lot, [3, 2, 1, 0])


def test_a_process_that_ends_without_a_word_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    with pytest.raises(RuntimeError, match="ended too early"):
        shared_out(lambda lot: os._exit(0) if lot == 1 else lot, range(4))


def test_notebooks_that_are_made_by_several_processes_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CORPUS", str(sample_corpus()))
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    made = []
    for name, worth in (("alone", 10**9), ("shared", 1)):
        monkeypatch.setattr(pipeline, "WORTH_SHARING", worth)
        root = copy_sample(tmp_path / name)
        relock(root)
        resolved, _ = pipeline.check(root, Problems())
        assert resolved is not None
        touched = pipeline.make_notebooks(resolved)
        assert pipeline.make_notebooks(resolved) == []
        made.append((sorted(path.name for path in touched), tree(root / "book/notebooks")))
    assert made[0] == made[1]
    assert made[0][0] == sorted(made[0][1])
