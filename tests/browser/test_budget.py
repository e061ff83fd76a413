"""What quizzes cost a page, from the built files. Sizes are gzipped at level 9, as a server may send them."""

import gzip
import re

from tests.browser.conftest import ROOT
from tests.browser.quiz_course import page_of, quizzes_of

QUIZ_FILES = {"store.js", "quiz.js", "progress.js", "review.js", "quiz.css"}
FORM = re.compile(r"<form[^>]*course-quiz.*?</form>", re.DOTALL)


def size(*texts: bytes) -> int:
    """Bytes of texts, each gzipped by itself."""
    return sum(len(gzip.compress(text, 9, mtime=0)) for text in texts)


def loaded(html: str) -> set[str]:
    """Our files that a page loads."""
    return {
        name for name in re.findall(r"_static/([a-z]+\.(?:js|css))", html) if name in QUIZ_FILES | {"course.js", "theme.css"}
    }


def test_the_scripts_of_a_lesson_page_take_8_kb_and_the_style_of_quizzes_3_kb(book):
    static = book / "_static"
    assert size(*((static / name).read_bytes() for name in ("store.js", "quiz.js", "course.js"))) <= 8 * 1024
    assert size((static / "quiz.css").read_bytes()) <= 3 * 1024


def test_pages_load_what_they_need_and_nothing_else(book):
    wanted = {"progress": {"store.js", "progress.js", "quiz.css"}, "review": {"store.js", "quiz.js", "review.js", "quiz.css"}}
    asking = {page_of(quiz) for quiz in quizzes_of(ROOT).values()}
    assert len(asking) > 20
    found = {path.relative_to(book).as_posix(): loaded(path.read_text("utf-8")) for path in (book / "book").rglob("*.html")}
    assert found == {
        name: {"course.js", "theme.css"}
        | (wanted.get(name.removeprefix("book/").removesuffix(".html"), set()))
        | ({"store.js", "quiz.js", "quiz.css"} if name.removeprefix("book/").removesuffix(".html") in asking else set())
        for name in found
    }


def costs(html: str) -> tuple[int, int, int]:
    """Of a page with a quiz: what the quiz adds, what its bare words would add, and how many items it has."""
    form = FORM.search(html)[0]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", form))
    without = size(FORM.sub("", html).encode())
    return size(html.encode()) - without, size(html.replace(form, words).encode()) - without, form.count("<fieldset")


def test_five_short_items_take_2_kb(small):
    added, _, items = costs((small.html / "book/chapters/ringer.html").read_text("utf-8"))
    assert items == 5
    assert added <= 2048


def test_the_markup_of_five_items_adds_less_than_1_kb_to_their_words(book):
    # The words of five items of this course, with feedback on every option and the proof, take 1.5 to 2.1 KB on their page; the
    # quiz can be held to what it adds to them.
    for quiz in quizzes_of(ROOT).values():
        added, words, items = costs((book / f"book/{page_of(quiz)}.html").read_text("utf-8"))
        assert items == len(quiz.items)
        assert (added - words) * 5 / items <= 1024, (added, words, items)
