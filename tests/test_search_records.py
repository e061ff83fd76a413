"""The index of the search: what can be found in the sample, whole; the same bytes each time; and what can't be found."""

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

from generator.diagnostics import to_text
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.search import index, pagefind
from generator.search.records import Kind, Record
from generator.search.words import LISTS, count_words, word_lists
from generator.spec.course import load_course
from generator.sphinx_ext.domain import SECTIONS
from generator.sphinx_ext.search import _page_records
from generator.sphinx_ext.search_prose import Section
from tests.sample_course import SAMPLE, copy_sample, edit, relock, run_course, run_python, tree
from tests.searching import index_of
from tests.test_sphinx_ext import plain_copy, sphinx

GOLDEN = Path(__file__).parent / "golden" / "search.json"
"""Every record of the sample. To record them anew after a change that is meant: COURSE_REGENERATE=1."""


@pytest.fixture(scope="module")
def html(built_sample: Path) -> Path:
    """The sample's book."""
    return built_sample / "_build" / "html"


PAGEFIND = pagefind.find_pagefind()
assert PAGEFIND is not None


def record(text: str, **others: object) -> Record:
    return Record(**{"url": "page.html", "title": "Title", "kind": Kind.LESSON, "text": text, **others})  # type: ignore[arg-type]


# -- records ----------------------------------------------------------------------------------------------------------


def test_the_records_of_the_sample_are_these(html: Path) -> None:
    found = [[one["url"], one["meta"]["title"], one["meta"].get("where", ""), one["filters"], one["content"]] for one in index_of(html)]
    if os.environ.get("COURSE_REGENERATE"):
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_record_leads_to_an_anchor_that_its_page_has(html: Path) -> None:
    places = [one["url"].partition("#")[::2] for one in index_of(html)]
    assert len(places) > 30
    assert [(page, anchor) for page, anchor in places if anchor and f'id="{anchor}"' not in (html / page).read_text("utf-8")] == []


def test_each_excerpt_comparison_term_and_source_has_one_record_of_its_kind(html: Path) -> None:
    course = load_course(SAMPLE, Problems())
    assert course is not None
    assert course.glossary is not None
    counts = {kind.value: 0 for kind in Kind}
    for one in index_of(html):
        counts[one["filters"]["kind"][0]] += 1
    assert counts["excerpt"] == sum(len(lesson.value.excerpts()) for lesson in course.lessons)
    assert counts["comparison"] == sum(len(lesson.value.comparisons()) for lesson in course.lessons)
    assert counts["event"] == (len(course.timeline.value.events) if course.timeline else 0)
    assert counts["term"] == len(course.glossary.value.terms)
    assert counts["source"] == len(course.records())


def test_nothing_of_a_quiz_is_found(html: Path) -> None:
    course = load_course(SAMPLE, Problems())
    assert course is not None
    texts = " ".join(one["content"] for one in index_of(html))
    items = [item for quiz in course.quizzes for item in quiz.value.items]
    assert len(items) > 10
    assert [item.stem for item in items if " ".join(item.stem.split()) in texts] == []
    assert "Take this quiz" not in texts


def test_sphinxs_own_search_is_gone(html: Path) -> None:
    names = {path.relative_to(html).as_posix() for path in html.rglob("*")}
    assert names & {"search.html", "searchindex.js", "_static/searchtools.js", "_static/language_data.js"} == set()
    assert {"book/search.html", "search/pagefind.js", "search/pagefind-entry.json", "search/wasm.en.pagefind"} <= names
    assert [name for name in names if name.startswith("search/") and "ui" in name] == []


def test_sections_named_like_their_page_are_found_each_at_its_place() -> None:
    """Only the page's own beginning has the page's address."""
    sections = tuple(Section(heading, anchor, ((text,),)) for heading, anchor, text in [("Clock", "clock", "One."), ("Clock", "clock-1", "Two.")])
    env = SimpleNamespace(titles={"book/clock": nodes.title(text="Clock")}, domaindata={"course": {SECTIONS: {"book/clock": sections}}})
    found = _page_records(env, SimpleNamespace(), "book/clock", "book/clock.html")  # type: ignore[arg-type]
    assert [(one.url, one.text, one.line) for one in found] == [("book/clock.html", "One.", ""), ("book/clock.html#clock-1", "Two.", "Clock")]


# -- the same bytes, however it is drawn ----------------------------------------------------------------------------------


def make(records: list[Record], folder: Path, binary: Path = PAGEFIND) -> dict[str, bytes]:
    """Make an index in a folder, with what is kept beside it. Gives its files."""
    index.write_index(binary, records, folder / "search", "en", folder / "kept", "this compiler")
    return tree(folder / "search")


def some_records(count: int) -> list[Record]:
    return [record(f"w{n} " * 20, url=f"p{n}.html", kind=list(Kind)[n % 8], units=(f"u{n % 5}",), sources=(f"s{n % 5}",)) for n in range(count)]


