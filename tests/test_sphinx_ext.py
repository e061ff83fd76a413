"""The Sphinx extension on the sample: every builder, the domain, parallel reading, and what it warns of."""

import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from generator.sphinx_ext.domain import CourseDomain
from tests.sample_course import copy_sample, edit, relock, run_python, tree

GOLDEN = Path(__file__).parent / "golden" / "stopped-clock.txt"
"""The chapter on a terminal, whole. Where a change of it is meant, the text builder's new page takes its place."""


def sphinx(root: Path, builder: str, out: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Sphinx over a course, quietly. Pages that an earlier run read are not read again."""
    return run_python(
        root, "-m", "sphinx", "-q", "-b", builder, "-d", "_build/doctrees", *arguments, ".", f"_build/{out}", corpus=root / "documents"
    )


def new_copy(folder: Path) -> Path:
    root = copy_sample(folder)
    relock(root)
    return root


PLAIN_CONF = """\
extensions = ["myst_nb", "generator.sphinx_ext"]
root_doc = "book/index"
exclude_patterns = ["_build", "**.ipynb"]
"""
PLAIN_TOC = "\n```{toctree}\n:glob:\n\nchapters/*\nglossary\nsources/**\n```\n"


DRAW = """\
from sphinx.cmd.build import build_main

for builder in ("html", "latex", "text", "man", "epub"):
    options = ["-nW", "--keep-going", "-q", "-b", builder, "-d", "_build/doctrees", ".", f"_build/{builder}"]
    if builder == "epub":  # a book must have these, which a course may leave empty
        options += ["-D", "author=nobody", "-D", "copyright=nobody", "-D", "version=1"]
    if build_main(options):
        raise SystemExit(f"{builder} failed")
"""
"""Draws with one builder after the other in one process, which saves most of the time."""


def plain_copy(folder: Path) -> Path:
    """A copy that Sphinx draws with nothing but the extension and the Markdown parser, in half the time."""
    root = new_copy(folder)
    (root / "conf.py").write_text(PLAIN_CONF, encoding="utf-8")
    write_home(root, PLAIN_TOC)
    return root


def write_home(root: Path, text: str) -> None:
    """Add to the home page."""
    with (root / "book" / "index.md").open("a", encoding="utf-8") as home:
        home.write(text)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample drawn by five builders, none of which warned."""
    root = new_copy(tmp_path_factory.mktemp("drawn"))
    done = run_python(root, "-c", DRAW, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    return root / "_build"


def page(drawn: Path, name: str) -> str:
    return (drawn / name).read_text(encoding="utf-8")


def element(page_: str, start: str, end: str) -> str:
    """A stretch of a page from a tag to the next end."""
    at = page_.index(start)
    return page_[at : page_.index(end, at) + len(end)]


# -- builders ---------------------------------------------------------------------------------------------------------


def test_a_chapter_on_a_terminal_holds_everything_in_reading_order(drawn: Path) -> None:
    assert page(drawn, "text/book/chapters/stopped-clock.txt") == GOLDEN.read_text(encoding="utf-8")


def test_on_a_screen_an_excerpt_shows_source_and_headnote_first_then_words_then_proof(drawn: Path) -> None:
    excerpt = element(page(drawn, "html/book/chapters/ringer.html"), '<figure aria-labelledby="ringer-receipt-title"', "</figure>")
    marks = ("ringer-receipt-title", "source-line", "headnote", "excerpt-text", "source-notes", "provenance")
    places = [re.search(rf'(?:class|id)="[^"]*\b{mark}\b', excerpt[1:]) for mark in marks]
    assert all(places)
    assert [found.start() for found in places if found] == sorted(found.start() for found in places if found)
    words = element(excerpt, '<blockquote class="excerpt-text', "</blockquote>")
    assert re.sub(r"<[^>]+>", "", words).strip() == (
        "2She rang for two years [sic], and the Board paid her, after many letters, the sum of $12.2 I have held the receipt in my hand."
    )
    assert '<a aria-label="Paragraph 2 of the source" class="paragraph-number" href="#ringer-receipt-p1">2</a>' in words
    assert '<span class="gloss" title="Added by the editor of this course">[sic]</span>' in words
    assert '<sup class="note-call">2</sup>' in words


def test_words_left_out_are_marked_as_the_editors(drawn: Path) -> None:
    assert '<span class="omission" title="Words left out by the editor of this course">[...]</span>' in page(
        drawn, "html/book/chapters/stopped-clock.html"
    )


def test_typography_of_the_source_is_not_made_smarter_by_sphinx(drawn: Path) -> None:
    """The Tidings print straight quotation marks, and so does the book."""
    assert "before the Board's windows”" in page(drawn, "html/book/chapters/stopped-clock.html")


def test_an_item_is_a_fieldset_of_native_inputs_with_its_key_folded_away(drawn: Path) -> None:
    html = page(drawn, "html/book/chapters/stopped-clock.html")
    one = element(html, '<fieldset class="quiz-item" data-keys="b" id="item-sc-hands">', "</fieldset>")
    assert "<legend>1. According to the Courier of 5 March 1887, what time do the hands show?</legend>" in one
    assert re.findall(r"<input ([^>]*)>", one) == [f'type="radio" name="sc-hands" value="{letter}"' for letter in "abc"]
    assert one.count("<details") == 1
    several = element(html, '<fieldset class="quiz-item" data-keys="a c" id="item-sc-letters">', "</fieldset>")
    assert re.findall(r"<input ([^>]*)>", several) == [f'type="checkbox" name="sc-letters" value="{letter}"' for letter in "abc"]


def test_a_term_carries_its_definition_for_hover_and_focus(drawn: Path) -> None:
    term = element(page(drawn, "html/book/chapters/ringer.html"), '<span class="term">', "</span></span>")
    assert re.sub(r'href="[^"]*"', 'href="..."', term) == (
        '<span class="term"><a aria-describedby="definition-1" class="term-link" href="...">lighter</a>'
        '<span class="definition" id="definition-1" role="tooltip">'
        "A flat boat that carries goods between ship &amp; quay; it has no sail of its own.</span></span>"
    )
    assert 'href="../glossary.html#term-lighter"' in term


def test_a_term_under_another_name_and_with_words_of_its_own_leads_to_its_entry(drawn: Path) -> None:
    html = page(drawn, "html/book/chapters/stopped-clock.html")
    links = re.findall(r'<a aria-describedby="definition-\d" class="term-link" href="([^"]*)">([^<]*)</a>', html)
    assert links == [("../glossary.html#term-tower", "tower"), ("../glossary.html#term-Harbour-Board", "Board")]


def test_references_are_titled_by_what_they_lead_to(drawn: Path) -> None:
    html = page(drawn, "html/book/index.html")
    found = dict(re.findall(r'<a class="reference internal" href="([^"#]*#[^"]+)"><span class="course-ref">([^<]*)</span></a>', html))
    assert found == {
        "chapters/ringer.html#ringer-receipt": "A receipt made out to a bell",
        "sources/courier-1887.html#source-courier-1887": "The Clock Is Silent",
        "chapters/stopped-clock.html#quiz-stopped-clock-quiz": "Quiz: a clock stops",
        "chapters/stopped-clock.html#stopped-clock-crowd": "How many people came to the quay?",
    }


def test_a_source_page_lists_what_is_cited_from_it_with_links_back(drawn: Path) -> None:
    html = page(drawn, "html/book/sources/gazette-1890/bell.html")
    cited = element(html, '<ol class="arabic simple cited-passages', "</ol>")
    assert re.findall(r'href="([^"]*)"', cited) == [
        "../../chapters/ringer.html#ringer-receipt",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#ringer-shaft",
        "../../chapters/ringer.html#quiz-ringer-quiz",
    ]


def test_only_pages_with_a_quiz_load_its_script(drawn: Path) -> None:
    pages = {path.relative_to(drawn / "html" / "book").as_posix(): path.read_text(encoding="utf-8") for path in (drawn / "html/book").rglob("*.html")}
    assert sorted(name for name, html in pages.items() if "quiz.js" in html) == ["chapters/ringer.html", "chapters/stopped-clock.html"]
    assert sorted(name for name, html in pages.items() if "course.css" not in html) == []


def test_the_notebook_is_linked_for_download_and_is_the_one_that_was_made(drawn: Path) -> None:
    html = page(drawn, "html/book/chapters/ringer.html")
    link = re.search(r'<a class="reference download internal" download="" href="\.\./\.\./(_downloads/\w+/ringer-quiz\.ipynb)">', html)
    assert link is not None
    assert (drawn / "html" / link[1]).read_bytes() == (drawn.parent / "book/notebooks/ringer-quiz.ipynb").read_bytes()


def test_the_root_leads_to_the_home_page(drawn: Path) -> None:
    assert '<meta http-equiv="refresh" content="0; url=book/index.html">' in page(drawn, "html/index.html")


def test_an_e_book_has_the_excerpts_and_nothing_that_hovers(drawn: Path) -> None:
    (file,) = (drawn / "epub").glob("*.epub")
    with ZipFile(file) as book:
        chapter = book.read("book/chapters/stopped-clock.xhtml").decode()
    assert '<figure aria-labelledby="stopped-clock-face-title" class="excerpt" id="stopped-clock-face">' in chapter
    assert "“like men who come home to a house without a door”" in chapter
    assert "tooltip" not in chapter


def test_on_paper_options_have_circles_or_boxes_and_no_key_stands_beside_them(drawn: Path) -> None:
    (file,) = (drawn / "latex").glob("*.tex")
    latex = file.read_text(encoding="utf-8")
    assert re.findall(r"(\$\\\w+\$) (?:Ten past four|He warned the Board|In the Net Loft)", latex) == [r"$\circ$", r"$\square$", r"$\circ$"]
    assert "So a sailmaker said" not in latex
    assert "like men who come home to a house without a door" in latex
    assert "paragraph-number" not in latex


def test_a_manual_page_has_the_excerpts_the_options_and_the_key(drawn: Path) -> None:
    man = "\n".join(path.read_text(encoding="utf-8") for path in sorted((drawn / "man").rglob("*.1")))
    assert "She rang for two years [sic], and the Board paid her" in man
    assert "( ) Ten past four" in man
    assert "[ ] He warned the Board" in man
    assert "So a sailmaker said, according to the Gazette of 1890." in man


def test_reading_in_two_processes_gives_the_same_book(tmp_path: Path) -> None:
    """Under plain settings, since extensions that jupyter-book and its theme load make Sphinx read in one process."""
    books = []
    for processes in ("1", "2"):
        root = plain_copy(tmp_path / processes)
        done = sphinx(root, "html", "html", "-nW", "-j", processes)
        assert (done.returncode, done.stderr) == (0, "")
        books.append(tree(root / "_build/html", without=(".buildinfo",)))
    assert books[0] == books[1]
    assert b'<span class="course-ref">A receipt made out to a bell</span>' in books[1]["book/index.html"]


# -- keeping up to date -----------------------------------------------------------------------------------------------


def test_pages_that_show_a_title_from_a_changed_page_are_drawn_again(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    assert sphinx(root, "text", "text", "-nW").returncode == 0
    edit(root / "lessons" / "ringer.yml", "title: A receipt made out to a bell", "title: Twelve dollars")
    assert sphinx(root, "text", "text", "-nW").returncode == 0
    showing = sorted(name for name, content in tree(root / "_build/text").items() if b"Twelve dollars" in content)
    assert showing == [
        "book/chapters/ringer.txt",
        "book/chapters/stopped-clock.txt",
        "book/index.txt",
        "book/sources/gazette-1890.txt",
        "book/sources/gazette-1890/bell.txt",
    ]


# -- what it says -----------------------------------------------------------------------------------------------------


def test_a_page_that_names_what_is_not_there_or_draws_what_stands_elsewhere_is_warned_of_at_its_place(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    home = root / "book" / "index.md"
    first = len(home.read_text(encoding="utf-8").splitlines()) + 1
    write_home(root, "{passage}`ringer/nothing`, {source}`gazette-1891`\n\n```{excerpt} ringer/nothing\n```\n\n```{quiz} no-quiz\n```\n"
               "\n```{excerpt} ringer/receipt\n```\n")  # fmt: skip
    done = sphinx(root, "text", "text")
    assert done.returncode == 0
    said = [re.sub(r" \[[\w.-]+\]$", "", line) for line in re.sub(r"\x1b\[[\d;]*m", "", done.stderr).splitlines() if line]
    assert said == [
        f"{home}:{first + 2}: ERROR: the course has no excerpt `ringer/nothing`",
        f"{home}:{first + 5}: ERROR: the course has no quiz `no-quiz`",
        f"{home}: WARNING: the passage `ringer/receipt` is drawn on two pages: book/chapters/ringer and here",
        f"{home}:{first}: WARNING: there is no passage 'ringer/nothing' in this book",
        f"{home}:{first}: WARNING: there is no source 'gazette-1891' in this book",
    ]


def test_a_course_with_a_misquotation_stops_sphinx_before_anything_is_written(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    edit(root / "lessons" / "stopped-clock.yml", "not fewer than four hundred", "not fewer than five hundred")
    done = sphinx(root, "text", "text")
    assert done.returncode == 2
    assert "error[quote-near]: the words are not verbatim in `tidings-1887`\n" in done.stderr
    assert "risk:   a number differs" in done.stderr
    assert not (root / "book" / "chapters").exists()


def test_a_warning_of_the_course_is_one_of_sphinx_under_its_code(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    edit(root / "lessons" / "sources.yml", "{warn: 45, fail: 60}", "{warn: 25, fail: 60}")
    done = sphinx(root, "dummy", "dummy", "-D", "show_warning_types=1")
    assert done.returncode == 0
    said = re.sub(r"\x1b\[[\d;]*m", "", done.stderr)
    assert said.startswith("WARNING: warning[share-high]: lessons quote 28.6 % of `courier-1887`; the limit is 25 %\n --> lessons/sources.yml:3:9\n")
    assert said.endswith("[course.share-high]\n")


# -- the domain -------------------------------------------------------------------------------------------------------


def a_domain(**places: dict[str, tuple[str, str, str]]) -> CourseDomain:
    """A domain that knows these places."""
    environment: Any = SimpleNamespace(domaindata={}, docname="")
    domain = CourseDomain(environment)
    for kind, known in places.items():
        domain.data[kind].update(known)
    return domain


ONE = ("chapters/one", "one-a", "A")
TWO = ("chapters/two", "two-b", "B")


def test_a_domain_begins_empty_and_notes_what_the_page_being_read_draws() -> None:
    domain = a_domain()
    assert list(domain.get_objects()) == []
    domain.env.docname = "chapters/one"
    domain.note("passage", "one/a", "one-a", "A")
    domain.env.docname = "sources/s"
    domain.note("source", "s", "source-s", "S")
    assert list(domain.get_objects()) == [
        ("one/a", "A", "passage", "chapters/one", "one-a", 1),
        ("s", "S", "source", "sources/s", "source-s", 1),
    ]


def test_clearing_a_page_forgets_what_it_drew_and_nothing_else() -> None:
    domain = a_domain(passage={"one/a": ONE, "two/b": TWO}, quiz={"one-quiz": ONE}, comparison={"two/c": TWO})
    domain.clear_doc("chapters/one")
    assert {kind: domain.data[kind] for kind in CourseDomain.initial_data} == {
        "passage": {"two/b": TWO}, "source": {}, "quiz": {}, "comparison": {"two/c": TWO},
    }  # fmt: skip


def test_merging_takes_over_only_the_pages_that_the_other_process_read() -> None:
    domain = a_domain(passage={"one/a": ONE}, source={"s": ONE})
    old = ("chapters/one", "stale", "Stale")
    other = a_domain(passage={"one/a": old, "two/b": TWO}, quiz={"two-quiz": TWO})
    domain.merge_domaindata(["chapters/two"], other.data)
    assert {kind: domain.data[kind] for kind in CourseDomain.initial_data} == {
        "passage": {"one/a": ONE, "two/b": TWO}, "source": {"s": ONE}, "quiz": {"two-quiz": TWO}, "comparison": {},
    }  # fmt: skip
