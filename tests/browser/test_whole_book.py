"""Every page of the real book, whole: the theme's parts and ours, in both colour schemes, without script and on paper."""

import gzip
import json

import pytest

from tests.browser.axe import COLOURS, violations
from tests.browser.serving import hosted
from tests.browser.test_offline import KEPT, unplugged

STOCK = 714_000
"""Bytes of script and styles, gzipped, that the stock theme of jupyter-book 1 sends on a first visit: 627 KB and 87 KB."""

# What a reader ought to see but doesn't. Closed disclosures, popovers and definitions open on demand.
UNSEEN = """([wanted, except]) => [...document.querySelectorAll(wanted)]
  .filter(e => !e.closest(except) && e.textContent.trim() && !e.checkVisibility({visibilityProperty: true}))
  .map(e => e.outerHTML.slice(0, 160))"""
WORDS = "article :is(h1, h2, h3, h4, p, li, dt, dd, td, th, blockquote, figcaption, legend)"
ON_DEMAND = "details:not([open]) > :not(summary), [popover], .definition, [hidden], .course-progress, .course-review"


def pages(book):
    """Every page, as an address below the book's."""
    found = sorted(path.relative_to(book).as_posix() for path in (book / "book").rglob("*.html"))
    assert len(found) > 25
    return found


@pytest.mark.parametrize(("width", "schemes"), [(1280, ("light", "dark")), (360, ("light",))])
def test_axe_finds_nothing_on_any_page_wide_and_narrow_light_and_dark(new_page, book, address, width, schemes):
    # Colours on their way from one scheme to the other belong to neither.
    page = new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    found = {}
    for name in pages(book):
        page.goto(f"{address}/{name}")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
            broken = violations(page, rules=None if scheme == "light" else COLOURS)
            if broken:
                found[name, scheme] = broken
    assert found == {}
    assert page.complaints == []


def test_without_script_every_word_of_every_page_is_there(new_page, book, address):
    page = new_page(java_script_enabled=False)
    unseen = {}
    for name in pages(book):
        page.goto(f"{address}/{name}")
        hidden = page.evaluate(UNSEEN, [WORDS, f"{ON_DEMAND}, .course-search, .timeline-filter"])
        if hidden:
            unseen[name] = hidden
    assert unseen == {}


def test_on_paper_every_word_of_a_lesson_is_there_and_nothing_that_needs_a_screen(new_page, book, address):
    page = new_page(viewport={"width": 794, "height": 1123})
    screen_only = ".quiz-item :is(.check-line, .feedback, .key), .quiz-note, .quiz-score, .cite, .notebook-download, .confidence"
    unseen, seen = {}, {}
    for name in pages(book):
        if "/chapters/" not in name and "/sources/" not in name and "/units/" not in name:
            continue
        page.goto(f"{address}/{name}")
        page.emulate_media(media="print")
        hidden = page.evaluate(UNSEEN, [WORDS, f"{ON_DEMAND}, {screen_only}"])
        if hidden:
            unseen[name] = hidden
        shown = page.evaluate(
            "() => [...document.querySelectorAll('body > header, nav, button:not(.note-call *), body > footer')]"
            ".filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"
        )
        if shown:
            seen[name] = shown
    assert (unseen, seen) == ({}, {})


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
