"""What a reader's browser meets in the book: the root, links, definitions, downloads."""

import pytest

from tests.browser.conftest import ROOT
from tests.browser.quiz_course import page_of, quizzes_of

PAGES = sorted(page_of(quiz) for quiz in quizzes_of(ROOT).values())


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
