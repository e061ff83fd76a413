"""The search through everything that is handed out: folders, files, and files in files; each file by every detector."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.leaks.asked import graded_items
from generator.leaks.containers import inside
from generator.leaks.digests import digest_index, digests
from generator.leaks.finding import Finding, Notebook, Report, Searched, Unseen
from generator.leaks.markup import markup
from generator.leaks.member import MAX_DEPTH, MAX_UNPACKED, Member
from generator.leaks.near import near
from generator.leaks.notebooks import notebooks
from generator.leaks.objects import objects
from generator.leaks.opened import Wanted, opened
from generator.leaks.order import order
from generator.leaks.remade import remade
from generator.leaks.sources import sources
from generator.leaks.tables import lists, tables
from generator.leaks.texts import text_index
from generator.leaks.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.resolve import ResolvedCourse

DETECTORS = (words, objects, near, markup, notebooks, tables, lists, sources, digests, order)
"""Each takes a file and what is wanted, and gives findings."""
_SHIPPED = Path(__file__).parent.parent / "sphinx_ext"
"""Files that come with the compiler hold nothing of a course."""


def wanted_of(resolved: ResolvedCourse) -> Wanted:
    """What must not be there, from the specs of a course."""
    asked = graded_items(resolved)
    graded = {one.id for one in asked}
    return Wanted(
        resolved=resolved,
        asked=asked,
        texts=text_index(resolved, asked),
        digests=digest_index(resolved, asked),
        others=frozenset(item.id for quiz in resolved.course.quizzes for item in quiz.value.items if item.id not in graded),
        documents=frozenset(record.sha256 for record in resolved.course.sources.value.documents),
    )


def files_below(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    """Every file that some paths name, with the name that reports give it: below a folder its path from there, in one order."""
    found: list[tuple[str, Path]] = []
    for path in paths:
        if not path.is_dir():
            found.append((path.name, path))
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            linked = [name for name in folders if (Path(folder) / name).is_symlink()]
            found += [
                ((Path(folder) / name).relative_to(path).as_posix(), Path(folder) / name) for name in sorted([*names, *linked])
            ]
    return found


def search(wanted: Wanted, files: Sequence[tuple[str, Path]], progress: Callable[[int, int], None] | None = None) -> Report:
    """Look into every file. Each is read, searched and forgotten before the next."""
    shipped = shipped_sums()
    every: list[Searched] = []
    for n, (name, path) in enumerate(files):
        every.append(_file(name, path, wanted, shipped))
        if progress:
            progress(n + 1, len(files))
    return Report(
        quizzes=tuple(dict.fromkeys(one.quiz.id for one in wanted.asked)),
        items=len(wanted.asked),
        texts=wanted.texts.count + len(wanted.texts.short),
        short=len(wanted.texts.short),
        digests=wanted.digests.count,
        files=len(files),
        members=sum(one.members for one in every),
        size=sum(one.size for one in every),
        findings=tuple(finding for one in every for finding in one.findings),
        unseen=tuple(unseen for one in every for unseen in one.unseen),
        notebooks=tuple(notebook for one in every for notebook in one.notebooks),
    )


def shipped_sums() -> frozenset[str]:
    """sha256 of the files that the compiler brings into every book."""
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(_SHIPPED.rglob("*")) if path.is_file())


def _file(name: str, path: Path, wanted: Wanted, shipped: frozenset[str]) -> Searched:
    if path.is_symlink() and path.is_dir():
        return Searched(unseen=(Unseen(path=name, reason="it is a link to a folder: name that folder as well"),))
    if path.exists() and not path.is_file():
        return Searched(unseen=(Unseen(path=name, reason="it is no file"),))
    try:
        if path.stat().st_size > MAX_UNPACKED:
            return Searched(unseen=(Unseen(path=name, reason=f"it has more than {MAX_UNPACKED >> 20} MB"),))
        content = path.read_bytes()
    except OSError as error:
        return Searched(unseen=(Unseen(path=name, reason=f"it can't be read: {error.strerror}"),))
    return search_bytes(name, content, wanted, shipped)


def search_bytes(name: str, content: bytes, wanted: Wanted, shipped: frozenset[str] = frozenset()) -> Searched:
    """Look into one file and, level by level, into what is in it."""
    findings: dict[tuple[str, str, str, str], Finding] = {}
    unseen: list[Unseen] = []
    made: list[Notebook] = []
    room, members = MAX_UNPACKED, 0
    waiting = [(Member(path=name, content=content), 0)]
    while waiting:
        member, depth = waiting.pop()
        members, room = members + 1, room - len(member.content)
        if hashlib.sha256(member.content).hexdigest() in shipped:
            continue
        seen = opened(member.path, member.content, wanted)
        for detect in DETECTORS:
            for finding in detect(seen, wanted):
                # What one detector finds in five places of a file is one leak.
                findings.setdefault((finding.kind.value, finding.path, finding.quiz, finding.item), finding)
        again = remade(seen, wanted)
        made += [again] if again else []
        for inner in inside(member.path, member.content, seen.text, room):
            if isinstance(inner, Unseen):
                unseen.append(inner)
            elif depth == MAX_DEPTH:
                unseen.append(Unseen(path=inner.path, reason=f"it is packed more than {MAX_DEPTH} times"))
            else:
                waiting.append((inner, depth + 1))
    return Searched(
        findings=tuple(sorted(_innermost(findings.values()), key=lambda one: (one.path, one.quiz, one.item, one.kind.value))),
        unseen=tuple(sorted(unseen, key=lambda one: one.path)),
        notebooks=tuple(sorted(made, key=lambda one: one.path)),
        members=members,
        size=MAX_UNPACKED - room,
    )


def _innermost(findings: Iterable[Finding]) -> list[Finding]:
    """Findings less those in an archive's own bytes that were found again in a member: it was stored and not compressed."""
    every = list(findings)
    found = {
        (one.kind, one.quiz, one.item, one.path.rsplit("/", n)[0]) for one in every for n in range(1, one.path.count("/") + 1)
    }
    return [one for one in every if (one.kind, one.quiz, one.item, one.path) not in found]
