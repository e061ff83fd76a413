"""What several tests read and is slow to make: made once in a run, by whichever of its processes asks first."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` filled, for all processes of this run of pytest. Nobody writes to it afterwards.

    A process's own temporary folder lies in one that all share, if there are several. The folder gets its name when it is
    whole, so that one process's failure is met again by the next, and not by a folder half filled.
    """
    own = folders.getbasetemp()
    shared = own.parent if own.name.startswith("popen-") else own
    made = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(made)
    return made
