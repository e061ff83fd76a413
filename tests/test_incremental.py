"""A book that was brought up to date is the book that a build from nothing makes, and only the pages that changed were written."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

from generator.book import _run_sphinx, build_book
from generator.diagnostics.model import Problems
from generator.pipeline import check
from tests.sample_course import copy_sample

LESSON, CHAPTER = "lessons/stopped-clock.yml", "book/chapters/stopped-clock"


def built(root: Path) -> dict[str, bytes]:
    """The files of the book, after bringing it up to date."""
    os.environ["COURSE_CORPUS"] = str(root / "documents")
    problems = Problems()
    assert build_book(root, root / "_build/html", problems) is not None, [*problems]
    assert list(problems) == []
    files = {path.relative_to(root / "_build/html").as_posix(): path.read_bytes() for path in (root / "_build/html").rglob("*") if path.is_file()}
    [stamp] = (root / "_build/.course").glob("*/stamp.json")
    assert json.loads(stamp.read_bytes())["files"] == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return files


def from_nothing(root: Path, folder: Path) -> dict[str, bytes]:
    """The files of the book that a build from nothing makes of the same course."""
    other = folder / "other"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("_build"))
    files = built(other)
    shutil.rmtree(other)
    return files


def pages(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The pages that differ, without ending."""
    return sorted(name.removesuffix(".html") for name in before.keys() | after.keys() if name.endswith(".html") and before.get(name) != after.get(name))


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit of a file: its first such words become others."""

    def edit(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def quarter_past(root: Path) -> None:
    """A checkout at another time: every file is as it was and looks new."""
    for path in root.rglob("*"):
        if "_build" not in path.parts:
            os.utime(path, (2_000_000_000, 2_000_000_000))


def lost(root: Path) -> None:
    """Somebody removed a page from the working folder, and damaged another and what is kept beside it; and the published book is gone."""
    [page] = (root / "_build/.course").rglob("chapters/ringer.html")
    page.unlink()
    [page] = (root / "_build/.course").rglob("chapters/asking.html")
    page.write_text("?", encoding="utf-8")
    kept = [*(root / "_build/.course").rglob("*.json"), *(root / "_build/.course").rglob("templates/*")]
    assert {"lock.json", "settings.json"} < {path.name for path in kept}
    for path in kept:
        path.write_bytes(path.read_bytes()[:-7])
    shutil.rmtree(root / "_build/html")


EDITS: dict[str, tuple[Callable[[Path], None], list[str] | None]] = {
    "another time": (quarter_past, []),
    "a sentence": (replaced(LESSON, "Two papers reported", "That evening two papers reported"), [CHAPTER]),
    # What names the lesson: its neighbour, contents, progress, its source, its unit; and the timeline, which quotes the excerpt.
    "a title": (
        replaced(LESSON, "title: A clock stops", "title: A clock falls silent"),
        ["book/chapters/ringer", CHAPTER, "book/index", "book/progress", "book/sources/courier-1887", "book/timeline", "book/units/clock"],
    ),
    "pages lost": (lost, []),
    "the book's title": (replaced("_config.yml", "title: ", "title: New "), None),
}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose book has been built."""
    monkeypatch.setenv("COURSE_CORPUS", "")
    return copy_sample(tmp_path / "one")


def test_what_an_edit_leaves_is_what_a_build_from_nothing_makes(course: Path, tmp_path: Path) -> None:
    before = built(course)
    for what, (edit, expected) in EDITS.items():
        edit(course)
        after = built(course)
        assert after == from_nothing(course, tmp_path), what
        if expected is not None:
            assert pages(before, after) == expected, what
        before = after


def test_pages_read_for_a_website_are_read_again_for_a_builder_that_draws_otherwise(course: Path, tmp_path: Path) -> None:
    built(course)
    resolved, _ = check(course, Problems())
    assert resolved is not None
    [work] = [path.parent for path in (course / "_build/.course").glob("*/doctrees")]
    texts = []
    for folder in (work, tmp_path / "fresh"):
        problems = Problems()
        _run_sphinx(resolved, folder, "xml", {}, problems)
        assert list(problems) == []
        texts.append({path.name: path.read_text(encoding="utf-8") for path in (folder / "xml").rglob("*.xml")})
    assert texts[0] == texts[1]
    assert "The same report turns to the one man who was there." in " ".join(texts[0]["stopped-clock.xml"].split())


def test_pages_that_show_nothing_new_are_not_written(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(course)
    written: list[str] = []
    write = StandaloneHTMLBuilder.write_doc

    def noted(self: StandaloneHTMLBuilder, docname: str, *more: object) -> None:
        written.append(docname)
        write(self, docname, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", noted)
    EDITS["a sentence"][0](course)
    built(course)
    assert written == [CHAPTER, "book/index"]  # Sphinx always writes the page with the table of contents


def test_an_update_that_was_broken_off_is_made_good(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(course)
    EDITS["a title"][0](course)
    write = StandaloneHTMLBuilder.write_doc

    def killed(self: StandaloneHTMLBuilder, docname: str, *more: object) -> None:
        if docname == CHAPTER:
            raise KeyboardInterrupt
        write(self, docname, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", killed)
    with pytest.raises(KeyboardInterrupt):
        built(course)
    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", write)
    assert built(course) == from_nothing(course, tmp_path)
