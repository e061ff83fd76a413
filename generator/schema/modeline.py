"""The comment that tells an editor which schema a file follows.

The form is that of yaml-language-server, which VS Code's YAML extension and most other editors run:
https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.schema.kind import FileKind

FOLDER = ".schemas"
"""Where a course keeps its schemas, below its root. They lie with the course, so that an editor finds them without a network,
wherever the compiler is installed, and whether or not the book is on the web."""


def modeline(kind: FileKind) -> str:
    """The first line of a file of a kind, without a line end. The path is relative to the file's own folder."""
    return f"# yaml-language-server: $schema=../{FOLDER}/{file_name(kind)}"


def file_name(kind: FileKind) -> str:
    """What the schema of a kind is called."""
    return f"{kind.value}.json"
