"""Returned files give back the answers that were put in; whatever befalls a file is told by its flag, and nothing is nought in silence."""

import json
import random
import re
from collections.abc import Callable
from fractions import Fraction

import pytest

from generator.answers import points
from generator.grade.flags import Flag, Weight
from generator.grade.model import Incoming, State
from generator.grade.read import read
from generator.render.notebook import collection, notebook
from generator.spec.quiz import Mode
from tests.grading import (
    QUIZ,
    Book,
    answering,
    answers_of,
    asked,
    book,
    cell_of,
    course,
    held,
    read_book,
    read_bytes,
    said,
    stem_of,
)  # fmt: skip
from tests.submissions import CLICKED, DAMAGES, damaged, submissions
from tests.test_notebook import ITEMS

MODES = ("mode: practice\n", "mode: graded\n")
RIGHT = {"k_one": '"b"', "k_some": '{"a", "c"}', "k_true": "False", "k_order": '"c, a, b"', "k_words": '"3"'}
IDS = {"k-one": ("eleven",), "k-some": ("hear", "write"), "k-true": ("false",), "k-words": ("like",)}
"""What these name, where a graded and a practice quiz show it alike."""


# -- flags ------------------------------------------------------------------------------------------------------------


def test_a_flag_has_a_name_of_its_own_a_weight_and_a_sentence() -> None:
    for flag in Flag:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", flag.value)
        assert flag.value == flag.name.lower().replace("_", "-")
        assert isinstance(flag.weight, Weight)
        assert flag.explanation[0].isupper()
        assert flag.explanation.endswith((".", ")"))
    assert len({flag.explanation for flag in Flag}) == len(Flag)


# -- honest and damaged files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [*MODES, "mode: graded\nshuffle: true\n"])
def test_an_honest_file_gives_exactly_the_answers_put_in_and_no_flag(keys: str) -> None:
    resolved, quiz = course(keys)
    ways = set()
    for one in submissions(resolved, quiz, 250, seed=5):
        (reading,) = read(asked(keys), Incoming(path=one.path, content=one.content))
        assert said(reading) == []
        assert reading.quiz == QUIZ
        assert [response.item for response in reading.responses] == list(ITEMS)
        assert {response.item: response.answer for response in reading.responses} == one.answers
        assert {response.state for response in reading.responses} <= {State.ANSWERED, State.OPEN}
        items = answering(keys).items
        assert sum((points(items[response.item], response.answer) for response in reading.responses), Fraction(0)) == one.points
        # A practice notebook asks for no name.
        asks = quiz.mode is Mode.GRADED or one.name.endswith(".json")
        assert reading.claimed == (f"Student {one.student}" if asks else "")
        ways.add((one.name.rpartition(".")[2], f'"{CLICKED}": {{"item"'.encode() in one.content))
    assert ways == {("ipynb", False), ("ipynb", True), ("json", False)}


@pytest.mark.parametrize("keys", MODES)
@pytest.mark.parametrize("way", DAMAGES)
def test_damage_gets_its_flag_and_leaves_every_other_answer_as_it_was(keys: str, way: str) -> None:
    for seed in range(12):
        one = damaged(answering(keys), "s1", way, random.Random(seed))
        if one.name.endswith(".zip"):
            assert one.flags == {Flag.ZIP_UNREADABLE}, "zips are tried with folders"
            continue
        (reading,) = read(asked(keys), Incoming(path=one.path, content=one.content))
        assert {raised.flag for raised in reading.raised} == one.flags
        assert answers_of(reading) == {item: answer for item, answer in one.answers.items() if answer}
        if reading.refused:
            assert (reading.responses, reading.held) == ((), False)
        else:
            assert set(held(reading)) == one.hurt
            assert [response.item for response in reading.responses] == list(ITEMS)


def test_a_seed_gives_the_same_submissions_again_and_every_damage_in_turn() -> None:
    resolved, quiz = course()
    first, second = (list(submissions(resolved, quiz, 4 * len(DAMAGES), seed=9, one_in=4)) for _ in range(2))
    assert first == second
    assert [one.damage for one in first if one.damage] == [*DAMAGES]
    assert len({one.path for one in first}) == len(first)


