"""The Sphinx extension on the sample: every builder, the domain, parallel reading, and what it warns of."""

import html as entities
import os
import posixpath
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from generator.bibliography import bibtex, csl
from generator.bibliography.work import work
from generator.diagnostics.model import Problems
from generator.fingerprint import fingerprint
from generator.render.escape import one_line
from generator.score import keys_of
from generator.spec.course import Course, load_course
from generator.sphinx_ext.domain import CourseDomain
from generator.sphinx_ext.draw_items import feedback
from tests.sample_course import copy_sample, edit, relock, run_python, tree
from tests.searching import index_of

pytestmark = pytest.mark.seconds(50)

GOLDEN = Path(__file__).parent / "golden"
"""Chapters on a terminal, whole. To record them anew after a change that is meant: COURSE_REGENERATE=1."""
PRACTICE, GRADED = "stopped-clock", "asking"
"""Lessons whose quizzes have an item of every kind."""
BUILDERS = ("html", "latex", "text", "man", "epub")


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
PLAIN_TOC = "\n```{toctree}\n:glob:\n\nunits/*\nchapters/*\ntimeline\nglossary\nprogress\nreview\nsearch\nanswer-key\nnotebooks\nsources/**\n```\n"


DRAW = f"""\
from sphinx.cmd.build import build_main

for builder in {BUILDERS}:
    options = ["-nW", "--keep-going", "-q", "-b", builder, "-d", "_build/doctrees", ".", f"_build/{{builder}}"]
    if builder == "epub":  # a book must have these, which a course may leave empty
        options += ["-D", "author=nobody", "-D", "copyright=nobody", "-D", "version=1"]
    if build_main(options):
        raise SystemExit(f"{{builder}} failed")
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


@pytest.mark.parametrize("lesson", [PRACTICE, GRADED])
def test_a_chapter_on_a_terminal_holds_everything_in_reading_order(drawn: Path, lesson: str) -> None:
    text = page(drawn, f"text/book/chapters/{lesson}.txt")
    golden = GOLDEN / f"{lesson}.txt"
    if os.environ.get("COURSE_REGENERATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_an_opener_on_a_terminal_asks_its_question_before_it_tells_and_lists(drawn: Path) -> None:
    text = page(drawn, "text/book/units/clock.txt")
    golden = GOLDEN / "clock.txt"
    if os.environ.get("COURSE_REGENERATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_lesson_leads_to_its_opener_and_the_home_page_to_both(drawn: Path) -> None:
    head = element(page(drawn, "html/book/chapters/ringer.html"), '<div class="lesson-head', "</div>")
    assert re.findall(r'<p class="unit"><a [^>]*href="([^"]+)"><span>([^<]+)<', head) == [("../units/clock.html", "The clock")]
    home = page(drawn, "html/book/index.html").partition('<ul class="course-contents')[2]
    links = re.findall(r'<p class="(unit|lesson)-title">(?:<span class="unit-years">1887</span> )?<a [^>]*href="([^"]+)"', home)
    assert links == [
        ("unit", "units/clock.html"),
        ("lesson", "chapters/stopped-clock.html"),
        ("lesson", "chapters/ringer.html"),
        ("unit", "units/town.html"),
        ("lesson", "chapters/asking.html"),
    ]


def test_on_a_screen_an_excerpt_shows_source_and_headnote_first_then_words_then_proof(drawn: Path) -> None:
    excerpt = element(page(drawn, "html/book/chapters/ringer.html"), '<figure aria-labelledby="ringer-receipt-title"', "</figure>")
    marks = ("ringer-receipt-title", "source-line", "headnote", "excerpt-text", "source-notes", "provenance", "cite")
    places = [re.search(rf'(?:class|id)="[^"]*\b{mark}\b', excerpt[1:]) for mark in marks]
    assert all(places)
    assert [found.start() for found in places if found] == sorted(found.start() for found in places if found)
    words = element(excerpt, '<blockquote class="excerpt-text', "</blockquote>")
    assert re.sub(r"<[^>]+>", "", re.sub(r'<span class="definition".*?</span>', "", words)).strip() == (
        "2She rang for two years [sic], and the Board paid her, after many letters, the sum of $12.2 I have held the receipt in my hand."
    )
    assert '<a aria-label="Paragraph 2 of the source" class="paragraph-number" href="#ringer-receipt-p1">2</a>' in words


@pytest.mark.parametrize(
    ("excerpt", "kind", "mark", "why"),
    [
        ("ringer-receipt", "gloss", "[sic]", "Latin for ‘so’: this is how the source has it."),
        ("stopped-clock-keeper", "gloss", "[of the clock]", "Added by the editor of this course. The source doesn’t have it."),
        ("stopped-clock-keeper", "omission", "[...]", "The editor of this course left out 24 words."),
    ],
)
def test_what_the_editor_put_in_can_have_the_focus_and_says_what_it_is(drawn: Path, excerpt: str, kind: str, mark: str, why: str) -> None:
    lesson = excerpt.partition("-")[0].replace("stopped", "stopped-clock")
    words = element(page(drawn, f"html/book/chapters/{lesson}.html"), f'id="{excerpt}"', "</blockquote>")
    found = re.search(
        rf'<span class="term"><span aria-describedby="([^"]+)" class="{kind}" tabindex="0">{re.escape(mark)}</span>'
        r'<span class="definition" id="\1" role="tooltip">([^<]*)</span></span>',
        words,
    )
    assert found is not None
    assert found[2] == why


def test_a_note_stands_in_full_below_the_words_and_once_more_where_its_call_opens_it(drawn: Path) -> None:
    excerpt = element(page(drawn, "html/book/chapters/ringer.html"), '<figure aria-labelledby="ringer-receipt-title"', "</figure>")
    call = '<sup class="note-call"><button aria-label="Note 2" popovertarget="ringer-receipt-note-2" type="button">2</button></sup>'
    note = "Receipt of 9 May 1889, in the author’s keeping."
    assert excerpt.count(call) == 1
    assert f'<div class="note" id="ringer-receipt-note-2" popover="auto"><strong>Note 2</strong> {note}</div>' in excerpt
    assert words_of(element(excerpt, '<div class="source-notes">', '<div class="note"').removesuffix('<div class="note"')) == f"Notes in the source 2 {note}"


def test_no_id_stands_twice_on_a_page(drawn: Path) -> None:
    for path in sorted((drawn / "html/book").rglob("*.html")):
        ids = re.findall(r'\sid="([^"]*)"', path.read_text(encoding="utf-8"))
        assert sorted(ids) == sorted(set(ids)), path.name


def test_the_badge_opens_to_what_was_proved_where_and_against_what(drawn: Path) -> None:
    html = page(drawn, "html/book/chapters/stopped-clock.html")
    badges = [words_of(badge) for badge in re.findall(r'<details class="provenance">.*?</details>', html, re.DOTALL)]
    assert badges == [
        "Verbatim · but for typography · characters 156–438 of the file with sha256 7daf4887ab9e…"
        "These words were sought in the source’s file and stand there verbatim; what differs from the file is the style of quotation marks; "
        "white space. A second, independent search found them at the same place. What is printed above is cut from the file, not typed. "
        "Place: paragraph 1, characters 156–438 of 2,826. Proved against a file with sha256 7daf4887ab9e…, which the record of this source describes.",
        "Verbatim · character for character · characters 730–1,138 of the file with sha256 7daf4887ab9e…"
        "The first and the last of these words were sought in the source’s file and stand there character for character. "
        "What is printed above is cut from the file, not typed. "
        "Place: section “From the Keeper”, paragraph 3, characters 730–1,138 of 2,826. "
        "Proved against a file with sha256 7daf4887ab9e…, which the record of this source describes.",
    ]  # fmt: skip


def test_a_passage_and_a_source_can_be_cited_in_four_forms(drawn: Path) -> None:
    course = load_course(drawn.parent, Problems())
    assert course is not None
    cited = work(course, "courier-1887")
    entry = "Kesterhaven Courier. “The Clock Is Silent.” March 5, 1887."
    for name, summary, note in (
        ("chapters/stopped-clock", "Cite this passage", "“The Clock Is Silent,” Kesterhaven Courier, March 5, 1887, para. 1."),
        ("sources/courier-1887", "Cite this source", "“The Clock Is Silent,” Kesterhaven Courier, March 5, 1887."),
    ):
        box = element(page(drawn, f"html/book/{name}.html"), '<details class="cite">', "</details>")
        forms = re.findall(r'<div class="citation"><span class="citation-form">([^<]*)</span><(p|pre)>(.*?)</\2></div>', box, re.DOTALL)
        assert box.startswith(f'<details class="cite"><summary>{summary}</summary>')
        assert [(form, entities.unescape(re.sub(r"</?em>", "", text))) for form, _, text in forms] == [
            ("Note, Chicago style", note),
            ("Bibliography, Chicago style", entry),
            ("BibTeX", bibtex.entry(cited)),
            ("CSL-JSON, for Zotero and others", csl.text(cited)),
        ]


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub"])
def test_off_the_screen_there_is_one_line_of_proof_and_nothing_to_press_or_hover(drawn: Path, builder: str) -> None:
    text = published_words(drawn, builder).replace(r"\textendash{}", "–")
    line = "Verbatim, but for typography; paragraph 1, characters 156–438 of the file with sha256 7daf4887ab9e…"
    assert line in text
    for gone in ("Cite this", "BibTeX", "Latin for", "left out 24 words", "popover", "tooltip"):
        assert gone not in text
    # The folder of an e-book holds its pages a second time.
    assert text.count("Receipt of 9 May 1889") == text.count(line)


def test_typography_of_the_source_is_not_made_smarter_by_sphinx(drawn: Path) -> None:
    """The Tidings print straight quotation marks, and so does the book."""
    assert "before the Board's windows”" in page(drawn, "html/book/chapters/stopped-clock.html")


def test_a_term_carries_its_definition_for_hover_and_focus(drawn: Path) -> None:
    term = element(page(drawn, "html/book/chapters/ringer.html"), '<span class="term"><a', "</span></span>")
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
        "../../timeline.html#event-ringing",
        "../../chapters/ringer.html#ringer-receipt",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#quiz-ringer-quiz",
        "../../chapters/ringer.html#ringer-shaft",
        "../../chapters/ringer.html#quiz-ringer-quiz",
    ]


def test_a_page_loads_the_scripts_that_it_needs_and_no_other(drawn: Path) -> None:
    scripts = {
        path.relative_to(drawn / "html" / "book").as_posix(): re.findall(r"/(store|quiz|progress|review|timeline)\.js", path.read_text(encoding="utf-8"))
        for path in sorted((drawn / "html/book").rglob("*.html"))
    }
    assert {name: found for name, found in scripts.items() if found} == {
        "chapters/asking.html": ["store", "quiz"],
        "chapters/ringer.html": ["store", "quiz"],
        "chapters/stopped-clock.html": ["store", "quiz"],
        "progress.html": ["store", "progress"],
        "review.html": ["store", "quiz", "review"],
        "timeline.html": ["timeline"],
    }
    assert [name for name in scripts if "theme.css" not in page(drawn, f"html/book/{name}")] == []


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


# -- plots ------------------------------------------------------------------------------------------------------------

CROWD = [
    ("“The Clock Is Silent”, 5 March 1887: about 200", "stopped-clock-crowd--courier", "about", "left: 34%; right: 54%"),
    ("“No Hands at the Helm”, 4 March 1887: 400 or more", "stopped-clock-crowd--tidings", "at-least", "left: 80%; right: 0%"),
    ("Fenwick, 1890: 63", "stopped-clock-crowd--photograph", "exactly", "left: 12.6%; right: 87.4%"),
]
"""The rows of the sample's plot: words, the row of the table that they lead to, and the mark with its place."""
_PLOTTED = re.compile(
    r'<li class="plot-row"><p><a class="plot-words reference internal" href="#(.+?)">(.+?)</a></p>\s*<div aria-hidden="true" class="plot-track">'
    r'(?:<span class="plot-line" style="left: [\d.]+%"></span>)+<span class="plot-mark plot-(.+?)" style="(.+?)"></span></div></li>'
)


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_a_plot_says_who_when_and_what_in_the_order_of_the_table_and_marks_each_place(drawn: Path, builder: str) -> None:
    chapter = page(drawn, f"{builder}/book/chapters/stopped-clock.{'html' if builder == 'html' else 'xhtml'}")
    plot = element(chapter, '<div aria-labelledby="stopped-clock-crowd-title stopped-clock-crowd-measure" class="plot"', "<table")
    found = [(re.sub(r"<[^>]+>", "", words), target, mark, place) for target, words, mark, place in _PLOTTED.findall(plot)]
    assert found == CROWD
    assert re.findall(r'<tr class="row-\w+" id="([^"]+)">', chapter) == [target for _, target, _, _ in CROWD]
    ticks = re.findall(r'<span class="plot-tick" style="left: (\d+)%">(\d+)</span>', plot)
    assert ticks == [("0", "0"), ("20", "100"), ("40", "200"), ("60", "300"), ("80", "400"), ("100", "500")] * 2
    legend = element(plot, '<ul aria-hidden="true" class="plot-legend">', "</ul>")
    assert re.sub(r"<[^>]+>", " ", legend).split() == ["exactly", "about", "at", "least"]
    assert "plot-note" not in plot  # a scale that begins at 0 needs no word of warning


