"""How long an author waits at the workbench: from saving a file of the real course until the browser shows the edit.

    python -m tests.bench.serve_bench [--times 15]

Needs COURSE_CHROMIUM; with COURSE_CORPUS every edit proves all quotations anew. The course is a copy. Measured is from the
moment before a file is written until its words stand in the page, so noticing, checking, drawing and loading are all in it. An
edit comes a second after the last was seen, while the rest of the book is being drawn, as it does where somebody writes; or
after the rest has been drawn. `look` is what the watcher spends on one look at 10,000 files. Nothing is asserted: times are
those of one machine, whose load is printed.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from generator.serve.watch import Watcher
from tests.browser.conftest import ROOT
from tests.browser.serving_course import serving
from tests.chromium import CHROMIUM, FLAGS

LESSON, PAGE = "lessons/counting-1952.yml", "book/chapters/counting-1952.html"
WRITTEN, WRITTEN_PAGE = "book/how-to-read.md", "book/how-to-read.html"
PARTS = ("_config.yml", "_toc.yml", "conf.py", "book", "lessons", "quizzes")
FILES = 10_000


def copied(folder: Path) -> Path:
    """A copy of the real course that the bench may edit."""
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, folder / name)
    return folder


def lesson_edits(root: Path) -> str:
    """Put a mark into the lesson's first prose; gives the file's text with `MARK` where a number goes."""
    text = (root / LESSON).read_text(encoding="utf-8")
    return text.replace("prose: |\n      ", "prose: |\n      MARK ", 1)


def page_edits(root: Path) -> str:
    """The same for a page that people write: its second paragraph."""
    return (root / WRITTEN).read_text(encoding="utf-8").replace("\n\n", "\n\nMARK ", 1)


def waits(page: Page, path: Path, template: str, times: int, pause: float) -> list[float]:
    """Seconds until each edit stood in the page."""
    waited = []
    for n in range(times):
        mark = f"Edit{time.monotonic_ns()}"
        time.sleep(pause)
        began = time.monotonic()
        path.write_text(template.replace("MARK", mark), encoding="utf-8", newline="")
        page.get_by_text(mark).first.wait_for(timeout=120_000)
        if n:  # the first warms up
            waited.append(time.monotonic() - began)
    return waited


def say(label: str, waited: list[float]) -> None:
    """Median and 95th percentile."""
    high = statistics.quantiles(waited, n=20, method="inclusive")[-1]
    print(f"  {label:<52} median {statistics.median(waited):5.2f} s   p95 {high:5.2f} s   n {len(waited)}")


def look() -> None:
    """What a look at many files costs."""
    with tempfile.TemporaryDirectory() as folder:
        lessons = Path(folder, "lessons")
        lessons.mkdir()
        for n in range(FILES):
            (lessons / f"{n}.yml").write_text(f"id: {n}\n", encoding="utf-8")
        watcher = Watcher(Path(folder), None)
        took = []
        for _ in range(10):
            began = time.monotonic()
            watcher._look()
            took.append(time.monotonic() - began)
        print(f"  one look at {FILES:,} files {1000 * statistics.median(took):.0f} ms")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Edit to browser, on the real course.")
    parser.add_argument("--times", type=int, default=15)
    times = parser.parse_args().times + 1
    print(f"Edit to browser, documents {'here' if 'COURSE_CORPUS' in os.environ else 'not here'}, load {os.getloadavg()[0]:.1f}")
    look()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copied(Path(folder))
        with serving(root, corpus=None) as served:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = chromium.new_page()
            for label, file, at, template in (
                ("a lesson", LESSON, PAGE, lesson_edits(root)),
                ("a page written by hand", WRITTEN, WRITTEN_PAGE, page_edits(root)),
            ):
                page.goto(served.address + at)
                say(f"{label}, while the rest is being drawn", waits(page, root / file, template, times, 1.0))
                say(f"{label}, after a rest", waits(page, root / file, template, max(3, times // 2), 8.0))
            chromium.close()
    print(f"  load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
