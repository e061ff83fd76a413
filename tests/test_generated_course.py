"""The made-up course of the benches is a whole course, the same each time, and grows by chapters alone."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics.model import Problems, Severity
from tests.bench.generated_content import CHAPTERS_OF_UNIT, EDITED, EXCERPTS, ITEMS, edited, units
from tests.bench.generated_course import chapter_file, write_course
from tests.sample_course import tree


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("made-up") / "course", CHAPTERS_OF_UNIT + 1)


def test_every_quotation_of_the_made_up_course_is_proved(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    problems = Problems()
    resolved, counts = pipeline.check(course, problems)
    assert [found for found in problems if found.severity is Severity.ERROR] == []
    assert resolved is not None
    chapters = CHAPTERS_OF_UNIT + 1
    assert (counts.lessons, counts.excerpts, counts.items) == (chapters, chapters * EXCERPTS, chapters * ITEMS)


def test_the_same_course_is_written_again(course: Path, tmp_path: Path) -> None:
    again = tree(write_course(tmp_path / "course", CHAPTERS_OF_UNIT + 1))
    assert {name: content for name, content in tree(course).items() if name in again} == again


def test_chapters_are_those_of_every_larger_course() -> None:
    small, large = list(units(4)), list(units(24))
    assert small[0].document == large[0].document
    assert small[0].chapters == large[0].chapters[:4]
    assert [len(unit.chapters) for unit in large] == [10, 10, 4]


def test_a_chapter_has_about_1500_words_besides_its_items() -> None:
    for unit in units(10):
        for chapter in unit.chapters:
            prose = " ".join(" ".join((heading, *paragraphs)) for heading, paragraphs in chapter.sections)
            read = " ".join((excerpt.headnote + " " + excerpt.text) for excerpt in chapter.excerpts)
            assert 1_350 <= len(f"{prose} {read} {chapter.limits}".split()) <= 1_650


def test_an_edit_makes_a_chapter_longer_by_its_words_each_time() -> None:
    chapter = next(units(1)).chapters[0]
    text = "\n".join(("# Title", *chapter.sections[0][1]))
    once = edited(text, chapter)
    assert len(once) == len(text) + len(EDITED)
    assert len(edited(once, chapter)) == len(once) + len(EDITED)
    assert chapter_file(chapter) == "lessons/chapter-0001.yml"
