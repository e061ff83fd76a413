"""The gradebook: everybody's marks by the rules, nothing lost, nothing scored nought in silence, and the same whatever the order."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.grade.flags import Flag, Weight
from generator.grade.gradebook import Gradebook
from generator.grade.mark import NotHandedIn, Open, Settled
from generator.grade.model import Reading
from generator.grade.report import report_of
from generator.grade.roster import Student, roster_of
from generator.resolve import ResolvedCourse
from tests.marking import ASKING, HALF, KINDS, RIGHT, at, course, graded, reading

ROSTER = roster_of([Student(id="s1", name="Ada Lind"), Student(id="s2", name="Ben Oke"), Student(id="s3", name="Lind, Ada")])
DUE = {"quizzes": [{"quiz": KINDS, "due": "2026-05-04T12:00"}]}


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


def marks(book: Gradebook) -> dict[str, list[str]]:
    """Everybody's marks in words."""
    found = {}
    for row in book.rows:
        found[row.person.label] = [
            f"{sat.mark.mark}" if isinstance(sat.mark, Settled)
            else f"{sat.mark.at_least} to {sat.mark.at_most}" if isinstance(sat.mark, Open) else "-"
            for sat in row.sat
        ]  # fmt: skip
    return found


def flags(book: Gradebook) -> dict[str, list[str]]:
    """What is said of each file."""
    return {filed.reading.path: [raised.flag.value for raised in filed.raised] for _, filed in sorted(book.files(), key=lambda one: one[1].reading.path)}


def details(book: Gradebook, flag: Flag) -> list[str]:
    return [raised.detail for _, filed in book.files() for raised in filed.raised if raised.flag is flag]


# -- one attempt ------------------------------------------------------------------------------------------------------


def test_a_mark_is_made_of_the_points_of_the_items(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("ada/x.ipynb", RIGHT), reading("ben/x.ipynb", HALF), reading("cleo/x.ipynb", {})])
    assert marks(book) == {"ada": ["100"], "ben": ["100/3"], "cleo": ["0"]}
    assert [row.sat[0].tried[0].points for row in book.rows][1] == (0, Fraction(1, 2), 0, 0, Fraction(1, 2), 1)


def test_an_item_that_is_held_keeps_the_mark_open_and_the_file_with_it(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("ada/x.ipynb", RIGHT, (Flag.ANSWER_SYNTAX, "k-one")), reading("ben/x.ipynb", HALF, Flag.MODE_DIFFERS)])
    assert marks(book) == {"ada": ["250/3 to 100"], "ben": ["0 to 100/3"]}
    assert [row.sat[0].waits_for for row in book.rows] == [("ada/x.ipynb",), ("ben/x.ipynb",)]
    assert [row.total.settled for row in book.rows] == [False, False]


def test_a_flag_on_an_item_holds_it_even_where_an_answer_was_read(asked: ResolvedCourse) -> None:
    whole = reading("ada/x.ipynb", RIGHT)
    flagged = reading("ada/x.ipynb", RIGHT, (Flag.ITEM_CHANGED, "k-one"), responses=whole.responses)
    assert marks(graded(asked, [flagged, reading("ben/x.ipynb", RIGHT)]))["ada"] == ["250/3 to 100"]


def test_a_refused_file_keeps_open_what_it_may_hold(asked: ResolvedCourse) -> None:
    """Its quiz isn't known: it may be any that its student seems not to have handed in."""
    files = [reading("Ada/x.ipynb", RIGHT), reading("Ada/y.ipynb", None, Flag.NOT_JSON), reading("Ben/y.pdf", None, Flag.NOT_OURS)]
    book = graded(asked, files, only=(KINDS, ASKING))
    assert marks(book) == {"Ada": ["100", "0 to 100"], "Ben": ["0 to 100", "0 to 100"]}
    assert [sat.waits_for for sat in book.rows[0].sat] == [(), ("Ada/y.ipynb",)]


def test_a_refused_file_of_a_known_quiz_is_an_attempt_at_it(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("ada/x.ipynb", None, Flag.SCHEMA_NEWER, quiz=KINDS), reading("ben/x.ipynb", RIGHT)])
    assert marks(book) == {"ada": ["0 to 100"], "ben": ["100"]}


def test_a_refused_file_of_nobody_has_no_row_and_is_not_lost(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("x.ipynb", None, Flag.NOT_JSON)])
    assert marks(book) == {}
    assert flags(book) == {"x.ipynb": ["not-json", "student-unnamed"]}


# -- whose ------------------------------------------------------------------------------------------------------------