def test_the_answers_of_a_class_are_from_nothing_to_full_marks() -> None:
    resolved, quiz = course()
    worth = {one.points for one in submissions(resolved, quiz, 200)}
    assert {min(worth), max(worth)} == {0, len(ITEMS)}
    assert len(worth) > 5


# -- what is said -----------------------------------------------------------------------------------------------------


def _set(item: str, code: str) -> Callable[[Book], None]:
    def change(made: Book) -> None:
        cell_of(made, item)["source"] = code

    return change


def _ours(item: str, **ours: object) -> Callable[[Book], None]:
    def change(made: Book) -> None:
        cell_of(made, item)["metadata"]["course"].update(ours)

    return change


def _drop(item: str, *names: str) -> Callable[[Book], None]:
    def change(made: Book) -> None:
        for name in names:
            del cell_of(made, item)["metadata"]["course"][name]

    return change


def _head(**ours: object) -> Callable[[Book], None]:
    def change(made: Book) -> None:
        made["metadata"]["course"].update(ours)

    return change


def _nbformat(version: object) -> Callable[[Book], None]:
    return lambda made: made.update(nbformat=version)


def _stem(item: str, text: str) -> Callable[[Book], None]:
    def change(made: Book) -> None:
        stem_of(made, item)["source"] = text

    return change


def _student(made: Book) -> Book:
    found: Book = next(cell for cell in made["cells"] if cell["id"] == "student")
    return found


def _no_stem(made: Book) -> None:
    made["cells"].remove(stem_of(made, "k-some"))


HELD = [
    (_set("k-one", 'answer = b\nquiz.check("k-one", answer)'),
     "answer-not-literal k-one: `answer = b`: the answer lacks its quotation marks"),
    (_set("k-one", 'answer = "a" + "b"'), "answer-not-literal k-one: `answer` is worked out by code, at line 1"),
    (_set("k-one", 'if True:\n    answer = "b"'), "answer-not-literal k-one: `answer` is set inside other code, at line 1"),
    (_set("k-one", 'answer = "b"\nanswer += "c"'), "answer-not-literal k-one: `answer` is set inside other code, at line 2"),
    (_set("k-one", 'answer = "b"\nfor answer in "ac": pass'), "answer-not-literal k-one: `answer` is set inside other code, at line 2"),
    (_set("k-one", 'answer = "b\nquiz.check("k-one", answer)'),
     "answer-syntax k-one: line 1 is no Python: unterminated string literal (detected at line 1)"),
    (_set("k-one", "answer = " + "(" * 300), "answer-syntax k-one: line 1 is no Python: too many nested parentheses"),
    (_set("k-one", "answer = '\ud800'"), "answer-syntax k-one: the cell holds signs that no program can"),
    (_set("k-one", "# " + "x" * 20_000), "answer-syntax k-one: the cell has more than 20000 characters"),
    (_set("k-one", ""), "answer-removed k-one: nothing in the cell is set as `answer`"),
    (_set("k-one", 'quiz.check("k-one", answer)'), "answer-removed k-one: nothing in the cell is set as `answer`"),
    (_set("k-one", 'answer = "z"'), "answer-unknown k-one: 'z': There is no z. The answers to choose from are a, b, c."),
    (_set("k-one", 'answer = {"b", "a"}'), "answer-unknown k-one: {'b', 'a'}: This question takes one answer."),
    (_set("k-order", 'answer = "a, b"'), "answer-unknown k-order: 'a, b': Write each of a, b, c once, in the order that you think right."),
    (_set("k-order", 'answer = [{"a", "b", "c"}]'), "answer-unknown k-order: [{'a', 'b', 'c'}]: Braces inside brackets keep no order."),
    (_set("k-match", 'answer = {"1", "a"}'), "answer-unknown k-match: {'1', 'a'}: Braces keep no order: write pairs, as in \"1a, 2b\"."),
    (_set("k-one", 'answer = "a"\nquiz.check("k-one", "b")'), "answer-ambiguous k-one: the cell sets one answer and hands another to its check"),
    (_set("k-order", 'answer = "a, b, c"\nquiz.check("k-order", "c, b, a")'),
     "answer-ambiguous k-order: the cell sets one answer and hands another to its check"),
    (_set("k-one", f'answer = 0x{"f" * 9000}\nquiz.check("k-one", "b")'),
     "answer-ambiguous k-one: the cell sets one answer and hands another to its check"),
    (_set("k-one", 'answer = "a"\nquiz.check("k-gone", answer)'), "answer-ambiguous k-one: its cell checks the item `k-gone` instead"),
    (_ours("k-one", fingerprint="0123456789ab"), "item-changed k-one: the item was changed after the file was handed out"),
    (_ours("k-one", labels={"ten": "a", "eleven": "c", "none": "b"}), "item-changed k-one: the letters of its options stand for others today"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "sentence"), HELD)
