"""`course new lesson` and `course new quiz`: files to fill in, whose gaps the check names, listed where they belong."""

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.diagnostics.model import Problems
from generator.new.course import write_course
from tests.sample_course import edit, tree


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course, in which one stands."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    write_course(tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def found(root: Path) -> list[tuple[str, int, str]]:
    """Every problem with its file and line."""
    problems = Problems()
    pipeline.check(root, problems, lint=False)  # how well items are written is no matter of how they are begun
    return [(one.file.name, one.file.line_column(one.span.start)[0], one.message) for one in problems]


def test_a_new_lesson_is_listed_below_its_units_last_lesson_and_every_gap_is_named_at_its_place(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "lesson", "barley", "--title", "Barley: thirty or forty?"]) == 0
    assert capsys.readouterr().out == (
        "wrote lessons/barley.yml: the lesson, to be filled in\n"
        "wrote _toc.yml: line 9: `book/chapters/barley`, below `book/chapters/weir`\n"
        "`course check` names what is still to be written. For its quiz: course new quiz ID --lesson barley\n"
    )
    nothing = "must be text, not nothing"
    assert found(course) == [
        ("lessons/barley.yml", 6, f"`question` {nothing}"),
        ("lessons/barley.yml", 8, f"entry 1 of `objectives` {nothing}"),
        ("lessons/barley.yml", 13, f"`title` {nothing}"),
        ("lessons/barley.yml", 14, f"`source` {nothing}"),
        ("lessons/barley.yml", 15, f"`headnote` {nothing}"),
        ("lessons/barley.yml", 16, "`quote` is empty"),
        ("lessons/barley.yml", 21, f"`limits` {nothing}"),
    ]
    assert (course / "lessons/barley.yml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../.schemas/lesson.json\n# A lesson.")
    assert '\ntitle: "Barley: thirty or forty?"   # as readers see it\n' in (course / "lessons/barley.yml").read_text(encoding="utf-8")


def test_a_lesson_and_a_quiz_that_are_filled_in_have_no_problem(course: Path) -> None:
    assert main(["new", "lesson", "barley", "--title", "Barley"]) == 0
    assert main(["new", "quiz", "barley-quiz", "--lesson", "barley"]) == 0
    lesson, quiz = course / "lessons/barley.yml", course / "quizzes/barley-quiz.yml"
    for old, new in (
        ("question:  ", "question: How many sacks?"), ("  -   #", "  - Compare two numbers #"), ("title:   # short", "title: Sacks # short"),
        ("source:  ", "source: miller-1862"), ("headnote:  ", "headnote: The miller counts."), ('quote: ""', "quote: Forty sacks of barley are gone"),
        ("limits:  ", "limits: Nobody else counted."),
    ):  # fmt: skip
        edit(lesson, old, new)
    text = quiz.read_text(encoding="utf-8").replace("text:  ", "text: Some", 1).replace("text:  ", "text: None", 1).replace("text:  ", "text: All")
    quiz.write_text(text.replace("feedback:  ", "feedback: So it is."), encoding="utf-8")
    for old, new in (
        ("title:  ", "title: Quiz"), ("skill:  ", "skill: recall"), ("stem:  ", "stem: How many?"), ('passage: ""', "passage: barley/first"),
        ('quote: ""', "quote: Forty sacks"),
    ):  # fmt: skip
        edit(quiz, old, new)
    assert found(course) == []


def test_a_new_quiz_is_named_by_its_lesson_and_every_gap_is_named_at_its_place(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(course / "lessons/weir.yml", "quiz: weir-quiz\n", "# no quiz yet\n")
    (course / "quizzes/weir-quiz.yml").unlink()
    assert main(["new", "quiz", "gates-quiz", "--lesson", "weir"]) == 0
    assert capsys.readouterr().out == (
        "wrote quizzes/gates-quiz.yml: the quiz, to be filled in\n"
        "wrote lessons/weir.yml: line 11: the lesson closes with the quiz\n"
        "`course check` names what is still to be written.\n"
    )
    assert "# no quiz yet\nquiz: gates-quiz\nbody:\n" in (course / "lessons/weir.yml").read_text(encoding="utf-8")
    nothing = "must be text, not nothing"
    assert found(course) == [
        ("quizzes/gates-quiz.yml", 4, f"`title` {nothing}"),
        ("quizzes/gates-quiz.yml", 10, "`skill` must be one of `sourcing`, `contextualisation`, `close-reading`, `corroboration`, `recall`, not nothing"),
        ("quizzes/gates-quiz.yml", 11, f"`stem` {nothing}"),
        ("quizzes/gates-quiz.yml", 14, f"`text` {nothing}"),
        ("quizzes/gates-quiz.yml", 16, f"`feedback` {nothing}"),
        ("quizzes/gates-quiz.yml", 18, f"`text` {nothing}"),
        ("quizzes/gates-quiz.yml", 19, f"`feedback` {nothing}"),
        ("quizzes/gates-quiz.yml", 21, f"`text` {nothing}"),
        ("quizzes/gates-quiz.yml", 22, f"`feedback` {nothing}"),
        ("quizzes/gates-quiz.yml", 24, "`passage` `` is not an id"),
        ("quizzes/gates-quiz.yml", 25, "`quote` is empty"),
    ]


def test_where_a_course_has_no_schemas_a_new_file_leads_to_none(course: Path) -> None:
    shutil.rmtree(course / ".schemas")
    assert main(["new", "lesson", "barley"]) == 0
    assert (course / "lessons/barley.yml").read_text(encoding="utf-8").startswith("# A lesson.")


def test_a_unit_that_is_not_there_is_begun_behind_the_others(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "lesson", "rails", "--title", "Rails", "--unit", "tram-1897"]) == 0
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "wrote lessons/units.yml: line 11: the unit `tram-1897`, to be filled in",
        "wrote _toc.yml: line 9: `book/units/tram-1897` and `book/chapters/rails`, below `book/chapters/weir`",
    ]
    assert [one for one in found(course) if one[0] == "lessons/units.yml"] == [
        ("lessons/units.yml", line, f"`{key}` must be text, not nothing") for line, key in ((12, "title"), (13, "question"), (14, "opening"))
    ]
    assert main(["new", "lesson", "bridge", "--unit", "weir-1862"]) == 0
    assert (course / "_toc.yml").read_text(encoding="utf-8").splitlines()[5:12] == [
        "    chapters:", "      - file: book/units/weir-1862", "      - file: book/chapters/weir", "      - file: book/chapters/bridge",
        "      - file: book/units/tram-1897", "      - file: book/chapters/rails", "  - caption: Sources",
    ]  # fmt: skip


