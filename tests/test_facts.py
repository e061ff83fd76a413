"""Dates, numbers and names in an author's own text: which there are, and what carries each."""

import csv
from pathlib import Path

import pytest

from tests.facts.__main__ import COLUMNS, main, read_allowed
from tests.facts.carrying import Shelf, marked
from tests.facts.finding import facts_in, tokens_in
from tests.sample_course import edit


def facts(text: str) -> list[tuple[str, str]]:
    return [(fact.kind.value, fact.text) for fact in facts_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was 4 December 1871.", [("date", "4 December"), ("date", "December 1871"), ("number", "1871")]),
        ("On December 4, 1871, it rained.", [("date", "4 December"), ("number", "1871")]),
        ("On 12 and 13 May it rained.", [("date", "12 May"), ("date", "13 May")]),
        ("In May 1871 it rained.", [("date", "May 1871"), ("number", "1871")]),
        ("Some 2.5 million, or two in 12, or forty thousand.", [("number", "12"), ("number", "40000"), ("number", "2500000")]),
        ("Two texts and three notes.", []),
        ("The keeper met Ida Fenwick and the clerk of Sandhaven.", [("name", "Ida Fenwick"), ("name", "Sandhaven")]),
        ("Rain fell. Rain is wet. It fell on Monday.", []),
        ("He is Gonzalo Sánchez de Lozada's man.", [("name", "Gonzalo Sánchez de Lozada")]),
        ("The {term}`COB` and {term}`its word <LIT-CI>`; see {passage}`Far-Away`.", [("name", "COB")]),
        ("### Testing it\n\nAn MNR man.", [("name", "MNR")]),
    ],
    ids=["full", "month-first", "two-days", "month", "numbers", "small", "names", "sentences", "particle", "roles", "heading"],
)  # fmt: skip
def test_facts_are_dates_numbers_and_names(text: str, found: list[tuple[str, str]]) -> None:
    assert sorted(facts(text)) == sorted(found)


@pytest.mark.parametrize("text", ["The rising of 9 April 1952 in La Paz", "On April 8 and 9, 1952 La Paz rose", "La Paz: 4/9/52 or 9 April; 1952"])
def test_a_text_carries_its_facts_however_they_are_written(text: str) -> None:
    shelf = Shelf([("none", "April in Paris, 2009"), ("this", text)])
    assert [shelf.find(fact) for fact in facts_in("La Paz saw it on 9 April.")] == ["this", "this"]


def test_a_name_is_carried_with_all_its_words_in_one_place_without_accents_and_case() -> None:
    (fact,) = facts_in("There was one Juan Lechín.")
    assert Shelf([("a", "JUAN"), ("b", "Lechin"), ("c", "lechin, juan")]).find(fact) == "c"
    assert Shelf([("a", "Juan"), ("b", "Lechín")]).find(fact) is None


def test_the_first_word_of_a_sentence_need_not_belong_to_the_name() -> None:
    (fact,) = facts_in("Then Mesa Grande fell.")
    assert Shelf([("a", "then"), ("b", "Mesa Grande")]).find(fact) == "b"


def test_every_text_carries_all_that_it_gives() -> None:
    """So no quotation of a whole sentence can lack a carrier."""
    text = "On 3 May 1887, some 2,000 people heard Mr Brook, of the Harbour Board (see note 14), speak for twenty-five minutes."
    tokens = tokens_in(text)
    assert all(any(reading <= tokens for reading in fact.readings) for fact in facts_in(text))


def run(root: Path, capsys: pytest.CaptureFixture[str], *options: str, allowed: str = "") -> tuple[int, list[str]]:
    listed = root / "allowed.csv"
    listed.write_text(",".join(COLUMNS) + "\n" + allowed, encoding="utf-8")
    code = main(["--course", str(root), "--allowed", str(listed), *options])
    return code, capsys.readouterr().out.splitlines()


def nothing(lines: list[str]) -> set[str]:
    return {line.rpartition("nothing carries the ")[2] for line in lines if line.startswith("lessons/stopped-clock.yml")}


def test_what_nothing_carries_is_told_with_its_place(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, before = run(sample, capsys)
    lesson = sample / "lessons/stopped-clock.yml"
    edit(lesson, "limits: |\n", "limits: |\n  By 7 August 1901 there were 4,711 of them, says Zebulon Quirk.\n\n")
    code, lines = run(sample, capsys, "--strict")
    new = {"date `7 August`", "date `August 1901`", "number `1901`", "number `4711`", "name `Zebulon Quirk`"}
    assert nothing(lines) - nothing(before) == new
    assert code == 1
    edit(lesson, "says Zebulon Quirk.", "says Zebulon Quirk. That is known from outside this corpus.")
    _, lines = run(sample, capsys)
    assert nothing(lines) == nothing(before)
    assert int(lines[-1].split(" outside")[0].split()[-1]) >= len(new)


def test_an_entry_of_the_list_carries_a_fact_and_one_that_nothing_needs_is_told(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = run(sample, capsys)
    entries = ""
    for line in lines[:-1]:
        file, fact = line.split(":")[0], line.split("`")[1]
        entries += f'{file},"{fact}",the sample says so\n'
    code, lines = run(sample, capsys, "--strict", allowed=entries)
    assert (code, len(lines)) == (0, 1)
    assert lines[0].endswith(" allowed, 0 nothing.")
    code, lines = run(sample, capsys, "--strict", allowed=f"{entries}*,Atlantis,it sank\n")
    assert (code, lines[0]) == (1, "allowed.csv: nothing needs `Atlantis` in *")


def test_the_table_has_a_row_for_each_fact_with_what_carries_it(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = run(sample, capsys, "--csv", str(sample / "facts.csv"))
    with (sample / "facts.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert lines[-1].startswith(f"{len(rows)} facts: ")
    assert sum(row["carrier"] == "nothing" for row in rows) == len(lines) - 1
    assert all(row["where"] for row in rows if row["carrier"] in {"passage", "record", "document"})
    first = rows[0]
    assert (first["file"], first["kind"] in {"date", "number", "name"}) == ("lessons/asking.yml", True)


def test_the_list_gives_a_reason_for_each_entry() -> None:
    assert read_allowed("file,fact,because\na.yml,12,counted\n") == {("a.yml", "12"): "counted"}
    with pytest.raises(ValueError, match="line 2: a row names a file, a fact and a reason"):
        read_allowed("file,fact,because\na.yml,12,\n")
    with pytest.raises(ValueError, match="line 1: the columns must be file, fact, because"):
        read_allowed("fact\n12\n")


@pytest.mark.parametrize(("words", "is_marked"), [("*Outside knowledge, to be checked:*", True), ("Outside\nthis corpus it is", True), ("outside the town", False)])
def test_a_mark_says_that_something_is_known_from_outside(words: str, *, is_marked: bool) -> None:
    assert marked(words) is is_marked
