"""A notebook in JupyterLab or Notebook, used as students use it: by mouse and keyboard, and read by what is on the page."""

import ast
import json
import re
import time

import nbformat
from playwright.sync_api import expect

from generator.render.notebook_runtime import Quiz as Runtime

STARTS, ANSWERS = 60_000, 30_000
"""Milliseconds that a kernel may take to start, and to answer."""


class Sheet:
    """An open notebook. ``path`` is its file."""

    def __init__(self, page, address, path, view="doc"):
        self.page, self.path = page, path
        self.url = f"{address}/{view}/{'tree/' if view != 'notebooks' else ''}{path.name}"
        self.page.goto(self.url)
        self.index = {cell["id"]: n for n, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"])}
        self.ready()

    def ready(self):
        """Wait until the notebook is there and its kernel too."""
        expect(self.page.locator(".jp-Notebook .jp-Cell").first).to_be_visible(timeout=STARTS)
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first).to_be_attached(timeout=STARTS)

    def cell(self, name):
        """A cell by its id."""
        return self.page.locator(f".jp-Notebook [data-windowed-list-index='{self.index[name]}']")

    def menu(self, *names):
        """Choose from a menu."""
        for name in names:
            self.page.locator(".lm-MenuBar-item, .lm-Menu-item").get_by_text(name, exact=True).last.click()

    def run_all(self):
        """Run all cells, and wait for the last. A notebook that was just opened may pass over what comes before its kernel."""
        prompt = self.cell("summary").locator(".jp-InputPrompt")
        for _ in range(3):
            self.cell("introduction").click()
            self.menu("Run", "Run All Cells")
            self.page.wait_for_timeout(1000)
            if prompt.inner_text() != "[ ]:":
                break
        self.settled()
        assert prompt.inner_text() != "[ ]:"

    def settled(self):
        """Wait until the kernel has nothing more to do."""
        self.page.wait_for_timeout(300)
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first).to_be_attached(timeout=STARTS)
        expect(self.page.locator(".jp-InputPrompt").get_by_text("[*]:")).to_have_count(0, timeout=STARTS)

    def run(self, name):
        """Run one cell with Shift+Enter."""
        self.cell(name).locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        self.settled()

    def type(self, name, line, number=0):
        """Write a line of a cell anew."""
        self.cell(name).locator(".cm-line").nth(number).click()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Shift+End")
        self.page.keyboard.insert_text(line)

    def click(self, item, form, written):
        """Set the controls of an item to an answer as it would be typed. ``form`` is what the notebook's code knows of it."""
        panel = self.cell(f"{item}-answer").locator(".course-clicks")
        words = Runtime.words(written)
        kind, texts = form["kind"], form["texts"]
        if kind in ("single", "true-false"):
            name = texts[words[0]] if kind == "true-false" else f"{words[0]}: {texts[words[0]]}"
            panel.get_by_role("radio", name=name, exact=True).click()
        elif kind in ("multiple", "highlight"):
            for label, text in texts.items():
                box = panel.get_by_role("checkbox", name=f"{label}: {text}", exact=True)
                if box.is_checked() != (label in words):
                    box.click()
        else:
            chosen = words[1::2] if kind == "match" else words
            for n, label in enumerate(chosen):
                panel.get_by_role("combobox").nth(n).select_option(label=f"{label}: {texts[label]}")

    def check(self, item):
        """Press Check below an item, and wait for the verdict."""
        cell = self.cell(f"{item}-answer")
        cell.get_by_role("button", name="Check").click()
        return cell.locator(".jp-OutputArea-child").last

    def said(self, name):
        """What a cell shows below it."""
        return self.cell(name).locator(".jp-OutputArea-child").last

    def save(self):
        """Save with Ctrl+S. Gives the notebook as it then lies on the disk."""
        before = self.path.stat().st_mtime_ns
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+s")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            time.sleep(0.05)
            if self.path.stat().st_mtime_ns != before and (saved := _whole(self.path)):
                return saved
        raise AssertionError("the notebook wasn't saved")


def _whole(path):
    """The notebook in a file, or None while it is being written."""
    try:
        return nbformat.read(path, as_version=4)
    except nbformat.reader.NotJSONError:
        return None


def forms(path):
    """What the code in a notebook knows of its items, by id."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    setup = "".join(next(cell["source"] for cell in cells if cell["id"] == "setup"))
    packed = re.search(r"^quiz = Quiz\((?P<data>.*), clicks\(\)\)\Z", setup, re.MULTILINE | re.DOTALL)["data"]
    return {item["id"]: item for item in json.loads(ast.literal_eval(packed))["items"]}


def put(folder, name, content):
    """Put a notebook into the folder, in which nothing is remembered of earlier ones."""
    path = folder / f"{name}.ipynb"
    (folder / ".course-clicked.json").unlink(missing_ok=True)
    path.write_bytes(content)
    return path
