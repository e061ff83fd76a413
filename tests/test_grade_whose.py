"""Whose a file is: the strongest sign decides, what contradicts it is told, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.grade.naming import MAX_DEPTH, Seen
from generator.grade.roster import Roster, Student, roster_of
from generator.grade.whose import Owner, Owners, Told

ROSTER = roster_of([
    Student(id="s1", name="Ada Lind", email="ada@uni.example", also=("4711",)),
    Student(id="s2", name="Ben Oke"),
    Student(id="s3", name="Cleo Maria Sand"),
    Student(id="s4", name="Dan Hill"),
    Student(id="s5", name="Hill, Dan"),
])  # fmt: skip
QUIZZES = ("exam", "exam-two")


def owner(path: str, claimed: str = "", roster: Roster | None = ROSTER, others: tuple[Seen, ...] = ()) -> Owner:
    """Whose a file is that lies beside others."""
    files = (Seen(path=path, claimed=claimed, quizzes=("exam",)), *others)
    return Owners(files, roster, QUIZZES).of(path, claimed)


def told(found: Owner) -> tuple[str, str, list[str]]:
    return found.key, found.told.value, [raised.flag.value for raised in found.raised]


@pytest.mark.parametrize(
    ("path", "claimed", "expected"),
    [
        # Moodle, with folders and without.
        ("Ada Lind_99_assignsubmission_file_/exam.ipynb", "", ("=s1", "platform", [])),
        ("all.zip/LIND Ada_99_assignsubmission_file_exam.ipynb", "", ("=s1", "platform", [])),
        ("Zed Nobody_99_assignsubmission_file_/exam.ipynb", "s1", ("~nobody zed", "platform", ["student-unknown", "name-differs"])),
        ("Dan Hill_99_assignsubmission_file_/exam.ipynb", "", ("~dan hill", "platform", ["student-ambiguous"])),
        ("Participant_99_assignsubmission_file_/exam.ipynb", "s2", ("=s2", "typed", [])),
        # Canvas: the name run together in either order, or the number that the roster has.
        ("lindada_4711_815_exam.ipynb", "", ("=s1", "platform", [])),
        ("lindada_LATE_99_815_exam-1.ipynb", "", ("=s1", "platform", [])),
        ("sandcleomaria_12_815_exam.ipynb", "", ("=s3", "platform", [])),
        ("nobodyzed_4711_815_exam.ipynb", "", ("~nobodyzed", "platform", ["student-unknown"])),
        # nbgrader, and folders that are a student's.
        ("submitted/s2/exam/exam.ipynb", "", ("=s2", "platform", [])),
        ("submitted/zed/exam/exam.ipynb", "", ("~zed", "platform", ["student-unknown"])),
        ("week 1/Oke, Ben/exam.ipynb", "", ("=s2", "folder", [])),
        ("week 1/ada@uni.example/papers/exam.ipynb", "", ("=s1", "folder", [])),
        ("Ben Oke.zip/exam.ipynb", "", ("=s2", "folder", [])),
        ("Ada Lind/Ben Oke/exam.ipynb", "", ("~ada ben lind oke", "folder", ["student-ambiguous"])),
        # What was typed, and the file's own name.
        ("exam.ipynb", "ada lind", ("=s1", "typed", [])),
        ("exam.ipynb", "Zed", ("~zed", "typed", ["student-unknown"])),
        ("s2-exam.ipynb", "", ("=s2", "file-name", [])),
        ("s2-exam (1).ipynb", "", ("=s2", "file-name", [])),
        ("s2_exam-two-1.json", "", ("=s2", "file-name", [])),
        ("final-exam.ipynb", "", ("/final-exam.ipynb", "nothing", ["student-unnamed"])),
        ("exam.ipynb", "", ("/exam.ipynb", "nothing", ["student-unnamed"])),
        # A weaker sign that contradicts a stronger one is told.
        ("Ada Lind/exam.ipynb", "Ben Oke", ("=s1", "folder", ["name-differs"])),
        ("Ada Lind/exam.ipynb", "S1", ("=s1", "folder", [])),
        ("Ada Lind/s2-exam.ipynb", "4711", ("=s1", "folder", [])),
    ],
)
def test_with_a_roster_signs_lead_to_a_student_or_say_why_not(path: str, claimed: str, expected: tuple[str, str, list[str]]) -> None:
    assert told(owner(path, claimed)) == expected


def test_what_is_told_names_both_sides() -> None:
    (differs,) = owner("Ada Lind/exam.ipynb", "Ben Oke").raised
    (doubt,) = owner("Dan Hill/exam.ipynb").raised
    assert differs.detail == "typed is “Ben Oke”, and the file came from “Ada Lind”"
    assert doubt.detail == "“Dan Hill” may be s4 or s5"
    assert owner("Dan Hill/exam.ipynb").may_be == ("s4", "s5")


def test_a_platform_s_mark_of_lateness_is_kept() -> None:
    assert owner("lindada_LATE_99_815_exam.ipynb").marked_late
    assert not owner("lindada_99_815_exam.ipynb").marked_late


def seen(path: str, claimed: str = "", *quizzes: str) -> Seen:
    return Seen(path=path, claimed=claimed, quizzes=quizzes or ("exam",))


def owners(*files: Seen) -> list[tuple[str, str]]:
    """Keys and signs of some files that lie side by side, without a roster."""
    found = Owners(files, None, QUIZZES)
    return [(one.key, one.told.value) for one in (found.of(file.path, file.claimed) for file in files)]


def test_without_a_roster_students_are_who_the_files_say() -> None:
    assert owners(seen("exam.ipynb", "Ada Lind"), seen("exam (1).ipynb", "lind, ada"), seen("ben-exam.ipynb"), seen("other.ipynb")) == [
        ("~ada lind", "typed"), ("~ada lind", "typed"), ("~ben", "file-name"), ("/other.ipynb", "nothing"),
    ]  # fmt: skip


def test_without_a_roster_folders_side_by_side_are_students() -> None:
    assert owners(seen("Ada/exam.ipynb"), seen("Ada/two.ipynb", "", "exam-two"), seen("Ben/exam.ipynb", "Ben")) == [
        ("~ada", "folder"), ("~ada", "folder"), ("~ben", "folder"),
    ]  # fmt: skip
    assert owners(seen("all.zip/Ada/exam.ipynb"), seen("all.zip/Ben.zip/exam.ipynb")) == [("~ada", "folder"), ("~ben", "folder")]


@pytest.mark.parametrize(
    "files",
    [
        # One folder for all is nobody's.
        (seen("returned/a.ipynb"), seen("returned/b.ipynb")),
        # Folders that hold files of several people, as they say inside or in their names, are of weeks or the like.
        (seen("week 1/a.ipynb", "Ada"), seen("week 1/b.ipynb", "Ben"), seen("week 2/c.ipynb")),
        (seen("week 1/ada-exam.ipynb"), seen("week 1/ben-exam.ipynb"), seen("week 2/c.ipynb")),
    ],
)
def test_without_a_roster_other_folders_are_not_taken_for_students(files: tuple[Seen, ...]) -> None:
    assert Told.FOLDER.value not in {sign for _, sign in owners(*files)}


def test_without_a_roster_students_folders_may_lie_in_others() -> None:
    files = (seen("week 1/Ada/exam.ipynb"), seen("week 1/Ben/exam.ipynb"), seen("week 2/Ada/two.ipynb", "", "exam-two"))
    assert owners(*files) == [("~ada", "folder"), ("~ben", "folder"), ("~ada", "folder")]


def test_students_folders_are_not_looked_for_without_end() -> None:
    """So that one path of a thousand folders doesn't make a thousand passes over all files."""
    deep = "/".join(["x"] * MAX_DEPTH)
    assert owners(seen(f"{deep}/Ada/exam.ipynb"), seen(f"{deep}/Ben/exam.ipynb")) == [
        (f"/{deep}/Ada/exam.ipynb", "nothing"), (f"/{deep}/Ben/exam.ipynb", "nothing"),
    ]  # fmt: skip
    assert owners(seen(f"{deep[2:]}/Ada/exam.ipynb"), seen(f"{deep[2:]}/Ben/exam.ipynb")) == [("~ada", "folder"), ("~ben", "folder")]


