"""What is cited, asked and written: figures counted by hand from the sample, tables whole, strips by their laws."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.corpus.share import union
from generator.diagnostics.model import Problems
from generator.resolve import ResolvedCourse
from generator.spec.course import load_course
from generator.spec.lesson import Skill
from generator.stats.counting import count_course, words
from generator.stats.coverage import strip
from generator.stats.model import Coverage, Standing
from generator.stats.page import stats_page
from generator.stats.to_text import stats_text
from generator.stats.words import parts
from tests.sample_course import edit, tree

TEXT = """\
Sources
Which parts are cited, from the beginning of each text to its end: · nothing, ░
▒ ▓ a part, █ all. Limits: 45 % and 60 %.

courier-1887    30.5 %  ···▓████▓░▒···▒███▒·░█▓▓··░▓···░···········░██░·········
tidings-1887    24.9 %  ··▒▓·▓▒···········░████▓····░█▒··········▓▓▒·░█░···░█░··
gazette-1890    20.5 %  ····▓░····░░░███▓············▓··░▒······░█▒····░▒░·░█▓▒░
  tower         21.0 %  ····▒█▒·········▒··░██████▓·····················▒▓····▒█
  bell          22.0 %  ···················▓██▓·············▒▓·▓░······▓██▓█░·▒█
handbill-1887   31.4 %  ············░█████████████████▒·························
               may be published whole

Skills by unit
Items that ask for each skill.

Unit   sourcing  contextualisation  close-reading  corroboration  recall  all
clock         3                  2              3              3       2   13
town          ·                  ·              3              1       2    6

Kinds
Items of each kind.

Kind        practice  graded  all
single             8       1    9
multiple           1       1    2
true-false         1       1    2
order              1       1    2
match              1       1    2
highlight          1       1    2

Items per passage
Items that the words of an excerpt prove. 12 more are proved by words outside
excerpts.

Passage               items
stopped-clock/face        1
stopped-clock/keeper      1
ringer/promises           1
ringer/receipt            1
asking/patience           3

Places of keys
Items with one key, by the place at which it is written. Of the statements to be
judged, 0 are true and 2 false.

Items with  1  2  3
2 options   6  ·
3 options   1  2  ·

Words
Words of each lesson: its author's own, and quoted ones.

Lesson         own  quoted  share quoted
stopped-clock  246     144        36.9 %
ringer         125     101        44.7 %
asking          41      36        46.8 %
"""

NARROW = """\
Skills by unit
Items that ask for each skill.

clock: sourcing 3, contextualisation 2,
  close-reading 3, corroboration 3, recall 2, all
  13
town: sourcing ·, contextualisation ·,
  close-reading 3, corroboration 1, recall 2, all
  6
