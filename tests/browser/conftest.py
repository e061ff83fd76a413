"""A real Chromium, the one that COURSE_CHROMIUM names. Without it these tests aren't collected: see collect_ignore below."""

import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.browser.quiz_course import build, make_course, quizzes_of
from tests.browser.serving import hosted
from tests.chromium import CHROMIUM
from tests.once import once

ROOT = Path(__file__).parents[2]
collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The real course's book."""

    def make(out):
        subprocess.run([sys.executable, "-m", "generator", "build", "--out", out / "html"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    return once(tmp_path_factory, "real-book", make) / "html"


@pytest.fixture(scope="session")
def address(book):
    """Where the book is served."""
    with hosted(book) as found:
        yield found


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """The small course of quiz_course: its book `html`, its `quizzes` by id, its `items` by id, and `at(page)`: where a page is."""

    def make(folder):
        build(make_course(folder), folder / "html")

    folder = once(tmp_path_factory, "small", make)
    root, html = folder / "course", folder / "html"
    quizzes = quizzes_of(root)
    return SimpleNamespace(
        root=root,
        html=html,
        quizzes=quizzes,
        items={item.id: item for quiz in quizzes.values() for item in quiz.items},
        at=lambda name, anchor="": (html / "book" / f"{name}.html").as_uri() + anchor,
    )


@pytest.fixture(scope="session")
def small_address(small):
    """Where the small course's book is served."""
    with hosted(small.html) as found:
        yield found


@contextmanager
def pages_of(browser):
    """Opens pages, each with storage and settings of its own, that remember what they asked for and complained of."""
    contexts = []

    def open_page(**settings):
        # Only test_offline.py lets pages keep the book; elsewhere each fresh context would fetch all of it.
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "service_workers": "block", **settings})
        context.set_default_timeout(10_000)
        contexts.append(context)
        opened = context.new_page()
        # Deferred scripts have run by then; the theme's pictures and fonts needn't have come. Nothing but a script waits for
        # styles, though, so a page without any is ready when all of it has come.
        ready = "domcontentloaded" if settings.get("java_script_enabled", True) else "load"
        opened.goto = partial(opened.goto, wait_until=ready)
        opened.reload = partial(opened.reload, wait_until=ready)
        opened.requested, opened.complaints = [], []
        opened.on("request", lambda request: opened.requested.append(request.url))
        opened.on("console", lambda message: message.type == "error" and opened.complaints.append(message.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def new_page(browser):
    """Opens pages for one test."""
    with pages_of(browser) as open_page:
        yield open_page


@pytest.fixture
def page(new_page):
    """A fresh page."""
    return new_page()
