"""`lessons/grading.yml`: read with defaults, and everything that is wrong with it told at its line and column, in one run."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.spec.course import GRADING, load_course
from generator.spec.grading import CountedQuiz, Grading, Late, Missing, Resubmissions

WHOLE = """\
resubmissions: last
drop_lowest: 1
timezone: America/La_Paz
missing: leave-out
quizzes:
  - quiz: asking-quiz
    weight: 2
    due: 2026-05-04T23:59
  - quiz: ringer-quiz
late:
  grace: 10
  per_day: 5
  most: 40
  refuse_after: 7
"""


def problems_of(root: Path, text: str) -> list[str]:
    """The first lines, the places and the help of what is wrong with a course that has this grading file."""
    (root / GRADING).write_text(text, encoding="utf-8")
    problems = Problems()
    pipeline.check(root, problems)
    found = []
    for one in problems:
        line, column = one.place
        found.append(f"{one.file.name}:{line}:{column} {one.code.value}: {one.message}" + (f" ({one.help})" if one.help else ""))
    return found


def test_every_key_is_read(sample: Path) -> None:
    (sample / GRADING).write_text(WHOLE, encoding="utf-8")
    problems = Problems()
    course = load_course(sample, problems)
    assert [to_text.as_text(found) for found in problems] == []
    assert course is not None
    assert course.grading is not None
    assert course.grading.value == Grading(
        resubmissions=Resubmissions.LAST,
        drop_lowest=1,
        timezone="America/La_Paz",
        missing=Missing.LEAVE_OUT,
        quizzes=(CountedQuiz(quiz="asking-quiz", weight=2, due="2026-05-04T23:59"), CountedQuiz(quiz="ringer-quiz")),
        late=Late(grace=10, per_day=5, most=40, refuse_after=7),
    )


def test_a_course_needs_no_grading_file_and_the_file_is_no_lesson(sample: Path) -> None:
    problems = Problems()
    course = load_course(sample, problems)
    assert course is not None
    assert course.grading is None
    assert problems_of(sample, WHOLE) == []


def test_every_slip_is_told_in_one_run_with_its_place_and_what_to_do(sample: Path) -> None:
    assert problems_of(
        sample,
        "resubmissions: lats\nquizzes:\n  - quiz: asking-quiz\n    due: 2026-02-30T10:00\n    weight: 0\n"
        "  - quiz: ringer-quiz\n    due: tomorrow\nlate:\n  per_dya: 5\n  most: 101\n",
    ) == [
        "lessons/grading.yml:1:16 bad-value: `resubmissions` must be one of `best`, `last`, `first`, not the text `lats` (did you mean `last`?)",
        "lessons/grading.yml:4:10 bad-date: `due` `2026-02-30T10:00` is not a time that there is (write the day and the hour, as in `2026-05-04T23:59`)",
        "lessons/grading.yml:5:13 bad-value: `weight` must be at least 1, not 0",
        "lessons/grading.yml:7:10 bad-date: `due` `tomorrow` is not written as a deadline (write the day and the hour, as in `2026-05-04T23:59`)",
        "lessons/grading.yml:9:3 unknown-key: unknown key `per_dya` (did you mean `per_day`?)",
        "lessons/grading.yml:10:9 bad-value: `most` must be at most 100, not 101",
    ]


def test_names_of_nothing_and_too_many_marks_dropped_are_problems(sample: Path) -> None:
    assert problems_of(
        sample, "drop_lowest: 2\ntimezone: Europe/Madird\nquizzes:\n  - quiz: asking-quizz\n  - quiz: ringer-quiz\n  - quiz: ringer-quiz\n"
    ) == [
        "lessons/grading.yml:1:14 bad-value: `drop_lowest` must be less than the number of quizzes that count, which is 2 (leave one mark at least)",
        "lessons/grading.yml:2:11 bad-value: there is no time zone `Europe/Madird` (did you mean `Europe/Madrid`?)",
        "lessons/grading.yml:4:11 unknown-reference: there is no quiz `asking-quizz` (did you mean `asking-quiz`?)",
        "lessons/grading.yml:6:11 duplicate-id: the quiz `ringer-quiz` is listed twice (keep one of the two)",
    ]


def test_where_no_quiz_is_listed_the_graded_ones_count(sample: Path) -> None:
    assert problems_of(sample, "drop_lowest: 1\n") == [
        "lessons/grading.yml:1:14 bad-value: `drop_lowest` must be less than the number of quizzes that count, which is 1 (leave one mark at least)"
    ]


@pytest.mark.parametrize("name", ["../UTC", "/etc/localtime", "", "America", "\0"])
def test_a_time_zone_is_a_name_never_a_path(sample: Path, name: str) -> None:
    found = problems_of(sample, f'timezone: "{name}"\n'.replace("\0", "\\0"))
    assert [one.split(" (")[0] for one in found] == [f"lessons/grading.yml:1:11 bad-value: there is no time zone `{name}`"]


def test_a_quiz_that_could_not_be_read_is_not_called_unknown(sample: Path) -> None:
    (sample / "quizzes/ringer-quiz.yml").write_text("id: [", encoding="utf-8")
    found = problems_of(sample, "quizzes:\n  - quiz: ringer-quiz\n")
    assert [one for one in found if "grading.yml" in one] == []
    assert found != []
