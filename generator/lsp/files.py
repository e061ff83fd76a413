"""The files of a course as an editor has them: open ones as they are typed, the others as they lie on the disk.

While somebody types, a file is often no YAML at all. Each keeps its last tree that could be read, so that names in it stay known.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics.model import Problems
from generator.pipeline import GLOSSARY_PAGE, NAMES_PAGE, TIMELINE_PAGE
from generator.schema.kinds import kind_of
from generator.source.files import SourceFile, display_name, read_text
from generator.source.yaml_nodes import Mapping, parse_yaml
from generator.spec.toc import TOC

if TYPE_CHECKING:
    from collections.abc import Iterator

_MADE = ("book/chapters/", "book/units/", "book/sources/", "book/notebooks/", GLOSSARY_PAGE, TIMELINE_PAGE, NAMES_PAGE)
"""What the compiler makes below `book`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A spec, or `_toc.yml`, as it could last be read. ``current`` tells whether that is how it stands."""

    file: SourceFile
    node: Mapping
    current: bool


class Files:
    """Every file of a course that names something."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = 0
        """Another number whenever something may have changed."""
        self._unsaved: dict[str, str] = {}
        self._names: list[str] | None = None
        self._looked_at: set[str] = set()
        self._read: dict[str, tuple[tuple[int, int], SourceFile]] = {}
        self._trees: dict[str, tuple[SourceFile, Tree | None]] = {}

    @property
    def unsaved(self) -> dict[str, str]:
        """The texts of open files by their paths from the root, as they are now."""
        return dict(self._unsaved)

    def take(self, name: str, text: str) -> None:
        """The text of an open file counts, and no longer what lies on the disk."""
        if name not in self._unsaved:
            self._names = None
        self._unsaved[name] = text
        self.state += 1

    def drop(self, name: str) -> None:
        """A file is open no longer: what lies on the disk counts again."""
        self._unsaved.pop(name, None)
        self.look_again()

    def look_again(self) -> None:
        """The disk may have changed. Until this is said, what was seen on it counts, so that answers needn't look."""
        self.state += 1
        self._names = None
        self._looked_at.clear()

    def names(self) -> list[str]:
        """The paths from the root of all specs, of `_toc.yml`, and of pages that people write."""
        if self._names is None:
            self._names = self._found()
        return self._names

    def _found(self) -> list[str]:
        found = {display_name(path, self.root) for folder in ("lessons", "quizzes") for path in (self.root / folder).glob("*.yml")}
        return sorted(name for name in found | set(_pages(self.root)) | set(self._unsaved) | {TOC} if is_named(name))

    def file(self, name: str) -> SourceFile | None:
        """A file as it stands; None where it isn't there or isn't text, which `course check` says."""
        if name in self._unsaved:
            text = self._unsaved[name]
            known = self._read.get(name)
            return known[1] if known and known[1].text == text else self._keep(name, (0, 0), SourceFile(name, text))
        known = self._read.get(name)
        if known and name in self._looked_at:
            return known[1]
        try:
            stat = (self.root / name).stat()
            state = (stat.st_mtime_ns, stat.st_size)
            self._looked_at.add(name)
            return known[1] if known and known[0] == state else self._keep(name, state, read_text(self.root / name, self.root))
        except (OSError, UnicodeDecodeError):
            return None

    def _keep(self, name: str, state: tuple[int, int], file: SourceFile) -> SourceFile:
        self._read[name] = state, file
        return file

    def tree(self, name: str) -> Tree | None:
        """A file as YAML, at worst as it last was; None where it never could be read, or is gone."""
        file = self.file(name)
        if file is None:
            return None
        seen, last = self._trees.get(name, (None, None))
        if seen is file:
            return last
        node = parse_yaml(file, Problems())
        if isinstance(node, Mapping):
            last = Tree(file=file, node=node, current=True)
        elif last is not None:
            last = Tree(file=last.file, node=last.node, current=False)
        self._trees[name] = file, last
        return last


def _pages(root: Path) -> Iterator[str]:
    """The pages below `book`, without a look into folders in which everything is made."""
    for folder, folders, names in os.walk(root / "book"):
        inside = Path(folder).relative_to(root).as_posix()
        folders[:] = [name for name in folders if f"{inside}/{name}/" not in _MADE]
        yield from (f"{inside}/{name}" for name in names if name.endswith(".md"))


def is_named(name: str) -> bool:
    """Whether the file at a path is one in which names stand, and that people write."""
    if name.endswith(".md"):
        return name.startswith("book/") and not name.startswith(_MADE)
    return name == TOC or kind_of(name) is not None
