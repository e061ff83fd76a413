"""A spec that isn't as it should be is told of in the author's words, all at once, each problem where it stands."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.diagnostics.model import Problems
from generator.source.files import read_text
from generator.spec.glossary import Glossary
from generator.spec.lesson import Lesson
from generator.spec.quiz import Quiz
from generator.spec.read import closest, read_spec
from generator.spec.sources import Sources
from tests.reading import Told, places, text_file, words

QUIZ = """\
id: tides-quiz
title: The tides
lesson: tides
items:
  - id: ti-high
    skill: recall
    stem: When is high water?
    options:
      - {id: a, text: At noon, correct: true, feedback: So says the table.}
      - {id: b, text: At six, feedback: That is low water.}
    evidence: {source: table, quote: high at noon}
"""
LESSON = """\
id: tides
title: The tides
unit: sea
question: Who kept the table?
objectives: [Read a table]
body:
  - prose: The sea.
  - excerpt:
      id: noon
      title: High water
      source: table
      headnote: A table.
      from: high
      to: at noon
  - comparison:
      id: hours
      question: When?
      verdict: agree
      note: They agree.
      rows:
        - {id: one, value: noon, source: table, quote: at noon}
        - {id: two, value: noon, source: other/part, quote: at noon}
limits: Nothing.
"""
SOURCES = """\
documents:
  - id: table
    title: A table
    publisher: The harbour
    date: "1887"
    date_basis: Printed.
    kind: table
    file: table.txt
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
    layout:
      escapes: ["$"]
"""
GLOSSARY = "terms:\n  - {id: tide, term: tide, definition: The sea's coming and going.}\n"
SPECS: dict[str, tuple[type[BaseModel], str]] = {
    "quiz": (Quiz, QUIZ), "lesson": (Lesson, LESSON), "sources": (Sources, SOURCES), "glossary": (Glossary, GLOSSARY),
}  # fmt: skip


def problems_of(spec: str, text: str) -> Problems:
    problems = Problems()
    read = read_spec(text_file(text), SPECS[spec][0], problems)
    assert (read is None) == bool(problems.errors)
    return problems


def changed(spec: str, old: str, new: str) -> Problems:
    """The problems of a spec in which words were replaced."""
    text = SPECS[spec][1]
    assert text.count(old) == 1
    return problems_of(spec, text.replace(old, new))


def one(problems: Problems) -> tuple[Told, str, str]:
    """The single problem: place, message, help."""
    assert len(problems) == 1, words(problems)
    (place,), ((message, fix),) = places(problems), words(problems)
    return place, message, fix


@pytest.mark.parametrize("spec", SPECS)
def test_the_specs_that_these_tests_change_are_right_to_begin_with(spec: str) -> None:
    assert words(problems_of(spec, SPECS[spec][1])) == []


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "old", "new", "place", "guess"),
    [
        ("quiz", "title: The", "tilte: The", (2, 1, "tilte"), "title"),
        ("quiz", "    stem:", "    setm:", (7, 5, "setm"), "stem"),
        ("quiz", "noon, correct:", "noon, corect:", (9, 32, "corect"), "correct"),
        ("quiz", "source: table, quote:", "source: table, qoute:", (11, 31, "qoute"), "quote"),
        ("lesson", "objectives:", "objectivs:", (5, 1, "objectivs"), "objectives"),
        ("lesson", "headnote:", "head-note:", (12, 7, "head-note"), "headnote"),
        ("lesson", "from: high", "from_: high", (13, 7, "from_"), "from"),
        ("lesson", "verdict:", "verdikt:", (18, 7, "verdikt"), "verdict"),
        ("lesson", "id: two, value:", "id: two, valeu:", (22, 21, "valeu"), "value"),
        ("sources", "date_basis:", "date_basics:", (6, 5, "date_basics"), "date_basis"),
        ("sources", "escapes:", "escape:", (11, 7, "escape"), "escapes"),
        ("glossary", "definition:", "defintion:", (2, 28, "defintion"), "definition"),
    ],
)
def test_a_misspelt_key_is_one_problem_at_the_key_with_the_key_it_was_meant_to_be(
    spec: str, old: str, new: str, place: tuple[int, int, str], guess: str
) -> None:
    assert one(changed(spec, old, new)) == (
        ("unknown-key", *place), f"unknown key `{place[2]}`", f"did you mean `{guess}`?",
    )  # fmt: skip


KINDS = {
    "true-false": "answer: true\n    feedback: {true: It is., false: It is.}",
    "order": "entries:\n" + "".join(f"      - {{id: {one}, text: {one}, feedback: So.}}\n" for one in "abc"),
    "match": "choices: [{id: a, text: a}, {id: b, text: b}]\n    pairs:\n"
             "      - {id: a, text: a, answer: a, feedback: So.}\n      - {id: b, text: b, answer: b, feedback: So.}",
    "highlight": "passage: tides/noon\n    stretches:\n      - {id: a, quote: a, correct: true, feedback: So.}\n"
                 "      - {id: b, quote: b, feedback: So.}",
}  # fmt: skip
"""What an item of a kind has beside what all have."""


def quiz_of(kind: str, head: str) -> str:
    """A quiz with one item of a kind that begins with a line or none in the place of its `kind:`."""
    before, _, after = QUIZ.partition("    options:\n")
    return before.replace("    skill:", f"{head}    skill:") + f"    {KINDS[kind].rstrip()}\n" + after[after.index("    evidence") :]


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_each_kind_is_read_and_needs_its_kind(kind: str) -> None:
    """Where `kind:` is missing or misspelt the item's other keys tell, so that it is one problem and not one for each key."""
    assert words(problems_of("quiz", quiz_of(kind, f"    kind: {kind}\n"))) == []
    assert one(problems_of("quiz", quiz_of(kind, ""))) == (
        ("missing-key", 5, 5, "id"), "the key `kind` is missing", "add `kind:`",
    )  # fmt: skip
    assert one(problems_of("quiz", quiz_of(kind, f"    knid: {kind}\n"))) == (
        ("unknown-key", 6, 5, "knid"), "unknown key `knid`", "did you mean `kind`?",
    )  # fmt: skip


