"""Lines go into files that people write without moving anything else; what would not come out as meant is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.model import Problems
from generator.new.ids import MAX_MADE, fault_of_id, made_id
from generator.new.inserting import RefusedError, append_entry, insert_key, list_page
from generator.new.yaml_text import comment, scalar
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml, to_data

LAYOUTS = [
    ("documents:\n  - id: a\n    note: x\n", "documents:\n  - id: a\n    note: x\n  - id: new\n"),
    ("documents:\n- id: a", "documents:\n- id: a\n- id: new\n"),
    ("documents:\n  - id: a   # why\n# after\nlimits: {warn: 1}\n", "documents:\n  - id: a   # why\n  - id: new\n# after\nlimits: {warn: 1}\n"),
    ("documents:\n  - id: a\n    note: |\n      One.\n\n      Two.\nlimits: 1\n", "documents:\n  - id: a\n    note: |\n      One.\n\n      Two.\n  - id: new\nlimits: 1\n"),
    ("documents:\n  - id: a\n    list: [x,\n           y]\nlimits: 1\n", "documents:\n  - id: a\n    list: [x,\n           y]\n  - id: new\nlimits: 1\n"),
    ("documents:\r\n  - id: a\r\nlimits: 1\r\n", "documents:\r\n  - id: a\r\n  - id: new\r\nlimits: 1\r\n"),
    ("\ufeffdocuments:\n  - id: a\n", "\ufeffdocuments:\n  - id: a\n  - id: new\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "changed"), LAYOUTS)
def test_an_entry_goes_behind_the_last_and_nothing_else_moves(text: str, changed: str) -> None:
    got, line = append_entry(text, "sources.yml", "documents", ["- id: new"])
    assert got == changed
    assert got.split("\n")[line - 1].strip() == "- id: new"


@pytest.mark.parametrize("text", ["documents: [ ]\n", "documents: [{id: a}]\n", "documents: x\n", "limits: 1\n", "documents:\n  - id: a\n    list: [x,\n      y\n      ]\n"])
def test_a_list_that_is_not_written_with_dashes_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^`sources.yml` (has no list `documents`|is laid out in an unusual way); write "):
        append_entry(text, "sources.yml", "documents", ["- id: new"])


def test_a_key_goes_before_another_and_nothing_else_moves() -> None:
    assert insert_key("id: a\r\n# the body\r\nbody:\r\n  - x\r\n", "a.yml", "body", "quiz: q") == (
        "id: a\r\n# the body\r\nquiz: q\r\nbody:\r\n  - x\r\n", 3,
    )  # fmt: skip
    with pytest.raises(RefusedError, match=r"^`a\.yml` has no key `body`; write `quiz: q` there by hand$"):
        insert_key("id: a\n", "a.yml", "body", "quiz: q")
    with pytest.raises(RefusedError, match=r"^`a\.yml` is laid out in an unusual way; write the new lines there by hand$"):
        insert_key("{id: a, body: [x]}\n", "a.yml", "body", "quiz: q")


def test_a_page_is_listed_behind_the_sections_of_the_page_above() -> None:
    toc = "root: i\nchapters:\n  - file: 'a.md'  # one\n    sections:\n      - file: b\n  - file: c\n"
    assert list_page(toc, "_toc.yml", "a", ["n", "n/1"]) == (
        toc.replace("      - file: b\n", "      - file: b\n  - file: n\n    sections:\n      - file: n/1\n"), 6,
    )  # fmt: skip
    with pytest.raises(RefusedError, match=r"^`_toc\.yml` lists no page `x` on a line of its own; write `- file: n` there by hand$"):
        list_page(toc, "_toc.yml", "x", ["n"])
    with pytest.raises(RefusedError, match=r"^`_toc\.yml` is laid out in an unusual way; write `- file: n` there by hand$"):
        list_page("root: i\nnote: |\n  - file: a\nchapters:\n  - file: c\n", "_toc.yml", "a", ["n"])


@given(st.text(max_size=60))
def test_a_scalar_is_read_as_the_text_that_it_was_made_from(text: str) -> None:
    problems = Problems()
    node = parse_yaml(SourceFile("x", f"- key: {scalar(text)}  {comment(text)}\n"), problems)
    assert (node and to_data(node), list(problems)) == (({"key": text},), [])


@given(st.lists(st.text(max_size=30), max_size=8))
def test_made_ids_are_ids_and_all_different(words: list[str]) -> None:
    taken: list[str] = []
    for text in words:
        name = made_id(text, taken, "source")
        assert fault_of_id(name) is None
        assert len(name) <= MAX_MADE + 2
        assert name not in taken
        taken.append(name)


@pytest.mark.parametrize(("words", "name"), [("Ça va à Łódź?", "ca-va-a-odz"), ("1890", "1890"), ("漢字", "source"), ("a" * 50, "a" * 40), ("word " * 20, "word-word-word-word-word-word-word-word"), ("Report on the Losses among the Bees of Harrow Fen", "report-on-the-losses-among-the-bees"), ("A Note by One Who", "a-note-by-one-who")])
def test_ids_are_made_of_words_that_fit(words: str, name: str) -> None:
    assert made_id(words, [], "source") == name


def test_the_first_entry_takes_the_place_of_an_empty_list() -> None:
    """A comment beside it and what follows stay; the line ends are those of the file."""
    assert append_entry("a: 1\nlist: []   # none yet\nb: 2\n", "x.yml", "list", ["- id: one", "  n: 2"]) == (
        "a: 1\nlist:   # none yet\n  - id: one\n    n: 2\nb: 2\n", 3,
    )  # fmt: skip
    assert append_entry("list: []\r\n", "x.yml", "list", ["- id: one"]) == ("list:\r\n  - id: one\r\n", 2)
    assert append_entry("list: []", "x.yml", "list", ["- id: one"]) == ("list:\n  - id: one\n", 2)
    with pytest.raises(RefusedError, match="has no list `list`; write `list:` and the new entry there by hand"):
        append_entry("list: [\n]\n", "x.yml", "list", ["- id: one"])
