"""Whatever the bytes of a returned file are, reading it raises nothing and runs nothing, and what is undamaged in it survives."""

import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.grade import code_cell
from generator.grade.archive import members
from generator.grade.code_cell import Code, Fault, Literal, read_code
from generator.grade.limits import Limits
from generator.grade.model import Incoming, Reading, State
from generator.grade.names import harmless, plain
from tests.grading import answering, answers_of, asked, book, cell_of, read_book, read_bytes, watched
from tests.submissions import an_answer, filled
from tests.test_notebook import ITEMS

LIMITS = Limits(file_bytes=100_000, nested_bytes=100_000, index_bytes=100_000, ratio=100, unpacked_always=1_000_000)
PARSING = {"compile", "open", "os.scandir"}
"""What Python may be seen to do. It says `compile` where it parses; running code would be `exec`."""


def law(readings: tuple[Reading, ...]) -> None:
    """What holds of every reading: it is refused, or it tells of each item whether it is answered; nothing is held without a reason."""
    assert readings
    for reading in readings:
        assert len(reading.sha256) == 64
        json.dumps([reading.claimed, reading.saved, [raised.detail for raised in reading.raised]]).encode()
        "".join((reading.claimed, *(raised.detail + raised.item for raised in reading.raised))).encode()
        assert all(len(raised.detail) < 500 and raised.detail.isprintable() for raised in reading.raised)
        if reading.refused:
            assert reading.responses == ()
            continue
        assert [response.item for response in reading.responses] == [*asked().quiz(reading.quiz).items]  # type: ignore[union-attr]
        reasons = {raised.item for raised in reading.raised}
        for response in reading.responses:
            assert (response.state is State.ANSWERED) == bool(response.answer)
            assert response.state is not State.HELD or response.item in reasons


# -- any bytes --------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_reading(content: bytes) -> None:
    law(read_bytes(content))


@settings(deadline=None)
@given(st.sampled_from([b'{"cells": ', b'{"quiz": "kinds-quiz", "items": ', b"{"]), st.binary(max_size=200))
def test_any_bytes_that_begin_like_ours_give_a_reading(beginning: bytes, content: bytes) -> None:
    law(read_bytes(beginning + content))


_WORDS = ["cells", "metadata", "course", "item", "quizzes", "quiz", "items", "id", "source", "cell_type", "code", "outputs", "data", "answer",
          "nbformat", "kinds-quiz", "k-one", "k-one-answer", "schema_version", "mode", "graded", "labels", "fingerprint", "seconds", "sure",
          'answer = "b"', 'quiz.check("k-one", "b")', "student", "\ud800", "application/vnd.course-compiler.answer+json"]  # fmt: skip
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats() | st.sampled_from(_WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(_WORDS), _JSON, max_size=8), st.booleans())
def test_any_json_gives_a_reading(made: dict[str, Any], notebook: bool) -> None:
    head: dict[str, Any] = {"nbformat": 4, "metadata": {"course": {"schema_version": 2, "quizzes": ["kinds-quiz"]}}}
    other = {"schema_version": 1, "quiz": "kinds-quiz", "items": []}
    law(read_bytes(json.dumps({**(head if notebook else other), **made}).encode()))


# -- a notebook with something changed --------------------------------------------------------------------------------


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in some JSON."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def junk(rng: random.Random) -> Any:
    """Something that belongs nowhere."""
    words = ["", "k-some", "answer = 'a'", "\x00\ud800", 'quiz.check("k-some", "z")', "(" * 500, "9" * 5000, "=1+1", "..\\..\\x"]
    return rng.choice([None, True, -1, 10**40, 1.5e308, [], {}, [[]], {"item": "k-one"}, {"": []}, *words, ["a", 1, None], list(ITEMS)])


def mutate(value: Any, rng: random.Random, within: tuple[Any, ...] = ()) -> None:
    """Replace, remove, double or cut something, at a chance place."""
    inner = value
    for key in within:
        inner = inner[key]
    at = rng.choice([*places(inner)])
    for key in at[:-1]:
        inner = inner[key]
    last, how = at[-1], rng.randrange(4)
    if how == 0:
        inner[last] = junk(rng)
    elif how == 1:
        del inner[last]
    elif how == 2 and isinstance(inner, list):
        inner.insert(last, inner[last])
    elif isinstance(inner[last], str) and inner[last]:
        cut = rng.randrange(len(inner[last]))
        inner[last] = inner[last][:cut] + rng.choice(["", '"', "\n", "\\", "é", "{", "answer = 1\n"]) + inner[last][cut + rng.randrange(2) :]