def test_a_plot_of_dates_has_no_zero_and_says_earlier_and_later(drawn: Path) -> None:
    plot = element(page(drawn, "html/book/chapters/ringer.html"), 'class="plot"', "<table")
    assert re.findall(r'class="plot-mark plot-([\w-]+)" style', plot) == ["less-than", "between"]
    legend = element(plot, '<ul aria-hidden="true" class="plot-legend">', "</ul>")
    assert re.findall(r"</span></span>([\w ]+)</li>", legend) == ["earlier", "some time between"]
    assert "plot-note" not in plot


@pytest.mark.parametrize("file", ["text/book/chapters/stopped-clock.txt", "latex/*.tex", "man/*"])
def test_where_there_is_only_text_the_table_stands_for_the_plot(drawn: Path, file: str) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in drawn.glob(file))
    assert "some two hundred people" in " ".join(written.split())
    assert "On one scale" not in written


def test_on_paper_no_feedback_stands_beside_the_options_but_in_the_key(drawn: Path) -> None:
    (file,) = (drawn / "latex").glob("*.tex")
    latex = file.read_text(encoding="utf-8")
    lessons, _, key = latex.partition("{Answer key}")
    assert ("So a sailmaker said" in lessons, "So a sailmaker said" in key) == (False, True)
    assert "like men who come home to a house without a door" in latex
    assert "paragraph-number" not in latex


