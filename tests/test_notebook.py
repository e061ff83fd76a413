"""Quiz notebooks: valid, stable, safe whatever a spec or a source says, and at work in a plain kernel, for every kind and mode."""

import ast
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbclient import NotebookClient

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.escape import one_line
from generator.render.labels import LETTERS, labels
from generator.render.notebook import notebook
from generator.render.notebook_cells import MAX_CELL_ID
from generator.render.notebook_escape import literal
from generator.render.notebook_runtime import Quiz as Runtime
from generator.render.notebook_sources import sources
from generator.render.notebook_telling import literal as literal_in_notebooks
from generator.resolve import ResolvedCourse
from generator.spec.quiz import ChoiceItem, Kind, MatchItem, OrderItem, Quiz
from generator.sphinx_ext.draw_items import controls
from generator.sphinx_ext.nodes import Select
from tests.sample_course import edit

KINDS = """\
id: kinds-quiz
title: "Quiz: every kind"
lesson: stopped-clock
items:
  - id: k-one
    kind: single
    skill: close-reading
    stem: What time do the hands show?
    hints: [Look for a number., It is written in words.]
    options:
      - {id: ten, text: Ten past four, feedback: So a sailmaker said.}
      - {id: eleven, text: Eleven minutes past four, correct: true, feedback: The report says so in words.}
      - {id: none, text: None of these, pinned: true, feedback: One of them stands there.}
    evidence: {passage: stopped-clock/face, quote: eleven minutes past four}
  - id: k-some
    kind: multiple
    skill: recall
    stem: What did the keeper do?
    options:
      - {id: hear, text: He heard the wheel labour, correct: true, feedback: So he says himself.}
      - {id: mend, text: He mended the shaft, feedback: He did not touch it.}
      - {id: write, text: He wrote to the Board, correct: true, feedback: Of 1884 and of 1886 are his letters.}
    evidence: {source: courier-1887, quote: Mr Brook's letters to the Harbour Board are of 1884 and of 1886.}
  - id: k-true
    kind: true-false
    skill: sourcing
    stem: The Courier counted the crowd.
    answer: false
    feedback: {"true": It gives a round number., "false": It says some two hundred.}
    evidence: {source: courier-1887, quote: some two hundred people stood on the quay}
  - id: k-order
    kind: order
    skill: contextualisation
    stem: Put these in the order in which they happened.
    entries:
      - {id: petition, text: The pilots' petition, feedback: It is of 1849.}
      - {id: wreck, text: The wreck of the Corisande, feedback: It is of 1852.}
      - {id: storm, text: The storm, feedback: It is of 1887.}
    evidence: {source: gazette-1890/tower, quote: in the fog of December 1852}
  - id: k-match
    kind: match
    skill: corroboration
    stem: Which paper gives which number?
    choices:
      - {id: courier, text: The Courier}
      - {id: tidings, text: The Tidings}
      - {id: gazette, text: The Gazette}
    pairs:
      - {id: courier, text: Two hundred people came, answer: courier, feedback: The day after the storm.}
      - {id: many, text: Four hundred people came, answer: tidings, feedback: On the day itself.}
    evidence: {source: tidings-1887, quote: not fewer than four hundred people}
  - id: k-words
    kind: highlight
    skill: close-reading
    stem: Choose the words that are not the reporter's own.
    passage: stopped-clock/face
    stretches:
      - {id: like, quote: like men who come home, correct: true, feedback: The pilots said so.}
      - {id: hands, quote: Its hands stand at, feedback: Anybody could see it.}
      - {id: agree, quote: who agree about nothing, feedback: That is the reporter's joke.}
    evidence: {passage: stopped-clock/face, quote: they felt "like men who come home to a house without a door"}
"""
"""A quiz with an item of every kind. Shown, its letters and numbers are: k-one abc, k-some abc, k-order c a b, k-words 2 3 1."""

SOURCE_CELLS = (
    "kinds-quiz-sources", "kinds-quiz_face-source", "kinds-quiz_keeper-source", "kinds-quiz_crowd-source", "kinds-quiz-questions",
)  # fmt: skip
ITEMS = ("k-one", "k-some", "k-true", "k-order", "k-match", "k-words")
RIGHT = {"k-one": '"b"', "k-some": '{"a", "c"}', "k-true": '"false"', "k-order": '"c, a, b"', "k-match": '"1a 2b"', "k-words": '"3"'}
MIXED = {"k-one": '"a"', "k-some": '"c"', "k-true": "True", "k-order": '"a, c, b"', "k-match": '{1: "a", 2: ""}', "k-words": '"2 3"'}
"""A wrong answer, or one that is right in part."""


def resolve(root: Path, quiz_id: str) -> tuple[ResolvedCourse, Quiz]:
    """A course with its documents, and one of its quizzes."""
    problems = Problems()
    resolved, _ = pipeline.check(root, problems)
    assert problems.errors == []
    assert resolved is not None
    quiz = resolved.course.quiz(quiz_id)
    assert quiz is not None
    return resolved, quiz.value


def kinds(root: Path, keys: str = "") -> tuple[ResolvedCourse, Quiz]:
    """The sample with the quiz of every kind, and more keys for the quiz."""
    (root / "quizzes" / "kinds-quiz.yml").write_text(KINDS.replace("items:\n", f"{keys}items:\n", 1), encoding="utf-8")
    return resolve(root, "kinds-quiz")


def cells(file: bytes) -> dict[str, Any]:
    """The cells of a notebook by id."""
    return {cell["id"]: cell for cell in json.loads(file)["cells"]}


def opened(file: bytes, answers: dict[str, str] | None = None) -> Any:
    """A notebook with answers typed into it, as Python."""
    book: Any = nbformat.reads(file.decode(), as_version=4)
    for cell in book.cells:
        item = cell.metadata.get("course", {}).get("item")
        if item in (answers or {}):
            empty, rest = cell.source.split("\n", 1)
            assert empty in {'answer = ""', 'answer = {1: "", 2: ""}'}
            cell.source = f"answer = {answers[item]}\n{rest}" if answers else ""
    return book


