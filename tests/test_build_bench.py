"""The benchmark of builders measures what it says, and says what it left out; its page is that of its record."""

import itertools
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import generated_sites
from tests.bench.build_bench import KEPT, measured
from tests.bench.builders import BARE, BARE_THEME, Builder, builders
from tests.bench.builders_page import files, page, table
from tests.bench.cost_plot import APART, LETTER, MARKS, NAMES, RIGHT, plot
from tests.bench.generated_content import EDITED, units
from tests.bench.generated_course import write_course
from tests.bench.growth import fitted
from tests.bench.measuring import ProgramFailedError, measure
from tests.bench.record import Contender, Failure, Record, Run, State, added, from_json, to_json
from tests.bench.subjects import CLOCK, remarks
from tests.bench.trials_of_builders import contender, trial
from tests.bench.warm_edit import edits

COPYING = "import pathlib, shutil; shutil.copytree('chapters', 'out', dirs_exist_ok=True)"


def copier(program: str = COPYING, most: int | None = None) -> Builder:
    """A builder that copies chapters as pages, or does something else."""
    return Builder(
        name="copier", title="a copier", write=generated_sites.write_jupyter_book_1, command=(sys.executable, "-c", program),
        packages=(sys.executable, "pytest"), output="out", page="{}.md", most=most,
    )  # fmt: skip


def run(builder: str, chapters: int, clock: float, number: int = 0) -> Run:
    return Run(
        builder=builder, chapters=chapters, round=number, state=State.COLD, clock=clock, processor=2 * clock, largest=50, together=60,
        output=1_500_000,
    )  # fmt: skip


def asked(name: str, left_out: str = "", most: int | None = None, remark: str = "") -> Contender:
    return Contender(name=name, title=name.title(), version="1", left_out=left_out, most=most, remark=remark)


RECORD = Record(
    cores=2,
    python="3.11.7",
    load=(0.5, 2.0),
    contenders=(asked("course"), asked("slow", most=600, remark="Slow is slow."), asked("gone", left_out="it isn't installed")),
    runs=(
        run("course", 15, 1.0), run("course", 15, 3.0, 1), run("course", 15, 2.0, 2), run("course", 150, 10.0), run("course", 600, 40.0),
        run("course", 1500, 100.0), run("slow", 15, 1.0), run("slow", 150, 20.0), run("slow", 600, 320.0),
    ),
    failures=(Failure(builder="slow", chapters=600, said="it ended with 1"),),
)  # fmt: skip


# -- the course in other forms ----------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def test_every_builder_gets_the_same_words_of_a_chapter(tmp_path: Path) -> None:
    """Prose, quotations, headnotes, questions, options and feedback, in whatever marks."""
    chapter = next(units(2)).chapters[1]
    parts = [
        chapter.title, chapter.question, *chapter.objectives, chapter.limits,
        *(part for heading, paragraphs in chapter.sections for part in (heading, *paragraphs)),
        *(part for excerpt in chapter.excerpts for part in (excerpt.title, excerpt.headnote, excerpt.text)),
        *(part for item in chapter.items for part in (item.stem, item.proof, *(text for option in item.options for text in option))),
    ]  # fmt: skip
    for builder in builders(tmp_path, "book-theme"):
        folder = tmp_path / builder.name
        builder.write(folder, 2)
        text = (folder / builder.chapter_file(chapter)).read_text(encoding="utf-8")
        quiz = folder / f"quizzes/{chapter.id}-quiz.yml"
        written = " ".join(words(text + (quiz.read_text(encoding="utf-8") if quiz.exists() else "")))
        assert [part for part in parts if " ".join(words(part)) not in written] == [], builder.name


# -- measuring --------------------------------------------------------------------------------------------------------


HOLDING = "x = b'x' * 60_000_000; print('.', flush=True); input()"
TWO = f"""
import subprocess, sys, time
both = [subprocess.Popen([sys.executable, '-c', {HOLDING!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
for one in both: one.stdout.readline()
time.sleep(1)
for one in both: one.communicate(b'.')
"""
"""A program that starts two others, which hold 60 MB each at the same time for a second."""


def test_a_program_is_measured_with_all_that_it_starts(tmp_path: Path) -> None:
    cost = measure([sys.executable, "-c", TWO], tmp_path, {})
    assert cost.clock >= 1
    assert cost.processor > 0
    assert 60 < cost.largest < 120
    assert cost.together > 120


def test_what_measures_does_not_count_in_what_is_measured(tmp_path: Path) -> None:
    """Linux counts the process that starts a program in that program's peak, if it isn't seen to."""
    held = bytearray(b"x" * 200_000_000)
    assert 0 < measure(["true"], tmp_path, {}).largest < 30
    assert len(held) == 200_000_000


def test_what_a_program_leaves_running_is_measured_too(tmp_path: Path) -> None:
    """Builders that draw pages with a server end without waiting for it."""
    working = "import time; end = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
    leaving = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {working!r}])"
    assert measure([sys.executable, "-c", leaving], tmp_path, {}).processor > 0.5