def test_a_name_like_canvas_s_is_one_only_where_all_names_of_the_folder_are() -> None:
    assert owners(seen("exam_2026_12_a.ipynb", "Ada"), seen("other.ipynb", "Ben")) == [("~ada", "typed"), ("~ben", "typed")]
    assert owners(seen("lindada_1_2_exam.ipynb"), seen("okeben_3_4_exam.ipynb")) == [("~lindada", "platform"), ("~okeben", "platform")]


def test_without_a_roster_a_typed_name_that_differs_is_told_but_a_number_is_none() -> None:
    others = (seen("okeben_3_4_exam.ipynb"),)
    for claimed, flags in (("Ada Lind", []), ("s-17", []), ("Cleo", ["name-differs"])):
        assert told(owner("lindada_1_2_exam.ipynb", claimed, None, others))[2] == flags
    others = (seen("Ben/exam.ipynb"),)
    for claimed, flags in (("Ada", []), ("Lind, Ada Maria", []), ("Ada Oke", ["name-differs"])):
        assert told(owner("Ada Lind/exam.ipynb", claimed, None, others))[2] == flags


PARTS = st.sampled_from(["Ada Lind", "Ben Oke", "Dan Hill", "Zed", "week 1", "submitted", "all.zip", "lindada_1_2_x.ipynb", "Ada_1_assignsubmission_file_", ""])


@given(st.lists(st.tuples(st.lists(PARTS | st.text(max_size=8), min_size=1, max_size=4), st.text(max_size=6) | PARTS), min_size=1, max_size=8), st.booleans())
def test_every_file_has_an_owner_or_says_that_it_has_none(files: list[tuple[list[str], str]], with_roster: bool) -> None:
    every = [Seen(path="/".join(parts), claimed=claimed, quizzes=("exam",)) for parts, claimed in files]
    found = Owners(every, ROSTER if with_roster else None, QUIZZES)
    for file in every:
        one = found.of(file.path, file.claimed)
        known = one.student is not None or (not with_roster and one.told is not Told.NOTHING)
        assert known != any(raised.flag.weight.value == "held" for raised in one.raised)
