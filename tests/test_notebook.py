"""Quiz notebooks: valid, stable, safe whatever a spec says, and at work in a plain kernel."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.render.notebook import LETTERS, MAX_CELL_ID, notebook
from generator.render.notebook_runtime import Quiz
from tests.sample_course import edit

QUIZ = "quizzes/stopped-clock-quiz.yml"
RIGHT = {"sc-hands": '"b"', "sc-letters": '{"a", "c"}', "sc-meeting": '"a"'}
WRONG = {"sc-hands": '"c"', "sc-letters": '"a, b"', "sc-meeting": '"b"'}


def made(root: Path, quiz_id: str = "stopped-clock-quiz") -> bytes:
    """The file of a quiz's notebook."""
    resolved, _ = pipeline.check(root, Problems())
    assert resolved is not None
    quiz = resolved.course.quiz(quiz_id)
    assert quiz is not None
    return notebook(resolved, quiz.value)


def answered(file: bytes, answers: dict[str, str]) -> dict[str, str]:
    """What each code cell of a notebook prints after answers were typed into it and it was run from top to bottom."""
    book: Any = nbformat.reads(file.decode(), as_version=4)
    for cell in book.cells:
        item = cell.metadata.get("course", {}).get("item")
        if item in answers:
            assert cell.source.count('answer = ""') == 1
            cell.source = cell.source.replace('answer = ""', f"answer = {answers[item]}")
    NotebookClient(book, timeout=60, kernel_name="python3").execute()
    return {
        cell.metadata.get("course", {}).get("item", cell.id): "".join(output.text for output in cell.outputs)
        for cell in book.cells
        if cell.cell_type == "code"
    }


# -- the file ---------------------------------------------------------------------------------------------------------


def test_a_notebook_is_valid_and_says_which_quiz_it_is(sample: Path) -> None:
    book: Any = nbformat.reads(made(sample).decode(), as_version=4)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.course == {"schema_version": 1, "quiz": "stopped-clock-quiz", "mode": "practice"}
    assert book.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}


def test_cells_are_named_by_their_items_and_stand_in_the_order_of_the_quiz(sample: Path) -> None:
    book: Any = nbformat.reads(made(sample).decode(), as_version=4)
    assert [(cell.id, cell.cell_type) for cell in book.cells] == [
        ("introduction", "markdown"), ("setup", "code"),
        ("sc-hands-stem", "markdown"), ("sc-hands-answer", "code"),
        ("sc-letters-stem", "markdown"), ("sc-letters-answer", "code"),
        ("sc-meeting-stem", "markdown"), ("sc-meeting-answer", "code"),
        ("score", "code"),
    ]  # fmt: skip
    assert book.cells[2].source == (
        "**1.** According to the Courier of 5 March 1887\\, what time do the hands show\\?\n\n"
        "- **a**: Ten past four\n- **b**: Eleven minutes past four\n- **c**: A few minutes past four"
    )
    assert book.cells[4].source.split("\n")[2] == "*More than one answer may be right.*"
    assert book.cells[3].source == "answer = \"\"\nquiz.check('sc-hands', answer)"
    assert [cell.get("outputs", []) for cell in book.cells if cell.cell_type == "code"] == [[]] * 5


def test_two_builds_give_the_same_bytes(sample: Path) -> None:
    assert made(sample) == made(sample)


def test_ids_of_cells_stay_when_items_change_place_and_wording(sample: Path) -> None:
    before = {cell["id"] for cell in json.loads(made(sample))["cells"]}
    text = (sample / QUIZ).read_text(encoding="utf-8")
    head, first, second, third = text.split("  - id: sc-")
    moved = "  - id: sc-".join((head, third, first.replace("what time do the hands show?", "when did the clock stop?"), second))
    (sample / QUIZ).write_text(moved, encoding="utf-8")
    after = json.loads(made(sample))["cells"]
    assert {cell["id"] for cell in after} == before
    assert [cell["id"] for cell in after][2:4] == ["sc-meeting-stem", "sc-meeting-answer"]


def test_the_longest_ids_give_cells_with_ids_of_their_own(sample: Path) -> None:
    common = "a" * (MAX_CELL_ID - 1)
    edit(sample / QUIZ, "id: sc-hands", f"id: {common}1")
    edit(sample / QUIZ, "id: sc-letters", f"id: {common}2")
    ids = [cell["id"] for cell in json.loads(made(sample))["cells"]]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) == MAX_CELL_ID


def test_there_is_a_letter_for_every_option_that_a_quiz_may_have() -> None:
    assert LETTERS == "abcdefghij"


# -- hostile text -----------------------------------------------------------------------------------------------------

HOSTILE = "\"'\"\"\"'''\\n\\ {0} {x!r} %s %(a)d ${HOME} `b` *c* <d> </script> # e \\u0041 é 漢"


def test_text_that_looks_like_code_comes_through_as_it_is(sample: Path) -> None:
    """Once as the feedback that the kernel prints, once as the option and stem that Markdown shows."""
    text = (sample / QUIZ).read_text(encoding="utf-8")
    written = json.dumps(HOSTILE, ensure_ascii=False)
    for old in ("So a sailmaker said, according to the Gazette of 1890.", "In the Net Loft", "Where do the ratepayers meet?", '"Quiz: a clock stops"'):
        assert text.count(old) == 1
        text = text.replace(old, written)
    (sample / QUIZ).write_text(text, encoding="utf-8")
    file = made(sample)
    shown = {cell["id"]: cell["source"] for cell in json.loads(file)["cells"]}
    for cell in ("introduction", "sc-meeting-stem"):
        assert HOSTILE in shown[cell].replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    said = answered(file, {**RIGHT, "sc-hands": '"a"'})
    assert f"\n [x] a (wrong): {HOSTILE}\n" in said["sc-hands"]
    assert said["setup"] == "Ready: 3 questions.\n"
    assert said["score"] == "Score: 2 of 3.\n"