def test_an_answer_that_can_t_be_told_for_certain_is_held_with_the_reason(damage: Callable[[Book], None], sentence: str) -> None:
    answers = {**RIGHT, "k_match": '"1a"'}
    made = book(**answers)
    damage(made)
    reading = read_book(made)
    item = sentence.split(":", maxsplit=1)[0].split(" ")[1]
    # A cell that checks an item of no quiz has one thing more to be said of it.
    assert [one for one in said(reading) if not one.startswith("item-unknown")] == [sentence]
    assert held(reading) == [item]
    assert {other: answer for other, answer in answers_of(reading).items() if other in IDS} == {
        other: answer for other, answer in IDS.items() if other != item
    }
    assert reading.held
    assert not reading.refused


REFUSED = [
    (_nbformat(3), "notebook-version: its version is 3; 4 is read"),
    (_nbformat(None), "notebook-version: its version is none; 4 is read"),
    (_nbformat(True), "notebook-version: its version is True; 4 is read"),
    (_head(schema_version=3), "schema-newer: its metadata are newer than version 2"),
    (_head(course="other\u202e\ncourse"), "other-course: it is of the course `other\ufffd course`"),
    (_head(quizzes=["gone-quiz"]), "unknown-quiz: this course has no quiz `gone-quiz`"),
    (lambda made: made.update(cells=[made["cells"][0]] * 10_001), "too-large: it has more than 10000 cells"),
    (lambda made: made.update(cells=[{**cell_of(made, "k-one"), "source": "#" * 19_999}] * 51),
     "too-large: its answer cells have more than 1000000 characters"),
    (lambda made: made.update(cells=[], metadata={}), "unknown-quiz: it is a notebook, but no cell of it belongs to a quiz of this course"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "sentence"), REFUSED)