def test_a_manual_page_has_the_excerpts_and_the_key(drawn: Path) -> None:
    man = "\n".join(path.read_text(encoding="utf-8") for path in sorted((drawn / "man").rglob("*.1")))
    assert "She rang for two years [sic], and the Board paid her" in man
    assert "So a sailmaker said, according to the Gazette of 1890." in man
    assert [line for line in man.splitlines() if re.search(r"\S\.(IP|UNINDENT)\b", line)] == []  # a request begins its line


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


# -- quizzes ----------------------------------------------------------------------------------------------------------

ASKED = {
    "sc-hands": ("single", ["( ) Ten past four", "( ) Eleven minutes past four", "( ) A few minutes past four"]),
    "sc-letters": ("multiple", ["[ ] He warned the Board", "[ ] He took it out", "[ ] He wrote about it"]),
    "sc-stones": ("true-false", ["( ) True", "( ) False"]),
    "sc-night": ("order", ["The sea comes over the breakwater", "The hands stop", "The wind rises"]),
    "sc-claims": ("match", [
        *(f"{claim} ____" for claim in ("Sixty-three, and a dog", "Some two hundred", "Four hundred at the least")),
        "The Courier; The Evening Tidings; The Harbour Gazette; The handbill",
    ]),
    "sc-opinion": ("highlight", ["[ ] was at his post", "[ ] He heard the great wheel [of the clock] labour", "[ ] in his opinion,"]),
}  # fmt: skip
"""An item of each kind with what a reader of paper is asked, in this order."""