def test_students_of_the_roster_come_first_in_its_order_and_others_have_rows_of_their_own(asked: ResolvedCourse) -> None:
    files = [reading("x.ipynb", RIGHT, claimed="s2"), reading("y.ipynb", RIGHT, claimed="Zed"), reading("z.ipynb", RIGHT)]
    book = graded(asked, files, ROSTER)
    assert marks(book) == {"s1": ["-"], "s2": ["100"], "s3": ["-"], "Zed": ["0 to 100"], "z.ipynb": ["0 to 100"]}
    assert [row.person.on_roster for row in book.rows] == [True, True, True, False, False]
    assert flags(book) == {"x.ipynb": [], "y.ipynb": ["student-unknown"], "z.ipynb": ["student-unnamed"]}


def test_a_file_that_may_be_of_two_students_keeps_the_marks_of_both_open(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("x.ipynb", RIGHT, claimed="Ada Lind")], ROSTER)
    assert marks(book) == {"s1": ["0 to 100"], "s2": ["-"], "s3": ["0 to 100"], "Ada Lind": ["0 to 100"]}
    assert book.rows[0].sat[0].waits_for == ("x.ipynb",)


def test_somebody_who_is_called_like_an_id_of_the_roster_has_another_label(asked: ResolvedCourse) -> None:
    roster = roster_of([Student(id="Dan Hill (1)"), Student(id="a/x.ipynb")])
    book = graded(asked, [reading("a/x.ipynb", RIGHT)], roster)
    assert list(marks(book)) == ["Dan Hill (1)", "a/x.ipynb", "a/x.ipynb (2)"]


# -- times ------------------------------------------------------------------------------------------------------------


def test_lateness_is_told_with_what_it_cost(asked: ResolvedCourse) -> None:
    files = [
        reading("ada/x.ipynb", RIGHT, handed_in=at(12)), reading("ben/x.ipynb", RIGHT, handed_in=at(14, day=5)),
        reading("cleo/x.ipynb", RIGHT, handed_in=at(9, day=30)), reading("dan/x.ipynb", RIGHT), reading("eve/x.ipynb", RIGHT, saved="2026-05-04T13:00"),
    ]  # fmt: skip
    book = graded(asked, files, **DUE, late={"per_day": 10, "most": 30, "refuse_after": 7})
    assert marks(book) == {"ada": ["100"], "ben": ["80"], "cleo": ["0 to 70"], "dan": ["100"], "eve": ["90"]}
    assert flags(book) == {
        "ada/x.ipynb": [], "ben/x.ipynb": ["late"], "cleo/x.ipynb": ["late", "after-deadline"], "dan/x.ipynb": ["time-unknown"],
        "eve/x.ipynb": ["late"],
    }  # fmt: skip
    assert details(book, Flag.LATE) == [
        "it came 1 day 2 hours after the deadline, which cost 20 points of 100",
        "it came 25 days 21 hours after the deadline, which cost 30 points of 100",
        "it came 1 hour after the deadline, which cost 10 points of 100",
    ]


def test_a_platform_s_mark_that_the_time_contradicts_is_told_and_costs_nothing(asked: ResolvedCourse) -> None:
    book = graded(asked, [reading("lindada_LATE_1_2_x.ipynb", RIGHT, handed_in=at(9))], **DUE, late={"per_day": 10})
    assert marks(book) == {"lindada": ["100"]}
    assert details(book, Flag.LATE) == ["the platform marked it as late, but by its time it isn't: nothing was taken off"]


def test_where_every_file_is_late_the_report_asks_whether_the_times_are_those_of_copying(asked: ResolvedCourse) -> None:
    late = [reading(f"{name}/x.ipynb", RIGHT, handed_in=at(13)) for name in ("ada", "ben")]
    assert report_of("c", graded(asked, late, **DUE)).hints != ()
    assert report_of("c", graded(asked, [*late, reading("cleo/x.ipynb", RIGHT, handed_in=at(11))], **DUE)).hints == ()


# -- several attempts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "mark"), [("best", "100"), ("last", "100/3"), ("first", "0")])
def test_the_rule_says_which_attempt_counts_and_the_others_are_told(asked: ResolvedCourse, rule: str, mark: str) -> None:
    files = [
        reading("ada/a.ipynb", RIGHT, handed_in=at(10)), reading("ada/b.ipynb", {}, handed_in=at(9)), reading("ada/c.ipynb", HALF, handed_in=at(11)),
        reading("ben/a.ipynb", {}),
    ]  # fmt: skip
    book = graded(asked, files, resubmissions=rule)
    assert marks(book)["ada"] == [mark]
    superseded = [path for path, said in flags(book).items() if said == ["superseded"]]
    assert len(superseded) == 2
    (counted,) = [tried.filed.reading.path for tried in book.rows[0].sat[0].tried if tried.counts]
    assert counted not in superseded