def run(book: Any) -> dict[str, str]:
    """What each code cell shows as plain text, run from top to bottom in a fresh kernel; nothing else comes out of any."""
    NotebookClient(book, timeout=60, kernel_name="python3").execute()
    printed = {}
    for cell in book.cells:
        if cell.cell_type == "code":
            assert {output.output_type for output in cell.outputs} <= {"display_data"}
            said = "".join(f"{output.data['text/plain']}\n" for output in cell.outputs)
            printed[cell.metadata.get("course", {}).get("item", cell.id)] = said
    return printed


def answered(file: bytes, answers: dict[str, str]) -> dict[str, str]:
    """What each code cell prints after answers were typed in."""
    return run(opened(file, answers))


# -- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_a_notebook_is_valid_and_says_which_quiz_it_is(sample: Path, mode: str) -> None:
    book = opened(notebook(*kinds(sample, f"mode: {mode}\n")))
    nbformat.validate(book)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    assert book.metadata.course == {"schema_version": 2, "course": "kesterhaven", "mode": mode, "quizzes": ["kinds-quiz"]}
    assert book.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_cells_are_named_by_their_items_and_stand_in_the_order_of_the_quiz(sample: Path, mode: str) -> None:
    book = opened(notebook(*kinds(sample, f"mode: {mode}\n")))
    asked = [(f"{item}-{part}", kind) for item in ITEMS for part, kind in (("stem", "markdown"), ("answer", "code"))]
    who = [("student-heading", "markdown"), ("student", "code")] if mode == "graded" else []
    sources = [(name, "markdown") for name in SOURCE_CELLS]
    assert [(cell.id, cell.cell_type) for cell in book.cells] == [
        ("introduction", "markdown"), ("setup", "code"), *who, *sources, *asked, ("summary", "code"),
    ]  # fmt: skip
    assert [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs] == []


def test_every_kind_is_asked_in_its_own_way(sample: Path) -> None:
    shown = cells(notebook(*kinds(sample)))
    assert [shown[f"{item}-stem"]["source"] for item in ITEMS] == [
        "**1.** What time do the hands show\\?\n\n- **a**: Ten past four\n- **b**: Eleven minutes past four\n- **c**: None of these",
        "**2.** What did the keeper do\\?\n\n"
        "*More than one answer may be right. Write the letters of all that are, with commas between them.*\n\n"
        "- **a**: He heard the wheel labour\n- **b**: He mended the shaft\n- **c**: He wrote to the Board",
        '**3.** The Courier counted the crowd\\.\n\n*Write "true" or "false".*',
        "**4.** Put these in the order in which they happened\\.\n\n"
        "*Write all the letters in the right order, with commas between them.*\n\n"
        "- **a**: The wreck of the Corisande\n- **b**: The storm\n- **c**: The pilots\\' petition",
        "**5.** Which paper gives which number\\?\n\n"
        "*Write a letter for each number. A letter may be used more than once, or not at all.*\n\n"
        "- **1**: Two hundred people came\n- **2**: Four hundred people came\n\nwith\n\n"
        "- **a**: The Courier\n- **b**: The Tidings\n- **c**: The Gazette",
        "**6.** Choose the words that are not the reporter\\'s own\\.\n\n"
        "*The words to choose from stand in brackets. Write the numbers of all that fit, with commas between them.*\n\n"
        "“The Clock Is Silent”\\, The Kesterhaven Courier\\, 5 March 1887\\, paragraph 1\n\n"
        "> \\[**1** Its hands stand at\\] eleven minutes past four\\, and there they have stayed\\. For thirty\\-one years no boat has "
        "left the inner basin without a glance at that face\\, and the pilots\\, \\[**2** who agree about nothing\\]\\, agreed "
        "yesterday that they felt “\\[**3** like men who come home\\] to a house without a door”\\.",
    ]


def test_an_answer_cell_holds_an_empty_answer_its_check_and_a_way_to_hints(sample: Path) -> None:
    shown = cells(notebook(*kinds(sample)))
    assert {item: shown[f"{item}-answer"]["source"] for item in ("k-one", "k-some", "k-match")} == {
        "k-one": 'answer = ""\nquiz.check("k-one", answer)\n'
        '# For a hint, remove the # before the next line and run the cell: one more each time.\n# quiz.hint("k-one")',
        "k-some": 'answer = ""\nquiz.check("k-some", answer)',
        "k-match": 'answer = {1: "", 2: ""}\nquiz.check("k-match", answer)',
    }


def test_where_a_quiz_asks_for_confidence_a_cell_takes_it_too(sample: Path) -> None:
    shown = cells(notebook(*kinds(sample, "confidence: true\n")))
    assert shown["k-some-answer"]["source"] == 'answer = ""\nsure = ""  # "yes" or "no"\nquiz.check("k-some", answer, sure)'


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_an_answer_cell_names_its_item_and_the_item_s_fingerprint(sample: Path, mode: str) -> None:
    resolved, quiz = kinds(sample, f"mode: {mode}\n")
    shown = cells(notebook(resolved, quiz))
    print_of = fingerprint_without_key if mode == "graded" else fingerprint
    assert [shown[f"{item.id}-answer"]["metadata"] for item in quiz.items] == [
        {"course": {"item": item.id, "fingerprint": print_of(item), "labels": labels(resolved, quiz, item)}, "deletable": False}
        for item in quiz.items
    ]


def test_a_notebook_is_json_as_python_writes_it_sorted_and_with_an_indent_of_one(sample: Path) -> None:
    made = notebook(*kinds(sample)).decode()
    assert made == json.dumps(json.loads(made), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_two_builds_give_the_same_bytes(sample: Path) -> None:
    assert notebook(*kinds(sample, "shuffle: true\n")) == notebook(*kinds(sample, "shuffle: true\n"))


def test_ids_of_cells_stay_when_items_change_place_and_wording(sample: Path) -> None:
    before = cells(notebook(*kinds(sample))).keys()
    head, first, *others, last = KINDS.split("  - id: k-")
    first = first.replace("What time do the hands show?", "When did the clock stop?")
    path = sample / "quizzes" / "kinds-quiz.yml"
    path.write_text("  - id: k-".join((head, last, *others, first)), encoding="utf-8")
    after = cells(notebook(*resolve(sample, "kinds-quiz")))
    assert after.keys() == before
    assert [*after][7:9] == ["k-words-stem", "k-words-answer"]
    assert after["k-one-stem"]["source"].startswith("**6.** When did the clock stop")


def test_the_longest_ids_give_cells_with_ids_of_their_own(sample: Path) -> None:
    kinds(sample)
    common = "a" * (MAX_CELL_ID - 1)
    edit(sample / "quizzes/kinds-quiz.yml", "id: k-one", f"id: {common}1")
    edit(sample / "quizzes/kinds-quiz.yml", "id: k-some", f"id: {common}2")
    file = notebook(*resolve(sample, "kinds-quiz"))
    ids = [cell["id"] for cell in json.loads(file)["cells"]]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) == MAX_CELL_ID