def test_an_index_is_the_same_in_every_run(tmp_path: Path) -> None:
    """Pagefind alone would put filters and their values in a chance order: of eighteen values no two runs would agree."""
    one, two = (make(some_records(200), tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert len(list((tmp_path / "one/search/fragment").iterdir())) == 200


def test_processes_that_read_and_write_in_parallel_give_the_same_index(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    for jobs in ("1", "2"):
        done = sphinx(root, "html", jobs, "-nWE", "-j", jobs)
        assert (done.returncode, done.stderr) == (0, "")
    assert tree(root / "_build/1/search") == tree(root / "_build/2/search") != {}


def test_a_new_index_takes_the_old_ones_place_whole(tmp_path: Path) -> None:
    for text in ("first", "second"):
        make([record(text)], tmp_path)
    assert [path.read_text("utf-8") for path in sorted((tmp_path / "search/words").glob("00*.txt"))] == ["second 1\n", "title 1\n"]
    assert len(list((tmp_path / "search/fragment").iterdir())) == 1


MAKES_NONE = """\
import sys
from generator.search import index

def refuse(*_): sys.exit("the index is made anew")

index.parts_of = refuse
from generator.cli import main

sys.exit(main(sys.argv[1:]))
"""


def test_an_index_is_made_anew_only_where_something_that_can_be_found_changed_or_it_does_not_lie_there_whole(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)

    def makes_index() -> bool:
        done = run_python(root, "-c", MAKES_NONE, "build", "--course", str(root), corpus=root / "documents")
        assert done.returncode == 0 or "the index is made anew" in done.stderr
        return done.returncode != 0

    assert run_course(root, "build", corpus=root / "documents").returncode == 0
    first = tree(root / "_build/html/search")
    edit(root / "quizzes/stopped-clock-quiz.yml", "what time do the hands show?", "what do the hands show?")
    assert not makes_index()
    assert b"what do the hands show?" in (root / "_build/html/book/chapters/stopped-clock.html").read_bytes()
    assert tree(root / "_build/html/search") == first
    edit(root / "lessons/ringer.yml", "Watch what he held in his hand.", "Watch what he held.")
    assert makes_index()
    assert run_course(root, "build", corpus=root / "documents").returncode == 0
    second = tree(root / "_build/html/search")
    assert second != first
    next((root / "_build/.course").glob("*/html/search/fragment/*")).unlink()
    edit(root / "quizzes/stopped-clock-quiz.yml", "what do the hands show?", "which time do the hands show?")
    assert makes_index()
    assert run_course(root, "build", corpus=root / "documents").returncode == 0
    assert tree(root / "_build/html/search") == second


# -- words ------------------------------------------------------------------------------------------------------------


def test_words_are_listed_by_their_first_letter_and_only_names_have_a_capital() -> None:
    """Every word has a capital where a sentence begins, and no less one that is also written small is no name."""
    records = [record("Éva met Adam. Then Adam, of the Mine, left the mine in 1952.", title="", line="")]
    assert word_lists([count_words(records)]) == {
        LISTS: '["0031.txt", "0061.txt", "0065.txt", "0069.txt", "006c.txt", "006d.txt", "006f.txt", "0074.txt"]',
        "0031.txt": "1952 1\n",
        "0061.txt": "Adam 2\n",
        "0065.txt": "éva 1\n",
        "0069.txt": "in 1\n",
        "006c.txt": "left 1\n",
        "006d.txt": "met 1\nmine 2\n",
        "006f.txt": "of 1\n",
        "0074.txt": "the 2\nthen 1\n",
    }


# -- without Pagefind -------------------------------------------------------------------------------------------------

WITHOUT = """\
import sys
from generator.search import pagefind

pagefind.get_executable = lambda: None
from generator.cli import main

sys.exit(main(sys.argv[1:]))
"""


def test_without_pagefind_the_book_is_built_with_one_warning_and_no_index(tmp_path: Path) -> None:
    """An older index doesn't stay either."""
    root = copy_sample(tmp_path)
    relock(root)
    assert run_course(root, "build", corpus=root / "documents").returncode == 0
    assert (root / "_build/html/search").exists()
    with (root / "book/index.md").open("a", encoding="utf-8") as page:
        page.write("\nOne more sentence.\n")
    done = run_python(root, "-c", WITHOUT, "build", "--course", str(root), corpus=root / "documents")
    assert done.returncode == 0
    assert "  1 warnings, " in done.stdout
    assert "warning[search-missing]: Pagefind doesn't run here, so the book is built without its search" in done.stderr
    assert "help: run `pip install 'pagefind[bin]'`" in done.stderr
    assert (root / "_build/html/book/search.html").exists()
    assert tree(root / "_build/html/search") == {}


@pytest.mark.parametrize("binary", [None, "no-program"])
def test_a_program_that_is_not_there_or_does_not_run_is_reported(binary: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if binary:
        (tmp_path / binary).write_text("not for this machine")
        (tmp_path / binary).chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: binary and tmp_path / binary)
    problems = Problems()
    index.report_missing(SAMPLE, problems)
    assert [found.code for found in problems] == [Code.SEARCH_MISSING]
    assert to_text.as_text(next(iter(problems))).startswith("warning[search-missing]")


def test_a_course_without_a_search_page_needs_no_pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: None)
    problems = Problems()
    index.report_missing(tmp_path, problems)
    assert list(problems) == []


def test_what_pagefind_refuses_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a service that ends before it has answered."""
    monkeypatch.setattr(pagefind, "_as_pagefind_has_it", lambda _record, _language: {"url": 5})
    with pytest.raises(pagefind.RefusedError):
        make([record("word")], tmp_path)
    silent = shutil.which("true")
    assert silent
    with pytest.raises(pagefind.RefusedError, match="ended too early"):
        make([record("word")], tmp_path, Path(silent))
    assert not (tmp_path / "search").exists()


def test_the_search_page_says_where_else_to_look_in_every_other_builder(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)
    done = run_python(root, "-m", "sphinx", "-nWq", "-b", "text", ".", "_build/text", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    text = (root / "_build/text/book/search.txt").read_text("utf-8")
    assert " ".join(text.split()) == "Search ****** The search works in the online book, with script. Without it, look in the contents or in the glossary."
