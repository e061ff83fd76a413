"""YAML is read as plain data, every node knows its place, and no file can exhaust the machine."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.model import Problems
from generator.source import yaml_nodes
from generator.source.files import Span, read_text
from generator.source.yaml_nodes import (
    MAX_DEPTH,
    MAX_SIZE,
    Mapping,
    Node,
    Scalar,
    Sequence,
    find_node,
    parse_yaml,
    to_data,
)
from tests.reading import Told, places, text_file, words


def data(text: str) -> Any:
    """What a file without problems holds."""
    problems = Problems()
    node = parse_yaml(text_file(text), problems)
    assert places(problems) == []
    assert node is not None
    return to_data(node)


def refused(text: str) -> list[Told]:
    """The problems of a file that gives no nodes."""
    problems = Problems()
    assert parse_yaml(text_file(text), problems) is None
    return places(problems)


def said(text: str) -> list[tuple[str, str]]:
    problems = Problems()
    parse_yaml(text_file(text), problems)
    return words(problems)


def written(text: str) -> dict[str, str]:
    """Every node's own text by its route, keys under the route with `?`."""
    node = parse_yaml(text_file(text), Problems())
    assert node is not None
    found: dict[str, str] = {}

    def cut(span: Span) -> str:
        return text[span.start : span.end]

    def walk(at: Node, route: str) -> None:
        found[route] = cut(at.span)
        if isinstance(at, Mapping):
            for key, value in at.values.items():
                found[f"{route}/{key}?"] = cut(at.keys[key])
                walk(value, f"{route}/{key}")
        elif isinstance(at, Sequence):
            for number, item in enumerate(at.items):
                walk(item, f"{route}/{number}")

    walk(node, "")
    return found


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "on", "off", "y", "n", "Yes", "NO", "2003-10-17", "2003-10-17 12:30:00", "12:30", "1.5", "1e3", "0x1F",
     "0o17", "1_000", ".inf", ".nan", "=", "<<", "tRUE", "nULL", "--5", "1234567890123456789"],
)  # fmt: skip
def test_words_that_yaml_1_1_would_turn_into_something_else_stay_text(text: str) -> None:
    assert data(f"key: {text}\n") == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
     ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None),
     ("0", 0), ("12", 12), ("-5", -5), ("+5", 5), ("010", 10), ("123456789012345678", 123456789012345678)],
)  # fmt: skip
def test_only_truth_nothing_and_whole_numbers_mean_more_than_their_text(text: str, value: object) -> None:
    found = data(f"key: {text}\n")["key"]
    assert found == value
    assert type(found) is type(value)  # True == 1 in Python


@pytest.mark.parametrize("text", ["true", "no", "12", "~", "", "2003-10-17"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_what_stands_in_quotation_marks_is_always_text(text: str, quote: str) -> None:
    assert data(f"key: {quote}{text}{quote}\n") == {"key": text}


def test_what_stands_in_a_block_is_always_text() -> None:
    assert data("a: |-\n  true\nb: >-\n  12\n") == {"a": "true", "b": "12"}


def test_keys_are_always_text() -> None:
    assert data("true: a\n12: b\nno: c\n~: d\n") == {"true": "a", "12": "b", "no": "c", "~": "d"}


def test_the_merge_key_of_yaml_1_1_is_a_key_like_any_other() -> None:
    assert data("a: &x {k: v}\nb:\n  <<: *x\n") == {"a": {"k": "v"}, "b": {"<<": {"k": "v"}}}


def test_an_alias_stands_for_what_its_anchor_last_marked() -> None:
    assert data("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n") == {"a": 1, "b": 1, "c": (2,), "d": (2,)}


# PyYAML writes U+0085 as a line end, and doesn't get it back itself.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x85"), max_size=20)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**18) + 1, 10**18 - 1) | TEXT,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
        max_leaves=12,
    ),
    st.booleans(),
    st.booleans(),
)
def test_plain_data_that_another_program_writes_as_yaml_reads_back(value: Any, unicode: bool, flow: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=unicode, default_flow_style=flow)
    problems = Problems()
    node = parse_yaml(text_file(text), problems)
    assert places(problems) == []
    assert node is not None
    assert to_data(node) == _as_tuples(value)