def fieldset(html: str, item: str) -> str:
    """An item of a page."""
    (found,) = re.findall(rf'<fieldset [^>]*id="item-{item}".*?</fieldset>', html, re.DOTALL)
    return str(found)


def words_of(html: str) -> str:
    """The words of a stretch of a page."""
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", html)).split())


def labels(html: str) -> list[tuple[str, str, str, str]]:
    """The radios and checkboxes of an item: type, name and value, with the words of the label."""
    found = re.findall(r'<label><input type="(\w+)" name="([^"]+)" value="([^"]+)"[^>]*>(.*?)</label>', html, re.DOTALL)
    return [(kind, name, value, words_of(label)) for kind, name, value, label in found]


@pytest.mark.parametrize(("item", "kind"), [(item, kind) for item, (kind, _) in ASKED.items()])
def test_on_a_screen_an_item_is_a_fieldset_that_says_its_kind_wording_and_key(drawn: Path, item: str, kind: str) -> None:
    html = page(drawn, f"html/book/chapters/{PRACTICE}.html")
    (course,) = [load_course(drawn.parent, Problems())]
    assert course is not None
    (asked,) = [one for quiz in course.quizzes for one in quiz.value.items if one.id == item]
    opening = re.match(r"<fieldset ([^>]*)>", fieldset(html, item))
    assert opening is not None
    assert dict(re.findall(r'([\w-]+)="([^"]*)"', opening[1])) == {
        "class": "quiz-item", "id": f"item-{item}", "data-kind": kind, "data-print": fingerprint(asked), "data-key": " ".join(keys_of(asked)),
    }  # fmt: skip
    assert len(re.findall(r"<legend>", fieldset(html, item))) == 1
    assert len(re.findall(r'<details class="key"', fieldset(html, item))) == 1