@pytest.mark.parametrize(("written", "guess"), [("singel", "did you mean `single`?"), ("ordered", "did you mean `order`?"), ("7", "")])
def test_a_kind_that_there_is_not_is_told_with_the_nearest_that_there_is(written: str, guess: str) -> None:
    kinds = "`highlight`, `match`, `multiple`, `order`, `single`, `true-false`"
    assert one(changed("quiz", "    skill: recall", f"    kind: {written}\n    skill: recall")) == (
        ("bad-value", 6, 11, written), f"`kind` must be one of {kinds}, not `{written}`", guess,
    )  # fmt: skip


def test_a_key_of_another_kind_is_unknown_where_it_stands() -> None:
    text = quiz_of("order", "    kind: order\n    shuffle: true\n")
    assert one(problems_of("quiz", text)) == (
        ("unknown-key", 7, 5, "shuffle"),
        "unknown key `shuffle`",
        "remove it; the keys here are `id`, `skill`, `stem`, `hints`, `evidence`, `lint`, `kind`, `entries`",
    )


def test_an_unknown_key_that_is_like_no_other_gets_the_list_of_those_there_are() -> None:
    assert one(changed("glossary", "terms:", "author: Ada\nterms:")) == (
        ("unknown-key", 1, 1, "author"), "unknown key `author`", "remove it; the keys here are `note`, `terms`, `lint`",
    )  # fmt: skip


def test_a_key_that_is_there_already_is_no_guess() -> None:
    """`titles` is like `title`, but the title is written."""
    assert one(changed("lesson", "unit: sea\n", "unit: sea\ntitles: x\n"))[2] == (
        "remove it; the keys here are `id`, `title`, `unit`, `question`, `objectives`, `quiz`, `body`, `questions`, `limits`, `lint`"
    )


def test_a_missing_key_is_told_at_the_first_key_of_what_lacks_it() -> None:
    assert one(changed("quiz", "    stem: When is high water?\n", "")) == (
        ("missing-key", 5, 5, "id"), "the key `stem` is missing", "add `stem:`",
    )  # fmt: skip


def test_an_empty_mapping_lacks_every_key_it_needs() -> None:
    problems = problems_of("glossary", "terms: [{}]\n")
    assert places(problems) == [("missing-key", 1, 9, "{}")] * 3
    assert [message for message, _ in words(problems)] == [
        "the key `definition` is missing", "the key `id` is missing", "the key `term` is missing",
    ]  # fmt: skip


