"""What a reader's browser meets: every page of the book, wide and narrow, from a server and from the disk."""

import pytest

from tests.browser.conftest import ROOT
from tests.browser.quiz_course import page_of, quizzes_of

PAGES = sorted(page_of(quiz) for quiz in quizzes_of(ROOT).values())


def _pages(book):
    return sorted(path.relative_to(book).as_posix() for path in (book / "book").rglob("*.html"))


def test_every_page_asks_only_its_own_server_and_complains_of_nothing(page, book, address):
    for name in _pages(book):
        page.goto(f"{address}/{name}", wait_until="load")
    foreign = [url for url in page.requested if not url.startswith((address, "data:"))]
    assert (foreign, page.complaints) == ([], [])


def test_no_page_scrolls_sideways_on_a_phone(browser, book, address):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    narrow = context.new_page()
    too_wide = []
    for name in _pages(book):
        narrow.goto(f"{address}/{name}")
        if narrow.evaluate("document.documentElement.scrollWidth") > 360:
            too_wide.append(name)
    context.close()
    assert too_wide == []


def test_the_root_leads_to_the_home_page(page, address):
    page.goto(f"{address}/index.html")
    page.wait_for_url("**/book/index.html")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Bolivia in five partisan sources")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_inside_a_lesson_leads_somewhere(page, book, address, name):
    page.goto(f"{address}/book/{name}.html")
    links = page.eval_on_selector_all("article a[href]", "all => all.map(a => a.href)")
    broken = []
    for link in sorted(set(links)):
        path, _, anchor = link.removeprefix(f"{address}/").partition("#")
        file = book / path
        if not link.startswith(address) or not file.is_file() or (anchor and f'id="{anchor}"' not in file.read_text("utf-8")):
            broken.append(link)
    assert broken == []


def test_a_definition_shows_on_focus_and_goes_with_escape(page, address):
    page.goto(f"{address}/book/chapters/counting-1952.html")
    link = page.locator("a.term-link").first
    definition = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert not definition.is_visible()
    link.focus()
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()


def test_the_notebook_is_downloaded_from_the_lesson(page, address):
    page.goto(f"{address}/book/chapters/march-1985.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Take this quiz as a Jupyter notebook").click()
    assert download.value.suggested_filename == "march-1985-quiz.ipynb"
