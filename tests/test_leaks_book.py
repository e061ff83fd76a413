"""The whole book as it is built, with downloads and graded quizzes of every kind: it is proved, and one planted key undoes that."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.downloads.pdf import MissingEngineError, require_engine
from tests.browser.quiz_course import make_course
from tests.sample_course import edit, run_course
from tests.test_notebook import KINDS

pytestmark = pytest.mark.seconds(40)

try:
    require_engine()
except MissingEngineError:  # the extra `downloads`, and a library that not every system has
    DOWNLOADS: tuple[str, ...] = ()
else:
    DOWNLOADS = ("--downloads",)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course's root, its book built: three graded quizzes, one of them about the whole course, beside those for practice."""
    root = make_course(tmp_path_factory.mktemp("book"))
    graded = KINDS.replace("items:\n", "mode: graded\nitems:\n", 1).replace("id: k-", "id: graded-")  # k-match is taken
    (root / "quizzes" / "kinds-quiz.yml").write_text(graded.replace("lesson: stopped-clock\n", ""), encoding="utf-8")
    edit(root / "_toc.yml", "      - file: book/progress\n", "      - file: book/quizzes/kinds-quiz\n      - file: book/progress\n")
    done = run_course(root, "build", *DOWNLOADS, corpus=root / "documents")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def leaks(root: Path, capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        code = main(["leaks", *map(str, paths), "--json", "--course", str(root)])
    return code, json.loads(capsys.readouterr().out)


def test_an_honest_book_is_proved(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = leaks(built, capsys, built / "_build" / "html", built / "book" / "notebooks")
    assert (told["findings"], told["not_looked_into"]) == ([], [])
    assert (code, told["proved"], told["quizzes"]) == (0, True, ["asking-quiz", "exam-quiz", "kinds-quiz"])
    assert told["looked_into"]["files"] > 100
    remade = {(one["quiz"], one["remade"]) for one in told["notebooks"]}
    assert remade == {("asking-quiz", "same"), ("exam-quiz", "same"), ("kinds-quiz", "same")}


def test_a_quiz_about_the_whole_course_has_a_page_and_a_place_among_the_notebooks(built: Path) -> None:
    page = (built / "_build/html/book/quizzes/kinds-quiz.html").read_text("utf-8")
    assert page.count('id="quiz-kinds-quiz"') == 1
    assert "<p>This quiz is about the whole course.</p>" in page
    assert "notebooks/kinds-quiz.ipynb" not in (built / "_build/html/book/chapters/stopped-clock.html").read_text("utf-8")
    listed = (built / "_build/html/book/notebooks.html").read_text("utf-8").partition('class="notebook-list')[2]
    assert listed.count("Quiz: every kind") == 1
    assert listed.index("Quiz: every kind") > listed.index("The whole course")


def test_the_same_book_with_its_quizzes_for_practice_is_full_of_keys(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The test above can fail: what is built for practice from the same specs tells every key, in pages, notebooks and downloads."""
    root = tmp_path / "course"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("_build"))
    for path in (root / "quizzes" / "asking-quiz.yml", root / "quizzes" / "exam-quiz.yml"):
        path.write_text(path.read_text("utf-8").replace("mode: graded", "mode: practice"), "utf-8")
    done = run_course(root, "build", *DOWNLOADS, corpus=root / "documents")
    assert done.returncode == 0, done.stdout + done.stderr
    code, told = leaks(built, capsys, root / "_build" / "html")
    assert (code, told["proved"]) == (1, False)
    items = {(one["quiz"], one["item"]) for one in told["findings"]}
    kinds_of = {one["kind"] for one in told["findings"]}
    assert {item for quiz, item in items if quiz == "exam-quiz"} == {
        "x-single", "x-multiple", "x-true", "x-order", "x-match", "x-highlight",
    }  # fmt: skip
    assert kinds_of >= {"feedback-text", "evidence-text", "evidence-mark", "key-markup", "key-field", "key-fingerprint"}
    page = {one["kind"] for one in told["findings"] if one["path"] == "book/chapters/exam.html" and one["item"] == "x-single"}
    assert page >= {"feedback-text", "key-markup", "key-fingerprint"}
    suffixes = {one["path"].split("/(")[0].rpartition(".")[2] for one in told["findings"]}
    assert suffixes >= ({"html", "ipynb", "xhtml", "pdf"} if DOWNLOADS else {"html", "ipynb"})


def test_what_instructors_keep_is_full_of_keys(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = leaks(built, capsys, built / "quizzes", built / "lessons")
    assert code == 1
    assert {(one["kind"], one["path"]) for one in told["findings"]} >= {
        ("spec", "exam-quiz.yml"), ("feedback-text", "exam-quiz.yml"), ("lock", "passages.lock.yml"),
    }  # fmt: skip