def _as_tuples(value: Any) -> Any:
    """Lists as tuples, which is how nodes give them."""
    if isinstance(value, list):
        return tuple(map(_as_tuples, value))
    if isinstance(value, dict):
        return {key: _as_tuples(item) for key, item in value.items()}
    return value


# -- places ------------------------------------------------------------------------------------------------------------


def test_every_node_and_every_key_knows_its_own_text() -> None:
    text = (
        "title: Tides & eels\n"
        'quoted: "a \\"b\\" c"\n'
        "single: 'it''s'\n"
        "list:\n"
        "  - one\n"
        "  - {k: v, l: [x, y]}\n"
        "nothing:\n"
        "last: z\n"
    )
    assert written(text) == {
        "": text,
        "/title?": "title", "/title": "Tides & eels",
        "/quoted?": "quoted", "/quoted": '"a \\"b\\" c"',
        "/single?": "single", "/single": "'it''s'",
        "/list?": "list", "/list": "- one\n  - {k: v, l: [x, y]}\n",
        "/list/0": "one",
        "/list/1": "{k: v, l: [x, y]}",
        "/list/1/k?": "k", "/list/1/k": "v",
        "/list/1/l?": "l", "/list/1/l": "[x, y]",
        "/list/1/l/0": "x", "/list/1/l/1": "y",
        "/nothing?": "nothing", "/nothing": "",
        "/last?": "last", "/last": "z",
    }  # fmt: skip


def test_places_count_characters_not_bytes() -> None:
    text = "é: ñandú\n𝄞: [ü, 鳗]\n'naïve': œuf\n"
    assert written(text) == {
        "": text,
        "/é?": "é", "/é": "ñandú",
        "/𝄞?": "𝄞", "/𝄞": "[ü, 鳗]", "/𝄞/0": "ü", "/𝄞/1": "鳗",
        "/naïve?": "'naïve'", "/naïve": "œuf",
    }  # fmt: skip


def test_a_block_scalar_reaches_from_its_mark_to_its_end() -> None:
    text = "a: |\n  one\n  twö\n\nb: >-\n  x\n  y\nc: |2\n    z"
    assert written(text) == {
        "": text,
        "/a?": "a", "/a": "|\n  one\n  twö\n\n",
        "/b?": "b", "/b": ">-\n  x\n  y\n",
        "/c?": "c", "/c": "|2\n    z",
    }  # fmt: skip
    assert data(text) == {"a": "one\ntwö\n", "b": "x y", "c": "  z"}


def test_line_ends_of_windows_shift_no_place() -> None:
    text = "a: x\r\nb:\r\n  - é\r\n  - z\r\n"
    found = written(text)
    assert (found["/a"], found["/b/0"], found["/b/1"]) == ("x", "é", "z")
    problems = Problems()
    parse_yaml(text_file("a: x\r\nb: y\r\nb: z\r\n"), problems)
    assert places(problems) == [("duplicate-key", 3, 1, "b")]


def test_a_byte_order_mark_shifts_no_place(tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    path.write_bytes("\ufeffa: x\na: y\n".encode())
    problems = Problems()
    parse_yaml(read_text(path, tmp_path), problems)
    assert places(problems) == [("duplicate-key", 2, 1, "a")]


def test_an_alias_points_at_the_value_it_stands_for() -> None:
    assert written("a: &x [1]\nb: *x\n")["/b"] == "&x [1]"


def test_a_route_leads_to_a_node_or_to_the_last_one_on_the_way() -> None:
    text = "items:\n  - id: a\n    options: [x, y]\n"
    node = parse_yaml(text_file(text), Problems())
    assert node is not None

    def at(*route: str | int) -> str:
        span = find_node(node, route)[1]
        return text[span.start : span.end]

    assert at("items", 0, "options", 1) == "y"
    assert at("items", 0, "single", "options", 1) == "y"  # `single` is no key: a part that names a kind is passed over
    assert at("items", 0, "options", 7) == "[x, y]"
    assert at() == text


@given(st.dictionaries(st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=6),
                       st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=6), min_size=1))  # fmt: skip