def test_a_notebook_that_can_t_be_read_is_refused_with_the_reason(damage: Callable[[Book], None], sentence: str) -> None:
    made = book(**RIGHT)
    damage(made)
    reading = read_book(made)
    assert said(reading) == [sentence]
    assert (reading.responses, reading.refused) == ((), True)
    assert len(reading.sha256) == 64


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty: the file has no content"),
        (b"\xef\xbb\xbf \n", "empty: the file has no content"),
        (b"%PDF-1.7", "not-ours: it is a PDF"),
        (b"PK\x03\x04", "not-ours: it is a zip or an Office document"),
        (b"\n <!DOCTYPE html>", "not-ours: it is a web page or other markup"),
        (b"Dear Madam,", "not-ours: it is a text, and neither a notebook nor a result file"),
        (b"[1]", "not-ours: it is a text, and neither a notebook nor a result file"),
        (b'{"a": 1}', "not-ours: it is JSON, but neither a notebook nor a result file"),
        (b'{"quiz": "kinds-quiz", "items": []}', "not-ours: it is JSON, but says no version of a result file"),
        (b'{"a": "\xe9"}', "not-utf8: byte 8 of 10 isn't UTF-8"),
        ('{"a": 1}'.encode("utf-16-le"), "not-utf8: it seems to be UTF-16"),
        (b'{"cells": [' + b"[]," * 1_000_000 + b"[]]}", "too-large: it holds more than 2000000 values"),
        (b'{"cells": [', "not-json: line 1, column 12: expecting value"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "not-json: a number in it has thousands of digits"),
        (b'{"cells": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001, "too-deep: its brackets are nested too deep"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_with_the_reason(content: bytes, sentence: str) -> None:
    (reading,) = read_bytes(content)
    assert said(reading) == [sentence]
    assert (reading.responses, reading.refused) == ((), True)


def test_a_byte_order_mark_nan_and_a_key_that_stands_twice_are_read_as_by_other_programs() -> None:
    made = book(**RIGHT)
    cell_of(made, "k-one")["outputs"] = [{"output_type": "display_data", "data": {"application/json": float("nan")}, "metadata": {}}]
    text = json.dumps(made).replace('"nbformat": 4', '"nbformat": 3, "nbformat": 4')
    assert "NaN" in text
    (reading,) = read_bytes(b"\xef\xbb\xbf" + text.encode())
    assert said(reading) == []
    assert answers_of(reading).items() >= IDS.items()


NOTED = [
    (_stem("k-one", "Gone."), "text-edited: 1 of 12 texts aren't those of today: `k-one-stem`"),
    (_no_stem, "text-edited: 1 of 12 texts are missing: `k-some-stem`"),
    (_drop("k-one", "fingerprint", "labels", "item"), "metadata-stripped: 1 of 6 cells don't tell their item: `k-one`"),
    (_head(quizzes=None), "metadata-stripped: the notebook doesn't tell its quiz; its cells do"),
    (_set("k-one", 'answer = "b"\nsure = "perhaps"'), "extra-unreadable k-one: whether the student was sure is neither yes nor no"),
    (_set("k-one", 'answer = "b"\nsure = yes'), "extra-unreadable k-one: whether the student was sure can't be read"),
    (lambda made: made["cells"].append({**cell_of(made, "k-one"), "id": "x"}), "item-copied k-one: it is there 2 times"),
    (lambda made: made["cells"].append({**_student(made), "source": "student = me"}),
     "extra-unreadable: the student's name can't be read from its cell"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "sentence"), NOTED)
def test_what_casts_no_doubt_on_an_answer_is_noted_and_no_more(damage: Callable[[Book], None], sentence: str) -> None:
    made = book(**RIGHT)
    damage(made)
    reading = read_book(made)
    assert said(reading) == [sentence]
    assert (reading.held, reading.refused) == (False, False)
    assert answers_of(reading).items() >= IDS.items()


def test_a_file_s_name_may_be_lengthened_but_not_replaced() -> None:
    made = book(**RIGHT)
    fine = ["lind_LATE_123_456_kinds-quiz-1.ipynb", "Ada_1_assignsubmission_file_Kinds Quiz (2).ipynb", "a/kinds_quiz", "course.ipynb"]
    assert [said(read_book(made, path=path)) for path in fine] == [[]] * 4
    assert said(read_book(made, path="kinds-quiz/mine.ipynb")) == ["file-renamed: it holds kinds-quiz"]


def test_an_item_that_is_open_stays_open_whatever_became_of_it() -> None:
    made = book()
    _ours("k-one", fingerprint="0123456789ab")(made)
    _drop("k-some", "labels")(made)
    _stem("k-some", "Gone.")(made)
    reading = read_book(made)
    assert said(reading) == ["text-edited: 1 of 12 texts aren't those of today: `k-some-stem`"]
    assert {response.state for response in reading.responses} == {State.OPEN}


# -- what proves an item ----------------------------------------------------------------------------------------------


def _without_metadata(made: Book) -> Book:
    for part in (made, *made["cells"]):
        part["metadata"] = {}
    return made


def test_without_metadata_the_question_proves_that_its_letters_mean_the_same() -> None:
    reading = read_book(_without_metadata(book(**RIGHT)))
    assert said(reading) == ["metadata-stripped: the notebook doesn't tell its quiz; its cells do"]
    assert answers_of(reading).items() >= IDS.items()


@pytest.mark.parametrize(
    ("item", "old", "new"),
    [
        ("k-one", "- **a**: Ten past four\n- **b**: Eleven", "- **a**: Eleven past four\n- **b**: Ten"),
        ("k-true", "The Courier counted", "The Courier never counted"),
        ("k-words", "\\[**1** Its hands", "Its \\[**1** hands"),
    ],
)
def test_without_metadata_a_question_that_says_something_else_proves_nothing(item: str, old: str, new: str) -> None:
    made = _without_metadata(book(**RIGHT))
    stem = stem_of(made, item)
    assert old in stem["source"]
    stem["source"] = stem["source"].replace(old, new)
    reading = read_book(made)
    assert held(reading) == [item]
    assert said(reading)[-1] == f"item-unproved {item}: its cell has lost what tells, and the question before it isn't today's"


def test_claims_of_a_graded_match_item_are_numbered_by_place_so_their_question_must_stand() -> None:
    """Its fingerprint is made without the key and says nothing of the order."""
    made = book(**RIGHT, k_match='"1a"')
    stem = stem_of(made, "k-match")
    stem["source"] = stem["source"].replace("**1**: Two", "**1**: Four").replace("**2**: Four", "**2**: Two")
    assert held(read_book(made)) == ["k-match"]
    practice = book("mode: practice\n", **RIGHT, k_match='"1a"')
    stem_of(practice, "k-match")["source"] = "Gone."
    assert held(read_book(practice, "mode: practice\n")) == []


def test_metadata_of_version_1_are_read_with_the_letters_that_their_questions_show() -> None:
    made = book("mode: practice\n", **RIGHT)
    made["metadata"]["course"] = {"schema_version": 1, "quiz": QUIZ, "mode": "practice"}
    for item in ITEMS:
        _drop(item, "labels")(made)
    reading = read_book(made, "mode: practice\n")
    assert said(reading) == []
    assert answers_of(reading).items() >= IDS.items()
    stem = stem_of(made, "k-one")
    stem["source"] = stem["source"].replace("**a**", "**c**")
    assert held(read_book(made, "mode: practice\n")) == ["k-one"]


def test_a_file_of_another_mode_is_read_by_the_letters_of_that_mode() -> None:
    made = book("mode: practice\n", **RIGHT, k_match='"1a"')
    reading = read_book(made)
    assert said(reading) == ["mode-differs: the file is of a practice quiz; the quiz is graded today"]
    assert reading.held
    assert answers_of(reading)["k-match"] == ("courier=courier",)
    there = json.loads(notebook(*course("mode: graded\n")))
    assert stem_of(there, "k-match")["source"] != stem_of(made, "k-match")["source"]


# -- several places, several quizzes ----------------------------------------------------------------------------------


def test_a_notebook_of_several_quizzes_gives_a_reading_for_each() -> None:
    resolved, quiz = course("mode: practice\n")
    other = next(one.value for one in resolved.course.quizzes if one.value.id != QUIZ and one.value.mode is Mode.PRACTICE)
    made: Book = json.loads(collection(resolved, "course", "All", [other, quiz]))
    for item, code in RIGHT.items():
        cell = cell_of(made, item.replace("_", "-"))
        cell["source"] = f"answer = {code}\n{cell['source'].partition(chr(10))[2]}"
    made["metadata"]["course"]["quizzes"] = [other.id, "gone-quiz", QUIZ, other.id]
    readings = read_bytes(json.dumps(made).encode(), "mode: practice\n", "course.ipynb")
    assert [(reading.quiz, said(reading)) for reading in readings] == [
        (other.id, []),
        (QUIZ, []),
        ("", ["unknown-quiz: this course has no quiz `gone-quiz`"]),
    ]
    assert answers_of(readings[1]).items() >= IDS.items()
    assert [response.item for response in readings[0].responses] == [item.id for item in other.items]
    stripped = read_bytes(json.dumps(_without_metadata(made)).encode(), "mode: practice\n", "course.ipynb")
    assert [(reading.quiz, {raised.flag for raised in reading.raised}) for reading in stripped] == [
        (other.id, {Flag.METADATA_STRIPPED}), (QUIZ, {Flag.METADATA_STRIPPED}),
    ]  # fmt: skip
    assert answers_of(stripped[1]) == answers_of(readings[1])


def test_of_several_cells_for_an_item_the_one_that_is_answered_counts() -> None:
    made = book()
    made["cells"].append({**cell_of(made, "k-one"), "id": "mine", "source": 'answer = "b"\nquiz.check("k-one", answer)'})
    reading = read_book(made)
    assert answers_of(reading) == {"k-one": ("eleven",)}
    assert said(reading) == ["item-copied k-one: it is there 2 times"]


def test_a_cell_of_the_student_s_own_that_hands_an_answer_to_the_check_counts_too() -> None:
    made = book()
    scratch = {"cell_type": "code", "id": "scratch", "metadata": {}, "outputs": [], "execution_count": None}
    made["cells"].append({**scratch, "source": 'quiz.check("k-one", "b")'})
    assert answers_of(read_book(made)) == {"k-one": ("eleven",)}
    made["cells"].append({**scratch, "id": "more", "source": 'quiz.check("k-one", "c")'})
    reading = read_book(made)
    assert said(reading) == ["item-duplicated k-one: it is there 3 times, with different answers"]
    assert held(reading) == ["k-one"]


def test_cells_that_were_merged_keep_every_answer() -> None:
    made = book(k_one='"b"', k_some='"a c"')
    first, second = cell_of(made, "k-one"), cell_of(made, "k-some")
    first["source"] += f"\n\n{second['source']}"
    made["cells"].remove(second)
    reading = read_book(made)
    assert answers_of(reading) == {"k-one": ("eleven",)}
    assert said(reading) == [
        "metadata-stripped: 1 of 6 cells don't tell their item: `k-some`",
        "item-unproved k-some: its cell has lost what tells, and the question before it isn't today's",
    ]


def test_items_that_no_quiz_has_are_listed_shortly() -> None:
    made = book()
    for n in range(7):
        _cell = {**cell_of(made, "k-one"), "id": f"c{n}", "source": f'answer = "a"\nquiz.check("gone-{n}", answer)'}
        made["cells"].append({**_cell, "metadata": {"course": {"item": f"gone-{n}"}}})
    assert said(read_book(made)) == [
        "item-unknown: the quiz doesn't have `gone-0`, `gone-1`, `gone-2`, `gone-3`, `gone-4` and 2 more"
    ]


# -- how cells are written --------------------------------------------------------------------------------------------


def test_the_older_form_that_colab_saves_has_ids_in_the_metadata_and_lines_in_lists() -> None:
    made = book(**RIGHT)
    for cell in made["cells"]:
        cell["metadata"] = {"id": cell.pop("id")}
        cell["source"] = cell["source"].splitlines(keepends=True)
    made["metadata"] = {"colab": {"provenance": []}}
    made["nbformat_minor"] = 0
    reading = read_book(made)
    assert said(reading) == ["metadata-stripped: the notebook doesn't tell its quiz; its cells do"]
    assert answers_of(reading).items() >= IDS.items()


@pytest.mark.parametrize(
    "code",
    [
        'answer = "a"\nanswer = "b"\nquiz.check("k-one", answer)',
        'answer = ""\nquiz.check("k-one", answer)\nanswer = "b"',
        'answer: str = "b"',
        'x = answer = "b"',
        'answer = ""\nquiz.check("k-one", "b")',
        'answer = "B."\nquiz.check("k-one", "b")',
        'quiz.check("k-one", answer="b")',
        'mine = "b"\nquiz.check("k-one", mine)',
        '%matplotlib inline\nanswer = "b"',
        '!ls\nanswer = "b"\nquiz.check?',
        'answer = "b"\nquiz.check("k-one", answer)\nimport os; os.remove("x")',
        'answer = ("b")  # as they say',
        'answer = "b"; quiz.check("k-one", answer)',
        'answer = "\\d b"[3:]\nanswer = "b"',
    ],
)
def test_the_last_literal_counts_however_the_cell_is_written(code: str) -> None:
    made = book()
    cell_of(made, "k-one")["source"] = code
    reading = read_book(made)
    assert said(reading) == []
    assert answers_of(reading) == {"k-one": ("eleven",)}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('student = "Ada  Lind"', "Ada Lind"), ("student = 4711", "4711"), ('student = ""', ""),
        ('student = "=cmd()\\u202e\\n"', "=cmd()\ufffd"), (f'student = "{"x" * 300}"', f"{'x' * 199}…"),
    ],
)  # fmt: skip
def test_the_name_that_a_student_typed_is_what_the_file_claims(code: str, name: str) -> None:
    made = book()
    _student(made)["source"] = f"{code}\nquiz.student(student)"
    reading = read_book(made)
    assert (reading.claimed, said(reading)) == (name, [])


