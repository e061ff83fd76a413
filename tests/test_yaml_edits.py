"""Edits of a YAML file change the words that they are meant to change, and nothing else: no comment, no line, no other value."""

from collections.abc import Sequence as Several
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.diagnostics.edits import edited, offer, overlap
from generator.diagnostics.model import Edit, Fix, Problems
from generator.source.files import SourceFile, Span
from generator.source.yaml_entries import end_of, entry_removed, key_after, key_before, key_removed, sorted_entries
from generator.source.yaml_nodes import Mapping, Node, Sequence, find_node, parse_yaml, to_data
from generator.source.yaml_scalars import in_quotes, renamed_key, replaced, rewritten


def read(text: str) -> tuple[SourceFile, Node]:
    problems = Problems()
    node = parse_yaml(SourceFile("a.yml", text), problems)
    assert node is not None, [found.message for found in problems]
    return SourceFile("a.yml", text), node


def mapping(text: str) -> tuple[SourceFile, Mapping]:
    file, node = read(text)
    assert isinstance(node, Mapping)
    return file, node


def data(text: str) -> Any:
    return to_data(read(text)[1])


# -- words of a value --------------------------------------------------------------------------------------------------

STYLES = [
    ("k: fog and tide  # why\n", "fog or tide", "k: fog or tide  # why\n"),
    ("k: 'the ringer''s fog'\n", "the keeper's fog", "k: 'the keeper''s fog'\n"),
    ('k: "a \\"dense\\" fog"\n', 'a "thin" fog', 'k: "a \\"thin\\" fog"\n'),
    ("k: >-  # folded\n  One fog\n  and no\n  other.\n# after\nn: 1\n", "One fog and an other.", "k: >-  # folded\n  One fog\n  and an\n  other.\n# after\nn: 1\n"),
    ("k: |\n    One fog\n\n    and no tide.\n", "No fog and no tide.", "k: |\n    No fog\n\n    and no tide.\n"),
    ("k: fog\r\nn: 1\r\n", "tide", "k: tide\r\nn: 1\r\n"),
    ("k: One fog\n  and more\n", "One fog more", "k: One fog\n  more\n"),
    ("k: One fog\n  and more\n", "One fog and", "k: One fog\n  and\n"),
    ("k: One fog\n", "The one fog", "k: The one fog\n"),
    ("k: One fog\n", "One fog more", "k: One fog more\n"),
    ("k: One fog\n", "One: fog", "k: 'One: fog'\n"),
    ("k: the ringer's fog\n", "the ringer's: fog", "k: 'the ringer''s: fog'\n"),
    ("[fog, tide]", "a, b", "['a, b', tide]"),
    ("k: fog, tide\n", "fog, tides", "k: fog, tides\n"),
    ("k: fog\n", "true", "k: 'true'\n"),
    ("k: fog\n", "12", "k: '12'\n"),
    ("- - fog\n", "tide", "- - tide\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "changed"), STYLES, ids=range(len(STYLES)))
def test_words_are_written_as_those_before_them_were(text: str, value: str, changed: str) -> None:
    file, node = read(text)
    route: tuple[str | int, ...] = ("k",) if isinstance(node, Mapping) else (0, 0) if text.startswith("- -") else (0,)
    assert edited(text, rewritten(file, node, route, value)) == changed


@pytest.mark.parametrize("text", ["k: &a fog\nn: *a\n", "k: ! fog\n", "k: 12\n", "k:\n", "k: [fog]\n", "n: &a fog\nk: *a\n"])
def test_what_other_places_hang_on_or_is_no_text_is_left_alone(text: str) -> None:
    file, node = read(text)
    assert rewritten(file, node, ("k",), "tide") == ()


@pytest.mark.parametrize("value", ["fog", " fog ", "fo\u0007g"])
def test_the_same_words_and_words_that_yaml_has_no_form_for_make_no_edit(value: str) -> None:
    file, node = read("k: fog\n")
    assert rewritten(file, node, ("k",), value) == ()


WORDS = st.lists(
    st.sampled_from(["fog", "the", "it's", '"dense"', "a:", "#9", "-", "1887", "niño", "\\n", "x,", "[a]", "{b", "*c*", "&d", "?", "true", "潮"]),
    min_size=1, max_size=8,
)  # fmt: skip
COMMENT = st.sampled_from(["", "# why\n", "\n", "\n# two\n\n"])
END = st.sampled_from(["\n", "\r\n"])


def written(words: Several[str], style: str, breaks: Several[bool], indent: str) -> str:
    """Words in one of YAML's styles, broken into lines where ``breaks`` says."""
    if style == "'":
        words = [word.replace("'", "''") for word in words]
    if style == '"':
        words = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    text = words[0] + "".join((f"\n{indent}" if at else " ") + word for word, at in zip(words[1:], breaks, strict=False))
    return f"{style}  # head\n{indent}{text}" if style in {"|", ">"} else f"{style}{text}{style}"


@given(WORDS, WORDS, st.sampled_from(["", "'", '"', "|", ">"]), st.lists(st.booleans(), min_size=8, max_size=8), COMMENT, COMMENT, END)
def test_any_words_in_any_style_are_read_back_and_all_else_stays(
    old: list[str], new: list[str], style: str, breaks: list[bool], above: str, below: str, end: str
) -> None:
    """The law: the value is the new words, every other value is as it was, and no character outside of it has moved."""
    text = f"a: [1, x]  # first\n{above}b:\n  - k: {written(old, style, breaks, '      ')}\n    n: |\n      Fog.\n{below}c: 'z'\n".replace("\n", end)
    problems = Problems()
    node = parse_yaml(SourceFile("a.yml", text), problems)
    assume(node is not None)
    assert node is not None
    before = to_data(node)
    assume(isinstance(before["b"][0]["k"], str) and before["b"][0]["k"].split() == old)
    route = ("b", 0, "k")
    edits = rewritten(SourceFile("a.yml", text), node, route, " ".join(new))
    assert bool(edits) is (old != new)
    changed = edited(text, edits)
    after = data(changed)
    assert after["b"][0]["k"].split() == new
    assert {**after, "b": None} == {**before, "b": None}
    assert after["b"][0]["n"] == before["b"][0]["n"]
    span = find_node(node, route)[1]
    assert changed.startswith(text[: span.start])
    assert changed.endswith(text[span.end :])
    assert ("  # head" in changed) is ("  # head" in text)


def test_names_and_plain_words_are_written_in_their_marks() -> None:
    file, node = mapping("'tilte': x\n\"n\": yes\n? c\n: 12\n")
    assert edited(file.text, renamed_key(file, node, "tilte", "title")).startswith("'title': x\n")
    assert edited(file.text, renamed_key(file, node, "n", "m")).splitlines()[1] == '"m": yes'
    assert edited(file.text, replaced(file, node.values["n"].span, "true")).splitlines()[1] == '"n": true'
    assert edited(file.text, in_quotes(file, node.values["c"].span)).splitlines()[3] == ': "12"'
    assert replaced(file, Span(0, 0), "x") == ()
    anchored, other = mapping("a: &x yes\nb: |\n  yes\n")
    assert [replaced(anchored, other.values[key].span, "true") for key in "ab"] == [(), ()]
    assert in_quotes(anchored, other.values["a"].span) == ()


# -- keys and entries --------------------------------------------------------------------------------------------------

PUT = [
    ("a: 1\nb: 2\n", "a", "a: 1\nnew: x\nb: 2\n"),
    ("a: 1", "a", "a: 1\nnew: x"),
    ("a: 1  # why\r\nb: 2\r\n", "a", "a: 1  # why\r\nnew: x\r\nb: 2\r\n"),
    ("a: |\n  One.\n\n# next\nb: 2\n", "a", "a: |\n  One.\nnew: x\n\n# next\nb: 2\n"),
    ("a: |+\n  One.\n\nb: 2\n", "a", "a: |+\n  One.\n\nnew: x\nb: 2\n"),
    ("a:\n  - 1\n  # last\n\nb: 2\n", "a", "a:\n  - 1\nnew: x\n  # last\n\nb: 2\n"),
    ("{a: 1, b: 2}\n", "a", "{a: 1, new: x, b: 2}\n"),
    ("a:\nb: 2\n", "a", "a:\nnew: x\nb: 2\n"),
]


@pytest.mark.parametrize(("text", "key", "changed"), PUT, ids=range(len(PUT)))
def test_a_key_goes_behind_another(text: str, key: str, changed: str) -> None:
    file, node = mapping(text)
    assert edited(text, key_after(file, node, key, "new: x")) == changed
    assert data(changed) == {**data(text), "new": "x"}


def test_a_key_goes_to_the_top_below_the_comments_there() -> None:
    file, node = mapping("# yaml-language-server: x\n\nb: 1\n")
    assert edited(file.text, key_before(file, node, "id: a")) == "# yaml-language-server: x\n\nid: a\nb: 1\n"
    file, node = mapping("{b: 1}")
    assert key_before(file, node, "id: a") == ()


TAKEN = [
    ("a: 1\nb: 2  # two\nc: 3\n", "b", "a: 1\nc: 3\n"),
    ("a: 1\n# of b\nb:\n  - 2\n  - 3\n# of c\nc: 3\n", "b", "a: 1\n# of b\n# of c\nc: 3\n"),
    ("a: 1\nb: |\n  two\n\nc: 3\n", "b", "a: 1\n\nc: 3\n"),
    ("{a: 1, b: 2, c: 3}\n", "b", "{a: 1, c: 3}\n"),
    ("{a: 1, b: 2}\n", "b", "{a: 1}\n"),
    ("{b: 2}\n", "b", "{}\n"),
    ("{b: 2, a: 1}\n", "b", "{a: 1}\n"),
]


@pytest.mark.parametrize(("text", "key", "changed"), TAKEN, ids=range(len(TAKEN)))
def test_a_key_is_taken_out(text: str, key: str, changed: str) -> None:
    file, node = mapping(text)
    assert edited(text, key_removed(file, node, key)) == changed
    assert data(changed) == {name: value for name, value in data(text).items() if name != key}


ENTRIES = [
    ("- 1\n- 2\n- 3\n", 1, "- 1\n- 3\n"),
    ("- a: 1\n  b: 2\n# of the second\n- c\n", 0, "# of the second\n- c\n"),
    ("[1, 2, 3]", 2, "[1, 2]"),
    ("[1, # one\n 2]", 0, None),
    ("- - 1\n  - 2\n- 3\n", 0, "- 3\n"),
    ("- 1\n", 0, None),
]


@pytest.mark.parametrize(("text", "n", "changed"), ENTRIES, ids=range(len(ENTRIES)))
def test_an_entry_is_taken_out_where_the_layout_is_understood(text: str, n: int, changed: str | None) -> None:
    file, node = read(text)
    assert isinstance(node, Sequence)
    edits = entry_removed(file, node, n)
    assert (edited(text, edits) if edits else None) == changed


def test_the_first_key_of_an_entry_makes_room_for_the_second_unless_a_comment_stands_between() -> None:
    file, node = read("- a: 1\n  b: 2\n- a: 1\n  # of b\n  b: 2\n- a: 1\n")
    assert isinstance(node, Sequence)
    first, second, third = node.items
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert isinstance(third, Mapping)
    assert edited(file.text, key_removed(file, first, "a")).startswith("- b: 2\n- a: 1\n")
    assert key_removed(file, second, "a") == key_removed(file, third, "a") == ()


def test_entries_change_places_with_the_comments_above_them_and_the_lines_between_stay() -> None:
    text = "# all\no:\n  # of three\n  - id: c\n    text: '3'\n\n  - id: a  # one\n  # of two\n  - id: b\n    text: |\n      2\nend: 1"
    file, node = mapping(text)
    listed = node.values["o"]
    assert isinstance(listed, Sequence)
    changed = edited(text, sorted_entries(file, listed, [1, 2, 0]))
    assert changed == "# all\no:\n  - id: a  # one\n\n  # of two\n  - id: b\n    text: |\n      2\n  # of three\n  - id: c\n    text: '3'\nend: 1"


def shown(value: Any) -> str:
    """A value as text. Whether a block's last line is ended tells whether it stands at the end of the file, which is not meant."""
    return repr(value).replace("\\n", "")


@given(st.permutations(range(4)), st.booleans(), st.lists(COMMENT.filter(lambda one: "\n\n" not in one), min_size=4, max_size=4), END, st.booleans())
def test_any_order_is_reached_and_no_line_is_lost(order: list[int], flow: bool, above: list[str], end: str, last: bool) -> None:
    """The law: the list is in the order asked for, all else is as it was, and the lines are the same, each as often."""
    entries = [f"- id: e{n}  # {n}\n  text: |\n    {n}\n" for n in range(4)]
    block = "a: 1\no:\n" + "".join(comment + entry for comment, entry in zip(above, entries, strict=True))
    text = ("a: 1\no: [e0, e1 , 'e2', {e: 3}]\n" if flow else block).replace("\n", end)
    text = text if last else text.removesuffix(end)
    file, node = mapping(text)
    listed = node.values["o"]
    assert isinstance(listed, Sequence)
    edits = sorted_entries(file, listed, order)
    assert bool(edits) is (order != sorted(order))
    changed = edited(text, edits)
    assert shown(data(changed)) == shown({"a": 1, "o": tuple(data(text)["o"][n] for n in order)})
    if not flow:
        assert sorted(line.rstrip("\r") for line in changed.split("\n")) == sorted(line.rstrip("\r") for line in text.split("\n"))
    assert changed.endswith(end) is last


def test_entries_that_share_a_line_with_others_are_not_sorted() -> None:
    file, node = read("- - 2\n  - 1\n")
    assert isinstance(node, Sequence)
    inner = node.items[0]
    assert isinstance(inner, Sequence)
    assert sorted_entries(file, inner, [1, 0]) == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [("k: 1 # x\n", "1"), ("k: [1, 2 ] # x\n", "]"), ("k:\n  a:\n    - x\n    # c\n\n", "x"), ("k: >\n  fog\n\n\n", "fog"), ("k:\n", ":")],
)
def test_a_value_ends_where_its_last_word_does(text: str, end: str) -> None:
    file, node = mapping(text)
    assert end_of(file, node.values["k"]) == text.index(end) + len(end)


# -- edits together ----------------------------------------------------------------------------------------------------


def edit(start: int, end: int, text: str = "x", name: str = "a.yml") -> Edit:
    return Edit(SourceFile(name, ""), Span(start, end), text)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (edit(0, 2), edit(2, 4), False),
        (edit(0, 3), edit(2, 4), True),
        (edit(0, 2), edit(0, 2), True),
        (edit(1, 1), edit(1, 1), True),
        (edit(1, 1), edit(0, 2), True),
        (edit(2, 2), edit(0, 2), True),
        (edit(3, 3), edit(0, 2), False),
        (edit(0, 3), edit(2, 4, name="b.yml"), False),
    ],
)
def test_edits_overlap_where_they_share_characters_or_a_place(one: Edit, other: Edit, both: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is both


def test_edits_are_made_in_the_text_as_it_was_whatever_their_order() -> None:
    edits = [edit(0, 1, "A"), edit(4, 6, ""), edit(2, 2, "+")]
    assert edited("abcdef", edits) == edited("abcdef", reversed(edits)) == "Ab+cd"


def test_no_edits_are_no_fix() -> None:
    assert offer("write it", ()) == ()
    assert offer("write it", [edit(0, 1)], sure=True) == (Fix("write it", (edit(0, 1),), sure=True),)
