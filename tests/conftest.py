"""Fixtures that several tests share."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from generator.downloads.pdf import MissingEngineError, require_engine
from tests.chromium import CHROMIUM, FLAGS
from tests.once import once
from tests.sample_course import copy_sample, relock, run_course

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has interrupts ignored, and programs that tests interrupt would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)

collect_ignore = [] if os.environ.get("COURSE_CORPUS") else ["test_full_corpus.py", "test_lsp_full_corpus.py"]
"""The documents of the real course aren't in the repository: its full proof is there only for those who name their folder."""

collect_ignore += [] if os.environ.get("COURSE_EPUBCHECK") else ["test_epubcheck.py"]
"""Its value is the command that runs epubcheck, such as `java -jar /usr/share/java/epubcheck.jar`."""

collect_ignore += [] if os.environ.get("COURSE_YAML_SERVER") else ["test_schema_editor.py"]
"""Its value is the path of the program of yaml-language-server, which runs on node."""

try:
    require_engine()
except MissingEngineError:  # the extra `downloads`, and a library that not every system has
    collect_ignore += ["test_downloads.py", "test_new_pdf.py", "test_new_user.py"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: an archive holds the second in which it was made, and each process makes its own."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files first that say by `pytestmark = pytest.mark.seconds(...)` that they take long, the longest before all: where
    several processes share the files, the short ones fill what time the long ones leave."""

    def seconds(item: pytest.Item) -> int:
        mark = item.get_closest_marker("seconds")
        return mark.args[0] if mark else 0

    items.sort(key=seconds, reverse=True)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a fresh writable copy of the sample, with its documents where COURSE_CORPUS says."""
    root = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    return root


def build_sample(folder: Path, *arguments: str) -> None:
    """A copy of the sample in a folder, and its book."""
    root = copy_sample(folder)
    relock(root)
    done = run_course(root, "build", *arguments, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the sample with its book, for reading and copying only."""
    return once(tmp_path_factory, "built-sample", build_sample) / "course"


@pytest.fixture(scope="session")
def downloaded_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the sample with its book, its EPUB and its PDF, for reading and copying only."""
    return once(tmp_path_factory, "downloaded-sample", lambda folder: build_sample(folder, "--downloads")) / "course"


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests that need one: Playwright runs once in a process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