# -- clicked answers --------------------------------------------------------------------------------------------------


def _clicked(made: Book, item: str, answer: str, *, kept_for: str = "", sure: str = "") -> None:
    kept = {"item": kept_for or item, "answer": answer, "sure": sure}
    old = {"output_type": "display_data", "metadata": {}, "data": {CLICKED: {**kept, "answer": "a"}}}
    cell_of(made, item)["outputs"] = [old, {"output_type": "stream", "name": "stdout", "text": "x"}, {**old, "data": {CLICKED: kept}}]


def test_a_click_counts_where_nothing_is_typed_and_the_last_one() -> None:
    made = book(k_some='"c"')
    _clicked(made, "k-one", "b", sure="no")
    _clicked(made, "k-some", "a, c")
    _clicked(made, "k-match", "2b")
    _clicked(made, "k-true", "true", sure="no")
    cell_of(made, "k-true")["source"] = 'answer = ""\nsure = "yes"\nquiz.check("k-true", answer, sure)'
    reading = read_book(made)
    assert said(reading) == []
    assert answers_of(reading) == {"k-one": ("eleven",), "k-some": ("write",), "k-match": ("many=courier",), "k-true": ("true",)}
    assert [response.sure for response in reading.responses][:3] == [False, None, True]


def test_a_click_that_was_taken_back_leaves_the_item_open() -> None:
    made = book()
    _clicked(made, "k-one", "")
    assert (answers_of(read_book(made)), said(read_book(made))) == ({}, [])


