"""Pictures of the real book's pages and parts, to be looked at: on a desktop, at 360 px, dark and on paper.

    python -m tests.browser.book_screenshots BOOK OUT

Needs COURSE_CHROMIUM. BOOK is a folder that `course build` made.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import hosted
from tests.browser.ways import WAYS
from tests.chromium import CHROMIUM, FLAGS

LESSON = "chapters/deaths-2003"
BOX, COMPARISON = "#deaths-2003-union-statement", "#deaths-2003-october-toll"

PARTS: tuple[tuple[str, str, str, Callable[[Page], object] | None], ...] = (
    ("home", "index", "", None),
    ("unit-opener", "units/2003-october", "", None),
    ("lesson", LESSON, "", None),
    ("source-box", LESSON, BOX, None),
    (
        "source-box-open",
        LESSON,
        BOX,
        lambda page: page.eval_on_selector_all(f"{BOX} details", "all => { for (const one of all) one.open = true; }"),
    ),
    ("comparison", LESSON, COMPARISON, None),
    ("timeline", "timeline", "", None),
    ("source-page", "sources/iwl-2026/chronology", "", None),
    ("glossary", "glossary", "", None),
    ("search", "search", "", lambda page: (page.get_by_role("searchbox").fill("Estensoro"), page.wait_for_timeout(1500))),
)
"""Name, page, the part of it ("" for what a reader sees first), and what is done before."""


def main(book: Path, out: Path) -> None:
    """Take all pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with hosted(book) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for way, settings in WAYS.items():
            page = chromium.new_context(**settings).new_page()
            for name, where, part, prepare in PARTS:
                page.emulate_media(media="screen")
                page.goto(f"{address}/book/{where}.html", wait_until="networkidle")
                if prepare:
                    prepare(page)
                if way == "print":
                    page.emulate_media(media="print")
                path = out / f"{name}-{way}.png"
                if part:
                    page.locator(part).screenshot(path=path)
                else:
                    page.screenshot(path=path)
            page.context.close()
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
