"""The EPUB before the judge that shops use. Collected where COURSE_EPUBCHECK names the command: see conftest.py."""

import os
import shlex
import subprocess
from pathlib import Path

from tests.sample_course import copy_sample, relock, run_course


def test_epubcheck_finds_no_error_and_no_warning(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)
    assert run_course(root, "build", "--downloads", corpus=root / "documents").returncode == 0
    command = shlex.split(os.environ["COURSE_EPUBCHECK"])
    made = root / "_build" / "html" / "downloads" / "kesterhaven.epub"
    done = subprocess.run([*command, "--failonwarnings", str(made)], capture_output=True, text=True, check=False)
    assert (done.returncode, "No errors or warnings detected." in done.stdout) == (0, True), done.stdout + done.stderr