def test_a_program_that_fails_is_no_figure_but_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailedError, match=r"\Ait ended with 3\nno such book\Z"):
        measure([sys.executable, "-c", "import sys; print('no such book', file=sys.stderr); sys.exit(3)"], tmp_path, {})
    with pytest.raises(ProgramFailedError, match=r"\Ait ended with 127\n.*No such file"):
        measure([tmp_path / "nothing"], tmp_path, {})


# -- builds -----------------------------------------------------------------------------------------------------------


def test_a_trial_is_a_cold_build_one_more_and_one_after_an_edit(tmp_path: Path) -> None:
    runs = list(trial(copier(), 3, 0, tmp_path / "book"))
    assert [one.state for one in runs] == [State.COLD, State.AGAIN, State.EDIT]
    assert [one.output - runs[0].output for one in runs] == [0, 0, len(EDITED)]
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("pass", "no page was made of 3 of 3 chapters, the first `chapter-0001`"),
        (f"{COPYING}; pathlib.Path('out/chapter-0003.md').unlink()", "no page was made of 1 of 3 chapters, the first `chapter-0003`"),
        (f"if not __import__('os').path.exists('out'): {COPYING}", "the page of `chapter-0002` is that of before the edit"),
    ],
    ids=["nothing", "a page less", "a stale page"],
)
def test_what_isnt_the_book_of_the_course_is_no_figure(program: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ProgramFailedError) as found:
        list(trial(copier(program), 3, 0, tmp_path / "book"))
    assert str(found.value) == said
    assert not (tmp_path / "book").exists()


def test_a_builder_that_cannot_build_is_left_out_by_name(tmp_path: Path) -> None:
    absent = next(one for one in builders(tmp_path, "book-theme") if one.name == "mkdocs-material")
    assert contender(absent, tmp_path / "a").left_out == "it isn't installed"
    broken = contender(copier("raise SystemExit('the theme is gone')"), tmp_path / "b")
    assert (broken.left_out, broken.version.split()[0]) == ("it couldn't build one chapter: the theme is gone", "pytest")


def test_rounds_take_turns_and_a_builder_that_failed_is_not_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    failing = "if __import__('os').path.exists('chapters/chapter-0002.md'): raise SystemExit('too large')\n" + COPYING
    chosen = [copier(most=2), replace(copier(failing), name="failing")]
    record = measured(chosen, [1, 2, 3], 2, tmp_path)
    turns = [(one.builder, one.chapters, one.round) for one in record.runs if one.state is State.COLD]
    assert turns == [("copier", 1, 0), ("failing", 1, 0), ("copier", 1, 1), ("failing", 1, 1), ("copier", 2, 0), ("copier", 2, 1)]
    assert [(one.builder, one.chapters, one.said) for one in record.failures] == [("failing", 2, "too large")]
    assert "failing, 2 chapters: it ended with 1\ntoo large" in capsys.readouterr().err


def test_edits_under_a_program_that_goes_on_running_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    root = write_course(tmp_path / "course", 1)
    before = (root / "lessons/chapter-0001.yml").read_text(encoding="utf-8")
    took = edits(root, next(units(1)).chapters[0], 2)
    assert len(took) == 2
    assert all(0 < seconds < 60 for seconds in took)
    after = (root / "lessons/chapter-0001.yml").read_text(encoding="utf-8")
    assert len(after) == len(before) + 3 * len(EDITED)


# -- what is made of it -----------------------------------------------------------------------------------------------


@given(st.floats(0.1, 3), st.floats(0.01, 100), st.sets(st.integers(150, 5000), min_size=2, max_size=6))
def test_growth_is_the_exponent_of_a_power(exponent: float, factor: float, sizes: set[int]) -> None:
    """What a small course costs isn't looked at where there are two larger ones."""
    found = fitted({15: 1_000_000.0, **{size: factor * size**exponent for size in sizes}})
    assert found is not None
    assert abs(found[0] - exponent) < 1e-6
    assert found[1:] == (min(sizes), max(sizes))


def test_growth_is_fitted_over_small_sizes_where_there_are_no_others() -> None:
    assert fitted({10: 2.0, 100: 20.0, 1000: 1.0}) == (pytest.approx(-0.150514997), 10, 1000)
    assert fitted({15: 2.0}) is None
    assert fitted({}) is None


def test_a_table_has_medians_ratios_to_this_project_and_growth() -> None:
    assert table(RECORD, State.COLD, CLOCK) == (
        "                 15        150         600  1,500               growth\n"
        "Course          2.0         10          40    100  1.00 (150 to 1,500)\n"
        "Slow    1.0 (0.50×)  20 (2.0×)  320 (8.0×)      –    2.00 (150 to 600)"
    )