def answered(rng: random.Random) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """A notebook with an answer to every item."""
    asker = answering()
    answers = {item.id: an_answer(asker, item, rng) for item in asker.quiz.items}
    return json.loads(filled(asker, answers, "Ada Lind", "mixed", rng)), answers


@pytest.mark.parametrize("part", range(4))
def test_a_notebook_with_anything_changed_gives_a_reading(part: int) -> None:
    rng = random.Random(part)
    for _ in range(500):
        made, _ = answered(rng)
        for _ in range(rng.randint(1, 8)):
            mutate(made, rng)
        law(read_bytes(json.dumps(made).encode()))


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_changed_in_a_cell_the_answers_in_the_others_survive(part: int) -> None:
    """Unless the change makes the cell say something of another item: then that one is held, and never another answer taken."""
    rng = random.Random(100 + part)
    survived = 0
    for _ in range(500):
        made, answers = answered(rng)
        item = rng.choice(ITEMS)
        for _ in range(rng.randint(1, 5)):
            mutate(made, rng, ("cells", made["cells"].index(cell_of(made, item))))
            if not any(cell["metadata"]["course"].get("item") == item for cell in _whole(made)):
                break
        (reading,) = readings = read_bytes(json.dumps(made).encode())
        law(readings)
        told = {response.item: response for response in reading.responses}
        for other in set(ITEMS) - {item}:
            assert told[other].state is State.HELD or told[other].answer == answers[other]
            survived += told[other].state is State.ANSWERED
    assert survived > 0.98 * 500 * 5


