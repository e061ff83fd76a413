"""Exports to other graders: every kind to every target, no key where students see it, and answers read and scored as here."""

import ast
import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.answers import Ids, as_typed, points, typed
from generator.export.assignment import Assignment, Question, assignment
from generator.export.delimiters import DELIMITERS, defused
from generator.export.embedded import judged, reader, rule
from generator.export.target import Target
from generator.export.targets import exported
from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.labels import claims, labels
from generator.render.notebook import notebook
from generator.resolve import ResolvedCourse
from generator.score import parts_of
from generator.spec.quiz import Item, Kind, MatchItem, Mode, OrderItem, Quiz
from tests.quiz_twins import in_other_words, other_key
from tests.test_notebook import HOSTILE, ITEMS, kinds

TARGETS = pytest.mark.parametrize("target", Target)
PLACES = {Target.NBGRADER: "source/kinds-quiz/kinds-quiz.ipynb", Target.OTTER: "kinds-quiz/kinds-quiz.ipynb"}
"""Where the notebook of the quiz of every kind stands in an export."""


def source(resolved: ResolvedCourse, quiz: Quiz, target: Target) -> Any:
    """An exported notebook."""
    return json.loads(exported(resolved, [quiz], target)[PLACES[target]])


def texts(book: Any) -> list[str]:
    """The source of every cell that students read."""
    return [cell["source"] for cell in book["cells"] if cell["cell_type"] == "markdown"]


# -- every kind to every target ---------------------------------------------------------------------------------------


@TARGETS
def test_there_is_a_notebook_of_every_kind_for_every_target(sample: Path, target: Target) -> None:
    resolved, quiz = kinds(sample)
    book = source(resolved, quiz, target)
    asked = [cell["metadata"]["course"]["item"] for cell in book["cells"] if "item" in cell["metadata"].get("course", {})]
    assert asked == [*ITEMS]
    assert {item.kind for item in quiz.items} == set(Kind)


@TARGETS
@pytest.mark.parametrize("keys", ["", "mode: graded\n", "shuffle: true\nconfidence: true\n"])
def test_an_exported_notebook_is_valid_and_says_which_quiz_it_is_and_that_it_is_graded(
    sample: Path, target: Target, keys: str
) -> None:
    resolved, quiz = kinds(sample, keys)
    book: Any = nbformat.reads(exported(resolved, [quiz], target)[PLACES[target]].decode(), as_version=4)
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.course == {"schema_version": 2, "course": "kesterhaven", "mode": "graded", "quizzes": ["kinds-quiz"]}
    assert "**It is graded.**" in book.cells[1 if target is Target.OTTER else 0].source


@TARGETS
def test_an_answer_cell_says_all_that_reading_it_without_running_it_needs(sample: Path, target: Target) -> None:
    resolved, quiz = kinds(sample)
    graded = quiz.model_copy(update={"mode": Mode.GRADED})
    found = [cell for cell in source(resolved, quiz, target)["cells"] if "item" in cell["metadata"].get("course", {})]
    assert [(cell["id"], cell["metadata"]["course"], cell["metadata"]["deletable"]) for cell in found] == [
        (
            f"{item.id}-answer",
            {"item": item.id, "fingerprint": fingerprint_without_key(item), "labels": labels(resolved, graded, item)},
            False,
        )
        for item in quiz.items
    ]


@TARGETS
def test_what_the_lesson_quotes_stands_before_the_questions_as_in_the_quiz_s_own_notebook(sample: Path, target: Target) -> None:
    """So that a returned export is told from one in which a question was edited."""
    resolved, quiz = kinds(sample, "mode: graded\n")
    ours, theirs = (
        {cell["id"]: cell["source"] for cell in book["cells"] if cell["cell_type"] == "markdown"}
        for book in (source(resolved, quiz, target), json.loads(notebook(resolved, quiz)))
    )
    assert [*ours] == [*theirs]
    assert "The same report turns to the one man who was there" in ours["kinds-quiz_keeper-source"]
    assert {name for name in ours if ours[name] != theirs[name]} == {"introduction"}


@TARGETS
def test_two_exports_give_the_same_bytes(sample: Path, target: Target) -> None:
    resolved, quiz = kinds(sample)
    assert exported(resolved, [quiz], target) == exported(resolved, [quiz], target)


@TARGETS
def test_a_quiz_for_practice_is_exported_as_a_graded_one(sample: Path, target: Target) -> None:
    """In a quiz for practice the order of things shown may tell the key."""
    practice, graded = (source(*kinds(sample, keys), target) for keys in ("", "mode: graded\n"))
    assert practice == graded


