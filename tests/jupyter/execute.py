"""Runs notebooks where they lie, each in a kernel of its own, and writes their outputs into them. For the venv's own Python."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

for name in sys.argv[1:]:
    path = Path(name)
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    nbformat.write(book, path)
