"""The command `course` as a program of its own, which `python -m generator` is too."""

import gc
import sys
from typing import NoReturn

from generator.cli import main


def run() -> NoReturn:
    """Run the command, and end with its exit code."""
    code = main()
    gc.freeze()  # or Python would look through all that was made for what is garbage, a second for a large book, and then end
    sys.exit(code)


if __name__ == "__main__":
    run()
