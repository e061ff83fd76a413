"""Clicked answers: what is remembered of them beside the notebook, and what a cell keeps where nothing can be clicked."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.render import notebook_clicks
from generator.render.notebook_clicks import ANSWER, Clicks, saved, shown
from generator.render.notebook_memory import FILE, Memory
from generator.render.notebook_runtime import Quiz
from tests.test_notebook import SHAPES, a_quiz

ITEM = {"id": "one", "fingerprint": "123456789abc", **SHAPES["one"]}


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the notebook, in which the kernel runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_was_clicked_is_there_after_a_restart_for_the_same_wording_only(beside: Path) -> None:
    assert Memory().get(ITEM) == ("", "", "")
    assert Memory().keep(ITEM, "b", "yes") == ""
    assert Memory().get(ITEM) == ("b", "yes", "")
    assert Memory().get({**ITEM, "fingerprint": "another"}) == ("", "", "")
    assert Memory().keep({**ITEM, "id": "two"}, "a", "") == ""
    assert json.loads((beside / FILE).read_text(encoding="utf-8")) == {
        "one 123456789abc": {"answer": "b", "sure": "yes"},
        "two 123456789abc": {"answer": "a", "sure": ""},
    }
    assert [path.name for path in beside.iterdir()] == [FILE]


def test_the_file_stays_where_the_notebook_is_wherever_the_student_s_code_goes(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    (beside / "else").mkdir()
    monkeypatch.chdir(beside / "else")
    assert memory.keep(ITEM, "b", "") == ""
    assert (beside / FILE).exists()


@pytest.mark.parametrize(
    "content",
    [b"{", b"\xff", b"[1]", b"7", b"[" * 100_000, b'{"one 123456789abc": []}', b'{"one 123456789abc": {"answer": "z", "sure": ""}}',
     b'{"one 123456789abc": {"answer": "b", "sure": "perhaps"}}'],
)  # fmt: skip
def test_a_damaged_file_is_told_of_and_answering_goes_on(beside: Path, content: bytes) -> None:
    (beside / FILE).write_bytes(content)
    answer, sure, trouble = Memory().get(ITEM)
    assert (answer, sure) == ("", "")
    assert trouble.startswith(f"What you clicked earlier can't be read from the file {FILE} (")
    assert trouble.endswith("). Please answer again.")
    assert Memory().keep(ITEM, "b", "") == ""
    assert Memory().get(ITEM) == ("b", "", "")


def test_a_file_that_can_t_be_written_is_told_of_and_leaves_nothing_half_written(beside: Path) -> None:
    (beside / FILE).mkdir()
    trouble = Memory().keep(ITEM, "b", "")
    assert trouble.startswith(f"After a restart you will have to click this again: the file {FILE} can't be written (")
    assert [path.name for path in beside.iterdir()] == [FILE]


def test_a_cell_keeps_a_clicked_answer_for_readers_and_for_graders() -> None:
    assert saved(ITEM, "b", "no", [("line", "Stored: b, unsure.")]) == {
        ANSWER: {"item": "one", "answer": "b", "sure": "no"},
        "text/plain": "Stored: b, unsure.",
        "text/markdown": "Stored\\: b\\, unsure\\.",
    }
    assert saved(ITEM, "", None, [])[ANSWER] == {"item": "one", "answer": "", "sure": ""}


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is displayed in a notebook without ipywidgets."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(notebook_clicks, "display", lambda data, raw: found.append(data) if raw else None)
    monkeypatch.setattr(notebook_clicks, "widgets", None)
    return found


def asking() -> Quiz:
    quiz = a_quiz("graded")
    for item in quiz.items.values():
        item["fingerprint"] = "123456789abc"
    quiz.clicks = Clicks()
    return quiz


def test_without_ipywidgets_what_was_clicked_elsewhere_still_counts(displayed: list[dict[str, Any]]) -> None:
    Memory().keep(ITEM, "b", "yes")
    quiz = asking()
    quiz.check("one", "")
    assert displayed == [saved(ITEM, "b", "yes", [("line", "Stored: b, sure.")])]
    assert (quiz.answers, quiz.sure) == ({"one": ["b"]}, {"one": True})


def test_without_ipywidgets_and_without_clicks_it_asks_for_a_typed_answer(displayed: list[dict[str, Any]]) -> None:
    quiz = asking()
    quiz.check("one", "  ")
    assert [data["text/plain"] for data in displayed] == ["Not answered yet: write your answer, then run this cell again."]


def test_typed_sureness_counts_before_clicked_and_must_be_plain(displayed: list[dict[str, Any]]) -> None:
    Memory().keep(ITEM, "b", "yes")
    quiz = asking()
    quiz.check("one", "", "no")
    quiz.check("one", "", "perhaps")
    assert [data["text/plain"] for data in displayed] == [
        "Stored: b, unsure.", 'Stored: b, sure.\nWrite "yes" or "no" for sure, or leave it empty.',
    ]  # fmt: skip


def test_a_typed_answer_counts_whatever_was_clicked(displayed: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    Memory().keep(ITEM, "b", "")
    quiz = asking()
    capsys.readouterr()
    quiz.check("one", "a")
    assert capsys.readouterr().out == "Stored: a.\n"
    assert displayed == []
    assert quiz.answers == {"one": ["a"]}


def test_no_text_is_markup_or_begins_a_formula_beside_a_control() -> None:
    assert shown("<b>$5</b> & \\(x\\)") == (
        "&lt;b&gt;<span>&#36;</span>5&lt;/b&gt; &amp; <span>&#92;</span>(x<span>&#92;</span>)"
    )