def test_which_theme_jupyter_book_2_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"version": "1.2.3"}', encoding="utf-8")
    told = {theme: builders(tmp_path, theme)[2] for theme in (str(BARE_THEME), str(tmp_path), "book-theme")}
    assert [(one.title, one.remark) for one in told.values()] == [
        ("jupyter-book 2, bare", BARE),
        ("jupyter-book 2", "The theme of jupyter-book 2 was of version 1.2.3."),
        ("jupyter-book 2", ""),
    ]


def test_the_page_tells_how_many_rounds_there_were() -> None:
    assert "By chapters there were 3 rounds at 15, and 1 round at 150, 600 and 1,500.\n" in page(RECORD)


def test_readers_are_told_who_was_left_out_and_what_failed() -> None:
    assert list(remarks(RECORD)) == [
        "Slow is slow.",
        "Slow was asked for 600 chapters at most: more would take it too long.",
        "Gone was left out: it isn't installed.",
        "Slow failed at 600 chapters, and was asked for nothing more: it ended with 1.",
    ]


def test_a_record_comes_back_as_it_was_kept() -> None:
    assert from_json(to_json(RECORD)) == RECORD
    with pytest.raises(ValueError, match="the record isn't of version 1"):
        from_json(to_json(RECORD).replace('"version": 1', '"version": 2', 1))
    assert len(json.loads(to_json(RECORD))["runs"]) == len(RECORD.runs)


def test_sizes_that_are_measured_anew_take_the_place_of_the_old_of_the_same_builders() -> None:
    new = replace(RECORD, load=(3.0, 4.0), runs=(run("course", 600, 30.0), run("course", 2000, 90.0)), failures=())
    both = added(RECORD, new)
    assert [(one.builder, one.chapters, one.clock) for one in both.runs if one.chapters > 15] == [
        ("course", 150, 10.0), ("slow", 150, 20.0), ("course", 600, 30.0), ("course", 1500, 100.0), ("course", 2000, 90.0),
    ]  # fmt: skip
    assert (both.load, both.failures) == ((0.5, 4.0), ())
    (own,) = (one for one in RECORD.contenders if one.name == "course")
    some = added(RECORD, replace(RECORD, contenders=(own,), runs=(run("course", 150, 9.0),), failures=()))
    assert [(one.builder, one.clock) for one in some.runs if one.chapters == 150] == [("slow", 20.0), ("course", 9.0)]
    assert (some.contenders, some.failures) == (RECORD.contenders, RECORD.failures)
    with pytest.raises(ValueError, match="of other builders, of other versions or of another machine"):
        added(RECORD, replace(new, python="3.12.1"))


def test_sizes_that_cannot_be_added_are_not_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="of other builders"):
        measured([copier()], [1], 1, tmp_path, kept=RECORD)
    assert capsys.readouterr().err == ""


def test_a_plot_has_a_line_with_a_mark_and_a_name_for_each_builder() -> None:
    costs = {"one & all": {15: 1.0, 150: 10.0}, "two": {15: 1.0, 150: 10.1}, "three": {15: 1.0, 150: 9.9}}
    picture = ET.fromstring(plot("Cold build", "seconds", costs))
    space = "{http://www.w3.org/2000/svg}"
    assert picture.findtext(f"{space}title") == "Cold build, seconds, by chapters"
    assert len({line.get("points") for line in picture.iter(f"{space}polyline")}) == 3
    named = {one.text: float(one.get("y", "")) for one in picture.iter(f"{space}text") if one.text in costs}
    heights = sorted(named.values())
    assert len(named) == 3
    assert all(below - above >= APART - 0.1 for above, below in itertools.pairwise(heights))


def test_there_is_room_for_the_name_of_every_builder(tmp_path: Path) -> None:
    titles = [one.title for one in builders(tmp_path, str(BARE_THEME))]
    assert "jupyter-book 2, bare" in titles
    assert len(titles) <= len(MARKS)
    assert max(map(len, titles)) * LETTER <= RIGHT - NAMES


def test_a_linear_cost_is_a_straight_line() -> None:
    picture = plot("Cold build", "seconds", {"course": {15: 1.5, 150: 15.0, 1500: 150.0}})
    (points,) = re.findall(r'points="([^"]+)"', picture)
    (x1, y1), (x2, y2), (x3, y3) = (tuple(map(float, point.split(","))) for point in points.split())
    assert x1 < x2 < x3
    assert y1 > y2 > y3
    assert abs((y2 - y1) / (x2 - x1) - (y3 - y2) / (x3 - x2)) < 0.01


def test_the_page_and_its_plots_are_those_of_the_record() -> None:
    drawn = files(from_json(KEPT.read_text(encoding="utf-8")))
    assert {path.name: path.read_text(encoding="utf-8") for path in drawn} == {path.name: text for path, text in drawn.items()}
    folder = next(iter(drawn)).parent
    assert {path.name for path in folder.glob("builders*")} == {path.name for path in drawn}