def test_on_a_screen_choices_are_native_inputs_under_the_ids_of_their_options(drawn: Path) -> None:
    html = page(drawn, f"html/book/chapters/{PRACTICE}.html")
    assert labels(fieldset(html, "sc-hands")) == [
        ("radio", "sc-hands", "a", "Ten past four"),
        ("radio", "sc-hands", "b", "Eleven minutes past four"),
        ("radio", "sc-hands", "c", "A few minutes past four"),
    ]
    assert [(kind, value) for kind, _, value, _ in labels(fieldset(html, "sc-letters"))] == [("checkbox", one) for one in "abc"]
    assert labels(fieldset(html, "sc-stones")) == [("radio", "sc-stones", "true", "True"), ("radio", "sc-stones", "false", "False")]


def test_on_a_screen_stretches_are_checkboxes_around_the_words_of_the_excerpt(drawn: Path) -> None:
    item = fieldset(page(drawn, f"html/book/chapters/{PRACTICE}.html"), "sc-opinion")
    assert labels(item) == [
        ("checkbox", "sc-opinion", "post", "was at his post through the whole of the storm."),
        ("checkbox", "sc-opinion", "wheel", "He heard the great wheel [of the clock] labour"),
        ("checkbox", "sc-opinion", "louder", "“and the nothing was the louder of the two”"),
        ("checkbox", "sc-opinion", "opinion", "in his opinion, had been sick for years"),
    ]
    assert words_of(element(item, '<blockquote class="highlight-text', "</blockquote>")) == (
        "Mr Anselm Brook, keeper of the clock, was at his post through the whole of the storm. He heard the great wheel [of the clock] labour, "
        "he says, and then he heard nothing, “and the nothing was the louder of the two”. [...] The shaft, in his opinion, had been sick for "
        "years, and he had said so in writing, twice."
    )


def test_on_a_screen_claims_have_lists_to_choose_from_and_entries_stand_in_another_order(drawn: Path) -> None:
    html = page(drawn, f"html/book/chapters/{PRACTICE}.html")
    match = fieldset(html, "sc-claims")
    assert re.findall(r'<select [^>]*data-id="([^"]+)"', match) == ["63", "200", "400"]
    for options in re.findall(r"<select .*?</select>", match):
        assert re.findall(r'<option value="([^"]*)"', options) == ["", "courier", "tidings", "gazette", "handbill"]
    order = re.findall(r'data-id="([^"]+)"', fieldset(html, "sc-night"))
    assert sorted(order) == ["clock", "sea", "wind"]
    assert order != ["wind", "sea", "clock"]


def test_on_a_screen_hints_open_one_after_the_other_and_pinned_options_are_marked(drawn: Path) -> None:
    html = page(drawn, f"html/book/chapters/{PRACTICE}.html")
    hints = re.findall(r'<details class="hint"><summary>[^<]*</summary><p>([^<]*)</p>', fieldset(html, "sc-hands"))
    assert hints == ["The report gives the hour at its very beginning.", "It gives it in words, not in figures."]
    assert re.search(r"</details>\s*</details>", fieldset(html, "sc-hands"))
    assert re.findall(r'<li class="pinned"><label><input [^>]*value="(\w+)"', fieldset(html, "sc-meeting")) == ["c"]
    (form,) = re.findall(r'<form [^>]*class="course-quiz[^>]*>', html)
    assert 'data-mode="practice"' in form
    assert 'data-shuffle="yes"' in form
    assert html.count('class="sure"') == 8  # one to each item, since the quiz asks for confidence


ODD = '"ten past four" & <4.10>, {10} $2 *bold* \'so\' 🕰 שעון'


def test_text_that_looks_like_markup_comes_through_as_it_is(drawn: Path) -> None:
    item = fieldset(page(drawn, f"html/book/chapters/{PRACTICE}.html"), "sc-asked")
    straight = str.maketrans("“”‘’", "\"\"''")
    assert labels(item)[1][3].translate(straight) == ODD
    assert "1 < 2 & {term}`tower` $x$ *so* שלום 🔔" in words_of(item)


@pytest.mark.parametrize("builder", ["text", "man", "latex"])
@pytest.mark.parametrize("item", ASKED)
def test_on_paper_and_terminals_each_kind_has_boxes_or_lines_to_answer_on(drawn: Path, builder: str, item: str) -> None:
    """Hints, buttons and fields for confidence stay on the screen."""
    text = published_words(drawn, builder)
    at = 0
    for part in ASKED[item][1]:
        found = text.find(part, at)
        assert found != -1, part
        at = found + len(part)
    assert "in words, not in figures" not in text
    assert "I am sure" not in text


