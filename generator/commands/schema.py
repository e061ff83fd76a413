"""`course schema`: what editors know of the files that authors write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.saying import CLEAN, FOUND, usage
from generator.render.made import write_if_changed
from generator.schema.files import schema_files, schema_text, stale
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.schema.modeline import file_name

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Print one schema or the list of kinds; or write schemas, or compare those that were written."""
    del root
    kind = FileKind(arguments.kind) if arguments.kind else None
    if arguments.out is None:
        if arguments.check:
            return usage("say with --out where the schemas lie that are to be compared")
        print(_listed() if kind is None else schema_text(kind), end="")
        return CLEAN
    out = Path(arguments.out)
    if out.exists() and not out.is_dir():
        return usage(f"{out} is a file; name a folder with --out")
    files = {name: content for name, content in schema_files().items() if kind is None or name == file_name(kind)}
    try:
        return _compare(out, files) if arguments.check else _write(out, files)
    except OSError as error:
        return usage(f"{error.filename or out}: {error.strerror}")


def _listed() -> str:
    """The kinds, each with the files that are of it."""
    width = max(map(len, FileKind))
    return "".join(f"{kind.value:<{width}}  {FILES[kind].path}\n" for kind in FileKind)


def _write(out: Path, files: dict[str, bytes]) -> int:
    changed = sum(write_if_changed(out / name, content) for name, content in files.items())
    print(f"{out}: {len(files)} schema{'s' * (len(files) != 1)}, {changed} written.")
    return CLEAN


def _compare(out: Path, files: dict[str, bytes]) -> int:
    old = stale(out, files)
    for name in old:
        print(f"course: {out / name} is {'not current' if (out / name).exists() else 'missing'}", file=sys.stderr)
    if old:
        print(f"course: run `course schema --out {out}`", file=sys.stderr)
        return FOUND
    print(f"{out}: {len(files)} schema{'s' * (len(files) != 1)}, all current.")
    return CLEAN