def test_a_plain_word_of_any_script_is_found_where_it_stands(pairs: dict[str, str]) -> None:
    text = "".join(f"  {key}:   {value}\n" for key, value in pairs.items())
    node = parse_yaml(text_file(text), Problems())
    assert isinstance(node, Mapping)
    for key, value in pairs.items():
        at = node.values[key].span
        assert text[at.start : at.end] == value
        assert text[node.keys[key].start : node.keys[key].end] == key


# -- what is refused ---------------------------------------------------------------------------------------------------


def test_every_duplicate_key_is_told_at_its_second_place() -> None:
    problems = Problems()
    parse_yaml(text_file("a: 1\nb: {x: 1, x: 2}\na: 3\nc: 4\n'c': 5\n"), problems)
    assert places(problems) == [
        ("duplicate-key", 2, 11, "x"),
        ("duplicate-key", 3, 1, "a"),
        ("duplicate-key", 5, 1, "'c'"),
    ]
    assert words(problems)[1] == ("the key `a` stands twice in one mapping", "first written on line 1; keep one of the two")


def test_of_two_values_under_one_key_the_first_stays() -> None:
    node = parse_yaml(text_file("a: 1\na: 2\n"), Problems())
    assert node is not None
    assert to_data(node) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("a: !!python/object/apply:os.getcwd []\n", 4, "!!python/object/apply:os.getcwd"),
        ("a: !!python/name:os.remove x\n", 4, "!!python/name:os.remove"),
        ("a: !own x\n", 4, "!own"),
        ("a: !!str 5\n", 4, "!!str"),
        ("a: !!set {x}\n", 4, "!!set"),
        ("a: !!binary aGVsbG8=\n", 4, "!!binary"),
        ("!own key: x\n", 1, "!own"),
        ("- [b, !own c]\n", 7, "!own"),
    ],
)
def test_a_tag_is_refused_where_it_stands(text: str, column: int, shown: str) -> None:
    assert [found[:3] for found in refused(text)] == [("yaml-tag", 1, column)]
    assert said(text) == [(f"the tag `{shown}` is not allowed", "remove the tag; specs are plain data")]


def test_an_alias_to_nothing_is_refused() -> None:
    assert refused("a: 1\nb: *nobody\n") == [("yaml-syntax", 2, 4, "*nobody")]
    assert said("b: *nobody\n") == [("`*nobody` refers to nothing", "write `&nobody` before the value it stands for, further up")]


def test_an_alias_to_what_holds_it_is_refused() -> None:
    assert refused("a: &x\n  b: [1, *x]\n") == [("yaml-syntax", 2, 10, "*x")]
    assert said("a: &x [*x]\n") == [
        ("`*x` stands inside what it refers to", "write `&x` before the value it stands for, further up")
    ]


def test_a_second_document_is_refused_at_its_first_line() -> None:
    assert refused("a: 1\n---\nb: 2\n") == [("yaml-syntax", 2, 1, "---")]
    assert said("a: 1\n---\nb: 2\n") == [
        ("the file holds a second YAML document", "keep one document in a file: remove the line `---` and what follows")
    ]


