"""Fixtures that several tests share."""

from pathlib import Path

import pytest

from tests.sample_course import copy_sample


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a fresh writable copy of the sample, with its documents where COURSE_CORPUS says."""
    root = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    return root
