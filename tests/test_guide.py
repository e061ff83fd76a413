"""The author's guide is true: each of its pages is followed from top to bottom, and every code block is part of that."""

import shutil
from pathlib import Path

import pytest

from tests.guide_session import GUIDE, PAGES, Session, make_printed_course

FROM_NOTHING = {"first-lesson.md", "whole-course.md"}
"""Pages that begin in an empty folder; the others begin with the small course that one page of the guide prints."""


@pytest.fixture(scope="module")
def printed_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that the guide prints."""
    return make_printed_course(tmp_path_factory.mktemp("guide"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(GUIDE).as_posix())
def test_a_page_of_the_guide_can_be_followed(
    page: Path, printed_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its commands run and answer as shown; its files are written; its excerpts stand in the course."""
    folder = tmp_path if page.name in FROM_NOTHING else Path(shutil.copytree(printed_course, tmp_path / "course"))
    Session(folder, monkeypatch, capsys).follow(page.read_text(encoding="utf-8"))
