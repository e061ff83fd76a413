"""`course new`: a course, a lesson, a quiz, or the record of a document."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.saying import CLEAN, USAGE, usage
from generator.corpus.opening import corpus_folder
from generator.new.course import write_course
from generator.new.inserting import RefusedError
from generator.new.reading import UnreadableError
from generator.new.source import changes_for, read_source
from generator.new.specs import new_lesson, new_quiz
from generator.render.made import write_if_changed
from generator.source.files import display_name
from generator.spec.course import SOURCES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from generator.new.source import NewSource
    from generator.new.specs import Change


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Make what was asked for, and say what was written and what to do next; or write nothing and say why."""
    if arguments.what != "course" and not (root / SOURCES).exists():
        return usage(f"there is no course here: `{SOURCES}` is missing; name one with --course, or make one: course new course DIR")
    make: dict[str, Callable[[argparse.Namespace, Path], int]] = {
        "course": _course, "lesson": _lesson, "quiz": _quiz, "source": _source,
    }  # fmt: skip
    try:
        return make[arguments.what](arguments, root)
    except RefusedError as error:
        return usage(str(error))
    except OSError as error:
        return usage(f"{error.filename or root}: {error.strerror}")


def _course(arguments: argparse.Namespace, root: Path) -> int:  # noqa: ARG001 - it lies where its argument says
    folder = Path(arguments.folder)
    given = {} if arguments.title is None else {"title": " ".join(arguments.title.split())}
    if given.get("title") == "":
        return usage("the title is empty; write some words after --title")
    for name in write_course(folder, **given, empty=arguments.empty):
        print(f"wrote {folder / name}")
    if arguments.empty:
        print(f"Now go there, and add a document: cd {folder}; course new source FILE")
    else:
        print(f"Now build it: course build --course {folder}")
    return CLEAN


def _lesson(arguments: argparse.Namespace, root: Path) -> int:
    _write(root, new_lesson(root, arguments.id, arguments.title, arguments.unit))
    print(f"`course check` names what is still to be written. For its quiz: course new quiz ID --lesson {arguments.id}")
    return CLEAN


def _quiz(arguments: argparse.Namespace, root: Path) -> int:
    _write(root, new_quiz(root, arguments.id, arguments.lesson))
    print("`course check` names what is still to be written.")
    return CLEAN


def _source(arguments: argparse.Namespace, root: Path) -> int:
    path = Path(arguments.file)
    try:
        source = read_source(root, path, arguments.id)
    except UnreadableError as error:
        return usage(f"{path} can't be read as a document: {error}")
    if arguments.print:
        print(source.record, end="")
        return CLEAN
    folder = corpus_folder(root)
    if folder is not None and not folder.is_dir():
        return usage("the folder that COURSE_CORPUS names does not exist; correct COURSE_CORPUS, or unset it to use corpus/")
    folder = folder or root / "corpus"
    place = folder / source.proposal.file
    if place.exists() and place.read_bytes() != source.text.encode():
        return usage(f"{place} is there already and holds something else; choose another id with --id")
    return _keep(root, source, place)


def _keep(root: Path, source: NewSource, place: Path) -> int:
    try:
        changes = changes_for(root, source)
    except RefusedError as error:
        print(source.record, end="")
        print(f"course: {error}; the record is printed above, and nothing was written", file=sys.stderr)
        return USAGE
    write_if_changed(place, source.text.encode())
    print(f"wrote {display_name(place, root)}: the text")
    _write(root, changes)
    if _in_repository(place):
        print(f"course: git does not ignore {place}; unless you may publish the document, ignore it before you commit", file=sys.stderr)
    for note in source.proposal.notes:
        print(f"course: {note}", file=sys.stderr)
    print(f"Cite it as `source: {source.proposal.id}`.")
    return CLEAN


def _write(root: Path, changes: Iterable[Change]) -> None:
    for change in changes:
        write_if_changed(root / change.name, change.text.encode())
        print(f"wrote {change.name}: {change.said}")


def _in_repository(path: Path) -> bool:
    """Whether git would take a file in: it lies in a work tree and no rule ignores it. False where there is no git."""
    git = shutil.which("git")
    if git is None:
        return False
    command = [git, "-C", str(path.parent), "check-ignore", "--quiet", path.name]
    return subprocess.run(command, capture_output=True, check=False).returncode == 1  # noqa: S603 - one name, no shell