# -- in a kernel ------------------------------------------------------------------------------------------------------

OPEN = "Not answered yet: put a letter between the quotation marks, then run this cell again.\n"
HANDS = """\

 [{a}] a (wrong): So a sailmaker said, according to the Gazette of 1890.

 [{b}] b (right): The report says so in its second sentence, in words.

 [{c}] c (wrong): So the Evening Tidings put it, a day earlier.

The words that prove it:
  Its hands stand at eleven minutes past four
  -- “The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887, paragraph 1
"""


def test_unanswered_it_runs_to_the_end_and_gives_nothing_away(sample: Path) -> None:
    assert answered(made(sample), {}) == {
        "setup": "Ready: 3 questions.\n",
        "sc-hands": OPEN,
        "sc-letters": OPEN,
        "sc-meeting": OPEN,
        "score": "Score: 0 of 3.\n3 not answered yet.\n",
    }


def test_answered_right_it_gives_the_full_score_with_every_feedback_and_the_proof(sample: Path) -> None:
    said = answered(made(sample), RIGHT)
    assert said["sc-hands"] == "Right.\n" + HANDS.format(a=" ", b="x", c=" ")
    assert said["sc-letters"] == (
        "Right.\n\n [x] a (right): Twice, and in writing, he says.\n\n [ ] b (wrong): He did not even touch it.\n"
        "\n [x] c (right): Of both letters the report gives the year.\n\nThe words that prove it:\n"
        "  Mr Brook’s letters to the Harbour Board are of 1884 and of 1886.\n"
        "  -- “The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887, paragraph 4\n"
    )
    assert said["score"] == "Score: 3 of 3.\n"


def test_answered_wrong_it_names_the_key_and_marks_what_was_chosen(sample: Path) -> None:
    said = answered(made(sample), WRONG)
    assert said["sc-hands"] == "Not right. The answer is b.\n" + HANDS.format(a=" ", b=" ", c="x")
    assert said["sc-letters"].startswith("Not right. The answer is a, c.\n\n [x] a (right): ")
    assert said["score"] == "Score: 0 of 3.\n"


# -- answers as they are typed ----------------------------------------------------------------------------------------


def a_quiz() -> Quiz:
    """One item with one key, one with two."""
    options = [{"letter": letter, "correct": letter in "ac", "feedback": letter * 3} for letter in "abc"]
    one = [{**option, "correct": option["letter"] == "b"} for option in options]
    proof = {"evidence": "words", "source": "a source"}
    return Quiz([{"id": "one", "multiple": False, "options": one, **proof}, {"id": "two", "multiple": True, "options": options, **proof}])


@pytest.mark.parametrize(
    ("item", "answer"),
    [("one", "b"), ("one", " B "), ("one", ["b"]), ("one", "b,"), ("two", "a, c"), ("two", "c a"), ("two", "A,C"), ("two", "a,a,c"),
     ("two", {"a", "c"}), ("two", ["c", "a"]), ("two", ("a", "c")), ("two", frozenset("ac"))],
)  # fmt: skip
def test_an_answer_may_be_typed_in_many_ways(item: str, answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    quiz.check(item, answer)
    assert capsys.readouterr().out.startswith("Right.\n")
    assert quiz.results == {item: True}


@pytest.mark.parametrize(("item", "answer"), [("one", "a"), ("two", "a"), ("two", "a, b, c"), ("two", "b")])
def test_an_answer_is_right_only_when_it_names_all_keys_and_nothing_else(item: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    quiz.check(item, answer)
    assert capsys.readouterr().out.startswith(f"Not right. The answer is {'b' if item == 'one' else 'a, c'}.\n")
    assert quiz.results == {item: False}


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        ("one", "", OPEN),
        ("one", None, OPEN),
        ("one", " , ", OPEN),
        ("two", set(), OPEN),
        ("one", "d", "There is no option d. The options are a, b, c.\n"),
        ("two", "a, x, d", "There is no option d, x. The options are a, b, c.\n"),
        ("one", 2, "There is no option 2. The options are a, b, c.\n"),
        ("one", True, "There is no option true. The options are a, b, c.\n"),
        ("one", "a, b", "This question takes one answer.\n"),
    ],
)
def test_an_answer_that_is_none_is_told_what_it_lacks_and_takes_back_an_earlier_one(
    item: str, answer: object, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quiz = a_quiz()
    quiz.check("one", "b")
    quiz.check("two", "a, c")
    capsys.readouterr()
    quiz.check(item, answer)
    assert capsys.readouterr().out == said
    quiz.score()
    assert capsys.readouterr().out == "Score: 1 of 2.\n1 not answered yet.\n"


def test_the_last_answer_counts(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    for answer in ("b", "a", "b"):
        quiz.check("one", answer)
    quiz.check("two", "a")
    capsys.readouterr()
    quiz.score()
    assert capsys.readouterr().out == "Score: 1 of 2.\n"


def test_the_code_in_a_notebook_needs_only_the_standard_library(sample: Path) -> None:
    (setup,) = (cell["source"] for cell in json.loads(made(sample))["cells"] if cell["id"] == "setup")
    lines = [line.split("#")[0].strip() for line in setup.splitlines()]
    assert [line for line in lines if line.startswith(("import ", "from "))] == ["import json"]