def test_a_duplicate_key_alone_refuses_the_spec() -> None:
    assert one(changed("quiz", "lesson: tides\n", "lesson: tides\nlesson: moon\n")) == (
        ("duplicate-key", 4, 1, "lesson"),
        "the key `lesson` stands twice in one mapping",
        "first written on line 3; keep one of the two",
    )


# -- values ------------------------------------------------------------------------------------------------------------

SKILLS = "`sourcing`, `contextualisation`, `close-reading`, `corroboration`, `recall`"
ID = "lower-case letters and digits, in groups joined by hyphens"


@pytest.mark.parametrize(
    ("spec", "old", "new", "told", "message", "fix"),
    [
        # What YAML calls a kind of value, in words.
        ("quiz", "title: The tides", "title: 1887", ("wrong-type", 2, 8, "1887"),
         "`title` must be text, not the number 1887", "put it in quotation marks"),
        ("quiz", "title: The tides", "title: true", ("wrong-type", 2, 8, "true"),
         "`title` must be text, not `true`", "put it in quotation marks"),
        ("quiz", "title: The tides", "title:", ("wrong-type", 2, 7, ""), "`title` must be text, not nothing",
         "write it after the colon; what begins with `#` or is `null` or `~` needs quotation marks"),
        ("quiz", "title: The tides", "title: [The, tides]", ("wrong-type", 2, 8, "[The, tides]"),
         "`title` must be text, not a list", ""),
        ("quiz", "title: The tides", "title: {The: tides}", ("wrong-type", 2, 8, "{The: tides}"),
         "`title` must be text, not keys and values", ""),
        ("quiz", "correct: true", "correct: no", ("wrong-type", 9, 41, "no"),
         "`correct` must be `true` or `false`, not the text `no`", "write `false`, without quotation marks"),
        ("quiz", "correct: true", "correct: Yes", ("wrong-type", 9, 41, "Yes"),
         "`correct` must be `true` or `false`, not the text `Yes`", "write `true`, without quotation marks"),
        ("quiz", "correct: true", "correct: 'true'", ("wrong-type", 9, 41, "'true'"),
         "`correct` must be `true` or `false`, not the text `true`", "write `true`, without quotation marks"),
        ("quiz", "correct: true", "correct: 1", ("wrong-type", 9, 41, "1"),
         "`correct` must be `true` or `false`, not the number 1", ""),
        ("quiz", "high at noon}", "high at noon, occurrence: twice}", ("wrong-type", 11, 64, "twice"),
         "`occurrence` must be a whole number, not the text `twice`", ""),
        ("quiz", "high at noon}", "high at noon, omit: at}", ("wrong-type", 11, 58, "at"),
         "`omit` must be a list, not the text `at`",
         "put it in `[` and `]`, or on a line of its own after `- `"),
        ("quiz", "evidence: {source: table, quote: high at noon}", "evidence: high at noon, says the table of the harbour",
         ("wrong-type", 11, 15, "high at noon, says the table of the harbour"),
         "`evidence` must be keys and values, not the text `high at noon, says the table of the har…`", ""),
        ("lesson", "  - prose: The sea.", "  - The sea.", ("wrong-type", 7, 5, "The sea."),
         "entry 1 of `body` must be keys and values, not the text `The sea.`", ""),
        # What is of the right kind but isn't allowed.
        ("quiz", "skill: recall", "skill: recal", ("bad-value", 6, 12, "recal"),
         f"`skill` must be one of {SKILLS}, not the text `recal`", "did you mean `recall`?"),
        ("quiz", "skill: recall", "skill: magic", ("bad-value", 6, 12, "magic"),
         f"`skill` must be one of {SKILLS}, not the text `magic`", ""),
        ("quiz", "skill: recall", "skill:", ("bad-value", 6, 11, ""), f"`skill` must be one of {SKILLS}, not nothing", ""),
        ("quiz", "title: The tides", 'title: "  "', ("bad-value", 2, 8, '"  "'),
         "`title` is empty", "write it, or remove the key if it may be left out"),
        ("quiz", "high at noon}", "high at noon, occurrence: 0}", ("bad-value", 11, 64, "0"),
         "`occurrence` must be at least 1, not 0", ""),
        ("quiz", "high at noon}", "high at noon, occurrence: 10001}", ("bad-value", 11, 64, "10001"),
         "`occurrence` must be at most 10000, not 10001", ""),
        ("lesson", "objectives: [Read a table]", "objectives: []", ("bad-value", 5, 13, "[]"),
         "`objectives` must have 1 or more entries, and has 0", ""),
        ("quiz", "      - {id: b, text: At six, feedback: That is low water.}\n", "",
         ("bad-value", 9, 7, "- {id: a, text: At noon, correct: true, feedback: So says the table.}\n    "),
         "`options` must have 2 or more entries, and has 1", ""),
        ("sources", '["$"]', '["$$"]', ("bad-value", 11, 17, '"$$"'), "entry 1 of `escapes` has more characters than the 1 allowed", ""),
        ("sources", "table.txt", "old/table.txt", ("bad-value", 8, 11, "old/table.txt"),
         "`file` must be the name of a file, not the text `old/table.txt`", "leave out the folder"),
        ("sources", "0" * 64, "'0123'", ("bad-value", 9, 13, "'0123'"),
         "`sha256` must be a sha256, not the text `0123`", "write its 64 digits, 0 to 9 and a to f"),
        # Ids.
        ("quiz", "id: ti-high", "id: Ti High", ("bad-id", 5, 9, "Ti High"), "`id` `Ti High` is not an id", f"use {ID}"),
        ("quiz", "id: ti-high", "id: ti--high", ("bad-id", 5, 9, "ti--high"), "`id` `ti--high` is not an id", f"use {ID}"),
        ("quiz", "id: ti-high", f"id: {'t' * 65}", ("bad-value", 5, 9, "t" * 65),
         "`id` has more characters than the 64 allowed", ""),
        ("quiz", "source: table", "source: a/b/c", ("bad-id", 11, 24, "a/b/c"), "`source` `a/b/c` is not an id",
         f"write document or document/article, each in {ID}"),
        ("quiz", "source: table", "passage: noon", ("bad-id", 11, 25, "noon"), "`passage` `noon` is not an id",
         f"write lesson/excerpt, each in {ID}"),
        # Rules about several keys.
        ("quiz", ", quote: high at noon", "", ("bad-value", 11, 16, "source"),
         "`evidence` needs `quote`, or both `from` and `to`", ""),
        ("quiz", "quote: high at noon", "from: high", ("bad-value", 11, 31, "from"),
         "`evidence` needs `quote`, or both `from` and `to`", ""),
        ("quiz", "quote: high at noon", "quote: high, to: noon", ("bad-value", 11, 44, "to"),
         "`evidence` has both `quote` and `from`/`to`; keep one way", ""),
        ("quiz", "source: table, ", "", ("bad-value", 11, 16, "quote"), "`evidence` needs either `passage` or `source`", ""),
        ("quiz", "source: table", "source: table, passage: a/b", ("bad-value", 11, 31, "passage"),
         "`evidence` has both `passage` and `source`; keep one", ""),
        ("lesson", "  - prose: The sea.\n  - excerpt", "  - prose: The sea.\n    excerpt", ("bad-value", 8, 5, "excerpt"),
         "entry 1 of `body` holds exactly one of `prose`, `excerpt`, `comparison`; begin each with its own `- `", ""),
    ],
)  # fmt: skip
def test_a_value_that_is_wrong_is_told_in_the_authors_words(
    spec: str, old: str, new: str, told: Told, message: str, fix: str
) -> None:
    assert one(changed(spec, old, new)) == (told, message, fix)