def test_an_e_book_has_every_item_with_its_key(drawn: Path) -> None:
    text = published_words(drawn, "epub")
    course = load_course(drawn.parent, Problems())
    assert course is not None
    (quiz,) = [quiz.value for quiz in course.quizzes if quiz.value.lesson == PRACTICE]
    for item in quiz.items:
        assert one_line(item.stem).replace("'", "’") in text
        for _, _, said, _ in feedback(item):
            assert said.replace("'", "’") in text


def published(drawn: Path, builder: str) -> dict[str, str]:
    """Every file that a builder made and a reader may get hold of, as text; an e-book's as the files in it."""
    files = {name: content for name, content in tree(drawn / builder).items() if not name.startswith((".", "_static/"))}
    for name in [name for name in files if name.endswith(".epub")]:
        with ZipFile(drawn / builder / name) as book:
            files.update({f"{name}/{inner}": book.read(inner) for inner in book.namelist()})
        del files[name]
    return {name: content.decode(errors="replace") for name, content in sorted(files.items())}


def published_words(drawn: Path, builder: str) -> str:
    """The same as words on one line, without what each format needs to write them."""
    text = " ".join(published(drawn, builder).values())
    if builder in {"html", "epub"}:
        return words_of(text)
    for written, meant in ((r"$\square$", "[ ]"), (r"$\circ$", "( )"), (r"\_", "_"), ("{[}", "["), ("{]}", "]"), (r"\textquotesingle{}", "'"), (r"\sphinxhyphen{}", "-"),
                           (r"\(aq", "'"), (r"\&.", "."), (r"\-", "-"), (r"\(bu", "")):  # fmt: skip
        text = text.replace(written, meant)
    return " ".join(text.split())


# -- graded quizzes ---------------------------------------------------------------------------------------------------


def secrets(course: Course) -> list[str]:
    """What only the spec of the graded quiz says: feedback, and proofs that no excerpt prints."""
    (quiz,) = [quiz.value for quiz in course.quizzes if quiz.value.lesson == GRADED]
    said = [said for item in quiz.items for _, _, said, _ in feedback(item)]
    return said + [one_line(item.evidence.quote or "") for item in quiz.items if item.evidence.source is not None]


def letters(text: str) -> str:
    """Letters and digits alone: in every format a sentence keeps them."""
    return re.sub(r"[\W_]+", "", entities.unescape(text))


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_file_of_a_book_holds_the_key_of_a_graded_quiz(drawn: Path, builder: str) -> None:
    course = load_course(drawn.parent, Problems())
    assert course is not None
    hidden = secrets(course)
    assert len(hidden) == 19
    for name, text in published(drawn, builder).items():
        plain = letters(text.replace("\\n", "") if name.endswith(".ipynb") else text)
        assert [one for one in hidden if letters(one) in plain] == [], name
    (answered,) = [quiz.value for quiz in course.quizzes if quiz.value.lesson == PRACTICE]
    seen = letters(" ".join(published(drawn, builder).values()))
    assert letters(answered.items[0].options[0].feedback) in seen  # so a key would be found


KEY_EDITS = (
    ("      - id: b\n        text: 3,000 crowns\n        correct: true\n", "      - id: b\n        text: 3,000 crowns\n"),
    ("        text: 900 crowns\n", "        text: 900 crowns\n        correct: true\n"),
    ("        text: In a winter three years earlier\n        correct: true\n", "        text: In a winter three years earlier\n"),
    ("        text: At Easter\n", "        text: At Easter\n        correct: true\n"),
    ("    answer: false\n", "    answer: true\n"),
    ("        answer: courier\n", "        answer: gazette\n"),
    ("        quote: who told him to wait\n        correct: true\n", "        quote: who told him to wait\n"),
    ("        quote: three boats missed the tide\n", "        quote: three boats missed the tide\n        correct: true\n"),
    ("      quote: We don't blame him.\n", "      quote: This paper has asked before.\n"),
    ("      - id: accounts\n        text: The books of the repair fund\n        feedback: Number two wants them printed.\n"
     "      - id: board\n        text: Another way to elect the Board\n        feedback: Number three comes last.\n",
     "      - id: board\n        text: Another way to elect the Board\n        feedback: Number three comes last.\n"
     "      - id: accounts\n        text: The books of the repair fund\n        feedback: Number two wants them printed.\n"),
)  # fmt: skip
"""Another key for every item of the graded quiz."""


