"""The matcher of texts keeps its word: what it finds is what a slow search finds that looks at every place."""

import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.leaks.asked import graded_items
from generator.leaks.letters import letters, line_at, readings
from generator.leaks.texts import CERTAIN, GRAM, LEAST, STRIDE, Secret, TextIndex, shown_texts, text_index
from tests.sample_course import copy_sample
from tests.test_notebook import kinds


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The table of the sample's graded quizzes, and what the sample shows."""
    root = copy_sample(tmp_path_factory.mktemp("texts"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        resolved, _ = kinds(root, "mode: graded\n")
    return text_index(resolved, graded_items(resolved)), [letters(text) for text in shown_texts(resolved)]


def secrets(table: TextIndex) -> list[Secret]:
    """The texts of a table, each once."""
    every = {id(secret): secret for places in table.grams.values() for secret, _ in places}
    return list(every.values())


def slowly(table: TextIndex, searched: bytes) -> set[tuple[str, bytes]]:
    """What must be found, by the definition: a run of a secret, long enough, enough of it in a row its own."""
    found = set()
    for secret in secrets(table):
        need = min(CERTAIN, len(secret.letters))
        for start in range(len(secret.letters) - need + 1):
            own = secret.own[start : start + need - GRAM + 1]
            if b"\1" * STRIDE in own and secret.letters[start : start + need] in searched:
                found.add((secret.text, secret.letters))
    return found


@given(data=st.data())
def test_every_long_piece_is_found_wherever_it_stands(index: Any, data: st.DataObject) -> None:
    table, shown = index
    pieces = []
    for _ in range(data.draw(st.integers(1, 4))):
        whole = data.draw(st.sampled_from([*(secret.letters for secret in secrets(table)), *filter(None, shown)]))
        start = data.draw(st.integers(0, len(whole)))
        pieces += [whole[start : data.draw(st.integers(start, len(whole)))], data.draw(st.text("abcdez19", max_size=9)).encode()]
    searched = b"".join(pieces)
    found = {(run.secret.text, run.secret.letters) for run in table.runs(searched)}
    assert slowly(table, searched) <= found
    for run in table.runs(searched):
        told = searched[run.start : run.end]
        assert told in run.secret.letters
        assert len(told) >= min(CERTAIN, len(run.secret.letters))


def test_nothing_that_the_course_shows_is_a_leak(index: Any) -> None:
    table, shown = index
    assert [text for text in shown if list(table.runs(text))] == []
    assert table.count > 20
    assert all(len(secret.letters) >= LEAST for secret in secrets(table))


@given(st.text(max_size=200))
def test_letters_are_the_same_however_a_text_is_spaced_cased_and_marked(text: str) -> None:
    plain = letters(text)
    assert letters(f" “{text}” ") == plain
    assert letters("\n".join(text)) == letters("".join(f"{char} " for char in text))
    if text.isascii():
        assert letters(text.upper()) == plain == letters(text.swapcase())


WAYS = {
    "JavaScript": lambda text: "".join(f"\\u{{{ord(char):x}}}" for char in text),
    "JSON": json.dumps,
    "HTML": lambda text: "".join(f"&#x{ord(char):X};" for char in text),
    "an address": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    "JSON in HTML": lambda text: html.escape(json.dumps(text)),
    "HTML in an address": lambda text: "".join(f"%{byte:02X}" for byte in html.escape(text).encode()),
}


@pytest.mark.parametrize("way", WAYS)
@given(text=st.text(st.characters(max_codepoint=0xD7FF, exclude_categories=["Cc"], exclude_characters="\\&%<>\ufffd"), max_size=60))
def test_what_is_escaped_is_read_as_it_was_meant(way: str, text: str) -> None:
    written = WAYS[way](text)
    assert letters(text) in [letters(reading) for reading in readings(written)]


def test_a_line_is_told_by_its_letters() -> None:
    text = "one, two\n\n  three\nvier: fünf"
    for word, line in (("one", 1), ("two", 1), ("three", 3), ("vier", 4), ("funf", 4)):
        assert line_at(text, letters(text).index(word.encode())) == line