def test_there_is_a_letter_for_everything_that_an_item_may_have() -> None:
    most = [
        next(limit.max_length for limit in model.model_fields[name].metadata if hasattr(limit, "max_length"))
        for model, name in ((ChoiceItem, "options"), (OrderItem, "entries"), (MatchItem, "choices"))
    ]
    assert max(most) == len(LETTERS)


def test_a_notebook_of_every_kind_that_there_is_was_made(sample: Path) -> None:
    """So that a new kind isn't forgotten here."""
    assert {item.kind for item in kinds(sample)[1].items} == set(Kind)


# -- the order in which things are shown ------------------------------------------------------------------------------


def listed(cell: Any) -> list[str]:
    """The entries of a cell's lists."""
    return [line.removeprefix("- ") for line in cell["source"].splitlines() if line.startswith("- ")]


def test_a_quiz_that_shuffles_shows_options_and_choices_in_another_order_but_keeps_those_that_are_pinned(sample: Path) -> None:
    shown = cells(notebook(*kinds(sample, "shuffle: true\n")))
    assert listed(shown["k-one-stem"]) == ["**a**: Eleven minutes past four", "**b**: Ten past four", "**c**: None of these"]
    assert listed(shown["k-some-stem"]) == ["**a**: He wrote to the Board", "**b**: He mended the shaft", "**c**: He heard the wheel labour"]
    assert listed(shown["k-match-stem"]) == [
        "**1**: Two hundred people came", "**2**: Four hundred people came", "**a**: The Gazette", "**b**: The Courier", "**c**: The Tidings",
    ]  # fmt: skip


def test_a_quiz_that_shuffles_knows_its_key_by_the_letters_shown(sample: Path) -> None:
    said = answered(notebook(*kinds(sample, "shuffle: true\n")), {**RIGHT, "k-one": '"a"', "k-match": '"1b 2c"'})
    assert said["k-one"].startswith("Right. Score: 1 of 1.\nThe right answer: a.\n\n [x] a (right): The report says so in words.\n")
    assert said["k-some"].startswith("Right. Score: 1 of 1.\nThe right answer: a, c.\n\n [x] a (right): Of 1884 and of 1886 are his letters.\n")
    assert said["summary"].startswith("For practice. Score: 6 of 6.\n")


@pytest.mark.parametrize("keys", ["", "shuffle: true\n", "mode: graded\n"])
def test_entries_to_be_put_in_order_never_stand_in_the_right_one(sample: Path, keys: str) -> None:
    shown = cells(notebook(*kinds(sample, keys)))
    assert listed(shown["k-order-stem"]) == ["**a**: The wreck of the Corisande", "**b**: The storm", "**c**: The pilots\\' petition"]


# -- hostile text -----------------------------------------------------------------------------------------------------

HOSTILE = "\"'\"\"\"'''\\n\\ {0} {x!r} %s %(a)d ${HOME} `b` *c* _d_ [e](f) ![g](h) <b>i</b> </script> # - 1. | ~~j~~ \\u0041 é 漢 😀 عربي"
SOURCE = (
    "He wrote *this* and `that`, <b>so</b> [he](said) of $9, {0} and _{1}_, \\n or ''' and ![so](on).",
    '# 1. Or """ he \\ wrote | it &amp; left ~~all~~ of it.',
)
"""Two paragraphs of a document."""


def hostile(value: Any) -> Any:
    """What an author wrote, with other words in place of all that are only shown."""
    if isinstance(value, dict):
        return {key: _replaced(key, part) for key, part in value.items()}
    return tuple(map(hostile, value)) if isinstance(value, (list, tuple)) else value


def _replaced(key: str, part: Any) -> Any:
    if key in {"title", "text", "stem", "true", "false"} or (key == "feedback" and isinstance(part, str)):
        return HOSTILE
    return (HOSTILE,) if key == "hints" else hostile(part)


