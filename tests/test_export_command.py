"""`course export`: what it writes and leaves alone, what it says, and what stops it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.export.place import Placed, placed
from tests.sample_course import edit, tree
from tests.test_notebook import kinds

Run = Callable[..., tuple[int, str, str]]
WARNED = "course: anyone can read the answers of quizzes for practice in the book: {}\n"


@pytest.fixture
def course(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command on the sample with the quiz of every kind: exit code, output, complaints."""
    kinds(sample)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["export", *arguments, "--course", str(sample)])
        return (code, *capsys.readouterr())

    return run


def test_quizzes_that_are_named_are_written_and_no_others(course: Run, tmp_path: Path) -> None:
    assert course("nbgrader", "kinds-quiz", "--out", "there") == (
        0,
        "1 quiz for nbgrader in there: 3 files written, 0 unchanged.\nREADME.txt there says what to do next.\n",
        WARNED.format("kinds-quiz"),
    )
    assert [*tree(tmp_path / "there")] == ["README.txt", "nbgrader_config.py", "source/kinds-quiz/kinds-quiz.ipynb"]


@pytest.mark.parametrize(("target", "place"), [("nbgrader", "source/{0}/{0}.ipynb"), ("otter", "{0}/{0}.ipynb")])
def test_all_quizzes_are_written_if_none_is_named(course: Run, sample: Path, tmp_path: Path, target: str, place: str) -> None:
    code, _, _ = course(target, "--out", "there")
    names = sorted(path.stem for path in (sample / "quizzes").glob("*.yml"))
    assert code == 0
    assert len(names) > 1
    assert {place.format(name) for name in names} == {name for name in tree(tmp_path / "there") if name.endswith(".ipynb")}


def test_a_graded_quiz_is_written_without_a_warning(course: Run, sample: Path) -> None:
    edit(sample / "quizzes/kinds-quiz.yml", "items:\n  - id: k-one", "mode: graded\nitems:\n  - id: k-one")
    assert course("otter", "kinds-quiz", "--out", "there") == (
        0,
        "1 quiz for otter in there: 2 files written, 0 unchanged.\nREADME.txt there says what to do next.\n",
        "",
    )


def test_a_second_export_changes_nothing(course: Run, tmp_path: Path) -> None:
    course("otter", "kinds-quiz", "--out", "there")
    before = tree(tmp_path / "there")
    code, said, _ = course("otter", "kinds-quiz", "kinds-quiz", "--out", "there")
    assert (code, said.splitlines()[0]) == (0, "1 quiz for otter in there: 0 files written, 2 unchanged.")
    assert tree(tmp_path / "there") == before


def test_settings_and_a_readme_of_the_instructor_s_own_are_left_alone(course: Run, tmp_path: Path) -> None:
    own = tmp_path / "there"
    own.mkdir()
    for name in ("nbgrader_config.py", "README.txt"):
        (own / name).write_text("mine\n", encoding="utf-8")
    assert course("nbgrader", "kinds-quiz", "--out", "there") == (
        0,
        "1 quiz for nbgrader in there: 1 file written, 0 unchanged.\n",
        WARNED.format("kinds-quiz")
        + "course: left as they were, since they are not as this export writes them: README.txt, nbgrader_config.py\n",
    )
    assert {tree(own)[name] for name in ("nbgrader_config.py", "README.txt")} == {b"mine\n"}


def test_a_program_is_told_in_json(course: Run) -> None:
    code, out, err = course("otter", "kinds-quiz", "--out", "there", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "target": "otter",
        "quizzes": [{"id": "kinds-quiz", "mode": "practice"}],
        "written": ["README.txt", "kinds-quiz/kinds-quiz.ipynb"],
        "unchanged": [],
        "kept": [],
    }


def test_every_quiz_that_is_not_there_is_named_and_nothing_is_written(course: Run, tmp_path: Path) -> None:
    assert course("otter", "kind-quiz", "kinds-quiz", "xyz", "--out", "there") == (
        2,
        "",
        "course: there is no quiz `kind-quiz`; did you mean `kinds-quiz`?\n  there is no quiz `xyz`\n",
    )
    assert not (tmp_path / "there").exists()


def test_a_course_with_problems_is_not_exported(course: Run, sample: Path, tmp_path: Path) -> None:
    edit(sample / "quizzes/kinds-quiz.yml", "quote: eleven minutes past four}", "quote: twelve minutes past four}")
    code, out, err = course("nbgrader", "--out", "there")
    assert (code, out) == (1, "")
    assert "error[quote-" in err
    assert err.endswith("1 error, 1 warning. Nothing was exported.\n")
    code, out, err = course("nbgrader", "--out", "there", "--json")
    assert (code, err) == (1, "")
    assert sorted(problem["severity"] for problem in json.loads(out)["problems"]) == ["error", "warning"]
    assert not (tmp_path / "there").exists()


def test_a_folder_that_cannot_be_written_to_is_wrong_usage(course: Run, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file\n", encoding="utf-8")
    assert course("otter", "--out", "there") == (2, "", "course: can't write to there: Not a directory\n")
    assert course("otter", "--out", "there/deep") == (2, "", "course: can't write to there/deep: Not a directory\n")


@pytest.mark.parametrize("arguments", [["moodle", "--out", "x"], ["nbgrader"], []])
def test_without_a_known_target_and_a_place_it_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", *arguments])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: course export")


def test_what_became_of_each_file_is_told_in_the_order_of_paths(tmp_path: Path) -> None:
    files = {"b/x.ipynb": b"1", "README.txt": b"2", "a/y.ipynb": b"3"}
    assert placed(tmp_path, files) == Placed(written=("README.txt", "a/y.ipynb", "b/x.ipynb"), unchanged=(), kept=())
    (tmp_path / "README.txt").write_bytes(b"own")
    assert placed(tmp_path, {**files, "b/x.ipynb": b"4"}) == Placed(
        written=("b/x.ipynb",), unchanged=("a/y.ipynb",), kept=("README.txt",)
    )
    assert tree(tmp_path) == {"README.txt": b"own", "a/y.ipynb": b"3", "b/x.ipynb": b"4"}


def test_the_command_tells_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", "--help"])
    assert left.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("usage: course export [-h] [--course DIR] --out DIR [--json] {nbgrader,otter} [QUIZ ...]")
