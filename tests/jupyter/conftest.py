"""Real Jupyters: COURSE_JUPYTER names a venv with all of .ci/jupyter.lock, COURSE_JUPYTER_BARE one with what .ci/jupyter-bare.lock
lists, which has no ipywidgets. Without them these tests aren't collected, and without COURSE_CHROMIUM none that needs a browser."""

import os
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics.model import Problems

ROOT = Path(__file__).parents[2]
JUPYTER, BARE = os.environ.get("COURSE_JUPYTER"), os.environ.get("COURSE_JUPYTER_BARE")
CHROMIUM = os.environ.get("COURSE_CHROMIUM")
collect_ignore_glob = [] if JUPYTER and BARE else ["test_*.py"]
if not CHROMIUM:
    collect_ignore_glob += ["test_lab.py"]


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