def text_of(markdown: str) -> list[str]:
    """The text of each block of some Markdown, which may hold no element but those that notebooks use themselves."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = parser.parse(markdown)
    allowed = {"paragraph", "heading", "blockquote", "bullet_list", "ordered_list", "list_item"}
    assert {block.type.removesuffix("_open").removesuffix("_close") for block in blocks} <= allowed | {"inline"}
    inlines = [block.children or [] for block in blocks if block.type == "inline"]
    kinds_of = {part.type.removesuffix("_open").removesuffix("_close") for parts in inlines for part in parts}
    assert kinds_of <= {"text", "strong", "em", "softbreak", "text_special", "code_inline", "html_inline"}
    elements = {part.content for parts in inlines for part in parts if part.type == "html_inline"}
    assert elements <= {"<span>", "</span>"}
    return ["".join(part.content for part in parts if part.type != "html_inline") for parts in inlines]


@pytest.fixture
def strange(sample: Path) -> tuple[ResolvedCourse, Quiz]:
    """A course with an excerpt of a strange document, and the quiz of every kind in strange words."""
    document = sample / "documents" / "handbill-1887.txt"
    with document.open("a", encoding="utf-8", newline="") as stream:
        stream.write("".join(f"{line}\n" for line in SOURCE))
    edit(sample / "lessons/sources.yml", "45c2ab323d8aa2b265af7cf57553f5ca8f4588635d6724d2961fc22a06ee89d0",
         hashlib.sha256(document.read_bytes()).hexdigest())  # fmt: skip
    excerpt = {"id": "strange", "title": HOSTILE, "source": "handbill-1887", "headnote": HOSTILE, "from": "He wrote *this*", "to": "of it."}
    edit(sample / "lessons/ringer.yml", "body:\n", f"body:\n  - excerpt: {json.dumps(excerpt, ensure_ascii=False)}\n")
    kinds(sample)
    path = sample / "quizzes" / "kinds-quiz.yml"
    edit(path, "passage: stopped-clock/face\n    stretches", "passage: ringer/strange\n    stretches")
    edit(path, "quote: like men who come home,", "from: \"''' and\", to: '# 1. Or',")
    edit(path, "quote: Its hands stand at,", "quote: 'He wrote *this* and `that`,',")
    edit(path, "quote: who agree about nothing,", "quote: '<b>so</b> [he](said) of $9',")
    edit(path, "{source: tidings-1887, quote: not fewer than four hundred people}", "{source: handbill-1887, quote: '\"\"\" he \\ wrote | it &amp; left'}")
    resolved, quiz = resolve(sample, "kinds-quiz")
    written = quiz.model_dump(by_alias=True, exclude_defaults=True)
    return resolved, Quiz.model_validate({**hostile(written), "mode": quiz.mode})


def test_text_that_looks_like_markdown_is_shown_as_it_is(strange: tuple[ResolvedCourse, Quiz]) -> None:
    shown = {name: text_of(cell["source"]) for name, cell in cells(notebook(*strange)).items() if cell["cell_type"] == "markdown"}
    assert shown["introduction"][0] == HOSTILE
    assert shown["k-one-stem"] == [f"1. {HOSTILE}", f"a: {HOSTILE}", f"b: {HOSTILE}", f"c: {HOSTILE}"]
    assert shown["k-order-stem"][2:] == [f"a: {HOSTILE}", f"b: {HOSTILE}", f"c: {HOSTILE}"]
    assert shown["k-match-stem"][2:] == [f"1: {HOSTILE}", f"2: {HOSTILE}", "with", f"a: {HOSTILE}", f"b: {HOSTILE}", f"c: {HOSTILE}"]
    first, second = SOURCE
    for n, words in (("1", "He wrote *this* and `that`,"), ("2", "<b>so</b> [he](said) of $9"), ("3", "''' and ![so](on).")):
        assert first.count(words) == 1
        first = first.replace(words, f"[{n} {words}]")
    assert shown["k-words-stem"][3:] == [first, second.replace("# 1. Or", "[3 # 1. Or]")]


def test_an_excerpt_that_looks_like_markdown_is_shown_as_it_is(strange: tuple[ResolvedCourse, Quiz]) -> None:
    lesson = strange[0].course.lesson("ringer")
    assert lesson is not None
    part = next(part for part in sources(strange[0], lesson.value) if part.id == "strange")
    assert text_of(part.text) == [HOSTILE, "“To All Who Pay Harbour Dues”, publisher not printed, March 1887 · handbill", HOSTILE, f"3 {SOURCE[0]}", f"4 {SOURCE[1]}"]


FORMULAS = ("$a$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{", "\\$")


@given(st.lists(st.one_of(st.sampled_from(FORMULAS), st.text(max_size=5)), max_size=8).map("".join))
def test_no_text_begins_a_formula_and_every_character_stays(text: str) -> None:
    """What could begin or end one stands alone in an element, on the page; in the source no two of its characters meet."""
    shown = literal(text)
    assert literal_in_notebooks(one_line(text)) == shown
    parts = MarkdownIt("commonmark").parseInline(shown)[0].children or []
    assert "".join(part.content for part in parts if part.type != "html_inline") == one_line(text).replace("\0", "\ufffd")
    pieces = re.split(r"</?span>", "".join(part.content for part in parts))
    assert [piece for piece in pieces if re.search(r"[$\\]", piece) and len(piece) > 1] == []
    assert re.search(r"\$|\\\\", shown) is None


def test_text_that_looks_like_code_is_printed_as_it_is(strange: tuple[ResolvedCourse, Quiz]) -> None:
    book = opened(notebook(*strange), {**RIGHT, "k-one": '"c"'})
    for cell in book.cells:
        cell.source = cell.source.replace("# quiz.hint(", "quiz.hint(")
    said = run(book)
    assert said["k-one"] == (
        f"Not right. Score: 0 of 1.\nThe right answer: b.\n\n [ ] a (wrong): {HOSTILE}\n\n [ ] b (right): {HOSTILE}\n\n [x] c (wrong): {HOSTILE}\n"
        "\nThe words that prove it:\n  eleven minutes past four\n"
        f"  -- “The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887, paragraph 1\nHint 1 of 1: {HOSTILE}\n"
    )
    assert '\nThe words that prove it:\n  """ he \\ wrote | it &amp; left\n' in said["k-match"]
    assert said["summary"].startswith("For practice. Score: 5 of 6.\n")


def test_text_is_in_code_only_as_json_in_one_string(strange: tuple[ResolvedCourse, Quiz]) -> None:
    setup = cells(notebook(*strange))["setup"]["source"]
    assert HOSTILE not in setup
    call = ast.parse(setup).body[-1]
    assert isinstance(call, ast.Assign)
    assert isinstance(call.value, ast.Call)
    data, clicks = call.value.args
    assert isinstance(data, ast.Constant)
    assert ast.unparse(clicks) == "clicks()"
    items = json.loads(data.value)["items"]
    assert [item["id"] for item in items] == [*ITEMS]
    assert items[0]["feedback"] == dict.fromkeys("abc", HOSTILE)


# -- in a kernel: practice --------------------------------------------------------------------------------------------

READY = "Ready: 6 questions, none answered yet.\n"
OPEN = "Not answered yet: write your answer, then run this cell again.\n"
COURIER = "“The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887"


def proved(words: str, source: str) -> str:
    """How an explanation ends."""
    return f"\nThe words that prove it:\n  {words}\n  -- {source}\n"


