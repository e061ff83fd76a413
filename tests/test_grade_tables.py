"""The tables: whole as other programs read them, and nothing in them that a spreadsheet would run."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.grade.flags import Flag
from generator.grade.model import Response, State
from generator.grade.parquet import MissingParquetError, parquet_bytes, require_parquet
from generator.grade.roster import Student, roster_of
from generator.grade.tables import Table, csv_bytes, harmless, responses_table, tables
from generator.resolve import ResolvedCourse
from tests.marking import ASKING, HALF, KINDS, RIGHT, at, course, graded, reading

ROSTER = roster_of([Student(id="s1", name="Lind, Ada", email="ada@uni.example"), Student(id="=s2", name='Ben "B" Oke')])
FILES = (
    reading("Ada Lind/a.ipynb", HALF, Flag.TEXT_EDITED, handed_in=at(13), sha256="5ada"),
    reading("ben oke/b.ipynb", RIGHT, (Flag.ANSWER_SYNTAX, "k-one"), claimed="=s2", sha256="5ben"),
    reading("c.pdf", None, Flag.NOT_OURS, sha256="5c"),
)
RULES = {"quizzes": [{"quiz": KINDS, "due": "2026-05-04T12:00"}, {"quiz": ASKING}], "late": {"per_day": 10}, "drop_lowest": 1}


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


def written(asked: ResolvedCourse) -> list[str]:
    return [csv_bytes(table).decode() for table in tables(graded(asked, FILES, ROSTER, only=(), **RULES))]


def test_the_tables_of_a_gradebook(asked: ResolvedCourse) -> None:
    book, attempts, responses = written(asked)
    assert book == (
        "student,name,email,on_roster,kinds-quiz,asking-quiz,total,at_least,at_most,open,missing,dropped\n"
        's1,"Lind, Ada",ada@uni.example,yes,23.33,,23.33,23.33,23.33,,asking-quiz,asking-quiz\n'
        "'=s2,\"Ben \"\"B\"\" Oke\",,yes,,,,83.33,100.00,kinds-quiz,asking-quiz,\n"
    )
    assert attempts == (
        "path,sha256,student,told_by,quiz,handed_in,points,of,late_days,penalty,mark,counts,flags\n"
        "Ada Lind/a.ipynb,5ada,s1,folder,kinds-quiz,2026-05-04T13:00:00Z,2,6,1,10,23.33,yes,text-edited late\n"
        "ben oke/b.ipynb,5ben,'=s2,typed,kinds-quiz,,,6,,,,open,answer-syntax time-unknown\n"
        "c.pdf,5c,c.pdf,nothing,,,,,,,,apart,not-ours student-unnamed\n"
    )
    assert responses == (
        "student,quiz,item,state,answer,points,sure,seconds\n"
        "'=s2,kinds-quiz,k-match,answered,courier=courier many=tidings,1,,\n"
        "'=s2,kinds-quiz,k-one,held,,,,\n"
        "'=s2,kinds-quiz,k-order,answered,petition wreck storm,1,,\n"
        "'=s2,kinds-quiz,k-some,answered,hear write,1,,\n"
        "'=s2,kinds-quiz,k-true,answered,false,1,,\n"
        "'=s2,kinds-quiz,k-words,answered,like,1,,\n"
        "s1,kinds-quiz,k-match,answered,courier=courier,0.5,,\n"
        "s1,kinds-quiz,k-one,answered,ten,0,,\n"
        "s1,kinds-quiz,k-order,open,,0,,\n"
        "s1,kinds-quiz,k-some,answered,hear,0.5,,\n"
        "s1,kinds-quiz,k-true,answered,true,0,,\n"
        "s1,kinds-quiz,k-words,answered,like,1,,\n"
    )


def test_a_response_tells_how_sure_and_how_long(asked: ResolvedCourse) -> None:
    given_ = reading("ada/a.ipynb", RIGHT)
    sure = Response(item="k-one", state=State.ANSWERED, answer=("ten",), sure=True, seconds=12.25)
    unsure = Response(item="k-some", state=State.OPEN, sure=False, seconds=0.1)
    file = reading("ada/a.ipynb", RIGHT, responses=(sure, unsure, *given_.responses[2:]))
    rows = {row[2]: row[3:] for row in responses_table(graded(asked, [file, reading("ben/a.ipynb", {})])).rows if row[0] == "ada"}
    assert rows["k-one"] == ("answered", "ten", "0", "yes", "12.25")
    assert rows["k-some"] == ("open", "", "0", "no", "0.1")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "Ada", "1", " =1", "'=1"])
def test_other_texts_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


TEXT = st.text(max_size=12).filter(lambda text: "\0" not in text)


@given(st.lists(st.tuples(TEXT, TEXT, st.fractions(0, 100, max_denominator=50)), max_size=6))
def test_any_text_comes_back_out_of_a_csv_and_numbers_are_untouched(rows: list[tuple[str, str, Fraction]]) -> None:
    table = Table(
        name="t", columns=("a", "b", "n"), numbers=frozenset({"n"}), rows=tuple((one, other, str(float(number))) for one, other, number in rows)
    )
    read = list(csv.reader(io.StringIO(csv_bytes(table).decode(), newline="")))
    assert read == [["a", "b", "n"], *([harmless(one), harmless(other), number] for one, other, number in table.rows)]


def test_letters_that_have_no_utf8_are_written_as_their_numbers() -> None:
    table = Table(name="t", columns=("a",), numbers=frozenset(), rows=(("\ud800",),))
    assert csv_bytes(table) == b"a\n\\ud800\n"


def test_parquet_holds_the_same_and_is_the_same_every_time(asked: ResolvedCourse) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    pyarrow = pytest.importorskip("pyarrow")
    book = graded(asked, FILES, ROSTER, only=(), **RULES)
    for table in tables(book):
        made = parquet_bytes(table)
        assert made == parquet_bytes(table)
        read = parquet.read_table(pyarrow.BufferReader(made))
        assert read.column_names == list(table.columns)
        assert {name: str(read.schema.field(name).type) for name in table.columns} == {
            name: "double" if name in table.numbers else "string" for name in table.columns
        }
        expected = [
            {
                name: None if not cell else float(cell) if name in table.numbers else cell
                for name, cell in zip(table.columns, row, strict=True)
            }
            for row in table.rows
        ]
        assert read.to_pylist() == expected


def test_without_pyarrow_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.grade.parquet.find_spec", lambda _: None)
    with pytest.raises(MissingParquetError, match="--parquet needs pyarrow: install it with `pip install pyarrow`"):
        require_parquet()
