"""Whose a returned file is. The strongest sign decides, a weaker one that contradicts it is told, and nothing is guessed.

The signs from strong to weak: how the learning platform named the file or its folder; a folder that is a student's; what was
typed into the file; the file's own name.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.flags import Flag
from generator.grade.model import Raised
from generator.grade.naming import file_name_pattern, folder_name, layout_of, name_in_file, platform_name
from generator.grade.people import folded, run_together, same_whatever_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.grade.naming import PlatformName, Seen
    from generator.grade.roster import Roster, Student


class Told(enum.StrEnum):
    """By what a file's student is known."""

    PLATFORM = "platform"
    FOLDER = "folder"
    TYPED = "typed"
    FILE_NAME = "file-name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a file is.

    ``key`` is the same for files of one person: `=` and the id on the roster; else `~` and the name as it is compared; else `/` and
    the file's path. ``shown`` is the name or id as it was told. ``may_be`` are the ids of the
    students of whom it may be one, where several fit.
    """

    key: str
    shown: str
    told: Told
    student: Student | None = None
    may_be: tuple[str, ...] = ()
    marked_late: bool = False
    raised: tuple[Raised, ...] = ()


class Owners:
    """Finds the owners of one run's files, with the roster if there is one."""

    def __init__(self, files: Sequence[Seen], roster: Roster | None, quizzes: Iterable[str]) -> None:
        quizzes = tuple(quizzes)
        self._roster = roster
        self._layout = layout_of(files, quizzes)
        self._pattern = file_name_pattern(quizzes)

    def of(self, path: str, claimed: str) -> Owner:
        """Whose the file at a path is, into which ``claimed`` was typed."""
        named = platform_name(path, self._layout)
        late = named is not None and named.late
        roster = self._roster
        owner = self._by_name_alone(path, claimed, named) if roster is None else self._on(roster, path, claimed, named)
        if owner is None:
            lack = Raised(flag=Flag.STUDENT_UNNAMED, detail="no folder, nothing typed and no name of a file tells whose it is")
            return Owner(key=f"/{path}", shown=path, told=Told.NOTHING, marked_late=late, raised=(lack,))
        raised = owner.raised
        if claimed and owner.told in (Told.PLATFORM, Told.FOLDER) and not owner.may_be and self._contradicts(owner, claimed):
            raised += (Raised(flag=Flag.NAME_DIFFERS, detail=f"typed is “{claimed}”, and the file came from “{owner.shown}”"),)
        return Owner(
            key=owner.key, shown=owner.shown, told=owner.told, student=owner.student, may_be=owner.may_be, marked_late=late,
            raised=raised,
        )  # fmt: skip

    # -- with a roster ------------------------------------------------------------------------------------------------

    def _on(self, roster: Roster, path: str, claimed: str, named: PlatformName | None) -> Owner | None:
        if named is not None:
            found = _of_platform(roster, named)
            if found or named.name:
                return _one_of(found, named.name or named.number, Told.PLATFORM)
        parts = [part.removesuffix(".zip") for part in path.split("/")[:-1]]
        folders = {student.id: student for part in parts for student in roster.find(part)}
        if folders:
            return _one_of(tuple(folders.values()), path.rpartition("/")[0], Told.FOLDER)
        if claimed:
            return _one_of(roster.find(claimed), claimed, Told.TYPED)
        name = name_in_file(path, self._pattern)
        found = roster.find(name) if name else ()
        return _one_of(found, name, Told.FILE_NAME) if found else None

    def _contradicts(self, owner: Owner, claimed: str) -> bool:
        if self._roster is not None:
            found = self._roster.find(claimed)
            return owner.student not in found if owner.student else bool(found)
        if any(sign.isdigit() for sign in claimed) != any(sign.isdigit() for sign in owner.shown):
            return False  # a number says nothing against a name
        theirs, ours = set(same_whatever_order(claimed).split()), set(same_whatever_order(owner.shown).split())
        return not (theirs <= ours or ours <= theirs or ours & set(run_together(claimed)))

    # -- without one --------------------------------------------------------------------------------------------------

    def _by_name_alone(self, path: str, claimed: str, named: PlatformName | None) -> Owner | None:
        signs = (
            (named.name or named.number if named else "", Told.PLATFORM),
            (folder_name(path, self._layout), Told.FOLDER),
            (claimed, Told.TYPED),
            (name_in_file(path, self._pattern), Told.FILE_NAME),
        )
        return next((Owner(key=_key(name), shown=name, told=told) for name, told in signs if name), None)


def _key(name: str) -> str:
    return f"~{same_whatever_order(name) or folded(name)}"


def _of_platform(roster: Roster, named: PlatformName) -> tuple[Student, ...]:
    """Whom a platform's name and number mean. A number alone may be another number of somebody else: the name must not gainsay it."""
    by_name = roster.find(named.name) if named.name else roster.find(f"participant {named.number}")
    by_number = roster.by_id(named.number) if named.number else ()
    both = tuple(student for student in by_name if student in by_number)
    if both or not by_name:
        return both or tuple(student for student in by_number if not student.name or not named.name)
    return by_name


def _one_of(found: tuple[Student, ...], shown: str, told: Told) -> Owner:
    """The owner where a sign leads to one student, and what is wrong where it doesn't."""
    if len(found) == 1:
        return Owner(key=f"={found[0].id}", shown=found[0].name or found[0].id, told=told, student=found[0])
    if not found:
        lack = Raised(flag=Flag.STUDENT_UNKNOWN, detail=f"nobody on the roster is called “{shown}” or has this id")
        return Owner(key=_key(shown), shown=shown, told=told, raised=(lack,))
    ids = tuple(sorted(student.id for student in found))
    doubt = Raised(flag=Flag.STUDENT_AMBIGUOUS, detail=f"“{shown}” may be {' or '.join(ids)}")
    return Owner(key=_key(shown), shown=shown, told=told, may_be=ids, raised=(doubt,))