def test_attempts_whose_order_cannot_be_told_are_held_unless_all_are_worth_the_same(asked: ResolvedCourse) -> None:
    files = [reading("ada/a.ipynb", RIGHT), reading("ada/b.ipynb", HALF), reading("ben/a.ipynb", HALF), reading("ben/b.ipynb", HALF)]
    book = graded(asked, files, resubmissions="last")
    assert marks(book) == {"ada": ["100/3 to 100"], "ben": ["100/3"]}
    assert flags(book)["ada/a.ipynb"] == flags(book)["ada/b.ipynb"] == ["order-unknown"]


def test_a_held_attempt_that_could_be_better_keeps_the_mark_open(asked: ResolvedCourse) -> None:
    files = [reading("ada/a.ipynb", HALF), reading("ada/b.ipynb", RIGHT, (Flag.ITEM_MISSING, "k-one")), reading("ben/a.ipynb", RIGHT)]
    book = graded(asked, files)
    assert marks(book)["ada"] == ["250/3 to 100"]
    assert book.rows[0].sat[0].waits_for == ("ada/b.ipynb",)


def test_the_same_bytes_are_told_of_one_student_and_of_two(asked: ResolvedCourse) -> None:
    same = {"sha256": "the same"}
    files = [
        reading("ada/a.ipynb", RIGHT, handed_in=at(9), **same), reading("ada/b.ipynb", RIGHT, handed_in=at(10), **same),
        reading("ben/a.ipynb", RIGHT, handed_in=at(11), **same), reading("cleo/a.ipynb", {}, sha256="blank"), reading("dan/a.ipynb", {}, sha256="blank"),
    ]  # fmt: skip
    book = graded(asked, files)
    assert marks(book) == {"ada": ["100"], "ben": ["100"], "cleo": ["0"], "dan": ["0"]}
    assert flags(book) == {
        "ada/a.ipynb": [], "ada/b.ipynb": ["same-file", "superseded"], "ben/a.ipynb": ["same-bytes"], "cleo/a.ipynb": [], "dan/a.ipynb": [],
    }  # fmt: skip
    assert details(book, Flag.SAME_BYTES) == ["it is `ada/a.ipynb` to the byte"]


# -- the whole --------------------------------------------------------------------------------------------------------


def test_totals_follow_weights_and_what_is_missing(asked: ResolvedCourse) -> None:
    rules = {"quizzes": [{"quiz": KINDS, "weight": 3}, {"quiz": ASKING}]}
    files = [reading("ada/a.ipynb", RIGHT), reading("ben/a.ipynb", HALF)]
    totals = [row.total.at_least for row in graded(asked, files, only=(), **rules).rows]
    assert totals == [75, 25]
    assert [row.total.at_least for row in graded(asked, files, only=(), **rules, drop_lowest=1).rows] == [100, Fraction(100, 3)]
    assert [row.total.at_least for row in graded(asked, files, only=(), **rules, missing="leave-out").rows] == [100, Fraction(100, 3)]


def test_which_quizzes_count(asked: ResolvedCourse) -> None:
    def counted(**rules: object) -> list[str]:
        return [one.quiz.id for one in graded(asked, [], **rules).policy.counted]

    assert counted(only=()) == [ASKING, KINDS]
    assert counted(only=(), quizzes=[{"quiz": "ringer-quiz"}]) == ["ringer-quiz"]
    assert counted(only=(KINDS,), quizzes=[{"quiz": "ringer-quiz"}]) == [KINDS]


def test_a_quiz_that_is_not_graded_is_told_and_enters_no_mark(asked: ResolvedCourse) -> None:
    files = [reading("a.ipynb", RIGHT), reading("b.ipynb", RIGHT, (Flag.ITEM_MISSING, "k-one"), Flag.TEXT_EDITED, claimed="Ben")]
    book = graded(asked, files, only=(ASKING,))
    assert marks(book) == {}
    assert flags(book) == {"a.ipynb": ["not-counted"], "b.ipynb": ["text-edited", "not-counted"]}
    assert report_of("c", book).counts.clean


