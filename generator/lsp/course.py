"""A course as an editor holds it open: its files, their names, its documents, and what the last check found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator import pipeline
from generator.corpus.corpus import open_corpus
from generator.corpus.kept import kept_for
from generator.corpus.lock import read_lock
from generator.corpus.opening import corpus_folder
from generator.diagnostics.model import Problems
from generator.find.search import Search
from generator.lsp.addresses import Addresses
from generator.lsp.catalogue import Catalogue
from generator.lsp.cited import Excerpts
from generator.lsp.files import Files
from generator.memory import Memory
from generator.spec.course import LOCK, SOURCES
from generator.spec.read import open_file, read_spec
from generator.spec.sources import Sources

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus.lock import Lock
    from generator.diagnostics.model import Diagnostic


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found, by file."""

    problems: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def at(self, name: str, offset: int) -> list[Diagnostic]:
        """What was found at a place of a file, ends included."""
        return [one for one in self.problems.get(name, ()) if one.span.start <= offset <= max(one.span.end, one.span.start + 1)]


class OpenCourse:
    """One course. Its methods report nothing: what is wrong with the course, ``check`` finds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = Files(root)
        self.catalogue = Catalogue(self.files)
        self.excerpts = Excerpts(self.catalogue)
        self.addresses = Addresses(root)
        self.checked = Checked()
        self.versions: dict[str, int] = {}
        """Of open files, the editor's own count of their texts."""
        self._memory = Memory()
        self._search: tuple[tuple[object, ...], Search | None] = ((), None)

    def check(self, unsaved: dict[str, str]) -> Checked:
        """Check the whole course with texts in the place of files. May run beside everything else."""
        problems = Problems()
        pipeline.check(self.root, problems, unsaved=unsaved, memory=self._memory)
        found: dict[str, list[Diagnostic]] = {}
        for one in problems.all():
            found.setdefault(one.file.name, []).append(one)
        return Checked(problems={name: tuple(those) for name, those in found.items()})

    def search(self) -> Search | None:
        """The documents, ready to be searched; None where they aren't here or their record can't be read."""
        folder, file = corpus_folder(self.root), self.files.file(SOURCES)
        if folder is None or file is None or not folder.is_dir():
            return None
        state = (folder, file.text, *sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()))
        if state != self._search[0]:
            sources = read_spec(file, Sources, Problems())
            last = self._search[1]
            self._search = state, Search(open_corpus(folder, sources, Problems(), kept=kept_for(self.root))) if sources else last
        return self._search[1]

    def lock(self) -> Lock | None:
        """The lock, for where the documents aren't; None where it can't be read."""
        file = open_file(self.root / LOCK, self.root, Problems())
        read = read_lock(file, Problems()) if file else None
        return read.value if read else None

    def opened(self, uri: str, text: str, version: int) -> str | None:
        """Take the text of a file that the editor has open; gives the file's path from the root, None outside of the course."""
        name = self.addresses.name(uri)
        if name is not None:
            self.files.take(name, text)
            self.versions[name] = version
        return name

    def closed(self, uri: str) -> str | None:
        """Let go of what the editor had open: the file on the disk counts again."""
        name = self.addresses.name(uri)
        if name is not None:
            self.files.drop(name)
            self.versions.pop(name, None)
        return name