def _whole(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells whose metadata are still of the right form."""
    for cell in made["cells"]:
        if isinstance(cell, dict) and isinstance(cell.get("metadata"), dict) and isinstance(cell["metadata"].get("course"), dict):
            yield cell


def test_a_notebook_cut_at_any_byte_is_refused_or_whole() -> None:
    made, answers = answered(random.Random(1))
    content = json.dumps(made).encode()
    for cut in range(0, len(content), 97):
        (reading,) = read_bytes(content[:cut])
        assert reading.refused
    assert answers_of(read_bytes(content)[0]) == {item: answer for item, answer in answers.items() if answer}


# -- code -------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "import os\nos.remove('/etc/passwd')\nanswer = 'b'",
    "answer = 'b'\n__import__('shutil').rmtree('/')",
    "answer = __import__('os').system('rm -rf /')",
    "answer = 'b' if open('x', 'w').write('y') else 'b'",
    "!rm -rf /\nanswer = 'b'",
    "%run hostile.py\nanswer = 'b'",
    "exec('1'); eval('1'); answer = 'b'",
    "answer = f'{1/0}'",
    "class answer:\n    x = 1/0",
    "@print\ndef answer(): ...\nanswer = 'b'",
    "import antigravity\nanswer = 'b'",
]


@pytest.mark.parametrize("code", HOSTILE)
def test_code_in_a_cell_is_parsed_and_never_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = book()
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and cell["id"] != "setup":
            cell["source"] = code
    read_book(made)
    code_cell._read_again.cache_clear()
    with watched() as seen:
        reading = read_book(made)
    assert {event for event, _ in seen} <= PARSING
    assert {arguments[0] for event, arguments in seen if event == "open"} <= {""}, "the parser looks for its source, which has no name"
    assert list(tmp_path.iterdir()) == []
    plainly = code in (HOSTILE[0], HOSTILE[1], *HOSTILE[4:7], *HOSTILE[9:])
    assert answers_of(reading).get("k-one") == (("eleven",) if plainly else None)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="answer= \"'()[]{},:\n\t#\\0123bB-+~.%!?;@f", max_size=80))
def test_any_code_is_read_or_faulted(source: str) -> None:
    code = read_code(source)
    if isinstance(code, Fault):
        assert (code.flag.value, code.detail.isprintable()) == ("answer-syntax", True)
    else:
        for value in code.values.values():
            assert isinstance(value, Literal | Fault)
            if isinstance(value, Literal):
                assert value.written.isprintable()


@pytest.mark.parametrize("opening", ["(", "[", "{", "-", "not ", "lambda: ", "a.", "a(", "x if ", "f'{", "{1:", "await ", "*", "a[", "~", "'a' "])
@pytest.mark.parametrize("length", [150, 6000, 19_000])
def test_code_nested_however_deep_is_read_or_faulted(opening: str, length: int) -> None:
    code = read_code("answer = " + opening * (length // len(opening)) + "1")
    assert isinstance(code, Code | Fault)
    if isinstance(code, Code):
        assert isinstance(code.values["answer"], Literal | Fault)
    closed = read_code("answer = " + "[" * 150 + "]" * 150)
    assert isinstance(closed, Code)
    assert isinstance(closed.values["answer"], Literal)
    assert closed.values["answer"].written


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 19_000, "-1", "1e999", "1j", "0b1"])
def test_numbers_however_long_are_read_or_held(number: str) -> None:
    made = book()
    cell_of(made, "k-one")["source"] = f"answer = {number}"
    law((read_book(made),))
    assert answers_of(read_book(made)) == {}
    next(cell for cell in made["cells"] if cell["id"] == "student")["source"] = f"student = {number}"
    law((read_book(made),))


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.sampled_from(["str", "list", "tuple", "set"]), st.integers(0, 3))
def test_what_is_typed_is_what_is_read(letters: list[str], form: str, lines: int) -> None:
    written = {"str": repr(", ".join(letters)), "list": repr(letters), "tuple": f"({', '.join(map(repr, letters))},)",
               "set": "{" + ", ".join(map(repr, letters)) + "}"}[form]  # fmt: skip
    made = book()
    cell_of(made, "k-some")["source"] = "\n" * lines + f'answer = {written}\nquiz.check("k-some", answer)'
    ids = {"a": "hear", "b": "mend", "c": "write"}
    assert answers_of(read_book(made)) == {"k-some": tuple(ids[letter] for letter in "abc" if letter in letters)}


def test_warnings_that_python_has_for_code_are_not_ours() -> None:
    made = book()
    cell_of(made, "k-one")["source"] = 'answer = "\\d b"[3:]\n1 is 1\nanswer = "b"'
    assert answers_of(read_book(made)) == {"k-one": ("eleven",)}


# -- zips and names ---------------------------------------------------------------------------------------------------


def _taken_apart(content: bytes) -> list[Incoming | Reading]:
    return list(members(BytesIO(content), "all.zip", LIMITS))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_zip_or_told_to_be_none(content: bytes) -> None:
    found = _taken_apart(b"PK\x03\x04" + content)
    assert all(isinstance(one, Incoming) or one.raised for one in found)
    assert found


def test_a_zip_with_any_bytes_changed_is_read_or_told() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a/x.ipynb", "a/timestamp.txt", "b/x.ipynb"):
            archive.writestr(zipfile.ZipInfo(name), b'{"a": 1}' * 30)
        archive.writestr("in.zip", packed.getvalue())
    whole, rng = packed.getvalue(), random.Random(7)
    assert len(_taken_apart(whole)) == 4
    for _ in range(3000):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            content[rng.randrange(len(content))] = rng.choice([0, 1, 8, 0x50, 0xFF, rng.randrange(256)])
        with watched() as seen:
            found = _taken_apart(bytes(content))
        assert found
        assert all(one.path.startswith("all.zip") and ".." not in one.path.split("/") for one in found)
        assert not [event for event, _ in seen if event in ("open", "exec")]


@settings(deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="./\\:aC \0\n\u202e", max_size=20))
def test_a_name_that_is_shown_leads_nowhere(name: str) -> None:
    shown = harmless(name)
    parts = shown.split("/")
    assert shown.encode().decode() == shown
    assert all(part.strip(". ") for part in parts)
    assert "\\" not in shown
    assert not shown.startswith("/")
    assert harmless(shown) == shown or ":" in shown
    assert len(plain(name)) <= 80
    assert plain(plain(name)) == plain(name)


_SETS = """
import json
from tests.grading import book, read_book
sets = {"k_one": '{"b", "b."}', "k_some": '{"c", "b", "a"}', "k_order": '{"c", "a", "b"}', "k_match": '{"2b", "1a"}', "k_words": "{3, 1, 2}"}
print(read_book(book(**sets)))
print(read_book(book(k_some='[{"a", "b", "c"}]', k_match='{"a", "1", "2", "b"}', k_one='{"x", "y", "z"}')))
"""


def test_sets_which_python_keeps_in_a_chance_order_are_read_alike_each_time() -> None:
    root = Path(__file__).parent.parent
    said = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        ran = subprocess.run([sys.executable, "-c", _SETS], cwd=root, env=environment, capture_output=True, text=True, check=True)
        said.append(ran.stdout)
    assert said[0] == said[1]
    assert said[0].count("State.HELD") == 4