@pytest.mark.parametrize(
    ("kept_for", "answer", "sentence"),
    [
        ("k-some", "b", "answer-ambiguous k-one: a click on the item `k-some` is kept in its cell"),
        ("k-one", "z", "answer-unknown k-one: a click on `z`: There is no z. The answers to choose from are a, b, c."),
    ],
)
def test_a_click_that_doesn_t_fit_its_cell_is_held(kept_for: str, answer: str, sentence: str) -> None:
    made = book()
    _clicked(made, "k-one", answer, kept_for=kept_for)
    reading = read_book(made)
    assert (said(reading), held(reading)) == ([sentence], ["k-one"])


def test_being_sure_is_read_from_the_cell() -> None:
    keys = "mode: graded\nconfidence: true\n"
    made = book(keys, k_one='"b"', k_some='"a"')
    for item, word in (("k-one", '"yes"'), ("k-some", "False")):
        cell_of(made, item)["source"] = cell_of(made, item)["source"].replace('sure = ""', f"sure = {word}")
    reading = read_book(made, keys)
    assert said(reading) == []
    assert [response.sure for response in reading.responses] == [True, False, None, None, None, None]


# -- result files -----------------------------------------------------------------------------------------------------


def _result(**changed: object) -> Book:
    prints = {item: entry.fingerprint for item, entry in asked().quiz(QUIZ).items.items()}  # type: ignore[union-attr]
    entries = [{"id": item, "fingerprint": prints[item], "answer": list(IDS.get(item, ())), "sure": True, "seconds": 12.5} for item in ITEMS]
    head = {"schema_version": 1, "course": course()[0].course_id, "course_version": "7", "quiz": QUIZ, "name": " Ada Lind"}
    return {**head, "saved": "2026-03-02T10:15:00.000Z", "items": entries, "more": 1, **changed}


