"""Real Jupyters: COURSE_JUPYTER names a venv with all of .ci/jupyter.lock, COURSE_JUPYTER_BARE one with what .ci/jupyter-bare.lock
lists, which has no ipywidgets. Without them these tests aren't collected, and without COURSE_CHROMIUM none that needs a browser."""

import os
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics.model import Problems
from tests.chromium import CHROMIUM
from tests.jupyter.serving import serving

ROOT = Path(__file__).parents[2]
JUPYTER, BARE = os.environ.get("COURSE_JUPYTER"), os.environ.get("COURSE_JUPYTER_BARE")
collect_ignore_glob = [] if JUPYTER and BARE else ["test_*.py"]
if not CHROMIUM:
    collect_ignore_glob += ["test_lab*.py"]


@pytest.fixture(scope="session")
def jupyter():
    """The venv with ipywidgets."""
    return Path(JUPYTER).absolute()


@pytest.fixture(scope="session")
def bare():
    """The venv without."""
    return Path(BARE).absolute()


@pytest.fixture(scope="session")
def course():
    """The real course, resolved; from the lock where its documents aren't here."""
    problems = Problems()
    resolved, _ = pipeline.check(ROOT, problems)
    assert problems.errors == []
    assert resolved is not None
    return resolved


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("notebooks")


@pytest.fixture(scope="module")
def lab(jupyter, folder, tmp_path_factory):
    with serving(jupyter, "jupyter-lab", folder, tmp_path_factory.mktemp("lab")) as address:
        yield address


@pytest.fixture
def page(browser):
    """A fresh page, which in the end must have asked this machine for everything."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    context.set_default_timeout(30_000)
    opened = context.new_page()
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
