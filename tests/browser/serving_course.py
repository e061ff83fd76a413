"""`course serve` on a course, as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

from tests.browser.conftest import ROOT


@contextmanager
def serving(root: Path, port: str = "0", corpus: Path | None = None) -> Iterator[SimpleNamespace]:
    """Its address, and what it has printed for people on both of its streams since the book stood."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({"COURSE_CORPUS": str(corpus)} if corpus else {})}
    command = [sys.executable, "-m", "generator", "serve", "--course", str(root), "--port", port]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            first = process.stdout.readline()
            assert first.startswith("The book will be at "), first
            said = [process.stdout.readline()]
            Thread(target=said.extend, args=(process.stdout,), daemon=True).start()
            yield SimpleNamespace(address=first.split()[5], said=said)
        finally:
            process.terminate()
            process.wait(20)
