"""Pictures of every kind of item in every state, of progress and of review, to be looked at.

    python -m tests.browser.screenshots OUT

Needs COURSE_CHROMIUM. Each kind is shown fresh, right, wrong and partly right; on a desktop, at 360 px, dark and on paper.
"""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.answering import answer_and_check, group_of
from tests.browser.quiz_course import EXAM, KINDS, NO_PARTIAL, an_answer, build, make_course, quizzes_of
from tests.browser.serving import hosted
from tests.browser.test_remembering import record, store
from tests.browser.ways import WAYS
from tests.chromium import CHROMIUM, FLAGS


def main(out: Path) -> None:
    """Take all pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder, playwright = stack.enter_context(tempfile.TemporaryDirectory()), stack.enter_context(sync_playwright())
        root, html = make_course(Path(folder)), Path(folder, "html")
        build(root, html)
        address = stack.enter_context(hosted(html))
        quizzes = quizzes_of(root)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for way, settings in WAYS.items():
            page = chromium.new_context(**settings).new_page()

            def at(name: str, page: Page = page) -> None:
                page.emulate_media(media="screen")
                page.goto(f"{address}/book/{name}.html")
                page.locator("form:not([aria-busy])").first.wait_for(state="attached")

            def take(part: str, name: str, page: Page = page, way: str = way) -> None:
                if way == "print":
                    page.emulate_media(media="print")
                # What the theme keeps on the screen would lie over pictures that are longer than it.
                page.add_style_tag(
                    content=".page-head, .skip-link { display: none !important }"
                )
                page.locator(part).screenshot(path=out / f"{name}-{way}.png")
                page.emulate_media(media="screen")

            for item in quizzes[KINDS].items:
                states = ("fresh", "right", "wrong") if item.kind in NO_PARTIAL else ("fresh", "right", "wrong", "partial")
                for state in states:
                    at("progress")
                    store(page, {})
                    at("chapters/stopped-clock")
                    if state != "fresh":
                        answer_and_check(page, item, an_answer(item, state))
                    group_of(page, item).scroll_into_view_if_needed()
                    take(f"#item-{item.id}", f"{item.kind}-{state}")
            at("chapters/exam")
            take(f"#quiz-{EXAM}", "graded")
            at("chapters/texts")
            take("#quiz-texts-quiz", "texts")
            due = [*quizzes[KINDS].items, *quizzes["ringer-quiz"].items[:3]]
            store(page, {item.id: record(item, n % 2, 5) for n, item in enumerate(due)})
            for name in ("progress", "review"):
                at(name)
                take("article", name)
            page.context.close()
        chromium.close()
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