PROOFS = {
    "k-one": proved("eleven minutes past four", f"{COURIER}, paragraph 1"),
    "k-some": proved("Mr Brook’s letters to the Harbour Board are of 1884 and of 1886.", f"{COURIER}, paragraph 4"),
    "k-true": proved("some two hundred people stood on the quay", f"{COURIER}, paragraph 5"),
    "k-order": proved("in the fog of December 1852", "Ida Fenwick, “How the Tower Came to Stand”, in The Harbour Gazette, no. 3, 1890, paragraph 2"),
    "k-match": proved("not fewer than four hundred people", "“No Hands at the Helm”, Evening Tidings, 4 March 1887, paragraph 5"),
    "k-words": proved("they felt “like men who come home to a house without a door”", f"{COURIER}, paragraph 1"),
}
SAID_RIGHT = {
    "k-one": "Right. Score: 1 of 1.\nThe right answer: b.\n\n [ ] a (wrong): So a sailmaker said.\n"
    "\n [x] b (right): The report says so in words.\n\n [ ] c (wrong): One of them stands there.\n",
    "k-some": "Right. Score: 1 of 1.\nThe right answer: a, c.\n\n [x] a (right): So he says himself.\n"
    "\n [ ] b (wrong): He did not touch it.\n\n [x] c (right): Of 1884 and of 1886 are his letters.\n",
    "k-true": "Right. Score: 1 of 1.\nThe right answer: false.\n\n [ ] true (wrong): It gives a round number.\n"
    "\n [x] false (right): It says some two hundred.\n",
    "k-order": "Right. Score: 1 of 1.\nThe right answer: c, a, b.\n\n 1. c (right): It is of 1849.\n"
    "\n 2. a (right): It is of 1852.\n\n 3. b (right): It is of 1887.\n",
    "k-match": "Right. Score: 1 of 1.\nThe right answer: 1a, 2b.\n\n 1a (right): The day after the storm.\n"
    "\n 2b (right): On the day itself.\n",
    "k-words": "Right. Score: 1 of 1.\nThe right answer: 3.\n\n [ ] 1 (wrong): Anybody could see it.\n"
    "\n [ ] 2 (wrong): That is the reporter's joke.\n\n [x] 3 (right): The pilots said so.\n",
}
SAID_MIXED = {
    "k-one": "Not right. Score: 0 of 1.\nThe right answer: b.\n\n [x] a (wrong): So a sailmaker said.\n"
    "\n [ ] b (right): The report says so in words.\n\n [ ] c (wrong): One of them stands there.\n",
    "k-some": "Partly right. Score: 0.5 of 1.\nThe right answer: a, c.\n\n [ ] a (right): So he says himself.\n"
    "\n [ ] b (wrong): He did not touch it.\n\n [x] c (right): Of 1884 and of 1886 are his letters.\n",
    "k-true": "Not right. Score: 0 of 1.\nThe right answer: false.\n\n [x] true (wrong): It gives a round number.\n"
    "\n [ ] false (right): It says some two hundred.\n",
    "k-order": "Not right. Score: 0 of 1.\nThe right answer: c, a, b.\n\n 1. c (you wrote a): It is of 1849.\n"
    "\n 2. a (you wrote c): It is of 1852.\n\n 3. b (right): It is of 1887.\n",
    "k-match": "Partly right. Score: 0.5 of 1.\nThe right answer: 1a, 2b.\n\n 1a (right): The day after the storm.\n"
    "\n 2b (left open): On the day itself.\n",
    "k-words": "Not right. Score: 0 of 1.\nThe right answer: 3.\n\n [ ] 1 (wrong): Anybody could see it.\n"
    "\n [x] 2 (wrong): That is the reporter's joke.\n\n [x] 3 (right): The pilots said so.\n",
}
GRADED = "This quiz is graded. What follows is only what you answered: nothing here tells right from wrong.\n"
NAMELESS = "Nobody is named yet: write your name or number in the cell that asks for it, and run it.\n"
HAND_IN = "Now save the notebook (Ctrl+S, or Cmd+S on a Mac) and hand in its file, kinds-quiz.ipynb.\n"
TILL_RUN = "A question is open until the cell with its answer was run.\n"
ALL_OPEN = " 1. open\n 2. open\n 3. open\n 4. open\n 5. open\n 6. open\n"
SUM_RIGHT = "For practice. Score: 6 of 6.\n 1. b (1)\n 2. a, c (1)\n 3. false (1)\n 4. c, a, b (1)\n 5. 1a, 2b (1)\n 6. 3 (1)\n"


def test_unanswered_it_runs_to_the_end_and_gives_nothing_away(sample: Path) -> None:
    assert answered(notebook(*kinds(sample)), {}) == {
        "setup": READY, **dict.fromkeys(ITEMS, OPEN), "summary": f"For practice. Score: 0 of 6.\n{ALL_OPEN}{TILL_RUN}",
    }  # fmt: skip


def test_answered_right_it_gives_the_full_score_with_every_feedback_and_the_proof(sample: Path) -> None:
    assert answered(notebook(*kinds(sample)), RIGHT) == {
        "setup": READY, **{item: SAID_RIGHT[item] + PROOFS[item] for item in ITEMS}, "summary": SUM_RIGHT,
    }  # fmt: skip


def test_answered_wrong_or_in_part_it_gives_the_key_and_part_of_the_score(sample: Path) -> None:
    assert answered(notebook(*kinds(sample)), MIXED) == {
        "setup": READY,
        **{item: SAID_MIXED[item] + PROOFS[item] for item in ITEMS},
        "summary": "For practice. Score: 1 of 6.\n 1. a (0)\n 2. c (0.5)\n 3. true (0)\n 4. a, c, b (0)\n 5. 1a (0.5)\n 6. 2, 3 (0)\n",
    }


def test_cells_run_in_any_order_and_twice(sample: Path) -> None:
    """The first one first."""
    book = opened(notebook(*kinds(sample)), RIGHT)
    introduction, setup, *asked, summary = book.cells
    again = [nbformat.from_dict({**cell, "id": f"again-{n}"}) for n, cell in enumerate(asked)]
    early = nbformat.from_dict({**summary, "id": "early"})
    book.cells = [introduction, setup, early, *reversed(asked), *again, summary]
    assert run(book) == {
        "setup": READY,
        "early": f"For practice. Score: 0 of 6.\n{ALL_OPEN}{TILL_RUN}",
        **{item: SAID_RIGHT[item] + PROOFS[item] for item in ITEMS},
        "summary": SUM_RIGHT,
    }


