"""The workbench in a browser: an edit changes the page, an error lies over it with the terminal's own words, and goes when mended."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests.browser.axe import violations
from tests.browser.serving_course import serving
from tests.sample_course import copy_sample, edit, run_course

LESSON, PAGE = "lessons/stopped-clock.yml", "book/chapters/stopped-clock.html"
QUESTION, OTHER = "When did the clock stop, and", "When did that clock stop, and"
WAIT = 60_000
LEFT = "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"
KEPT = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller); }"


@contextmanager
def published(folder):
    """A book at a port, by a server in a process of its own: with that end the connections that a browser would go on using."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = str(chosen.getsockname()[1])
    command = [sys.executable, "-u", "-m", "http.server", port, "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline().startswith("Serving HTTP")
            yield port
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    """A workbench on a copy of the sample; tests leave the course as they found it."""
    root = copy_sample(tmp_path_factory.mktemp("workbench"))
    with serving(root, corpus=root / "documents") as served:
        yield SimpleNamespace(root=root, address=served.address, said=served.said)


@pytest.fixture
def opened(workbench, page):
    """A page of it."""
    page.set_default_timeout(WAIT)
    page.goto(workbench.address + PAGE)
    page.get_by_text(QUESTION).first.wait_for()
    return page


@pytest.fixture
def broken(workbench, opened):
    """A page with an error over it, mended when the test is over."""
    edit(workbench.root / LESSON, "\ntitle: ", "\ntitel: ")
    opened.get_by_role("alert").wait_for()
    yield opened
    edit(workbench.root / LESSON, "\ntitel: ", "\ntitle: ")
    opened.get_by_role("alert").wait_for(state="detached" if opened.is_closed() else "hidden")


def test_an_edit_changes_the_page_where_it_is(workbench, opened):
    opened.evaluate("scrollTo(0, 300)")
    edit(workbench.root / LESSON, QUESTION, OTHER)
    opened.get_by_text(OTHER).first.wait_for()
    assert opened.evaluate("scrollY") == 300
    edit(workbench.root / LESSON, OTHER, QUESTION)
    opened.get_by_text(QUESTION).first.wait_for()
    assert opened.complaints == []


def test_an_error_lies_over_the_last_good_page_in_the_terminals_words_and_goes_when_mended(workbench, opened):
    del workbench.said[:]
    edit(workbench.root / LESSON, "\ntitle: ", "\ntitel: ")
    alert = opened.get_by_role("alert")
    alert.wait_for()
    heading, text = alert.locator("h2").inner_text(), alert.locator("pre").inner_text()
    assert opened.get_by_text(QUESTION).first.is_visible()
    while heading not in "".join(workbench.said):
        opened.wait_for_timeout(50)
    assert "".join(workbench.said).endswith(f"{text}\n\n{heading}\n")
    assert run_course(workbench.root, "check", corpus=workbench.root / "documents").stdout.startswith(f"{text}\n\n")
    edit(workbench.root / LESSON, "\ntitel: ", "\ntitle: ")
    alert.wait_for(state="hidden")
    assert opened.complaints == []


def test_the_overlay_is_hidden_by_escape_and_comes_back_by_its_button(broken):
    alert, again = broken.get_by_role("alert"), broken.get_by_role("button", name="The last good pages are shown.")
    alert.get_by_role("button", name="Hide").focus()
    broken.keyboard.press("Escape")
    assert not alert.is_visible()
    broken.keyboard.press("Enter")  # what shows it again has the focus
    assert alert.is_visible()
    assert not again.is_visible()
    broken.keyboard.press("Tab")  # to the errors, which the keyboard scrolls
    assert broken.evaluate("document.activeElement.shadowRoot.activeElement.localName") == "pre"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_is_accessible_and_fits_a_phone(broken, scheme):
    broken.emulate_media(color_scheme=scheme)
    broken.set_viewport_size({"width": 360, "height": 640})
    assert violations(broken) == []
    box = broken.get_by_role("alert").bounding_box()
    assert (box["x"], box["width"]) == (0, 360)
    assert box["height"] <= 640 * 0.7 + 1
    assert broken.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_book_that_was_kept_at_this_address_answers_no_longer(workbench, new_page, tmp_path):
    reader = new_page(service_workers="allow")
    reader.set_default_timeout(WAIT)
    run_course(workbench.root, "build", "--out", str(tmp_path / "html"), corpus=workbench.root / "documents")
    with published(tmp_path / "html") as port:
        address = f"http://127.0.0.1:{port}/{PAGE}"
        reader.goto(address)
        reader.evaluate("async () => { await navigator.serviceWorker.ready; }")
        reader.reload()
        reader.wait_for_function(KEPT)
    root = copy_sample(tmp_path)
    edit(root / LESSON, QUESTION, OTHER)
    with serving(root, port, root / "documents"):
        reader.goto(address)
        reader.get_by_text(OTHER).first.wait_for()
        reader.wait_for_function(LEFT)


def test_the_published_book_holds_nothing_of_the_workbench(workbench, tmp_path):
    run_course(workbench.root, "build", "--out", str(tmp_path / "html"), corpus=workbench.root / "documents")
    assert (tmp_path / "html" / PAGE).is_file()
    found = [path.name for path in (tmp_path / "html").rglob("*") if path.is_file() and b"/-/course/" in path.read_bytes()]
    assert found == []
