"""Files as an editor calls them, by URIs, and as messages do, by their paths from the course's root."""

from __future__ import annotations

from pathlib import Path

from pygls.uris import to_fs_path


def path_of(uri: str) -> Path | None:
    """The path that a URI names; None where it names no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


class Addresses:
    """The two names of each file of a course. What an editor called a file once, it is called again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._called: dict[str, str] = {}

    def name(self, uri: str) -> str | None:
        """The path from the root of the file at an address; None outside of the course."""
        path = path_of(uri)
        if path is None:
            return None
        for one, root in ((path, self._root), (path.resolve(), self._root.resolve())):
            if one.is_relative_to(root) and one != root:
                name = one.relative_to(root).as_posix()
                self._called.setdefault(name, uri)
                return name
        return None

    def uri(self, name: str) -> str:
        """The address of a file."""
        return self._called.get(name) or (self._root / name).as_uri()
