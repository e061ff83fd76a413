"""Rosters as platforms write them: recognised, searched without guessing, and told line by line what is wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.model import Problems
from generator.grade.people import run_together, same_whatever_order
from generator.grade.roster import Roster, Student, read_roster, roster_of
from generator.source.files import SourceFile

ADA = Student(id="s1", name="Ada Lind", email="ada@uni.example")


def read(text: str) -> Roster:
    problems = Problems()
    roster = read_roster(SourceFile("roster.csv", text), problems)
    assert list(problems) == []
    assert roster is not None
    return roster


def told(text: str) -> list[str]:
    problems = Problems()
    assert read_roster(SourceFile("roster.csv", text), problems) is None
    return [f"{found.place[0]} {found.code.value}: {found.message}" for found in problems]


@pytest.mark.parametrize(
    "text",
    [
        "id,name,email\ns1,Ada Lind,ada@uni.example\n",
        "ID;Name;E-Mail\r\ns1;Ada Lind;ada@uni.example\r\n",
        "Student ID\tFull name\tEmail address\ns1\tAda Lind\tada@uni.example",
        'first_name,surname,ID Number,mail\n"Ada",Lind, s1 ,ada@uni.example\n\n\n',
        "Section,Last name,First name,Username,Email\nA,Lind,Ada,s1,ada@uni.example\n,,,,\n",
    ],
)
def test_columns_are_known_by_their_headings_and_separated_as_the_first_row_is(text: str) -> None:
    assert read(text).students == (ADA,)


def test_the_row_of_full_marks_in_a_gradebook_of_canvas_is_nobody() -> None:
    roster = read('Student,ID,SIS User ID,SIS Login ID,Section\n"    Points Possible",,,,\n"Lind, Ada",1,s1,alind,A\n')
    assert [student.id for student in roster.students] == ["s1"]


def test_a_student_is_found_by_every_id_that_the_roster_has() -> None:
    roster = read('Student,ID,SIS User ID,SIS Login ID\n"Lind, Ada",4711,s1,alind\n')
    (student,) = roster.students
    assert student == Student(id="s1", name="Lind, Ada", also=("alind", "4711"))
    assert [roster.find(written) for written in ("S1", "4711", "ALind", "ada lind", "4712")] == [(student,)] * 4 + [()]


@pytest.mark.parametrize("written", ["Núñez, José María", "jose maria nunez", "JOSÉ MARÍA NÚÑEZ", "nunez_jose-maria", "nunezjosemaria", "josemarianunez"])
def test_names_match_whatever_their_case_accents_and_order(written: str) -> None:
    roster = roster_of([Student(id="s1", name="José María Núñez"), Student(id="s2", name="José Núñez")])
    assert [student.id for student in roster.find(written)] == ["s1"]


def test_a_name_of_two_students_is_told_to_be_that_of_two() -> None:
    roster = roster_of([Student(id="s1", name="Ada Lind"), Student(id="s2", name="Lind Ada"), Student(id="s3", email="x@uni.example")])
    assert [student.id for student in roster.find("lind, ada")] == ["s1", "s2"]
    assert [student.id for student in roster.find("X@uni.example")] == ["s3"]


def test_everything_that_is_wrong_is_told_with_its_line() -> None:
    assert told('id,name\ns1,"Ada\nLind"\n,Ben\n,\nS1,Cleo\ns2,D,E\n') == [
        "4 bad-roster: the row has no id",
        "5 bad-roster: the row is empty",
        "6 bad-roster: the id `S1` is another student's too",
        "7 bad-roster: the row has 3 fields under 2 headings",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1 bad-roster: the roster is empty"),
        ("\n\n", "1 bad-roster: the roster is empty"),
        ("name,email\nAda Lind,ada@uni.example\n", "1 bad-roster: no column of the roster holds ids"),
        ("id,name\n", "1 bad-roster: the roster names no student"),
        ('id,name\ns1,"Ada"Lind\n', "1 bad-roster: the file is no CSV: ',' expected after '\"'"),
    ],
)
def test_a_file_that_is_no_roster_is_told_to_be_none(text: str, problem: str) -> None:
    assert told(text) == [problem]


@given(st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=8), min_size=1, max_size=4), st.randoms())
def test_the_order_of_names_and_the_form_of_their_letters_never_matter(words: list[str], chance: object) -> None:
    mixed = words[:]
    chance.shuffle(mixed)
    name = " ".join(words)
    assert same_whatever_order(name) == same_whatever_order(", ".join(mixed)) == same_whatever_order(unicodedata.normalize("NFD", name))
    assert same_whatever_order(name.casefold()) == same_whatever_order(name)
    assert len({"".join(sorted(form)) for form in run_together(name)}) == 1
