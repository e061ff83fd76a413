"""What a quiz costs a page, beside two other ways to put one into a Jupyter Book, from the same five items in the same run.

    python -m tests.bench.quiz_bench

Needs COURSE_CHROMIUM. jupyterquiz and teachbooks-questions are installed into a temporary folder and built with this project's
Sphinx and theme; where they can't be had, the figures of the study that came before this code are printed instead.
Requests to other hosts are counted and stopped, so no figure hangs on them. Times are medians of five loads on one machine.
"""

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.quiz_course import PAIR, build, make_course
from tests.browser.serving import hosted
from tests.chromium import CHROMIUM, FLAGS

OTHERS = {"jupyterquiz": "2.9.6.4", "teachbooks-questions": "0.4.0"}
LOADS = 5
COLUMNS = ("HTML, gz", "scripts and styles, gz", "requests", "other hosts", "answerable, ms", "next paint, ms")
STUDY = {"jupyterquiz": ("9.2 KB", "0", "-", "0", "-", "-"), "teachbooks-questions": ("1.6 KB", "19.2 KB", "-", "2", "-", "-")}
"""The study's figures, for five other items of the same form on the same Sphinx."""

ITEMS = [
    (
        f"Which of the {thing} does the keeper of the tower name in his report of the storm?",
        [(f"The {one} {thing}, as he wrote to the Board in the winter of {1880 + n}", f"He names the {one} {thing} in his {place} letter, but says nothing of the storm.") for n, (one, place) in enumerate(zip(("great", "small", "broken", "mended"), ("first", "second", "third", "last"), strict=True))],
    )
    for thing in ("wheels", "bells", "shafts", "lamps", "stairs")
]  # fmt: skip
"""Five questions of four options, the third right, with feedback on each."""

PROOFS = (
    "Nobody was drowned.",
    "They were quiet.",
    "He did not touch it.",
    "The second asks whether the first was read.",
    "One window is broken.",
)

