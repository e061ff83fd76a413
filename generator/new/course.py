"""A small complete course to begin with: files of the package, and the schemas by which editors know them."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from generator.new.ids import made_id
from generator.new.inserting import RefusedError
from generator.new.yaml_text import scalar
from generator.schema.files import schema_files
from generator.schema.kinds import kind_of
from generator.schema.modeline import FOLDER, modeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_CALLED = {"gitignore": ".gitignore", "conf.py.txt": "conf.py"}
"""Files that lie in the package under a name that no tool takes for its own."""


_EXAMPLE = (
    "corpus/miller-1862.txt", "corpus/minutes-1862.txt", "lessons/glossary.yml", "lessons/timeline.yml", "lessons/weir.yml",
    "quizzes/weir-quiz.yml",
)  # fmt: skip
"""What only the example needs. Of its other files, an empty course has its own."""
_TITLE, _SHORT, _COURSE = "The weir at Ashen Ford", "Ashen Ford", "ashen-ford"
"""How the example is called: in whole, in a browser's tab, and where browsers keep what readers did."""


def template_files(title: str = _TITLE, *, empty: bool = False) -> dict[str, bytes]:
    """The course's files by their paths, in order, with schemas for an editor. ``empty``: without the example."""
    schemas = {f"{FOLDER}/{name}": content for name, content in schema_files().items()}
    templates = files("generator.new") / "templates"
    written = dict(_below(templates / "course", ""))
    if empty:
        written = {name: content for name, content in written.items() if name not in _EXAMPLE} | dict(_below(templates / "empty", ""))
    called = {name: _for_editors(name, _called(name, content, title)) for name, content in written.items()}
    return dict(sorted({**schemas, **called}.items()))


def _called(name: str, content: bytes, title: str) -> bytes:
    """A file with the course's own title where it has the example's."""
    if title == _TITLE:
        return content
    text = content.decode()
    if name == "lessons/sources.yml":
        return text.replace(f"course: {_COURSE}", f"course: {made_id(title, (), 'course')}").encode()
    shown = scalar(title) if name.endswith(".yml") else title
    return text.replace(_TITLE, shown).replace(f"html_short_title: {_SHORT}", f"html_short_title: {shown}").encode()


def _for_editors(name: str, content: bytes) -> bytes:
    """A file with the line by which an editor finds its schema, where it has one."""
    kind = kind_of(name)
    return f"{modeline(kind)}\n".encode() + content if kind is not None else content


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for found in folder.iterdir():
        if found.is_dir():
            yield from _below(found, f"{path}{found.name}/")
        else:
            yield path + _CALLED.get(found.name, found.name), found.read_bytes()


def write_course(folder: Path, title: str = _TITLE, *, empty: bool = False) -> list[str]:
    """Make the course in a folder that isn't there, or is empty; whole or not at all. Gives the paths of its files.

    ``empty`` leaves out the example. Raises RefusedError where the folder holds something or is none, and OSError where it
    can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file; name a folder")
    if folder.exists() and any(folder.iterdir()):
        raise RefusedError(f"{folder} isn't empty; name a new folder")
    made = template_files(title, empty=empty)
    there = folder.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder if there else folder.parent, prefix=".course-new."))
    try:
        for name, content in made.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if there:  # it may be where somebody stands, so it stays the folder that it is
            _move_up(beside, folder)
        else:
            beside.chmod(0o755)
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return list(made)


def _move_up(beside: Path, folder: Path) -> None:
    """Everything in one folder into another, or nothing."""
    names = sorted(path.name for path in beside.iterdir())
    try:
        for name in names:
            (beside / name).rename(folder / name)
    except BaseException:
        for name in names:
            if not (beside / name).exists():
                (folder / name).rename(beside / name)
        raise