def test_half_finished_it_is_saved_and_run_again_in_a_new_kernel_with_the_same_result(sample: Path) -> None:
    half = {item: RIGHT[item] for item in ("k-some", "k-match")}
    book = opened(notebook(*kinds(sample)), half)
    said = run(book)
    assert said["summary"] == f"For practice. Score: 2 of 6.\n 1. open\n 2. a, c (1)\n 3. open\n 4. open\n 5. 1a, 2b (1)\n 6. open\n{TILL_RUN}"
    saved = nbformat.reads(nbformat.writes(book), as_version=4)
    nbformat.validate(saved)
    assert run(saved) == said


def test_the_first_cell_run_again_begins_anew(sample: Path) -> None:
    book = opened(notebook(*kinds(sample)), RIGHT)
    introduction, setup, *asked, summary = book.cells
    book.cells = [introduction, setup, *asked, nbformat.from_dict({**setup, "id": "anew"}), summary]
    said = run(book)
    assert (said["anew"], said["summary"]) == (READY, f"For practice. Score: 0 of 6.\n{ALL_OPEN}{TILL_RUN}")


def test_names_of_a_student_s_own_do_no_harm(sample: Path) -> None:
    """Answers are taken from the cell that is run, whatever else the kernel knows."""
    book = opened(notebook(*kinds(sample)), {"k-one": RIGHT["k-one"]})
    own = nbformat.v4.new_code_cell("answer = points = words = read = item = 'mine'", id="own")
    book.cells.insert(2, own)
    said = run(book)
    assert said["k-one"] == SAID_RIGHT["k-one"] + PROOFS["k-one"]
    assert said["k-some"] == OPEN


# -- in a kernel: graded ----------------------------------------------------------------------------------------------


def with_another_key(quiz: Quiz) -> Quiz:
    """A quiz that asks the same, with other answers, feedback and evidence throughout."""
    items = []
    for item in quiz.items:
        data = item.model_dump(by_alias=True, exclude_defaults=True)
        data["evidence"] = {"source": "handbill-1887", "quote": "Ask it why."}
        parts = data.get("options") or data.get("entries") or data.get("pairs") or data.get("stretches") or ()
        for part in parts:
            part["feedback"] = "Something else."
        if item.kind == "single":
            data["options"] = [{**part, "correct": part["id"] == "none"} for part in parts]
        elif item.kind in {"multiple", "highlight"}:
            for part in parts:
                part["correct"] = not part.get("correct", False)
        elif item.kind == "order":
            data["entries"] = [*parts[1:], parts[0]][::-1]
        elif isinstance(item, MatchItem):
            for part in parts:
                part["answer"] = "gazette"
        else:
            data |= {"answer": not item.answer, "feedback": {"true": "Something.", "false": "Something else."}}  # type: ignore[union-attr]
        items.append({name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})
    return Quiz.model_validate({**quiz.model_dump(exclude={"items"}), "items": tuple(items)})


def without_fingerprints(file: bytes) -> Iterator[Any]:
    """A notebook's cells, which must have a fingerprint for each item."""
    found = 0
    for cell in json.loads(file)["cells"]:
        found += cell["metadata"].get("course", {}).pop("fingerprint", None) is not None
        yield cell
    assert found == len(ITEMS)


@pytest.mark.parametrize("keys", ["mode: graded\n", "mode: graded\nshuffle: true\nconfidence: true\n"])
def test_a_graded_notebook_is_the_same_whatever_the_key(sample: Path, keys: str) -> None:
    """So it holds neither key nor feedback nor evidence, nor anything made from them, byte for byte."""
    resolved, quiz = kinds(sample, keys)
    other = with_another_key(quiz)
    assert [fingerprint(one) for one in other.items] != [fingerprint(one) for one in quiz.items]
    assert notebook(resolved, other) == notebook(resolved, quiz)


def test_the_code_in_a_graded_notebook_knows_only_how_items_are_answered(sample: Path) -> None:
    setup = cells(notebook(*kinds(sample, "mode: graded\nconfidence: true\n")))["setup"]["source"]
    call = ast.parse(setup).body[-1]
    assert isinstance(call, ast.Assign)
    assert isinstance(call.value, ast.Call)
    data = json.loads(ast.literal_eval(call.value.args[0]))
    assert data.keys() == {"mode", "file", "quizzes", "items"}
    form = {"id", "kind", "hints", "labels", "quiz", "fingerprint", "texts", "confidence"}
    assert [item.keys() - form for item in data["items"]] == [{"choices", "claims"} if item == "k-match" else set() for item in ITEMS]


def test_the_sources_are_the_same_for_practice_and_graded(sample: Path) -> None:
    """Which of them prove something would tell the key."""
    practice, graded = (cells(notebook(*kinds(sample, f"mode: {mode}\n"))) for mode in ("practice", "graded"))
    assert [practice[name] for name in SOURCE_CELLS] == [graded[name] for name in SOURCE_CELLS]


def test_a_graded_match_item_shows_its_choices_in_the_same_order_however_they_are_written(sample: Path) -> None:
    """Authors write them as the claims come, and that order would be the key."""
    resolved, quiz = kinds(sample, "mode: graded\n")
    turned = quiz.model_copy(
        update={
            "items": tuple(
                item.model_copy(update={"choices": item.choices[::-1]}) if isinstance(item, MatchItem) else item
                for item in quiz.items
            )
        }
    )
    assert notebook(resolved, turned) == notebook(resolved, quiz)
    drawn = [
        [node["choices"] for node in controls(resolved, each, item)[0].findall(Select)]
        for each in (quiz, turned)
        for item in each.items
        if isinstance(item, MatchItem)
    ]
    assert drawn[0]
    assert drawn[0] == drawn[1]


def test_a_practice_notebook_is_another_with_another_key(sample: Path) -> None:
    """The test above can fail."""
    resolved, quiz = kinds(sample)
    assert [*without_fingerprints(notebook(resolved, with_another_key(quiz)))] != [*without_fingerprints(notebook(resolved, quiz))]