# -- no key where students see it -------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["", "shuffle: true\nconfidence: true\n"])
def test_what_students_see_is_the_same_whatever_the_key(sample: Path, keys: str) -> None:
    resolved, quiz = kinds(sample, keys)
    other = other_key(quiz)
    ours, theirs = assignment(resolved, quiz), assignment(resolved, other)
    assert [fingerprint(one) for one in other.items] != [fingerprint(one) for one in quiz.items]
    assert [_without_key(one) for one in ours.questions] == [_without_key(one) for one in theirs.questions]
    assert (ours.introduction, ours.sources) == (theirs.introduction, theirs.sources)
    assert all(a.key != b.key for a, b in zip(ours.questions, theirs.questions, strict=True))


def _without_key(question: Question) -> dict[str, Any]:
    return {name: getattr(question, name) for name in ("id", "stem", "empty", "form", "labels", "fingerprint")}


@TARGETS
def test_no_feedback_and_no_hint_is_exported(sample: Path, target: Target) -> None:
    files = exported(*_in_kinds(sample), target)
    whole = b"".join(files.values()).decode()
    for words in (
        "So a sailmaker said",
        "It gives a round number",
        "On the day itself",
        "Anybody could see it",
        "Look for a number",
    ):
        assert words not in whole


def _in_kinds(sample: Path) -> tuple[ResolvedCourse, list[Quiz]]:
    resolved, quiz = kinds(sample)
    return resolved, [quiz]


# -- hostile text -----------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*DELIMITERS, "# ", "### ", "BEGIN", " ", "SOLUTION", "END", "\n", "&#32;", "x"])).map("".join))
def test_no_delimiter_survives_and_none_is_made(text: str) -> None:
    assert not [delimiter for delimiter in DELIMITERS if delimiter in defused(text)]


@given(st.lists(st.sampled_from([*DELIMITERS, "word", "SEED", "#"]), min_size=1).map(" ".join))
def test_defused_markdown_prints_as_it_did(text: str) -> None:
    escaped = text.replace("#", "\\#")
    assert _printed(defused(escaped)) == _printed(escaped) == text


def _printed(markdown: str) -> str:
    inline = MarkdownIt("commonmark").parse(markdown)[1]
    return "".join(part.content for part in inline.children or [])


@TARGETS
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_text_that_a_grader_would_cut_at_is_kept_from_it(sample: Path, target: Target, delimiter: str) -> None:
    resolved, quiz = kinds(sample)
    book = source(resolved, in_other_words(quiz, [f"{HOSTILE} ### {delimiter}", f"{delimiter} {HOSTILE}"]), target)
    assert not [text for text in texts(book) if delimiter in text]
    stems = [cell["source"].splitlines()[0] for cell in book["cells"] if cell["id"].endswith("-stem")]
    assert len(stems) == len(ITEMS)
    assert all(delimiter in _printed(stem) for stem in stems)


@TARGETS
def test_text_of_authors_is_in_no_code(sample: Path, target: Target) -> None:
    resolved, quiz = kinds(sample)
    plain, strange = (
        [cell for cell in source(resolved, in_other_words(quiz, [words]), target)["cells"] if cell["cell_type"] == "code"]
        for words in ("Plain", f'{HOSTILE} BEGIN SOLUTION """ # END SOLUTION')
    )
    for cells in (plain, strange):
        for cell in cells:
            cell["metadata"].get("course", {}).pop("fingerprint", None)
    assert plain == strange


@TARGETS
def test_a_title_that_tells_otter_to_ignore_its_cell_does_not_begin_it(sample: Path, target: Target) -> None:
    resolved, quiz = kinds(sample)
    book = source(resolved, quiz.model_copy(update={"title": "Ignore the clock"}), target)
    assert texts(book)[0].startswith("Ignore the clock\n===\n\n")


# -- the code in notebooks --------------------------------------------------------------------------------------------


def parts(item: Item) -> tuple[list[str], list[str]]:
    """The ids that an answer to an item may name: pairs to be matched, or nothing; and the parts to choose from."""
    if isinstance(item, MatchItem):
        return [pair.id for pair in item.pairs], [choice.id for choice in item.choices]
    return [], [part.id for part in parts_of(item)]


def some_answer(draw: random.Random, item: Item) -> tuple[str, ...]:
    """Any answer of the item's form; never none."""
    pairs, named = parts(item)
    if pairs:
        return tuple(f"{pair}={draw.choice(named)}" for pair in pairs if draw.random() < 0.7) or (f"{pairs[0]}={named[0]}",)
    if isinstance(item, OrderItem):
        return tuple(draw.sample(named, len(named)))
    return tuple(draw.sample(named, 1 if item.kind in ("single", "true-false") else draw.randint(1, len(named))))


def notebook_code(resolved: ResolvedCourse, quiz: Quiz) -> tuple[Assignment, dict[str, Any]]:
    """An assignment, and what its code cells define, run here without a kernel."""
    made = assignment(resolved, quiz)
    names: dict[str, Any] = {}
    exec(f"{reader(question.form for question in made.questions)}\n{rule()}", names)
    return made, names