"""


def resolve(root: Path) -> ResolvedCourse:
    resolved, _ = pipeline.check(root, Problems())
    assert resolved is not None
    return resolved


# -- strips --------------------------------------------------------------------------------------------------------------

RANGES = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)).map(lambda one: (one[0], one[0] + one[1]))).map(union)


@given(RANGES, st.integers(560, 900), st.integers(1, 130))
def test_a_strip_holds_all_that_is_cited_and_nothing_else(ranges: list[tuple[int, int]], chars: int, cells: int) -> None:
    found = strip(ranges, chars, cells)
    assert len(found) == cells
    assert all(0 <= part <= 1 for part in found)
    assert sum(found) * chars / cells == pytest.approx(sum(end - start for start, end in ranges))


@given(RANGES, st.integers(560, 900))
def test_a_strip_with_a_cell_for_each_character_is_the_ranges(ranges: list[tuple[int, int]], chars: int) -> None:
    cited = {at for start, end in ranges for at in range(start, end)}
    assert strip(ranges, chars, chars) == [float(at in cited) for at in range(chars)]


def test_a_text_that_is_shorter_than_its_strip_and_one_without_characters_have_strips() -> None:
    assert strip([(0, 1)], 2, 5) == [1, 1, 0.5, 0, 0]
    assert strip([], 0, 3) == [0, 0, 0]


def covered(*ranges: tuple[int, int]) -> Coverage:
    return Coverage(source="a", title="A", chars=1000, citations=0, ranges=ranges, share=0.0, standing=Standing.WITHIN)


def test_a_strip_is_told_in_words() -> None:
    assert parts(covered()) == "No part is cited."
    assert parts(covered((0, 100))) == "Cited in one part, at 0 to 10 % of the text."
    assert parts(covered((0, 100), (500, 501), (990, 1000))) == "Cited in 3 parts, at 0 to 10 %, 50 % and 99 to 100 % of the text."
    many = [(at, at + 5) for at in range(20, 1000, 70)]
    assert parts(covered(*many)) == "Cited in 14 parts, from 2 to 94 % of the text."


# -- figures --------------------------------------------------------------------------------------------------------------


def test_a_word_has_a_letter_or_a_digit() -> None:
    assert words("The **clock** -- it's 4.11 \n(no: 4.10) … é & ß") == 8


def test_what_is_cited_is_what_the_lock_prints(sample: Path) -> None:
    """The handbill is cited twice, in one stretch of 38 of its 121 characters; the ranges of an article count from its beginning."""
    stats = count_course(resolve(sample))
    by_source = {one.source: one for one in stats.coverage}
    handbill = by_source["handbill-1887"]
    assert (handbill.chars, handbill.citations, handbill.ranges, handbill.standing) == (121, 2, ((28, 66),), Standing.FREE)
    for one in stats.coverage:
        assert one.share == sum(end - start for start, end in one.ranges) / one.chars
    lock = resolve(sample).lock
    start = lock.sources["gazette-1890"].articles["bell"].raw[0]
    inside = [passage for passage in lock.passages.values() if passage.source == "gazette-1890/bell"]
    assert by_source["gazette-1890/bell"].citations == len(inside)
    first = min(passage.raw[0] for passage in inside)
    assert by_source["gazette-1890/bell"].ranges[0][0] == first - start


def test_standings_are_those_that_check_reports(sample: Path) -> None:
    """The courier has 30.5 % of it quoted, the tidings 24.9 %, and the handbill, which is free, 31.4 %."""
    edit(sample / "lessons" / "sources.yml", "limits: {warn: 45, fail: 60}", "limits: {warn: 24, fail: 60}")
    standings = {one.source: one.standing for one in count_course(resolve(sample)).coverage}
    problems = Problems()
    pipeline.check(sample, problems)
    warned = {re.findall(r"of `([^`]+)`;", one.message)[0] for one in problems if one.code.value == "share-high"}
    assert warned == {"courier-1887", "tidings-1887"} == {source for source, found in standings.items() if found is Standing.WARNED}
    assert standings["handbill-1887"] is Standing.FREE


def test_every_item_is_counted_once_by_skill_by_kind_and_by_proof(sample: Path) -> None:
    resolved = resolve(sample)
    stats = count_course(resolved)
    items = sum(len(quiz.value.items) for quiz in resolved.course.quizzes)
    assert items == 19
    assert sum(sum(counts.values()) for counts in stats.skills.values()) == items
    assert sum(sum(counts.values()) for counts in stats.kinds.values()) == items
    assert sum(len(one.items) for one in stats.passages) + stats.elsewhere == items
    assert stats.skills["town"] == {
        Skill.SOURCING: 0, Skill.CONTEXTUALISATION: 0, Skill.CLOSE_READING: 3, Skill.CORROBORATION: 1, Skill.RECALL: 2,
    }  # fmt: skip


# -- the command -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def stats(sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["stats", *arguments, "--course", str(sample)])
        return code, *capsys.readouterr()

    return run


def test_the_figures_of_the_sample(stats, sample: Path) -> None:
    before = tree(sample)
    assert stats() == (0, TEXT, "")
    assert tree(sample) == before


def test_the_lock_is_enough(stats, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, JSON and page are the same where the documents aren't."""
    with_documents = stats()[1], stats("--json")[1]
    monkeypatch.delenv("COURSE_CORPUS")
    assert (stats()[1], stats("--json")[1]) == with_documents


def test_in_a_narrow_terminal_strips_have_lines_of_their_own_and_wide_tables_become_lists(sample: Path) -> None:
    text = stats_text(count_course(resolve(sample)), 50)
    assert max(map(len, text.splitlines())) <= 50
    assert "\n\n" + NARROW + "\n" in text
    assert "\nhandbill-1887: 31.4 %, may be published whole\n  ···········▓██████████████░·····················\n" in text


