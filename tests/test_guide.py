"""The author's guide is true: each of its pages is followed from top to bottom, and every code block is part of that."""

import re
import shutil
from pathlib import Path

import pytest

from generator.diagnostics.model import Problems
from generator.source.files import SourceFile
from generator.spec.amount import Bound
from generator.spec.citation import Row
from generator.spec.read import read_spec
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


UNTRUE = {
    "an excerpt that stands nowhere": "```yaml\ntitle: Nobody's account\n```\n",
    "an answer that isn't given": '```console\n$ course cite "I answered with nine"\nabsent\n```\n',
    "a command that fails": '```console\n$ course cite "I answered with ten"\n```\n',
    "a command that there isn't": "```console\n$ rm -r lessons\n```\n",
    "a change of lines that aren't there": "```{code-block} diff\n:caption: lessons/fog.yml\n-id: mist\n+id: fog\n```\n",
    "a line for a terminal that is another": "```sh\npip install course\n```\n",
    "a block without a language": "```\ncourse check\n```\n",
}


@pytest.mark.parametrize("block", UNTRUE.values(), ids=UNTRUE)
def test_a_block_that_is_not_true_stops_the_session(
    block: str, printed_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So no block of the guide goes untried."""
    root = Path(shutil.copytree(printed_course, tmp_path / "course"))
    with pytest.raises(AssertionError):
        Session(root, monkeypatch, capsys).follow(f"# A page\n\n{block}")
    assert (root / "lessons").is_dir()


AMOUNTS = re.findall(r"`amount: (.+?)` \|", (GUIDE / "lessons.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("written", AMOUNTS)
def test_an_amount_in_the_table_of_the_guide_is_one(written: str) -> None:
    """No session follows a table, so its examples are read here."""
    problems = Problems()
    row = f"id: a\nvalue: v\nsource: s\nquote: q\namount: {written}\n"
    assert read_spec(SourceFile("guide", row), Row, problems) is not None
    assert list(problems) == []


def test_the_guide_has_an_example_of_every_bound() -> None:
    assert {bound.value for bound in Bound} - {"exactly"} == {bound for one in AMOUNTS for bound in Bound if f"{bound.value}:" in one}
