"""The second way of finding, which has to agree with the first and must not share its errors."""

import ast
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator.corpus.pattern as module
from generator.corpus.locate import Match, find_quote
from generator.corpus.pattern import find_by_pattern, tolerant_pattern
from generator.spec.sources import Layout
from tests.documents import make_document

LAYOUT = {
    "note_marks": "superscript",
    "emphasis": "asterisks",
    "escapes": ("[", "]"),
    "furniture": ("{number}", "THE EVENING POST"),
}

TOLERATED = {
    "white space": ("one two", "one \u00a0\n\t two"),
    "furniture between words": ("one two", "one\n12\n\fTHE EVENING POST\ntwo"),
    "furniture in a word": ("sailing", "sail-\n12\n\fTHE EVENING POST\ning"),
    "a hyphen kept at a line's end": ("well-known", "well-\n  known"),
    "a hyphen closed up at a line's end": ("wellknown", "well-\n  known"),
    "a soft hyphen at a line's end": ("wellknown", "well\u00ad\n  known"),
    "quotation marks": ("\"it's\"", "„it’s“"),
    "dashes": ("this - that", "this — that"),
    "note marks": ("free, so", "free,¹² so"),
    "emphasis": ("was not so", "was **not** so"),
    "escapes": ("so [sic] it", "so \\[sic\\] it"),
    "invisible characters": ("together", "to\u200bge\u2060ther"),
    "ligatures": ("the office", "the o\ufb03ce"),
    "half a ligature": ("the office", "the of\ufb01ce"),
    "points": ("so....", "so.…"),
    "a letter with two marks, in either order": ("Vi\u1ec7t", "Vie\u0302\u0323t"),
    "a letter with one mark composed": ("Vie\u0302\u0323t", "Vi\u00ea\u0323t"),
    "a second code point": ("5 \u00c5", "5 \u212b"),
}


@pytest.mark.parametrize(("words", "raw"), TOLERATED.values(), ids=TOLERATED)
def test_steps_over(words, raw):
    assert tolerant_pattern(words, Layout(**LAYOUT)).fullmatch(raw)
    document = make_document(f"Here: {raw} there", **LAYOUT)
    assert find_by_pattern(document, words, (0, len(document.raw))) == (Match(6, 6 + len(raw)),)
    assert find_quote(document, words, (0, len(document.raw))).matches == (Match(6, 6 + len(raw)),)


NOT_TOLERATED = {
    "white space in a word": ("together", "to gether"),
    "no white space": ("to gether", "together"),
    "an undeclared line": ("one two", "one\nTHE MORNING POST\ntwo"),
    "a number that isn't a whole line": ("one two", "one 12 two"),
    "a hyphen within a line": ("cooperate", "co-operate"),
    "a hyphen between numbers at a line's end": ("1952", "19-\n52"),
    "a case": ("one", "One"),
    "an accent": ("cafe", "caf\u00e9"),
    "a fraction": ("1/2", "½"),
    "too few points": ("so...", "so.."),
}


@pytest.mark.parametrize(("words", "raw"), NOT_TOLERATED.values(), ids=NOT_TOLERATED)
def test_does_not_step_over(words, raw):
    assert tolerant_pattern(words, Layout(**LAYOUT)).fullmatch(raw) is None


def test_without_a_declaration_marks_are_text():
    layout = Layout()
    assert tolerant_pattern("free, so", layout).search("free,¹² so") is None
    assert tolerant_pattern("was not", layout).search("was *not") is None
    assert tolerant_pattern("one two", layout).search("one\n12\ntwo") is None


def test_nothing_matches_nowhere():
    assert tolerant_pattern(" \u200b ", Layout()).search("any text") is None


def test_gives_the_quotation_s_own_marks_back():
    raw = "He was *not* free.¹ Then"
    document = make_document(raw, **LAYOUT)
    for words, place in {"*not* free.¹": (7, 19), "not* free.": (8, 18)}.items():
        assert find_by_pattern(document, words, (0, len(raw))) == (Match(*place),)
        assert find_quote(document, words, (0, len(raw))).matches == (Match(*place),)


LONG = {
    "soft hyphens": "a" + "\u00ad" * 20_000 + "c",
    "soft line ends": "a" + "\u00ad\n" * 20_000 + "c",
    "soft hyphens and spaces": "a" + "\u00ad " * 20_000 + "c",
    "line hyphens": "a" + "-\n" * 20_000 + "c",
    "marks": "a" + "¹*" * 20_000 + "c",
    "folios": "a" + "\n12" * 10_000 + "\nc",
    "near misses": "a " * 20_000,
    "ligatures": "fi" * 20_000,
    "points": "." * 20_000,
}


@pytest.mark.parametrize("raw", LONG.values(), ids=LONG)
def test_takes_time_in_proportion_to_the_text(raw):
    pattern = tolerant_pattern("a bc fi fi.... ab", Layout(**LAYOUT))
    begin = time.perf_counter()
    assert pattern.search(raw) is None
    document = make_document(raw, **LAYOUT)
    assert find_quote(document, "a bc", (0, len(raw))).matches == find_by_pattern(document, "a bc", (0, len(raw))) == ()
    assert time.perf_counter() - begin < 1


def test_takes_only_tables_from_the_folding():
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    taken = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "generator.corpus.fold"
        for name in node.names
    }
    assert taken
    assert all(name.isupper() for name in taken)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["word", "sail", "ing", "1", " ", "-", "\n", "-\n", "*", "¹", "\u00ad", "\n12\n", "\nTHE EVENING POST\n", ", "]),
             min_size=1, max_size=12),
    st.data(),
)  # fmt: skip
def test_lines_of_furniture_count_only_where_they_are(parts, data):
    """Where no such line is near, quotations are found without the pattern of any, and nothing else is found than with it."""
    document = make_document("".join(parts), **LAYOUT)
    start = data.draw(st.integers(0, len(document.raw) - 1))
    end = data.draw(st.integers(start + 1, len(document.raw)))
    words = document.raw[start:end]
    found = find_by_pattern(document, words, (start, end))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_has_furniture", lambda *_: True)
        assert find_by_pattern(document, words, (start, end)) == found


@pytest.mark.parametrize(
    ("raw", "within", "near"),
    [
        ("one two\nthree", (0, 3), False),
        ("one\nTHE EVENING POST\ntwo", (0, 3), True),
        ("one\n\n*\n12\ntwo", (0, 3), True),
        ("one\nx\n12\ntwo", (0, 3), False),
        ("12\n \ntwo three", (5, 8), True),
        ("12\nx\ntwo three", (5, 8), False),
        ("one\n12\ntwo", (0, 10), True),
        ("one 12 two", (0, 10), False),
    ],
)
def test_furniture_is_near_where_only_what_readers_do_not_see_lies_between(raw, within, near):
    assert module._has_furniture(raw, within, make_document(raw, **LAYOUT).record.layout) is near