@pytest.mark.parametrize("width", [1, 40, 63, 80, 100, 500])
def test_every_line_fits_the_terminal(sample: Path, width: int) -> None:
    """From 40 columns on; below, and above 120, the text is set for those."""
    lines = stats_text(count_course(resolve(sample)), width).splitlines()
    assert max(map(len, lines)) <= max(40, min(120, width))


def test_json_has_the_figures(stats) -> None:
    code, out, err = stats("--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert list(found) == [
        "course", "limits", "coverage", "skills", "kinds", "passages", "proved_elsewhere", "key_places", "statements", "lessons",
    ]  # fmt: skip
    assert found["coverage"][-1] == {
        "source": "handbill-1887", "chars": 121, "citations": 2, "share": 38 / 121, "standing": "free", "ranges": [[28, 66]],
    }  # fmt: skip
    assert found["passages"]["asking/patience"] == ["as-blame", "as-orders", "sc-asked"]
    assert found["key_places"] == {"2": [6, 0], "3": [1, 2, 0]}
    assert found["lessons"][2] == {"lesson": "asking", "unit": "town", "own": 41, "quoted": 36}


def test_the_page_is_written_whole_and_once(stats, tmp_path: Path, sample: Path) -> None:
    path = tmp_path / "out" / "stats.html"
    assert stats("--html", str(path)) == (0, f"See {path}.\n", "")
    made = path.read_bytes()
    assert made.decode() == stats_page(count_course(resolve(sample)))
    written = path.stat().st_mtime_ns
    assert stats("--html", str(path), "--json")[1] == stats("--json")[1]
    assert path.stat().st_mtime_ns == written
    code, out, err = stats("--html", str(tmp_path))
    assert (code, out, err) == (2, "", f"course: can't write {tmp_path}: Is a directory\n")


def test_the_page_draws_each_strip_to_scale_and_tells_it_in_words(sample: Path) -> None:
    page = stats_page(count_course(resolve(sample)))
    assert (
        '<li><p class="name"><b>To All Who Pay Harbour Dues</b> <code>handbill-1887</code></p>'
        '<div class="strip" aria-hidden="true"><i style="left:23.14%;width:31.40%"></i></div>'
        '<p class="quiet"><b>31.4\u00a0%</b> of 121 characters, may be published whole; 2 citations. '
        "Cited in one part, at 23 to 55\u00a0% of the text.</p></li>"
    ) in page
    assert page.count('<div class="strip"') == 6
    assert '<tr><th scope="row">town</th><td class="number">0</td><td class="number">0</td><td class="number">3</td>' in page
    assert "<script" not in page


def test_what_authors_wrote_is_escaped_on_the_page(sample: Path) -> None:
    edit(sample / "lessons" / "sources.yml", "cited_title: To All Who Pay Harbour Dues", 'cited_title: "<b>To</b> & fro"')
    assert "<b>&lt;b&gt;To&lt;/b&gt; &amp; fro</b>" in stats_page(count_course(resolve(sample)))


def test_a_course_with_errors_is_not_counted(stats, sample: Path, tmp_path: Path) -> None:
    edit(sample / "lessons" / "ringer.yml", "quote: had been sick for years", "quote: had been sick for two years")
    code, out, err = stats("--html", str(tmp_path / "stats.html"))
    assert (code, out) == (1, "")
    assert err.startswith("error[quote-near]: ")
    assert err.endswith("\n\n1 error. Nothing was counted.\n")
    assert not (tmp_path / "stats.html").exists()


def test_a_course_without_lessons_has_sources_and_no_empty_tables(sample: Path) -> None:
    for name in ("lessons/ringer.yml", "lessons/stopped-clock.yml", "lessons/asking.yml", "lessons/units.yml", "lessons/timeline.yml"):
        (sample / name).unlink()
    for path in (sample / "quizzes").glob("*.yml"):
        path.unlink()
    course = load_course(sample, problems := Problems())
    assert course is not None
    assert not problems.errors
    resolved = resolve_alone(course)
    assert re.findall(r"^[A-Z][a-z ]+$", stats_text(count_course(resolved), 80), re.MULTILINE) == ["Sources"]


def resolve_alone(course) -> ResolvedCourse:
    """A course without a look at `_toc.yml`, which names pages that aren't there."""
    corpus = pipeline.find_corpus(course, Problems())
    assert corpus is not None
    resolved = pipeline.resolve_with_corpus(course, corpus, Problems())
    assert resolved is not None
    return resolved