def test_one_document_may_begin_and_end_with_marks() -> None:
    assert data("%YAML 1.1\n---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert refused(text) == [("yaml-syntax", 1, 1, "")]
    assert said(text) == [("the file is empty", "write the spec, or delete the file")]


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x9F, 0xD800, 0xFFFE])
def test_a_character_that_yaml_forbids_is_named_where_it_stands(code: int) -> None:
    text = f"a: ü\nb: x{chr(code)}\n"
    assert refused(text) == [("yaml-syntax", 2, 5, chr(code))]
    assert said(text) == [(f"YAML does not allow the character U+{code:04X}", "remove the character")]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\n  b: 1\n c: 2\n", 3, 2, "did not find expected key while parsing a block mapping"),
        ("a: ü: c\n", 1, 5, "mapping values are not allowed in this context"),
        ("- a\nb: c\n", 2, 1, "did not find expected '-' indicator while parsing a block collection"),
    ],
)
def test_what_is_no_yaml_is_told_where_it_breaks(text: str, line: int, column: int, message: str) -> None:
    assert [found[:3] for found in refused(text)] == [("yaml-syntax", line, column)]
    assert said(text) == [
        (
            f"this is not valid YAML: {message}",
            "check the indentation, and put text that holds `: ` or ` #`, or begins with a mark, in quotation marks",
        )
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "fix"),
    [
        ('a: b\nc: "d\ne: f\n', 2, 4, "this quotation mark is never closed", "write the same mark at the end of the text"),
        ('a: "b\nc: d\ne: "f"\ng: h\n', 1, 4, "the text that this quotation mark opens runs on to line 3", "write the same mark where the text ends"),
        ("- 'a\n- 'b'\n- c\n", 1, 3, "the text that this quotation mark opens runs on to line 2", "write the same mark where the text ends"),
        ("a: 'it's so'\n", 1, 8, "the text in quotation marks ends before this",
         "write `''` for a `'` inside the text, or put all of the text in other marks"),
        ('a: "say "so" now"\n', 1, 10, "the text in quotation marks ends before this",
         'write `\\"` for a `"` inside the text, or put all of the text in other marks'),
        ("a: b\n\tc: d\n", 2, 1, "a tab indents this line", "indent with spaces; YAML takes no tabs"),
        ("a:\n\t- d\n", 2, 1, "a tab indents this line", "indent with spaces; YAML takes no tabs"),
        ("é: @x\n", 1, 4, "text may not begin with `@`", "put the whole text in quotation marks"),
        ("é: `x`\n", 1, 4, "text may not begin with a backtick", "put the whole text in quotation marks"),
        ("a: **x**\n", 1, 4, "text may not begin with `*`", "put the whole text in quotation marks"),
        ("a: & x\n", 1, 4, "text may not begin with `&`", "put the whole text in quotation marks"),
        ("a: b\nc d\ne: f\n", 2, 1, "this line is no `key: value`",
         "write a colon and a space after the key, or indent text that goes on from the line above"),
        ("a: [1, 2\nb: 3\n", 1, 4, "this `[` is not closed before line 2", "write `]` at its end, and commas between what it holds"),
        ("a: {b: c\nd: e\n", 1, 4, "this `{` is not closed before line 2", "write `}` at its end, and commas between what it holds"),
        ("a: [1, 2}\n", 1, 9, "a comma or the closing `]` is missing before this",
         "put text that holds brackets or commas in quotation marks, or close the `[`"),
        ("a: [sic] b\n", 1, 10, "what stands in brackets ends before this", "put text that begins with `[` or `{` in quotation marks"),
        ("a: > b\nc: d\n", 1, 4, "the text after `>` must begin on a line of its own", "move the text to the next line and indent it"),
    ],
)  # fmt: skip
def test_a_slip_that_the_parser_notices_late_is_told_where_it_is(text: str, line: int, column: int, message: str, fix: str) -> None:
    assert [found[:3] for found in refused(text)] == [("yaml-syntax", line, column)]
    assert said(text) == [(message, fix)]