def test_the_order_in_which_files_are_read_changes_nothing(asked: ResolvedCourse) -> None:
    files = [
        reading("Ada Lind/a.ipynb", HALF, handed_in=at(9)), reading("Ada Lind/b.ipynb", RIGHT, handed_in=at(9)), reading("b.ipynb", RIGHT, claimed="Ben"),
        reading("c.ipynb", None, Flag.EMPTY), reading("d.ipynb", {}, claimed="zed"), reading("e.ipynb", HALF, claimed="Zed"),
    ]  # fmt: skip
    for rule in ("best", "last", "first"):
        assert graded(asked, files, ROSTER, resubmissions=rule) == graded(asked, reversed(files), ROSTER, resubmissions=rule)
        assert graded(asked, files, resubmissions=rule) == graded(asked, reversed(files), resubmissions=rule)


def test_every_file_is_in_the_book_once_and_counted_in_the_report(asked: ResolvedCourse) -> None:
    files = [
        reading("Ada/a.ipynb", HALF), reading("Ada/a.ipynb", None, Flag.UNKNOWN_QUIZ), reading("b.pdf", None, Flag.NOT_OURS),
        reading("Ben/a.ipynb", RIGHT, (Flag.ITEM_MISSING, "k-one")), reading("Cleo/a.ipynb", RIGHT, Flag.TEXT_EDITED),
    ]  # fmt: skip
    book = graded(asked, files)
    assert sorted(filed.reading.path for _, filed in book.files()) == ["Ada/a.ipynb", "Ada/a.ipynb", "Ben/a.ipynb", "Cleo/a.ipynb", "b.pdf"]
    counts = report_of("c", book).counts
    assert (counts.files, counts.students, counts.attempts, counts.refused, counts.held, counts.noted) == (4, 3, 3, 2, 1, 1)
    assert (counts.settled, counts.open, counts.missing, counts.clean) == (2, 1, 0, False)


def test_nobody_on_the_roster_is_missing_from_the_book(asked: ResolvedCourse) -> None:
    book = graded(asked, [], ROSTER)
    assert [(row.person.label, row.sat[0].mark) for row in book.rows] == [(name, NotHandedIn()) for name in ("s1", "s2", "s3")]
    assert report_of("c", book).counts.clean


PATHS = st.sampled_from(["Ada Lind/a.ipynb", "Ada Lind/b.ipynb", "s2/a.ipynb", "zed/a.ipynb", "all.zip/lindada_1_2_a.ipynb", "a.ipynb", "s1-kinds-quiz.ipynb"])
FLAGS = st.lists(st.sampled_from([Flag.TEXT_EDITED, Flag.MODE_DIFFERS, (Flag.ITEM_MISSING, "k-one"), (Flag.ANSWER_SYNTAX, "k-some")]), max_size=2)


@st.composite
def some_reading(draw: st.DrawFn) -> Reading:
    more = {"claimed": draw(st.sampled_from(["", "Ada Lind", "s2", "nobody"])), "handed_in": draw(st.none() | st.integers(8, 20).map(at))}
    if draw(st.integers(0, 4)) == 0:
        return reading(draw(PATHS), None, draw(st.sampled_from([Flag.NOT_JSON, Flag.NOT_OURS, Flag.UNKNOWN_QUIZ])), **more)
    return reading(draw(PATHS), draw(st.sampled_from([RIGHT, HALF, {}])), *draw(FLAGS), **more)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(some_reading(), max_size=8, unique_by=lambda one: one.path), with_roster=st.booleans(),
    rule=st.sampled_from(["best", "last", "first"]),
)  # fmt: skip
def test_whatever_comes_in_no_file_is_lost_and_nothing_uncertain_is_settled(
    asked: ResolvedCourse, files: list[Reading], with_roster: bool, rule: str
) -> None:
    book = graded(asked, files, ROSTER if with_roster else None, **DUE, resubmissions=rule, late={"per_day": 10, "refuse_after": 0})
    assert sorted(filed.reading.path for _, filed in book.files()) == sorted(file.path for file in files)
    assert len({row.person.label for row in book.rows}) == len(book.rows)
    for row in book.rows:
        for sat in row.sat:
            counted = [one for one in sat.tried if one.counts]
            if isinstance(sat.mark, Settled):
                assert [one.filed.weighs(Weight.HELD) or one.filed.weighs(Weight.REFUSED) for one in counted] == [False]
                assert 0 <= sat.mark.mark <= 100
            elif isinstance(sat.mark, Open):
                assert sat.waits_for
                assert 0 <= sat.mark.at_least <= sat.mark.at_most <= 100
            else:
                assert sat.tried == ()
        assert row.total is not None
        assert row.total.settled is not any(isinstance(sat.mark, Open) for sat in row.sat)
    for _, filed in book.files():
        if filed.weighs(Weight.HELD) or filed.weighs(Weight.REFUSED):
            assert not report_of("c", book).counts.clean