def test_a_notebook_says_plainly_what_it_is_for_and_what_it_holds(sample: Path) -> None:
    practice, graded = (cells(notebook(*kinds(sample, f"mode: {mode}\n"))) for mode in ("practice", "graded"))
    assert practice["introduction"]["source"].split("\n")[2] == (
        "**This notebook is for practice.** It holds the answers, and anyone who looks for them will find them. "
        "It belongs to the lesson **A clock stops**."
    )
    assert graded["introduction"]["source"].split("\n")[2] == (
        "**This notebook is graded.** It doesn't hold the right answers and can't tell you whether yours are right; it only checks "
        "that they can be read, and keeps them. It belongs to the lesson **A clock stops**."
    )
    assert practice["setup"]["source"].startswith("# Run this cell once. It holds the questions' answers and the code that checks yours.\n")
    assert graded["setup"]["source"].startswith("# Run this cell once. It holds the code that reads your answers. The right ones are not in this")


def test_a_graded_notebook_stores_answers_and_lists_them_in_the_end(sample: Path) -> None:
    file = notebook(*kinds(sample, "mode: graded\nconfidence: true\n"))
    book = opened(file, MIXED)
    sure = {"k-one": '"yes"', "k-words": '"no"'}
    for cell in book.cells:
        item = cell.metadata.get("course", {}).get("item")
        cell.source = cell.source.replace('sure = ""', f"sure = {sure.get(item, repr(''))}")
        cell.source = cell.source.replace('student = ""', 'student = " Ada  Lind "')
    assert run(book) == {
        "setup": READY,
        "k-one": "Stored: a, sure.\n",
        "k-some": "Stored: c.\n",
        "k-true": "Stored: true.\n",
        "k-order": "Stored: a, c, b.\n",
        "k-match": "Stored: 1a.\nLeft open: 2.\n",
        "k-words": "Stored: 2, 3, unsure.\n",
        "student": "Handed in by: Ada Lind.\n",
        "summary": f"{GRADED}Handed in by: Ada Lind.\nAnswered: 6 of 6.\n 1. a, sure\n 2. c\n 3. true\n 4. a, c, b\n 5. 1a\n"
        f" 6. 2, 3, unsure\n{HAND_IN}",
    }


def test_a_graded_notebook_runs_half_finished_and_checks_only_the_form_of_answers(sample: Path) -> None:
    said = answered(notebook(*kinds(sample, "mode: graded\n")), {"k-one": '"z"', "k-order": '"a, b"', "k-match": '"1b 2a"'})
    assert said == {
        "setup": READY,
        "k-one": "There is no z. The answers to choose from are a, b, c.\n",
        **dict.fromkeys(("k-some", "k-true", "k-words"), OPEN),
        "k-order": "Write each of a, b, c once, in the order that you think right.\n",
        "k-match": "Stored: 1b, 2a.\n",
        "student": NAMELESS,
        "summary": f"{GRADED}{NAMELESS}Answered: 1 of 6.\n 1. open\n 2. open\n 3. open\n 4. open\n 5. 1b, 2a\n 6. open\n{TILL_RUN}{HAND_IN}",
    }


# -- answers as they are typed ----------------------------------------------------------------------------------------

SHAPES: dict[str, dict[str, Any]] = {
    "one": {"kind": "single", "labels": ["a", "b", "c"], "key": ["b"]},
    "some": {"kind": "multiple", "labels": ["a", "b", "c"], "key": ["a", "c"]},
    "true": {"kind": "true-false", "labels": ["true", "false"], "key": ["true"]},
    "order": {"kind": "order", "labels": ["a", "b", "c"], "key": ["c", "a", "b"]},
    "match": {"kind": "match", "labels": ["1", "2", "3"], "choices": ["a", "b"], "key": {"1": "b", "2": "a", "3": "b"}},
    "words": {"kind": "highlight", "labels": ["1", "2", "3"], "key": ["1", "3"]},
}