def test_books_with_another_key_of_a_graded_quiz_differ_in_nothing_but_digests(drawn: Path, tmp_path: Path) -> None:
    """Not by a word, an order, an attribute, an entry of the search: whoever has the book has nothing of the key."""
    root = tmp_path / "course"
    shutil.copytree(drawn.parent, root, ignore=shutil.ignore_patterns(*BUILDERS))
    spec = root / "quizzes" / f"{GRADED}-quiz.yml"
    for old, new in KEY_EDITS:
        edit(spec, old, new)
    spec.write_text(re.sub(r"(feedback: |\n      (?:true|false): )(\S)", r"\1Zwybbly. \2", spec.read_text(encoding="utf-8")), encoding="utf-8")
    done = run_python(root, "-c", DRAW, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    for builder in BUILDERS:
        one, other = (published(folder, builder) for folder in (drawn, root / "_build"))
        assert {name: _undated(text) for name, text in one.items()} == {name: _undated(text) for name, text in other.items()}


def _undated(text: str) -> str:
    """Without digests of items and of the course, and without the hour at which an e-book was made."""
    text = re.sub(r'(data-print="|data-version="|"fingerprint": "|\\"fingerprint\\": \\")[0-9a-f]{12}', r"\1...", text)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "...", text)


def test_a_quiz_that_becomes_graded_takes_its_proofs_off_every_page(tmp_path: Path) -> None:
    root = plain_copy(tmp_path)
    quoted = []
    for practice in (True, False):
        if not practice:
            edit(root / "quizzes" / "stopped-clock-quiz.yml", "mode: practice", "mode: graded")
        done = sphinx(root, "html", "html", "-nW")
        assert (done.returncode, done.stderr) == (0, "")
        pages = tree(root / "_build/html/book")
        assert ("proof-sc-asked" in pages["chapters/asking.html"].decode()) is practice
        assert ("proof in " in pages["sources/handbill-1887.html"].decode()) is practice
        assert ("sc-hands:" in pages["review.html"].decode()) is practice
        assert ("sc-hands:" in pages["progress.html"].decode()) is practice
        assert ("Quiz: a clock stops" in pages["answer-key.html"].decode()) is practice
        told = (re.search(rb"([\d.]+) % of its characters", pages[name]) for name in sorted(pages) if name.startswith("sources/"))
        quoted.append(sum(float(found[1]) for found in told if found))
    assert quoted[0] > quoted[1]  # what proves a graded key isn't counted among what is quoted


# -- the whole course -------------------------------------------------------------------------------------------------


def test_the_answer_key_lists_practice_quizzes_in_the_order_of_the_book(drawn: Path) -> None:
    text = page(drawn, "text/book/answer-key.txt")
    assert re.findall(r"-\[ (.*) \]-", text) == ["Quiz: a clock stops", "Quiz: the ringer"]
    entries = re.split(r"(?m)^\d+\. ", text.split("-[ Quiz: the ringer ]-")[0])[1:]
    assert [" ".join(entry.split("\n\n")[0].split()) for entry in entries] == [
        "Eleven minutes past four",
        "He warned the Board; He wrote about it",
        "In the Net Loft",
        "False",
        "1. The wind rises; 2. The sea comes over the breakwater; 3. The hands stop",
        "Sixty-three, and a dog – The Harbour Gazette; Some two hundred – The Courier; Four hundred at the least – The Evening Tidings",
        "in his opinion, had been sick for years; “and the nothing was the louder of the two”",
        "Those who gave the keeper his orders",
    ]


def test_the_progress_page_lists_the_items_of_practice_quizzes_with_fingerprint_and_skill(drawn: Path) -> None:
    course = load_course(drawn.parent, Problems())
    assert course is not None
    html = page(drawn, "html/book/progress.html")
    assert re.findall(r'data-items="([^"]*)"', html) == [
        " ".join(f"{item.id}:{fingerprint(item)}:{item.skill.value}" for item in quiz.value.items)
        for name in ("stopped-clock-quiz", "ringer-quiz")
        for quiz in course.quizzes
        if quiz.value.id == name
    ]
    assert 'data-course="kesterhaven"' in html