def _with(n: int, **changed: object) -> Book:
    made = _result()
    made["items"][n].update(changed)
    return made


def test_a_result_file_is_read_with_its_name_its_times_and_how_sure_the_student_was() -> None:
    reading = read_book(_result(), path="kinds-quiz-answers.json")
    assert said(reading) == []
    assert (reading.claimed, reading.saved) == ("Ada Lind", "2026-03-02T10:15:00+00:00")
    assert answers_of(reading) == IDS
    assert {(response.sure, response.seconds) for response in reading.responses} == {(True, 12.5)}


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (_result(schema_version=2), "schema-newer: it is of a newer form than version 1"),
        (_result(schema_version="1"), "not-ours: it is JSON, but says no version of a result file"),
        (_result(course="another"), "other-course: it is of the course `another`"),
        (_result(items=[0] * 10_001), "too-large: it has more than 10000 items"),
        (_result(quiz=7), "unknown-quiz: this course has no quiz ``"),
    ],
)
def test_a_result_file_that_can_t_be_read_is_refused_with_the_reason(made: Book, sentence: str) -> None:
    reading = read_book(made)
    assert said(reading) == [sentence]
    assert (reading.refused, reading.claimed) == (True, "Ada Lind")


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (_with(0, answer="eleven"), "answer-unknown k-one: it isn't a list of ids"),
        (_with(0, answer=["eleven", None]), "answer-unknown k-one: it isn't a list of ids"),
        (_with(0, answer=["noon\n"]), "answer-unknown k-one: it names noon , which the item doesn't have"),
        (_with(0, fingerprint="0123456789ab"), "item-changed k-one: the item was changed after it was answered"),
        (_with(0, fingerprint=None), "item-unproved k-one: nothing tells whether the item was changed since"),
        (_with(0, id="k-gone"), "item-missing k-one: the file has no place for its answer"),
    ],
)
def test_an_answer_in_a_result_file_that_can_t_be_told_for_certain_is_held(made: Book, sentence: str) -> None:
    reading = read_book(made)
    assert [one for one in said(reading) if not one.startswith("item-unknown")] == [sentence]
    assert held(reading) == ["k-one"]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (_with(0, seconds=float("nan")), "extra-unreadable k-one: how long the student took is no time"),
        (_with(0, seconds=-1), "extra-unreadable k-one: how long the student took is no time"),
        (_with(0, seconds=10**400), "extra-unreadable k-one: how long the student took is no time"),
        (_with(0, seconds=True), "extra-unreadable k-one: how long the student took is no time"),
        (_with(0, sure="yes"), "extra-unreadable k-one: whether the student was sure is neither yes nor no"),
        (_result(saved="yesterday"), "extra-unreadable: the time at which it was saved is none"),
        (_result(saved=5), "extra-unreadable: the time at which it was saved is none"),
        (_result(name=["Ada"]), "extra-unreadable: the student's name isn't a text"),
        (_result(course=None), "metadata-stripped: the file doesn't tell its course; its items do"),
        (_result(items=[*_result()["items"], {"id": "gone"}]), "item-unknown: the quiz doesn't have `gone`"),
        (_result(items=[*_result()["items"], _result()["items"][0]]), "item-copied k-one: it is there 2 times"),
    ],
)
def test_what_stands_beside_the_answers_of_a_result_file_is_noted_where_it_can_t_be_read(made: Book, sentence: str) -> None:
    reading = read_book(made)
    assert said(reading) == [sentence]
    assert (answers_of(reading), reading.held) == (IDS, False)