ANSWERABLE = """selector => {
  const look = () => {
    const found = document.querySelector(selector);
    if (found && found.getClientRects().length) window.answerable = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
PAINTS = """() => {
  window.slowest = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (entry.interactionId) window.slowest = Math.max(window.slowest, entry.duration);
  }).observe({ type: "event", durationThreshold: 16 });
}"""


def size(data: bytes) -> int:
    """Bytes, gzipped."""
    return len(gzip.compress(data, 9, mtime=0))


def ours(folder: Path) -> tuple[Path, str, str]:
    """Build the items with this project. Gives the book, the page, and the page without its quiz."""
    root = make_course(folder)
    quiz = ["id: pair-one-quiz", "title: Five items", "lesson: pair", "items:"]
    for n, ((stem, options), proof) in enumerate(zip(ITEMS, PROOFS, strict=True)):
        quiz += [f"  - id: b-{n}", "    skill: recall", f"    stem: {json.dumps(stem)}", "    options:"]
        for place, (text, said) in enumerate(options):
            right = "correct: true, " if place == 2 else ""
            quiz.append(f"      - {{id: {'abcd'[place]}, text: {json.dumps(text)}, {right}feedback: {json.dumps(said)}}}")
        quiz.append(f"    evidence: {{source: courier-1887, quote: {json.dumps(proof)}}}")
    (root / "quizzes" / "pair-one-quiz.yml").write_text("\n".join(quiz) + "\n", "utf-8")
    (root / "quizzes" / f"{PAIR[1]}.yml").unlink()
    two = root / "book" / "two.md"
    two.write_text(two.read_text("utf-8").replace(f"```{{quiz}} {PAIR[1]}\n```\n", ""), "utf-8")
    build(root, folder / "html")
    page = folder / "html/book/two.html"
    html = page.read_text("utf-8")
    bare = re.sub(
        r"<form[^>]*course-quiz.*?</form>|<(script|link)[^>]*_static/(store|quiz)\.[^>]*>(</script>)?", "", html, flags=re.DOTALL
    )
    (page.parent / "bare.html").write_text(bare, "utf-8")
    return folder / "html", "book/two.html", "book/bare.html"


def others(name: str, folder: Path, packages: Path) -> tuple[Path, str, str]:
    """Build the items with one of the others."""
    if name == "jupyterquiz":
        questions = [
            {
                "question": stem,
                "type": "multiple_choice",
                "answers": [
                    {"answer": text, "correct": place == 2, "feedback": said} for place, (text, said) in enumerate(options)
                ],
            }
            for stem, options in ITEMS
        ]
        body = f"```{{code-cell}} ipython3\n:tags: [remove-input]\nfrom jupyterquiz import display_quiz\ndisplay_quiz({questions!r})\n```\n"
        head = "---\nkernelspec: {name: python3, display_name: Python 3}\nfile_format: mystnb\n---\n"
    else:
        body = "".join(
            f"````{{question}}\n:type: multiple-choice\n:variant: single-select\n\n{stem}\n\n---\n\n"
            + "".join(
                f"{'[x]' if place == 2 else '[ ]'} {text}\n{'=' if place == 2 else '>'} {said}\n\n"
                for place, (text, said) in enumerate(options)
            )
            + "---\n````\n\n"
            for stem, options in ITEMS
        )
        head = ""
    more = "" if name == "jupyterquiz" else ', "sphinx_design", "teachbooks_questions"'
    folder.mkdir()
    (folder / "conf.py").write_text(
        f'extensions = ["myst_nb"{more}]\nhtml_theme = "sphinx_book_theme"\nnb_execution_mode = "force"\nmyst_enable_extensions = ["colon_fence"]\n'
    )
    (folder / "index.md").write_text("# Home\n\n```{toctree}\nquiz\nbare\n```\n", "utf-8")
    (folder / "quiz.md").write_text(f"{head}# Two quizzes on one page\n\n{body}", "utf-8")
    (folder / "bare.md").write_text("# Two quizzes on one page\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))", "-q", folder, folder / "html"],
        env={**os.environ, "PYTHONPATH": str(packages)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode or "error" in done.stderr.lower():
        raise RuntimeError(done.stderr)
    return folder / "html", "quiz.html", "bare.html"


def measure(
    browser: Browser, built: tuple[Path, str, str], ready: str, steps: tuple[str, ...], plain: set[str]
) -> tuple[str, ...]:
    """The figures of a page: its own size and its scripts' beside the bare page; then load it and answer an item by `steps`.

    A tool may load its scripts on every page, the bare one too. So scripts count as the theme's that the first bare page of
    the theme alone loads; they are collected in `plain`.
    """
    folder, page, bare = built
    asked: dict[str, list[str]] = {}
    times, paints = [], []
    with hosted(folder) as address:
        for name in (bare, *[page] * LOADS):
            context = browser.new_context()
            context.route(lambda url, address=address: not url.startswith((address, "data:")), lambda route: route.abort())
            tab = context.new_page()
            urls = asked[name] = []
            tab.on("request", lambda request, urls=urls: urls.append(request.url))
            if name == page:
                tab.add_init_script(f"({ANSWERABLE})({json.dumps(ready)}); ({PAINTS})()")
            tab.goto(f"{address}/{name}")
            if name == page:
                tab.wait_for_function("window.answerable")
                times.append(tab.evaluate("window.answerable"))
                for step in steps:
                    tab.locator(step).first.click()
                tab.wait_for_timeout(300)
                paints.append(tab.evaluate("window.slowest"))
            context.close()
        local = [url.removeprefix(f"{address}/").partition("?")[0] for url in asked[page] if url.startswith(address)]
        known = plain or {url.removeprefix(f"{address}/").partition("?")[0] for url in asked[bare]}
        plain |= known
        code = [name for name in local if name not in known and name.endswith((".js", ".css"))]
        hosts = {url.split("/")[2] for url in asked[page] if not url.startswith((address, "data:"))}
        added = size((folder / page).read_bytes()) - size((folder / bare).read_bytes())
        scripts = sum(size((folder / name).read_bytes()) for name in code)
    paint = statistics.median(paints)
    return (
        f"{added:,} B",
        f"{scripts:,} B",
        str(len(asked[page])),
        str(len(hosts)),
        f"{statistics.median(times):.0f}",
        f"{paint:.0f}" if paint else "< 16",
    )


def main() -> None:
    """Print the table."""
    rows: dict[str, tuple[str, ...]] = {}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows["this project"] = measure(
            browser, ours(folder / "ours"), "button.check:not([hidden])", (".options label", "button.check"), set()
        )
        wanted = [f"{name}=={version}" for name, version in OTHERS.items()]
        packages = folder / "packages"
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--target",
            str(packages),
        ]
        had = subprocess.run([*pip, *wanted], capture_output=True, check=False).returncode == 0
        how = {"jupyterquiz": (".MCButton", (".MCButton",)), "teachbooks-questions": (".sd-card.option", (".sd-card.option",))}
        plain: set[str] = set()
        for name in OTHERS:  # jupyterquiz first: it brings no files, so its bare page is the theme's
            if had:
                rows[name] = measure(browser, others(name, folder / name, packages), *how[name], plain)
            else:
                rows[f"{name} (study)"] = STUDY[name]
        browser.close()
    widths = [max(len(row[n]) for row in (COLUMNS, *rows.values())) for n in range(len(COLUMNS))]
    left = max(map(len, rows))
    print("Five items of four options with feedback on each, added to a page; the whole page's requests and times.")
    for name, row in {"": COLUMNS, **rows}.items():
        print(name.ljust(left), *(cell.rjust(width) for cell, width in zip(row, widths, strict=True)), sep="  ")


if __name__ == "__main__":
    main()