def a_quiz(mode: str = "practice") -> Runtime:
    """The code in a notebook, with an item of each kind."""
    extra = {"hints": ["Look.", "Look again."], "feedback": dict.fromkeys(["a", "b", "c", "1", "2", "3", "true", "false"], "So."),
             "evidence": "words", "source": "a source"}  # fmt: skip
    items = [{"id": name, **shape, **extra} for name, shape in SHAPES.items()]
    items[1]["hints"] = []
    return Runtime(json.dumps({"mode": mode, "items": items}))


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("one", "b"), ("one", " B "), ("one", ["b"]), ("one", "b,"), ("one", "(b)"), ("one", "b."), ("one", "b, b"),
        ("some", "a, c"), ("some", "c a"), ("some", "A,C"), ("some", "a,a,c"), ("some", {"a", "c"}), ("some", ["c", "a"]),
        ("some", ("a", "c")), ("some", frozenset("ac")), ("some", "a/c"),
        ("true", "true"), ("true", "True"), ("true", True), ("true", " TRUE."),
        ("order", "c, a, b"), ("order", "C A B"), ("order", "c > a > b"), ("order", ["c", "a", "b"]), ("order", ("c", "a", "b")),
        ("match", {1: "b", 2: "a", 3: "b"}), ("match", {"3": "B", "1": " b", "2": "a "}), ("match", "1b 2a 3b"), ("match", "1: b, 2: a, 3: b"),
        ("match", "3B2A1B"), ("match", ["1b", "2a", "3b"]), ("match", "1=b; 2=a; 3=b"),
        ("words", "1, 3"), ("words", "3 1"), ("words", [1, 3]), ("words", {3, 1}), ("words", "[1] [3]"), ("words", (1, "3")),
    ],
)  # fmt: skip
def test_an_answer_may_be_typed_in_many_ways(item: str, answer: object, capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    capsys.readouterr()
    quiz.check(item, answer)
    assert capsys.readouterr().out.startswith("Right. Score: 1 of 1.\n")
    assert quiz.answers == {item: SHAPES[item]["key"]}


PAIRS = "Write one letter of a, b for each number of 1, 2, 3.\n"
EACH = "Write each of a, b, c once, in the order that you think right.\n"


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        ("one", "", OPEN), ("one", None, OPEN), ("one", " , ", OPEN), ("some", set(), OPEN), ("match", {1: "", 2: None}, OPEN), ("order", [], OPEN),
        ("one", "d", "There is no d. The answers to choose from are a, b, c.\n"),
        ("some", "a, x, d", "There is no d, x. The answers to choose from are a, b, c.\n"),
        ("one", 2, "There is no 2. The answers to choose from are a, b, c.\n"),
        ("one", True, "There is no true. The answers to choose from are a, b, c.\n"),
        ("one", {"a": True}, "There is no true. The answers to choose from are a, b, c.\n"),
        ("one", "no idea", "There is no idea, no. The answers to choose from are a, b, c.\n"),
        ("true", "yes", "There is no yes. The answers to choose from are true, false.\n"),
        ("words", "4", "There is no 4. The answers to choose from are 1, 2, 3.\n"),
        ("one", "a, b", "This question takes one answer.\n"),
        ("true", "true, false", "This question takes one answer.\n"),
        ("order", "a, b", EACH), ("order", "a, b, b", EACH), ("order", "a, b, c, a", EACH),
        ("order", {"a", "b", "c"}, 'Braces keep no order: write your answer in quotation marks, as in "a, b, c".\n'),
        ("match", "1b 2", PAIRS), ("match", "b1 a2", PAIRS), ("match", "1c", PAIRS), ("match", "4a", PAIRS), ("match", "1a 1b", PAIRS),
        ("match", {1: "a, b"}, PAIRS), ("match", "a b a", PAIRS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_an_answer_that_is_none_is_told_what_it_lacks_and_takes_back_an_earlier_one(
    mode: str, item: str, answer: object, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    quiz = a_quiz(mode)
    for name, shape in SHAPES.items():
        quiz.check(name, shape["key"], "yes")
    capsys.readouterr()
    quiz.check(item, answer)
    assert capsys.readouterr().out == said
    left = [name for name in SHAPES if name != item]
    assert ([*quiz.answers], [*quiz.sure]) == (left, left)


def test_the_last_answer_counts(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    for answer in ("b", "a", "b"):
        quiz.check("one", answer)
    quiz.check("some", "a, c")
    quiz.check("some", "a")
    capsys.readouterr()
    quiz.summary()
    assert capsys.readouterr().out == f"For practice. Score: 1.5 of 6.\n 1. b (1)\n 2. a (0.5)\n 3. open\n 4. open\n 5. open\n 6. open\n{TILL_RUN}"


def test_scores_are_exact_and_shown_with_two_decimal_places_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    quiz.check("match", "1b")
    quiz.check("words", "1")
    capsys.readouterr()
    quiz.summary()
    assert capsys.readouterr().out.split("\n")[0] == "For practice. Score: 0.83 of 6."
    quiz.check("match", "1b 2a")
    capsys.readouterr()
    quiz.check("match", "1b 2a 3b")
    assert capsys.readouterr().out.startswith("Right. Score: 1 of 1.\n")


def test_a_pair_matched_wrongly_is_told_from_one_left_open(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    capsys.readouterr()
    quiz.check("match", "1b 3a")
    assert capsys.readouterr().out == (
        "Not right. Score: 0 of 1.\nThe right answer: 1b, 2a, 3b.\n\n 1b (right): So.\n\n 2a (left open): So.\n\n 3b (you wrote a): So.\n"
        + proved("words", "a source")
    )


def test_sure_and_unsure_answers_are_summed_apart(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    for item, answer, sure in (("one", "b", "yes"), ("some", "a", True), ("true", False, " No "), ("order", "c a b", "")):
        quiz.check(item, answer, sure)
    capsys.readouterr()
    quiz.summary()
    assert capsys.readouterr().out == (
        "For practice. Score: 2.5 of 6.\nWhere you were sure: 1.5 of 2.\nWhere you were unsure: 0 of 1.\n"
        f" 1. b (1), sure\n 2. a (0.5), sure\n 3. false (0), unsure\n 4. c, a, b (1)\n 5. open\n 6. open\n{TILL_RUN}"
    )


def test_an_answer_waits_until_it_is_plain_how_sure_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    capsys.readouterr()
    quiz.check("one", "b", "perhaps")
    assert capsys.readouterr().out == 'Write "yes" or "no" for sure, or leave it empty.\n'
    assert quiz.answers == {}


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_hints_come_one_more_each_time(mode: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With those before, since a cell that runs again prints over itself."""
    quiz = a_quiz(mode)
    capsys.readouterr()
    said = []
    for item in ("one", "one", "true", "one", "some", "gone"):
        quiz.hint(item)
        said.append(capsys.readouterr().out)
    first, both = "Hint 1 of 2: Look.\n", "Hint 1 of 2: Look.\nHint 2 of 2: Look again.\n"
    assert said == [first, both, first, both, "This question has no hints.\n", 'There is no question "gone".\n']


def test_one_question_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    Runtime('{"mode": "graded", "items": [{"id": "one"}]}')
    assert capsys.readouterr().out == "Ready: 1 question, none answered yet.\n"


@pytest.mark.parametrize(("name", "said"), [("Ada Lind", "Ada Lind."), (1887, "1887."), (" Ada\nLind ", "Ada Lind."), ("", ""), ("  ", ""), (None, "")])
def test_a_student_is_named_by_a_name_or_a_number(name: object, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz("graded")
    capsys.readouterr()
    quiz.student(name)
    assert capsys.readouterr().out == (f"Handed in by: {said}\n" if said else NAMELESS)


def test_a_question_that_is_not_there_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    quiz = a_quiz()
    capsys.readouterr()
    quiz.check("gone", "a")
    assert capsys.readouterr().out == 'There is no question "gone".\n'


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_the_code_in_a_notebook_needs_only_the_standard_library(sample: Path, mode: str) -> None:
    """What else it uses, it tries to import and does without."""
    tree = ast.parse(cells(notebook(*kinds(sample, f"mode: {mode}\n")))["setup"]["source"])
    needed = {name for node in tree.body for name in names_imported(node)}
    tried = {name for node in tree.body if isinstance(node, ast.Try) for part in node.body for name in names_imported(part)}
    assert needed <= sys.stdlib_module_names
    assert tried == {"IPython", "ipywidgets"}
    assert {name for node in ast.walk(tree) for name in names_imported(node)} == needed | tried


def names_imported(node: ast.AST) -> list[str]:
    """The packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [node.module.split(".")[0]] if isinstance(node, ast.ImportFrom) and node.module else []