def test_a_text_may_be_long_but_not_without_bound() -> None:
    fine = changed("quiz", "When is high water?", "w" * 20_000)
    assert len(fine) == 0
    _, message, _ = one(changed("quiz", "When is high water?", "w" * 20_001))
    assert message == "`stem` has more characters than the 20000 allowed"


def test_a_list_that_is_too_long_tells_how_long_it_is() -> None:
    option = "      - {id: b, text: At six, feedback: That is low water.}\n"
    assert one(changed("quiz", option, option * 10))[1] == "`options` may have at most 10 entries, and has 11"


def test_words_that_other_yaml_readers_take_for_truth_are_fine_as_text() -> None:
    """`answer: no` is the oldest trap of YAML: here it is the text that it looks like."""
    problems = Problems()
    text = QUIZ.replace("text: At noon", "text: no").replace("text: At six", "text: yes")
    read = read_spec(text_file(text), Quiz, problems)
    assert read is not None
    assert [option.text for option in read.value.items[0].options] == ["no", "yes"]


@pytest.mark.parametrize(("text", "marked"), [("- a\n- b\n", "- a\n- b\n"), ("just words\n", "just words"), ("---\n", "")])
def test_a_file_that_is_no_mapping_is_refused_as_a_whole(text: str, marked: str) -> None:
    place, message, fix = one(problems_of("quiz", text))
    assert (place[0], place[3]) == ("wrong-type", marked)
    assert message == "the file must hold keys and values"
    assert fix == "begin with `id: ...`, each key on its own line"


