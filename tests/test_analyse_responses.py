"""responses.csv is taken on trust in nothing: all that is wrong with it is told in one run, with lines and fixes."""

import io
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyse.responses import HEADER, Fault, read_responses
from generator.analyse.sheet import HELD, Sheet
from generator.spec.course import Course
from generator.spec.quiz import MatchItem
from tests.simulated_class import as_csv
from tests.test_notebook import kinds

AGAIN = "run `course grade` again, with the course as it is now, and analyse what it writes"
ANSWERS = {
    "k-one": ("eleven", "1"),
    "k-some": ("hear mend write", "0.5"),
    "k-true": ("false", "1"),
    "k-order": ("petition storm wreck", "0"),
    "k-match": ("courier=courier", "0.5"),
    "k-words": ("like", "1"),
}
"""An answer to each item of the quiz of every kind, with its points."""


@pytest.fixture
def course(sample: Path) -> Course:
    """The sample with a quiz of every kind."""
    resolved, _ = kinds(sample)
    return resolved.course


def rows_of(student: str) -> list[list[str]]:
    return [[student, "kinds-quiz", item, "answered", answer, points, "", ""] for item, (answer, points) in ANSWERS.items()]


def read(course: Course, rows: list[list[str]]) -> tuple[tuple[Sheet, ...], tuple[Fault, ...]]:
    return read_responses(io.StringIO(as_csv(rows), newline=""), course)


def test_a_sheet_has_students_down_and_items_across(course: Course) -> None:
    rows = [*rows_of("ada"), *rows_of("ben")]
    rows[6][3:] = ["open", "", "0", "", ""]
    rows[7][3:] = ["held", "hear", "", "no", "12.5"]
    rows[0][6:] = ["yes", "1e1"]
    (sheet,), faults = read(course, rows)
    assert faults == ()
    assert (sheet.quiz.id, sheet.students) == ("kinds-quiz", ("ada", "ben"))
    one, some = sheet.columns[:2]
    assert (one.answers, one.points, one.codes) == (((), ("eleven",)), (0, 1), (1, 0))
    assert (one.sure, one.seconds) == ((True, None), (10, None))
    assert (some.points, some.codes) == ((0, Fraction(1, 2)), (1, HELD))
    assert (some.sure, some.seconds) == ((None, False), (None, 12.5))


@pytest.mark.parametrize(("points", "faults"), [("0.333333", 0), ("0.3333333333", 0), ("0.33", 1), ("0.333335", 1)])
def test_points_that_no_decimal_ends_are_known_by_six_places(course: Course, points: str, faults: int) -> None:
    items = {item.id: item for quiz in course.quizzes for item in quiz.value.items if quiz.value.id == "stopped-clock-quiz"}
    rows = [["ada", "stopped-clock-quiz", item, "open", "", "0", "", ""] for item in items]
    name, match = next((name, item) for name, item in items.items() if isinstance(item, MatchItem) and len(item.pairs) == 3)
    rows[list(items).index(name)][3:6] = ["answered", f"{match.pairs[0].id}={match.pairs[0].answer}", points]
    assert len(read(course, rows)[1]) == faults


FAULTS = [
    ("student", " ", "the row names no student", "write the student's id, or remove the row"),
    ("quiz", "kind-quiz", "the course has no quiz `kind-quiz`", f"did you mean `kinds-quiz`? Or {AGAIN}"),
    ("item", "zzz", "the quiz `kinds-quiz` has no item `zzz`", AGAIN),
    ("state", "done", "there is no state `done`", "write one of `answered`, `open`, `held`"),
    ("state", "open", "a response to `k-one` is called open and names parts", AGAIN),
    ("state", "held", "a response to `k-one` is held and yet has points", AGAIN),
    ("answer", "", "a response to `k-one` is called answered and is empty", AGAIN),
    ("answer", "noon", "`noon` can't be an answer to `k-one`: it names noon, which the item doesn't have", AGAIN),
    ("answer", "ten eleven", "`ten eleven` can't be an answer to `k-one`: it names more than one option", AGAIN),
    ("points", "0", "`eleven` to `k-one` is worth 1 and has `0`", f"if the item was changed, {AGAIN}"),
    ("points", "", "`eleven` to `k-one` is worth 1 and has no points", f"if the item was changed, {AGAIN}"),
    ("points", "1e0", "`eleven` to `k-one` is worth 1 and has `1e0`", f"if the item was changed, {AGAIN}"),
    ("sure", "maybe", "`maybe` doesn't say whether the student was sure", "write `yes`, `no` or nothing"),
    ("seconds", "-4", "`-4` is no number of seconds", "write a number that isn't below 0, or nothing"),
    ("seconds", "nan", "`nan` is no number of seconds", "write a number that isn't below 0, or nothing"),
    ("seconds", "9" * 400, f"`{'9' * 57}...` is no number of seconds", "write a number that isn't below 0, or nothing"),
]