@pytest.mark.parametrize(("text", "column"), [("? [a]\n: b\n", 3), ("{a: b}: c\n", 1), ("[[a]: b]\n", 2)])
def test_a_key_must_be_a_word(text: str, column: int) -> None:
    assert [found[:3] for found in refused(text)] == [("yaml-syntax", 1, column)]
    assert said(text) == [
        ("a key must be a word, not a list or a mapping", "put the value in quotation marks if it begins with `{` or `[`")
    ]


# -- bounds ------------------------------------------------------------------------------------------------------------

TOO_DEEP = (f"nested more than {MAX_DEPTH} levels deep", "flatten the structure")
TOO_BIG = (f"the file unfolds to more than {MAX_SIZE} values", "split the file, or write out what the aliases repeat")


def test_nesting_ends_at_the_bound() -> None:
    assert data("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH) is not None
    assert refused("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)) == [("yaml-limit", 1, MAX_DEPTH + 2, "x")]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000 + "x", "[" * 100_000 + "]" * 100_000])
def test_a_hundred_thousand_levels_are_refused_without_a_crash(text: str) -> None:
    assert [found[0] for found in refused(text)] == ["yaml-limit"]
    assert said(text) == [TOO_DEEP]


def test_aliases_cannot_pile_up_more_levels_than_a_file_may_write() -> None:
    """Each line wraps the one before it in one more list: two levels as written, as many as there are lines when read."""
    text = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 600))
    # Line n + 1 puts n + 1 lists under the top mapping, and words one level below them.
    assert refused(text) == [("yaml-limit", 40, 12, "*a38")]
    assert said(text) == [TOO_DEEP]


def test_aliases_that_multiply_are_refused_before_they_unfold() -> None:
    """The billion laughs: twelve lines that stand for a million million values."""
    text = f"a0: &a0 [{', '.join(['ha'] * 10)}]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    assert refused(text) == [("yaml-limit", 6, 10, "*a4")]
    assert said(text) == [TOO_BIG]


def test_a_list_may_be_as_long_as_the_bound_and_no_longer() -> None:
    longest = f"[{'x,' * (MAX_SIZE - 1)}]"
    assert len(data(longest)) == MAX_SIZE - 1
    assert refused(f"[{'x,' * MAX_SIZE}]") == [("yaml-limit", 1, 2 * MAX_SIZE, "x")]


def test_a_bound_counts_an_alias_at_its_full_length() -> None:
    once = f"a: &a [{'x,' * 99}]\n"  # a hundred values
    assert len(data(once + f"b: [{'*a,' * 1998}]\n")["b"]) == 1998
    assert said(once + f"b: [{'*a,' * 2000}]\n") == [TOO_BIG]


# -- both parsers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("parser", [yaml.SafeLoader, yaml.CSafeLoader])
def test_both_of_pyyamls_parsers_give_the_same_nodes(parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel without libyaml falls back to the slow parser."""
    monkeypatch.setattr(yaml_nodes, "_Loader", parser)
    text = "é: [ü, {k: 'v'}]\nb: |\n  öne\n  two\nc: &x yes\nd: *x\n"
    node = parse_yaml(text_file(text), Problems())
    assert isinstance(node, Mapping)
    assert to_data(node) == {"é": ("ü", {"k": "v"}), "b": "öne\ntwo\n", "c": "yes", "d": "yes"}
    assert isinstance(node.values["b"], Scalar)
    assert {key: (span.start, span.end) for key, span in node.keys.items()} == {
        "é": (0, 1), "b": (17, 18), "c": (34, 35), "d": (44, 45),
    }  # fmt: skip
    assert {key: text[value.span.start : value.span.end] for key, value in node.values.items()} == {
        "é": "[ü, {k: 'v'}]", "b": "|\n  öne\n  two\n", "c": "&x yes", "d": "&x yes",
    }  # fmt: skip
    assert refused("[" * 100_000) == [("yaml-limit", 1, MAX_DEPTH + 2, "[")]