def test_the_code_scores_every_answer_as_the_course_does(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resolved, quiz = kinds(sample)
    made, names = notebook_code(resolved, quiz)
    draw = random.Random(5)
    worths: dict[str, set[Fraction]] = {item.id: set() for item in quiz.items}
    for _ in range(60):
        for question, item in zip(made.questions, quiz.items, strict=True):
            answer = some_answer(draw, item)
            names["quiz"].check(item.id, as_typed(item, question.labels, answer))
            worth = eval(judged(item.id, question.key.judged), names)
            assert worth == points(item, answer), (item.id, answer)
            worths[item.id].add(worth)
    assert all(len(found) > 1 for found in worths.values())
    assert "Traceback" not in capsys.readouterr().out


TYPED = ("a, c", {"a", "c"}, ["a", "c"], "1b, 2a", {1: "b", 2: ""}, {1: "a"}, True, "TRUE", "", None, [], {}, 3.5, -1, b"a", [[["a"]]], "z", "3 2 1", (2, 3), "c;a;b", 10**5000, float("nan"), object, "a" * 9999)  # fmt: skip


def read_here(item: Item, question: Question, answer: object) -> tuple[Ids, str]:
    """An answer as the course reads it, or what it lacks."""
    try:
        return typed(item, question.labels, answer), "Not answered yet: write your answer, then run this cell again."
    except ValueError as problem:
        return (), str(problem)


@pytest.mark.parametrize("answer", TYPED, ids=lambda answer: repr(type(answer)))
def test_the_code_reads_whatever_is_typed_as_the_course_does(
    sample: Path, capsys: pytest.CaptureFixture[str], answer: object
) -> None:
    """What can't be read is worth nothing, and the reason is printed."""
    resolved, quiz = kinds(sample)
    made, names = notebook_code(resolved, quiz)
    for question, item in zip(made.questions, quiz.items, strict=True):
        capsys.readouterr()
        names["quiz"].check(item.id, answer)
        said = capsys.readouterr().out
        ids, lack = read_here(item, question, answer)
        assert said.startswith("Stored: ") if ids else said == f"{lack}\n"
        assert eval(judged(item.id, question.key.judged), names) == (points(item, ids) if ids else 0)


def test_the_last_answer_counts_and_one_that_cannot_be_read_takes_an_earlier_one_back(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, names = notebook_code(*kinds(sample))
    quiz = names["quiz"]
    said = []
    for answer in ("a", "b", "q"):
        capsys.readouterr()
        quiz.check("k-one", answer)
        said.append((capsys.readouterr().out, quiz.given("k-one"), quiz.lack("k-one")))
    lack = "There is no q. The answers to choose from are a, b, c."
    assert said == [("Stored: a.\n", ["a"], ""), ("Stored: b.\n", ["b"], ""), (f"{lack}\n", [], lack)]


def test_the_summary_tells_what_is_open(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, names = notebook_code(*kinds(sample))
    quiz = names["quiz"]
    quiz.check("gone", "a")
    quiz.check("k-match", {2: "c"})
    quiz.check("k-words", [3, 1])
    quiz.tell("k-one")
    quiz.summary()
    assert capsys.readouterr().out == (
        'Ready: 6 questions, none answered yet.\nThere is no question "gone".\n'
        "Stored: 2c.\nLeft open: 1.\n"
        "Stored: 1, 3.\n"
        "Not answered yet: the cell with the answer was not run.\n"
        "Answered: 2 of 6.\n 1. open\n 2. open\n 3. open\n 4. open\n 5. 2c\n 6. 1, 3\n"
        "A question is open until the cell with its answer was run.\n"
    )


def test_the_code_needs_only_the_standard_library(sample: Path) -> None:
    code = reader(question.form for question in assignment(*kinds(sample)).questions)
    imports = [
        ast.unparse(node) for node in ast.walk(ast.parse(f"{code}\n{rule()}")) if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert imports == ["import json", "import re", "from fractions import Fraction"]


def test_the_scoring_rule_is_whole_in_itself() -> None:
    """So that nothing that a student's code changed before is asked."""
    names: dict[str, Any] = {}
    exec(rule(), names)
    assert names.keys() - {"__builtins__"} == {"Fraction", "points"}
    key = {"kind": "multiple", "key": ["a", "c"]}
    assert [names["points"](key, given) for given in (["a", "c"], ["a"], ["a", "b"], ["a", "b", "c"], [])] == [
        1, Fraction(1, 2), 0, Fraction(1, 2), 0,
    ]  # fmt: skip


def test_the_key_as_typed_is_worth_everything(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    for question, item in zip(assignment(resolved, quiz).questions, quiz.items, strict=True):
        assert points(item, typed(item, question.labels, ast.literal_eval(question.key.typed))) == 1
        assert (question.empty == '""') != bool(isinstance(item, MatchItem) and claims(item))
