"""`course new course DIR`: a small complete course that builds at once, whole or not at all."""

import json
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.new import course as new_course
from generator.new.course import template_files, write_course
from generator.new.inserting import RefusedError
from generator.schema.dialect import schema_of
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from tests.sample_course import run_course, tree


@pytest.fixture
def without_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS", raising=False)


@pytest.mark.usefixtures("without_corpus")
def test_a_new_course_has_no_problem_and_builds_without_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "course", str(tmp_path / "mine")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"wrote {tmp_path / 'mine' / '.gitignore'}"
    assert said[-1] == f"Now build it: course build --course {tmp_path / 'mine'}"
    assert main(["check", "--course", str(tmp_path / "mine")]) == 0
    assert capsys.readouterr().out == (
        "Checked 1 lessons, 1 quizzes, 4 items, 12 citations, 1 excerpts, 2 documents, 1 phrases: no problems.\n"
    )
    built = run_course(tmp_path / "mine", "build")
    assert (built.returncode, built.stderr) == (0, "")
    assert "  12 quotations proved against the documents, just now\n" in built.stdout
    assert "  0 warnings, " in built.stdout
    assert "Both gates" in (tmp_path / "mine/_build/html/book/chapters/weir.html").read_text(encoding="utf-8")


def test_the_files_are_those_of_a_course_and_are_named_as_tools_want_them(tmp_path: Path) -> None:
    write_course(tmp_path / "mine")
    assert list(tree(tmp_path / "mine")) == [
        ".gitignore", *(f".schemas/{name}.json" for name in sorted(FileKind)), "README.md", "_config.yml", "_toc.yml", "book/answer-key.md", "book/index.md", "book/notebooks.md",
        "book/progress.md", "book/review.md", "book/search.md", "conf.py", "corpus/miller-1862.txt", "corpus/minutes-1862.txt",
        "lessons/glossary.yml", "lessons/sources.yml", "lessons/timeline.yml", "lessons/units.yml", "lessons/weir.yml",
        "quizzes/weir-quiz.yml",
    ]  # fmt: skip
    assert tree(tmp_path / "mine") == template_files()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o755


def test_an_editor_finds_the_schema_of_every_file(tmp_path: Path) -> None:
    write_course(tmp_path / "mine")
    for path in sorted((tmp_path / "mine").glob("*/*.yml")):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        schema = json.loads((path.parent / first.removeprefix("# yaml-language-server: $schema=")).read_text(encoding="utf-8"))
        kind = next((kind for kind, one in FILES.items() if one.path.endswith(f"/{path.name}")), FileKind.QUIZ if path.parent.name == "quizzes" else FileKind.LESSON)
        assert schema == schema_of(FILES[kind].model), path.name


def test_an_empty_folder_is_filled_and_stays_the_folder_that_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert main(["new", "course", "."]) == 0
    assert tmp_path.stat().st_ino == before
    assert tree(tmp_path) == template_files()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", "course", str(tmp_path)]) == 2
    assert capsys.readouterr() == ("", f"course: {tmp_path} isn't empty; name a new folder\n")
    assert main(["new", "course", str(tmp_path / "notes.txt")]) == 2
    assert capsys.readouterr() == ("", f"course: {tmp_path / 'notes.txt'} is a file; name a folder\n")
    assert tree(tmp_path) == {"notes.txt": b"mine"}


@pytest.mark.parametrize("there", [True, False])
def test_a_course_that_cannot_be_written_whole_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool) -> None:
    """Whether a file can't be written beside, or can't be moved up."""
    folder = tmp_path / "mine"
    if there:
        folder.mkdir()
    real = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name == "lessons" or path.name.startswith(".course-new."):
            raise OSError(28, "No space left on device", str(path))
        return real(path, target)

    monkeypatch.setattr(new_course.Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        write_course(folder)
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])


def test_a_folder_that_holds_something_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(RefusedError, match="isn't empty; name a new folder"):
        write_course(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_title_of_ones_own_stands_wherever_the_examples_stood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One with a colon and quotation marks, which YAML reads otherwise than a home page."""
    assert main(["new", "course", str(tmp_path / "mine"), "--title", 'Bees:  a "quarrel"']) == 0
    made = tree(tmp_path / "mine")
    assert [name for name, content in template_files().items() if b"The weir at Ashen Ford" in content]
    assert [name for name, content in made.items() if b"The weir at Ashen Ford" in content] == []
    config = yaml.safe_load(made["_config.yml"])
    assert [config["title"], *(config["sphinx"]["config"][key] for key in ("project", "html_short_title"))] == ['Bees: a "quarrel"'] * 3
    assert made["book/index.md"].startswith(b'# Bees: a "quarrel"\n')
    assert yaml.safe_load(made["lessons/sources.yml"])["course"] == "bees-a-quarrel"
    capsys.readouterr()
    assert main(["new", "course", str(tmp_path / "other"), "--title", " "]) == 2
    assert capsys.readouterr() == ("", "course: the title is empty; write some words after --title\n")
    assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("without_corpus")
def test_an_empty_course_holds_nothing_of_the_example_and_asks_for_documents_and_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "mine"
    assert main(["new", "course", str(root), "--title", "Bees", "--empty"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Now go there, and add a document: cd {root}; course new source FILE"
    assert [name for name, content in tree(root).items() if b"weir" in content or b"Ashen" in content or b"1862" in content] == []
    assert main(["check", "--course", str(root)]) == 1
    assert capsys.readouterr().out == """\
error[bad-value]: `documents` must have 1 or more entries, and has 0
 --> lessons/sources.yml:5:12
  |
5 | documents: []
  |            ^^

error[bad-value]: `units` must have 1 or more entries, and has 0
 --> lessons/units.yml:3:8
  |
3 | units: []
  |        ^^

Checked 0 lessons, 0 quizzes, 0 items, 0 citations, 0 excerpts, 0 documents, 0 phrases: 2 errors.
"""