def test_the_review_page_knows_where_every_practice_item_stands_and_states_the_intervals_of_the_script(drawn: Path) -> None:
    html = page(drawn, "html/book/review.html")
    known = dict(re.findall(r'<a [^>]*href="([^"]+)">.*?data-items="([^"]+)"', element(html, '<ul class="review-quizzes', "</ul>"), re.DOTALL))
    assert sorted(known) == ["chapters/ringer.html#quiz-ringer-quiz", "chapters/stopped-clock.html#quiz-stopped-clock-quiz"]
    for link, items in known.items():
        lesson = page(drawn, f"html/book/{link.partition('#')[0]}")
        printed = re.findall(r'<fieldset [^>]*data-print="(\w+)" id="item-([\w-]+)"', lesson)
        assert [(mark, name) for name, mark, _ in (item.split(":") for item in items.split())] == printed
    assert "<fieldset" not in element(html, "<article", "</article>")
    (days,) = re.findall(r"INTERVALS = \[([\d, ]+)\]", page(drawn, "html/_static/store.js"))
    *first, last = days.split(", ")
    assert f"come back after {', '.join(first)} and {last} days" in words_of(html)


def test_neither_the_review_nor_the_answer_key_is_found_by_the_search(drawn: Path) -> None:
    found = {record["url"].partition("#")[0] for record in index_of(drawn / "html")}
    assert {"book/progress.html", "book/chapters/asking.html"} <= found
    assert found & {"book/review.html", "book/answer-key.html", "book/search.html"} == set()


def test_the_proof_of_an_item_is_marked_in_its_excerpt_and_linked(drawn: Path) -> None:
    """Over two paragraphs it is marked in both, and the link leads to the first."""
    html = page(drawn, "html/book/chapters/asking.html")
    assert re.findall(r'<span class="proof" ([^>]*)>([^<]*)</span>', html) == [
        ('data-proof="proof-sc-asked" id="proof-sc-asked"', "We ask who told him to wait."),
        ('data-proof="proof-sc-asked"', "This paper has asked before."),
    ]
    link = re.findall(r'href="([^"]*#proof-[^"]*)"', page(drawn, f"html/book/chapters/{PRACTICE}.html"))
    assert link == ["#proof-sc-hands", "#proof-sc-opinion", "asking.html#proof-sc-asked"]


def test_every_link_within_the_book_leads_to_one_place(drawn: Path) -> None:
    pages = {path.relative_to(drawn / "html").as_posix(): path.read_text(encoding="utf-8") for path in (drawn / "html/book").rglob("*.html")}
    ids = {name: re.findall(r'\bid="([^"]+)"', html) for name, html in pages.items()}
    led = 0
    for name, html in pages.items():
        for target in set(re.findall(r'<a [^>]*href="([^":]*#[^"]+)"', html)):
            file, _, anchor = target.partition("#")
            to = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert ids[to].count(anchor) == 1, (name, target)
            led += 1
    assert led > 40


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
    assert said.startswith("WARNING: warning[share-high]: lessons quote 30.5 % of `courier-1887`; the limit is 25 %\n --> lessons/sources.yml:4:9\n")
    assert said.endswith("[course.share-high]\n")


# -- the domain -------------------------------------------------------------------------------------------------------


def a_domain(**places: dict[str, tuple[str, str, str]]) -> CourseDomain:
    """A domain that knows these places."""
    environment: Any = SimpleNamespace(domaindata={}, docname="")
    domain = CourseDomain(environment)
    for kind, known in places.items():
        for name, (page, anchor, title) in known.items():
            environment.docname = page
            domain.note(kind, name, anchor, title)
    environment.docname = ""
    return domain


def known_to(domain: CourseDomain) -> dict[str, dict[str, tuple[str, str, str]]]:
    """The places that a domain knows, by kind."""
    return {kind: domain.data[kind] for kind in NOTHING}


ONE = ("chapters/one", "one-a", "A")
TWO = ("chapters/two", "two-b", "B")
NOTHING: dict[str, dict[str, tuple[str, str, str]]] = {kind: {} for kind in CourseDomain.object_types}


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
    assert known_to(domain) == {
        **NOTHING, "passage": {"two/b": TWO}, "comparison": {"two/c": TWO},
    }  # fmt: skip


def test_clearing_a_page_keeps_what_another_drew_after_it() -> None:
    domain = a_domain(passage={"one/a": ONE})
    domain.data["passage"]["one/a"] = TWO
    domain.clear_doc("chapters/one")
    assert domain.data["passage"] == {"one/a": TWO}


def test_merging_takes_over_only_the_pages_that_the_other_process_read() -> None:
    domain = a_domain(passage={"one/a": ONE}, source={"s": ONE})
    old = ("chapters/one", "stale", "Stale")
    other = a_domain(passage={"one/a": old, "two/b": TWO}, quiz={"two-quiz": TWO})
    domain.merge_domaindata(["chapters/two"], other.data)
    assert known_to(domain) == {
        **NOTHING, "passage": {"one/a": ONE, "two/b": TWO}, "source": {"s": ONE}, "quiz": {"two-quiz": TWO},
    }  # fmt: skip