def test_comments_line_ends_and_sections_of_the_table_of_contents_stay(course: Path) -> None:
    toc = course / "_toc.yml"
    text = toc.read_text(encoding="utf-8").replace(
        "chapters/weir\n", "chapters/weir.md   # the first\n        sections:\n          - file: book/review\n"
    ).replace("      - file: book/review\n      - file: book/answer", "      - file: book/answer").replace("\n", "\r\n")  # fmt: skip
    toc.write_text(text, encoding="utf-8", newline="")
    edit(course / "lessons/units.yml", "# The parts", "# Parts")
    assert main(["new", "lesson", "barley"]) == 0
    old = "          - file: book/review\r\n"
    with toc.open(encoding="utf-8", newline="") as stream:
        assert stream.read() == text.replace(old, f"{old}      - file: book/chapters/barley\r\n")


REFUSED = [
    (["lesson", "Weir"], "`Weir` is not an id; use lower-case letters and digits, in groups joined by hyphens, 64 characters at most"),
    (["lesson", "../x"], "`../x` is not an id; use lower-case letters and digits, in groups joined by hyphens, 64 characters at most"),
    (["lesson", "weir"], "`lessons/weir.yml` is there already; choose another id, or edit that file"),
    (["lesson", "weir-quiz"], "`quizzes/weir-quiz.yml` is there already; choose another id, or edit that file"),
    (["lesson", "glossary"], "`glossary` means something else in a course; choose another id"),
    (["lesson", "barley", "--unit", "weir-quiz"], "`weir-quiz` is the id of a quiz, and their notebooks share a folder; choose another id"),
    (["lesson", "barley", "--unit", "course"], "`course` means something else in a course; choose another id"),
    (["quiz", "timeline", "--lesson", "weir"], "`timeline` means something else in a course; choose another id"),
    (["quiz", "weir-1862", "--lesson", "weir"], "`weir-1862` is the id of a unit, and their notebooks share a folder; choose another id"),
    (["quiz", "q", "--lesson", "wier"], "there is no lesson `wier`; did you mean `weir`?"),
    (["quiz", "q", "--lesson", "zzzzzz"], "there is no lesson `zzzzzz`; name one with --lesson"),
    (["quiz", "q", "--lesson", "weir"], "the lesson `weir` closes with another quiz; edit that one, or remove `quiz:` from `lessons/weir.yml` first"),
]


@pytest.mark.parametrize(("arguments", "reason"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_what_cannot_be_made_is_refused_with_its_reason_and_nothing_changes(
    course: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    before = tree(course)
    assert main(["new", *arguments]) == 2
    assert capsys.readouterr() == ("", f"course: {reason}\n")
    assert tree(course) == before


@pytest.mark.usefixtures("course")
def test_which_unit_is_meant_must_be_said_where_there_are_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "lesson", "rails", "--unit", "tram"]) == 0
    capsys.readouterr()
    assert main(["new", "lesson", "barley"]) == 2
    assert capsys.readouterr().err == "course: the course has the units weir-1862, tram; name one, or a new one, with --unit\n"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("_toc.yml", "root: book/index\n", "`_toc.yml` lists no page `book/units/weir-1862`; write `- file: book/units/weir-1862` there, then run this again"),
        ("_toc.yml", "root: book/index\nchapters: [{file: book/units/weir-1862}]\n",
         "`_toc.yml` lists no page `book/units/weir-1862` on a line of its own; write `- file: book/chapters/barley` there by hand"),
        ("_toc.yml", "root: [\n", "`_toc.yml` can't be read as YAML; run `course check` and mend it first"),
        ("lessons/units.yml", b"\xff", "`lessons/units.yml` can't be read; save it as UTF-8 text that may be read"),
        ("lessons/units.yml", None, "there is no `lessons/units.yml`; run `course check` for what the course needs"),
    ],
)  # fmt: skip
def test_files_that_cannot_take_the_new_lines_are_left_alone(
    course: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | bytes | None, reason: str
) -> None:
    (course / name).unlink()
    if text is not None:
        (course / name).write_bytes(text.encode() if isinstance(text, str) else text)
    before = tree(course)
    assert main(["new", "lesson", "barley"]) == 2
    assert capsys.readouterr() == ("", f"course: {reason}\n")
    assert tree(course) == before


def test_where_no_course_is_the_way_to_one_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "lesson", "barley", "--course", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "course: there is no course here: `lessons/sources.yml` is missing; name one with --course, or make one: course new course DIR\n"
    )
