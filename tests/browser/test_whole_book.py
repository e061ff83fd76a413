"""Every page of the real book, whole: the theme's parts and ours, wide and narrow, in both colour schemes, without script and on
paper."""

import gzip
import json
from types import SimpleNamespace

import pytest

from tests.browser.axe import COLOURS, SCRIPT, colour, violations
from tests.browser.conftest import pages_of
from tests.browser.serving import hosted
from tests.browser.test_offline import KEPT, unplugged

pytestmark = pytest.mark.seconds(140)

STOCK = 714_000
"""Bytes of script and styles, gzipped, that the stock theme of jupyter-book 1 sends on a first visit: 627 KB and 87 KB."""

# What a reader ought to see but doesn't. Closed disclosures, popovers and definitions open on demand.
UNSEEN = """([wanted, except]) => [...document.querySelectorAll(wanted)]
  .filter(e => !e.closest(except) && e.textContent.trim() && !e.checkVisibility({visibilityProperty: true}))
  .map(e => e.outerHTML.slice(0, 160))"""
WORDS = "article :is(h1, h2, h3, h4, p, li, dt, dd, td, th, blockquote, figcaption, legend)"
SCREEN_ONLY = ".quiz-item :is(.check-line, .feedback, .key), .quiz-note, .quiz-score, .cite, .notebook-download, .confidence"
ON_DEMAND = "details:not([open]) > :not(summary), [popover], .definition, [hidden], .course-progress, .course-review"


def pages(book):
    """Every page, as an address below the book's."""
    found = sorted(path.relative_to(book).as_posix() for path in (book / "book").rglob("*.html"))
    assert len(found) > 25
    return found


def on_paper(page):
    """What of a page's words doesn't print, and what prints although it needs a screen."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    unseen = page.evaluate(UNSEEN, [WORDS, f"{ON_DEMAND}, {SCREEN_ONLY}"])
    needless = page.evaluate(
        "() => [...document.querySelectorAll('body > header, nav, button:not(.note-call *), body > footer')]"
        ".filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"
    )
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    return [*unseen, *needless]


@pytest.fixture(scope="module")
def wide(browser, book, address):
    """What is found wrong with each page on a desk, each read once: `light` and `dark` by axe, on `paper`; `foreign`, the addresses
    elsewhere that pages asked for; their `complaints`."""
    found = SimpleNamespace(light={}, dark={}, paper={})
    with pages_of(browser) as open_page:
        page = open_page(reduced_motion="reduce")
        page.add_init_script(path=SCRIPT)
        for name in pages(book):
            page.goto(f"{address}/{name}", wait_until="load")
            for scheme, rules, broken in (("light", None, found.light), ("dark", COLOURS, found.dark)):
                colour(page, scheme)
                broken[name] = violations(page, rules=rules)
            found.paper[name] = on_paper(page)
        found.foreign = [url for url in page.requested if not url.startswith((address, "data:"))]
        found.complaints = page.complaints
    return found


@pytest.fixture(scope="module")
def narrow(browser, book, address):
    """What is found wrong with each page on a phone, each read once: `light` by axe; `width`, that of what scrolls; `complaints`."""
    found = SimpleNamespace(light={}, width={})
    with pages_of(browser) as open_page:
        page = open_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
        page.add_init_script(path=SCRIPT)
        for name in pages(book):
            page.goto(f"{address}/{name}")
            found.width[name] = page.evaluate("document.documentElement.scrollWidth")
            found.light[name] = violations(page)
        found.complaints = page.complaints
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_on_a_desk(wide, book, scheme):
    assert vars(wide)[scheme] == {name: [] for name in pages(book)}


def test_every_page_asks_only_its_own_server_and_complains_of_nothing(wide):
    assert (wide.foreign, wide.complaints) == ([], [])


def test_on_paper_every_word_of_a_page_is_there_and_nothing_that_needs_a_screen(wide):
    of_the_course = {name: found for name, found in wide.paper.items() if name.split("/")[1] in ("chapters", "sources", "units")}
    assert len(of_the_course) > 20
    assert {name: found for name, found in of_the_course.items() if found} == {}


def test_axe_finds_nothing_on_any_page_on_a_phone(narrow, book):
    assert narrow.light == {name: [] for name in pages(book)}
    assert narrow.complaints == []


def test_no_page_scrolls_sideways_on_a_phone(narrow, book):
    assert list(narrow.width) == pages(book)
    assert {name: width for name, width in narrow.width.items() if width > 360} == {}


def test_without_script_every_word_of_every_page_is_there(new_page, book, address):
    page = new_page(java_script_enabled=False)
    unseen = {}
    for name in pages(book):
        page.goto(f"{address}/{name}")
        hidden = page.evaluate(UNSEEN, [WORDS, f"{ON_DEMAND}, .course-search, .timeline-filter"])
        if hidden:
            unseen[name] = hidden
    assert unseen == {}


def test_the_first_visit_of_a_lesson_takes_a_quarter_of_the_stock_theme_s_bytes(new_page, book, address):
    page = new_page()
    page.goto(f"{address}/book/chapters/deaths-2003.html", wait_until="networkidle")
    asked = {url.removeprefix(f"{address}/").partition("?")[0] for url in page.requested if url.startswith(address)}
    files = {name: book / name for name in asked if not name.startswith("data:")}
    sent = {name: len(gzip.compress(path.read_bytes(), 6, mtime=0)) for name, path in files.items()}
    assert len(sent) > 8
    assert sum(sent.values()) < STOCK / 4, sent


def test_after_one_visit_every_page_and_the_search_read_without_a_network(new_page, book):
    page = new_page(service_workers="allow")
    listed = json.loads((book / "edition.json").read_text("utf-8"))["files"]
    with hosted(book) as address:
        page.goto(f"{address}/book/index.html")
        page.wait_for_function(KEPT, timeout=60_000)
    with unplugged(page):
        for name in pages(book):
            answer = page.goto(f"{address}/{name}")
            assert (answer.status, answer.from_service_worker) == (200, True), name
            assert page.get_by_role("heading", level=1).count() == 1, name
        lost = page.evaluate(
            "([root, names]) => Promise.all(names.map(name => fetch(`${root}/${name}`).then(answer => answer.ok ? '' : name)))",
            [address, list(listed)],
        )
        page.goto(f"{address}/book/search.html?q=Pulacayo")
        assert "Pulacayo" in page.locator("ol.search-results > li").first.inner_text()
    assert [name for name in lost if name] == []
    assert page.complaints == []
