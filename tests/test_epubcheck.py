"""The EPUB before the judge that shops use. Collected where COURSE_EPUBCHECK names the command: see conftest.py."""

import os
import shlex
import subprocess
from pathlib import Path


def test_epubcheck_finds_no_error_and_no_warning(downloaded_sample: Path) -> None:
    command = shlex.split(os.environ["COURSE_EPUBCHECK"])
    made = downloaded_sample / "_build" / "html" / "downloads" / "kesterhaven.epub"
    done = subprocess.run([*command, "--failonwarnings", str(made)], capture_output=True, text=True, check=False)
    assert (done.returncode, "No errors or warnings detected." in done.stdout) == (0, True), done.stdout + done.stderr
