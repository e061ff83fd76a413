"""Schemas as files: their text, and what of it stands in a folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.schema.dialect import schema_of
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.schema.modeline import file_name

if TYPE_CHECKING:
    from pathlib import Path


def schema_text(kind: FileKind) -> str:
    """The schema of a kind as JSON, with a line end; the same models give the same text."""
    return json.dumps(schema_of(FILES[kind].model), ensure_ascii=False, indent=1) + "\n"


def schema_files() -> dict[str, bytes]:
    """The schemas of all kinds by the names of their files."""
    return {file_name(kind): schema_text(kind).encode() for kind in FileKind}


def stale(folder: Path, files: dict[str, bytes]) -> list[str]:
    """The names of those files that aren't in a folder, or read otherwise there."""
    return [name for name, content in files.items() if not (folder / name).is_file() or (folder / name).read_bytes() != content]
