"""All names of a course, ready to be asked: what stands at a place, where a name is given, where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lsp.names import Name, Occurrence, What, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.lsp.files import Files, Tree
    from generator.source.files import SourceFile


class Catalogue:
    """The names in some files. A file is read again only when it has changed."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, tuple[SourceFile, tuple[Occurrence, ...]]] = {}

    def of(self, name: str) -> tuple[Occurrence, ...]:
        """The names in a file, of its last tree where it can't be read now."""
        if name.endswith(".md"):
            file, node = self._files.file(name), None
        else:
            tree = self._files.tree(name)
            file, node = (tree.file, tree.node) if tree else (None, None)
        if file is None:
            return ()
        known = self._known.get(name)
        if known is not None and known[0] is file:
            return known[1]
        found = tuple(occurrences(file, node))
        self._known[name] = file, found
        return found

    def tree(self, name: str) -> Tree | None:
        """A file as YAML, as it could last be read."""
        return self._files.tree(name)

    def all(self) -> Iterator[Occurrence]:
        """Every occurrence of every name, by file and place."""
        for name in self._files.names():
            yield from self.of(name)

    def at(self, name: str, offset: int) -> Occurrence | None:
        """The name at a place of a file, its ends included; of two that touch there, the one that begins."""
        found = [one for one in self.of(name) if one.span.start <= offset <= one.span.end]
        return max(found, key=lambda one: one.span.start, default=None)

    def given(self, *whats: What) -> dict[Name, Occurrence]:
        """The names of some kinds with the places where they are given, the first of several."""
        found: dict[Name, Occurrence] = {}
        for one in self.all():
            if one.holder is not None and one.name.what in whats:
                found.setdefault(one.name, one)
        return found

    def occurrences(self, name: Name) -> list[Occurrence]:
        """Every place where a name stands."""
        return [one for one in self.all() if one.name == name]

    def giver(self, name: Name) -> Occurrence | None:
        """The place where a name is given, if any is."""
        return next((one for one in self.occurrences(name) if one.holder is not None), None)
