"""All names of a course, ready to be asked: what stands at a place, where a name is given, where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.lsp.names import Name, Occurrence, What, occurrences

if TYPE_CHECKING:
    from generator.lsp.files import Files, Tree
    from generator.source.files import SourceFile
    from generator.source.yaml_nodes import Mapping


class Catalogue:
    """The names in some files. A file is read again only when it has changed."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._seen = -1
        self._read: dict[str, tuple[SourceFile, tuple[Occurrence, ...]]] = {}
        self._by_name: dict[Name, dict[str, list[Occurrence]]] = {}
        """Of each name its occurrences, by file."""

    @property
    def state(self) -> int:
        """Another number whenever the files may have changed."""
        return self._files.state

    def at(self, name: str, offset: int) -> Occurrence | None:
        """The name at a place of a file, its ends included; of two that touch there, the one that begins."""
        self._bring_up_to_date()
        _, those = self._read.get(name, (None, ()))
        found = [one for one in those if one.span.start <= offset <= one.span.end]
        return max(found, key=lambda one: one.span.start, default=None)

    def given(self, *whats: What) -> dict[Name, Occurrence]:
        """The names of some kinds with the places where they are given, the first of several, by file and place."""
        self._bring_up_to_date()
        found = [giver for name in self._by_name if name.what in whats and (giver := self._giver(name))]
        return {one.name: one for one in sorted(found, key=lambda one: (one.file.name, one.span.start))}

    def occurrences(self, name: Name) -> list[Occurrence]:
        """Every place where a name stands, by file and place."""
        self._bring_up_to_date()
        return [one for _, those in sorted(self._by_name.get(name, {}).items()) for one in those]

    def giver(self, name: Name) -> Occurrence | None:
        """The place where a name is given, if any is."""
        self._bring_up_to_date()
        return self._giver(name)

    def tree(self, name: str) -> Tree | None:
        """A file as YAML, as it could last be read."""
        return self._files.tree(name)

    def _giver(self, name: Name) -> Occurrence | None:
        places = sorted(self._by_name.get(name, {}).items())
        return next((one for _, those in places for one in those if one.holder is not None), None)

    def _bring_up_to_date(self) -> None:
        if self._seen == self.state:
            return
        self._seen, names = self.state, self._files.names()
        for name in [*names, *(set(self._read) - set(names))]:
            file, node = self._readable(name)
            before = self._read.get(name)
            if before is not None and before[0] is not file:
                self._forget(name, before[1])
            if file is not None and (before is None or before[0] is not file):
                self._learn(name, file, tuple(occurrences(file, node)))

    def _readable(self, name: str) -> tuple[SourceFile | None, Mapping | None]:
        """A file with its tree, of a spec as it could last be read; nothing where it can't be read or is no longer there."""
        if name not in self._files.names():
            return None, None
        if name.endswith(".md"):
            return self._files.file(name), None
        tree = self._files.tree(name)
        return (tree.file, tree.node) if tree else (None, None)

    def _forget(self, name: str, those: tuple[Occurrence, ...]) -> None:
        del self._read[name]
        for one in those:
            places = self._by_name.get(one.name, {})
            places.pop(name, None)  # with all its places in the file
            if not places:
                self._by_name.pop(one.name, None)

    def _learn(self, name: str, file: SourceFile, those: tuple[Occurrence, ...]) -> None:
        self._read[name] = file, those
        for one in those:
            self._by_name.setdefault(one.name, {}).setdefault(name, []).append(one)
