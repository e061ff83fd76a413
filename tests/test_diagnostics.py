"""A problem reads the same for a person, a program and GitHub, and points at the right place of any line."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Diagnostic, Edit, Fix, Problems, Severity
from generator.diagnostics.to_github import as_github
from generator.diagnostics.to_json import as_json
from generator.diagnostics.to_text import WIDTH, as_text
from generator.source.files import SourceFile, Span
from tests.case_folders import BAD, covered_code

LINES = "id: tides\ntitle: The tides\n"


def found(text: str, marked: str, code: Code = Code.BAD_VALUE, **more: str | tuple[str, ...]) -> Diagnostic:
    """A problem at the first place of some words."""
    at = text.index(marked)
    file = SourceFile("lessons/tides.yml", text)
    return Diagnostic(code, "the words are wrong", file, Span(at, at + len(marked)), **more)  # type: ignore[arg-type]


def frame(text: str, marked: str) -> list[str]:
    """The line as shown and the line with its marker."""
    return as_text(found(text, marked)).split("\n")[3:5]


# -- text --------------------------------------------------------------------------------------------------------------


def test_a_problem_is_its_message_its_place_its_line_its_notes_and_its_fix() -> None:
    problem = found(LINES, "The tides", notes=("first note", "second note"), help="write them right")
    assert as_text(problem) == (
        "error[bad-value]: the words are wrong\n"
        " --> lessons/tides.yml:2:8\n"
        "  |\n"
        "2 | title: The tides\n"
        "  |        ^^^^^^^^^\n"
        "  = first note\n"
        "  = second note\n"
        "  = help: write them right"
    )


@pytest.mark.parametrize(
    ("written", "shown"), [("\x1b[31m", "␛[31m"), ("\x7f", "␡"), ("\x9b", "\ufffd"), ("\u202e", "\ufffd"), ("\udcff", "\ufffd")]
)
def test_no_character_of_a_spec_acts_on_the_terminal(written: str, shown: str) -> None:
    """Neither in the line that is shown nor in what is said of it."""
    problem = Diagnostic(
        Code.BAD_VALUE,
        f"not `{written}`",
        SourceFile("a.yml", f"id: {written}\n"),
        Span(4, 5),
        (f"was {written}",),
        f"drop {written}",
    )
    assert as_text(problem) == (
        f"error[bad-value]: not `{shown}`\n --> a.yml:1:5\n  |\n1 | id: {shown}\n  |     ^\n  = was {shown}\n  = help: drop {shown}"
    )


def test_a_problem_with_nothing_more_to_say_ends_with_the_marker() -> None:
    assert as_text(found(LINES, "id", code=Code.SHARE_HIGH)) == (
        "warning[share-high]: the words are wrong\n --> lessons/tides.yml:1:1\n  |\n1 | id: tides\n  | ^^"
    )


def test_the_gutter_is_as_wide_as_the_line_number() -> None:
    text = "\n" * 122 + "id: tides\n"
    assert as_text(found(text, "tides")) == (
        "error[bad-value]: the words are wrong\n   --> lessons/tides.yml:123:5\n    |\n123 | id: tides\n    |     ^^^^^"
    )


@pytest.mark.parametrize("text", ["", "\n", "   \n"])
def test_a_place_without_words_has_no_frame(text: str) -> None:
    file = SourceFile("_toc.yml", text)
    assert as_text(Diagnostic(Code.FILE_MISSING, "there is no `_toc.yml`", file, Span(0, 0), help="write one")) == (
        "error[file-missing]: there is no `_toc.yml`\n --> _toc.yml:1:1\n  = help: write one"
    )


@pytest.mark.parametrize(
    ("text", "marked", "shown", "marker"),
    [
        ("\tid:\ttides\n", "tides", "1 |  id: tides", "  |      ^^^^^"),  # a tab is shown as one space
        ("id: 潮の表 x\n", "x", "1 | id: 潮の表 x", "  |            ^"),
        ("id: 潮の表\n", "の表", "1 | id: 潮の表", "  |       ^^^^"),
        ("id: e\u0301te\u0301 x\n", "x", "1 | id: e\u0301te\u0301 x", "  |         ^"),  # accents take no cell of their own
        ("id: 🌊 x\n", "x", "1 | id: 🌊 x", "  |        ^"),
        ("id: tides\r\ntitle: x\r\n", "tides\r\ntitle", "1 | id: tides", "  |     ^^^^^"),  # to the end of the first line
        ("id:\ntitle: x\n", "\n", "1 | id:", "  |    ^"),  # past the end of the line
    ],
)
def test_the_marker_stands_under_the_words_in_a_terminal(text: str, marked: str, shown: str, marker: str) -> None:
    assert frame(text, marked) == [shown, marker]


def test_a_line_as_long_as_the_frame_is_shown_whole() -> None:
    text = "a" * (WIDTH - 1) + "!"
    assert frame(text, "!") == [f"1 | {text}", "  | " + " " * (WIDTH - 1) + "^"]


def test_a_longer_line_is_shown_around_the_marker() -> None:
    text = "a" * 300 + "TIDES" + "b" * 300
    before = WIDTH // 3
    shown = "a" * before + "TIDES" + "b" * (WIDTH - before - 5)
    assert frame(text, "TIDES") == [f"1 | …{shown}…", "  | " + " " * (before + 1) + "^^^^^"]


def test_a_long_line_is_cut_at_one_end_only_where_the_words_are_near_the_other() -> None:
    first = frame("TIDES" + "b" * 300, "TIDES")
    assert first == ["1 | TIDES" + "b" * (WIDTH - 5) + "…", "  | ^^^^^"]
    last = frame("a" * 300 + "TIDES", "TIDES")
    assert last == ["1 | …" + "a" * (WIDTH // 3) + "TIDES", "  | " + " " * (WIDTH // 3 + 1) + "^^^^^"]


def test_a_marker_ends_where_the_shown_part_of_a_long_line_ends() -> None:
    assert frame("a" * 10 + "b" * 1000, "b" * 1000) == [
        "1 | " + "a" * 10 + "b" * (WIDTH - 10) + "…",
        "  | " + " " * 10 + "^" * (WIDTH - 10),
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=400), st.data())
def test_a_frame_is_two_lines_of_bounded_length_for_any_text(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    problem = Diagnostic(Code.BAD_VALUE, "the words are wrong", SourceFile("a.yml", line), Span(start, end))
    lines = as_text(problem).split("\n")
    if not line.strip():
        assert len(lines) == 2
        return
    _, place, bar, shown, marker = lines
    assert place == f" --> a.yml:1:{start + 1}"
    assert bar == "  |"
    assert len(shown) <= len("1 | ") + WIDTH + 2
    assert re.fullmatch(r"  \|  *\^+", marker)


# -- JSON and GitHub ---------------------------------------------------------------------------------------------------


def test_as_json_a_problem_has_eight_keys_and_its_notes_are_lines_of_the_message() -> None:
    problem = found(LINES, "The tides", notes=("first note", "second note"), help="write them right")
    assert as_json(problem) == {
        "code": "bad-value",
        "severity": "error",
        "file": "lessons/tides.yml",
        "line": 2,
        "column": 8,
        "message": "the words are wrong\nfirst note\nsecond note",
        "help": "write them right",
        "fixes": [],
    }


def test_as_json_a_fix_is_its_title_whether_it_is_sure_and_the_places_and_texts_of_its_edits() -> None:
    file = SourceFile("lessons/tides.yml", LINES)
    fix = Fix("write `name`", (Edit(file, Span(10, 15), "name"), Edit(file, Span(24, 24), "\n")), sure=True)
    problems = Problems()
    problems.report(Code.UNKNOWN_KEY, "unknown key `title`", file, Span(10, 15), fixes=[fix])
    assert as_json(next(iter(problems)))["fixes"] == [
        {
            "title": "write `name`",
            "sure": True,
            "edits": [
                {"file": "lessons/tides.yml", "start": 10, "end": 15, "line": 2, "column": 1, "text": "name"},
                {"file": "lessons/tides.yml", "start": 24, "end": 24, "line": 2, "column": 15, "text": "\n"},
            ],
        }
    ]


def test_as_json_a_problem_with_nothing_more_to_say_has_an_empty_help() -> None:
    problem = as_json(found(LINES, "id", code=Code.LAYOUT_UNMATCHED))
    assert (problem["severity"], problem["message"], problem["help"]) == ("warning", "the words are wrong", "")


def test_for_github_a_problem_is_one_line_of_a_workflow_command() -> None:
    problem = found(LINES, "The tides", notes=("a note",), help="write them right")
    assert as_github(problem) == (
        "::error file=lessons/tides.yml,line=2,col=8,title=bad-value::the words are wrong%0Aa note%0Ahelp: write them right"
    )


def test_for_github_what_would_end_a_property_or_the_line_is_escaped() -> None:
    file = SourceFile("lessons/a,b:c%d.yml", "x")
    problem = Diagnostic(Code.SHARE_HIGH, "50 % of: a, b\r\nand more", file, Span(0, 1))
    assert as_github(problem) == (
        "::warning file=lessons/a%2Cb%3Ac%25d.yml,line=1,col=1,title=share-high::50 %25 of: a, b%0D%0Aand more"
    )


# -- collecting --------------------------------------------------------------------------------------------------------


def test_problems_come_by_file_and_place_and_the_same_one_once() -> None:
    one, two = SourceFile("a.yml", "x\ny\n"), SourceFile("b.yml", "x\ny\n")
    problems = Problems()
    problems.report(Code.BAD_VALUE, "second", two, Span(0, 1))
    problems.report(Code.BAD_VALUE, "later", one, Span(2, 3))
    problems.report(Code.SHARE_HIGH, "first", one, Span(0, 1), help="kept")
    problems.report(Code.SHARE_HIGH, "first", one, Span(0, 1), help="told before")
    assert [(p.file.name, p.place, p.message, p.help) for p in problems] == [
        ("a.yml", (1, 1), "first", "kept"), ("a.yml", (2, 1), "later", ""), ("b.yml", (1, 1), "second", ""),
    ]  # fmt: skip
    assert len(problems) == 3
    assert [p.message for p in problems.errors] == ["later", "second"]
    assert [p.message for p in problems.warnings] == ["first"]


def test_advice_is_kept_and_is_no_problem() -> None:
    file = SourceFile("a.yml", "x\ny\n")
    problems = Problems()
    problems.report(Flaw.STEM_LONG, "the stem is long", file, Span(2, 3), about="quiz/item")
    problems.report(Code.BAD_VALUE, "wrong", file, Span(0, 1))
    assert (len(problems), [p.message for p in problems]) == (1, ["wrong"])
    assert [(p.message, p.severity, p.about) for p in problems.infos] == [("the stem is long", Severity.INFO, "quiz/item")]
    assert [p.message for p in problems.all()] == ["wrong", "the stem is long"]
    assert as_github(problems.infos[0]) == "::notice file=a.yml,line=2,col=1,title=stem-long::the stem is long"
    problems.keep(lambda found: found.severity is Severity.INFO)
    assert [p.message for p in problems.all()] == ["the stem is long"]


# -- codes -------------------------------------------------------------------------------------------------------------

NOT_BY_CHECK = {
    Code.PROOFS_DISAGREE,  # a fault in the compiler: nothing that an author writes brings it about
    Code.BOOK_WARNING,  # what Sphinx finds while it draws the book
    Code.SEARCH_MISSING,  # the machine lacks a program
    Code.BAD_ROSTER,  # `course grade` reads rosters
}
"""Codes that `course check` doesn't report, so that no case can show them."""


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_is_a_name_in_kebab_case_and_the_same_as_its_member(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code.value)
    assert code.name == code.value.upper().replace("-", "_")


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_is_explained_in_two_parts_what_is_wrong_and_how_to_mend_it(code: Code) -> None:
    what, empty, *mend = code.explanation.split("\n")
    assert what.endswith(".")
    assert empty == ""
    assert mend
    assert mend[-1].endswith(".")
    assert all(line == line.strip() != "" for line in mend)


def test_only_what_a_book_can_stand_is_a_warning() -> None:
    assert {code for code in Code if code.severity is Severity.WARNING} == {
        Code.SHARE_HIGH, Code.LAYOUT_UNMATCHED, Code.PHRASE_UNPROVED,
        Code.UNIT_EMPTY, Code.QUIZ_UNPAIRED, Code.TOC_UNIT, Code.AMOUNT_UNSAID, Code.SEARCH_MISSING,
    }  # fmt: skip


@pytest.mark.parametrize("code", sorted(set(Code) - NOT_BY_CHECK, key=lambda code: code.value), ids=lambda code: code.value)
def test_every_code_has_a_case_that_shows_it(code: Code) -> None:
    shown = {covered_code(folder.name) for folder in BAD.iterdir()}
    assert code.value in shown, f"write tests/cases/bad/{code.value}/ with the files that have the fault"


def test_every_case_is_named_for_a_code_or_a_flaw() -> None:
    known = {*(code.value for code in Code), *(flaw.value for flaw in Flaw)}
    assert [folder.name for folder in sorted(Path(BAD).iterdir()) if covered_code(folder.name) not in known] == []