# -- all at once -------------------------------------------------------------------------------------------------------


def test_all_problems_of_a_file_come_in_one_run_in_the_order_of_the_file() -> None:
    text = """\
id: Tides Quiz
title: 1887
lesson: tides
lesson: moon
items:
  - id: ti-high
    skil: recall
    stem: ""
    options:
      - {id: a, text: At noon, correct: yes, feedback: So says the table.}
      - {id: b, text: [At, six], feedback: That is low water.}
    evidence: {source: table}
  - At noon
"""
    problems = problems_of("quiz", text)
    assert places(problems) == [
        ("bad-id", 1, 5, "Tides Quiz"),
        ("wrong-type", 2, 8, "1887"),
        ("duplicate-key", 4, 1, "lesson"),
        ("unknown-key", 7, 5, "skil"),
        ("bad-value", 8, 11, '""'),
        ("wrong-type", 10, 41, "yes"),
        ("wrong-type", 11, 23, "[At, six]"),
        ("bad-value", 12, 16, "source"),
        ("wrong-type", 13, 5, "At noon"),
    ]


def test_options_that_are_wrong_are_not_counted_as_missing_too() -> None:
    problems = changed("quiz", "- {id: b, text: At six, feedback: That is low water.}", "- {id: b, text: At six, feedback: 6}")
    assert places(problems) == [("wrong-type", 10, 41, "6")]


# -- laws --------------------------------------------------------------------------------------------------------------

SAMPLE = Path(__file__).parent / "sample"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10**6) | st.text(max_size=12) | st.sampled_from(["a", "no", "a/b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_stands_in_a_spec_is_told_in_our_own_words_inside_the_file(data: st.DataObject) -> None:
    """One value anywhere in a spec is replaced by anything at all."""
    model, text = SPECS[data.draw(st.sampled_from(sorted(SPECS)))]
    spec = yaml.safe_load(text)
    _replace_somewhere(spec, data)
    file = text_file(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False))
    problems = Problems()
    read = read_spec(file, model, problems)
    assert (read is None) == (len(problems) > 0)
    for found in problems:
        assert 0 <= found.span.start <= found.span.end <= len(file.text)
        assert found.message[:1] in "`abcdefghijklmnopqrstuvwxyz"
        assert "nput should" not in found.message  # the library's words
        assert not found.message.endswith(".")


def _replace_somewhere(value: Any, data: st.DataObject) -> None:
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys))
        inner = value[key]
        if isinstance(inner, (dict, list)) and inner and data.draw(st.booleans()):
            value = inner
            continue
        value[key] = data.draw(ANYTHING)
        return


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("lessons/[rs]*.yml")), ids=lambda path: path.stem)
def test_every_value_of_a_spec_can_be_pointed_at(path: Path) -> None:
    """The place of each text in a model holds that text's first word."""
    model: type[BaseModel] = Sources if path.stem == "sources" else Lesson
    problems = Problems()
    read = read_spec(read_text(path, SAMPLE), model, problems)
    assert read is not None
    checked = 0
    for route, value in _texts(read.value.model_dump(by_alias=True)):
        span = read.span(*route)
        if read.span(*route[:-1]) != span and value:  # a default is written nowhere
            assert value.split()[0] in read.file.text[span.start : span.end]
            checked += 1
    assert checked > 20


def _texts(value: Any, route: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _texts(item, (*route, key))]
    if isinstance(value, (list, tuple)):
        return [found for n, item in enumerate(value) for found in _texts(item, (*route, n))]
    return [(route, value)] if isinstance(value, str) else []


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [("qoute", ["quote", "source"], "quote"), ("xyz", ["quote", "source"], None), ("quote", [], None)],
)
def test_the_closest_word_is_near_or_none(word: str, known: list[str], expected: str | None) -> None:
    assert closest(word, known) == expected