@pytest.mark.parametrize(("field", "value", "message", "help_"), FAULTS, ids=[f"{one[0]}-{one[1][:9]}" for one in FAULTS])
def test_each_fault_is_told_with_its_line_and_the_fix(course: Course, field: str, value: str, message: str, help_: str) -> None:
    rows = [*rows_of("ada"), *rows_of("ben")]
    rows[6][HEADER.index(field)] = value
    faults = read(course, rows)[1]
    assert faults[0] == Fault((8,), message, help_)
    lacking = {"student", "quiz", "item"}  # who has a row under another name has none under the right one
    assert [fault.message for fault in faults[1:]] == ["the student named here has no row for `k-one` of `kinds-quiz`"] * (
        field in lacking
    )


def test_all_faults_are_told_in_one_run_and_the_same_one_once(course: Course) -> None:
    rows = [*rows_of("ada"), *rows_of("ben"), *rows_of("cy")]
    rows[0][5], rows[6][5], rows[12][5] = "0", "0", "0"
    rows[1][6] = "perhaps"
    del rows[17]
    rows.append(rows[15])
    rows.append(["dan", "kinds-quiz"])
    assert read(course, rows)[1] == (
        Fault((2, 8, 14), "`eleven` to `k-one` is worth 1 and has `0`", f"if the item was changed, {AGAIN}"),
        Fault((3,), "`perhaps` doesn't say whether the student was sure", "write `yes`, `no` or nothing"),
        Fault((14,), "the student named here has no row for `k-words` of `kinds-quiz`", AGAIN),
        Fault(
            (19,), "it is a second row for the same student, quiz and item (`kinds-quiz`, `k-order`)",
            f"keep the row that counts; or {AGAIN}",
        ),
        Fault((20,), "the row has 2 fields and not 8", AGAIN),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, f"the first line isn't the header that grading writes, `{','.join(HEADER)}`"),
        ("name,mark\nada,1\n", 1, f"the first line isn't the header that grading writes, `{','.join(HEADER)}`"),
        (",".join(HEADER) + "\n", 1, "no row follows the header"),
        (",".join(HEADER) + "\n\n", 2, "the row has 0 fields and not 8"),
        (",".join(HEADER) + '\nada,"x"y,\n', 2, "from here on the file can't be read: ',' expected after '\"'"),
        (
            ",".join(HEADER) + "\n" + "a" * 200_000,
            2,
            "from here on the file can't be read: field larger than field limit (131072)",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_so(course: Course, text: str, line: int, message: str) -> None:
    sheets, (fault,) = read_responses(io.StringIO(text, newline=""), course)
    assert sheets == ()
    assert (fault.lines, fault.message) == ((line,), message)


def test_bytes_that_are_no_text_are_told(course: Course) -> None:
    content = as_csv(rows_of("ada")).encode() + b"\xff\xfe"
    faults = read_responses(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), course)[1]
    assert faults[0].message == "from here on, or soon after, the file isn't UTF-8 text"


def test_a_name_may_run_over_two_lines_and_lines_are_still_counted(course: Course) -> None:
    rows = [*rows_of("Ada\nof the Low Town"), *rows_of("ben")]
    rows[6][6] = "perhaps"
    sheets, faults = read(course, rows)
    assert sheets[0].students == ("Ada\nof the Low Town", "ben")
    assert faults[0].lines == (14,)


@given(st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_the_order_of_rows_means_nothing(course: Course, chance: random.Random) -> None:
    rows = [row for student in ("ada", "ben", "cy") for row in rows_of(student)]
    rows[6][3:6] = ["open", "", "0"]
    (wanted,), _ = read(course, rows)
    chance.shuffle(rows)
    (found,), faults = read(course, rows)
    assert faults == ()

    def by_student(sheet: Sheet) -> dict[str, list[object]]:
        return {name: [column.answers[column.codes[n]] for column in sheet.columns] for n, name in enumerate(sheet.students)}

    assert by_student(found) == by_student(wanted)
