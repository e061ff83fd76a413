"""Fixtures that several tests share."""

import os
from pathlib import Path

import pytest

from generator.downloads.pdf import MissingEngineError, require_engine
from tests.sample_course import copy_sample

collect_ignore = [] if os.environ.get("COURSE_CORPUS") else ["test_full_corpus.py"]
"""The documents of the real course aren't in the repository: its full proof is there only for those who name their folder."""

collect_ignore += [] if os.environ.get("COURSE_EPUBCHECK") else ["test_epubcheck.py"]
"""Its value is the command that runs epubcheck, such as `java -jar /usr/share/java/epubcheck.jar`."""

try:
    require_engine()
except MissingEngineError:  # the extra `downloads`, and a library that not every system has
    collect_ignore += ["test_downloads.py", "test_new_pdf.py", "test_new_user.py"]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a fresh writable copy of the sample, with its documents where COURSE_CORPUS says."""
    root = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    return root
