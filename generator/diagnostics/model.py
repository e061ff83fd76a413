"""A diagnostic, the fixes that it proposes, and the collector that every stage reports to."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.diagnostics.codes import Code
    from generator.diagnostics.flaws import Flaw
    from generator.source.files import SourceFile, Span


class Severity(enum.StrEnum):
    """Errors stop the build; warnings don't. An info is advice: no problem, and counted nowhere as one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Edit:
    """Text in place of a stretch of a file as it was read. An empty span puts text in, an empty text takes text out."""

    file: SourceFile
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a problem: all its edits together, none of which overlaps another.

    ``title`` says in a few words what it does, as an editor's menu shows it. ``sure`` is a fix that may be made without a
    choice by its author: it is the one repair there is. The others are offered.
    """

    title: str
    edits: tuple[Edit, ...]
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem.

    ``message`` is one sentence in the author's words that stands alone; ``notes`` add what else is known (the source's
    reading, the other place); ``help`` is the fix. ``span`` is a str range in ``file``, end exclusive. ``about`` names the
    quiz or item that a flaw is one of, as quiz or quiz/item; it is empty for every other problem.
    ``fixes`` are ways to mend it that the compiler can carry out, the most likely first; at most one of them is sure.
    """

    code: Code | Flaw
    message: str
    file: SourceFile
    span: Span
    notes: tuple[str, ...] = ()
    help: str = ""
    about: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        """Decided by the code alone, so that one code always weighs the same."""
        return self.code.severity

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, counted from 1."""
        return self.file.line_column(self.span.start)

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """By file, then place: the order in which an author works through them."""
        return (self.file.name, self.span.start, self.code.value, self.message)


@dataclass
class Problems:
    """Collects diagnostics over a whole run. Reporting the same one twice keeps one.

    Who goes through it or counts it meets errors and warnings; advice is asked for by its name, ``infos``.
    """

    _found: dict[tuple[str, int, str, str], Diagnostic] = field(default_factory=dict)

    def report(
        self,
        code: Code | Flaw,
        message: str,
        file: SourceFile,
        span: Span,
        *,
        notes: Iterable[str] = (),
        help: str = "",  # noqa: A002
        about: str = "",
        fixes: Iterable[Fix] = (),
    ) -> None:
        """Add a problem, or advice."""
        self.add(Diagnostic(code, message, file, span, tuple(notes), help, about, tuple(fixes)))

    def add(self, found: Diagnostic) -> None:
        """Add one that was made elsewhere."""
        self._found.setdefault(found.sort_key, found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return (found for found in self.all() if found.severity is not Severity.INFO)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def all(self) -> list[Diagnostic]:
        """Problems and advice together, by file and place."""
        return sorted(self._found.values(), key=lambda found: found.sort_key)

    def keep(self, wanted: Callable[[Diagnostic], bool]) -> None:
        """Forget what isn't wanted."""
        self._found = {key: found for key, found in self._found.items() if wanted(found)}

    def of(self, severity: Severity) -> list[Diagnostic]:
        """Those of one severity, in order."""
        return [found for found in self.all() if found.severity is severity]

    @property
    def errors(self) -> list[Diagnostic]:
        """What stops the build."""
        return self.of(Severity.ERROR)

    @property
    def warnings(self) -> list[Diagnostic]:
        """What doesn't."""
        return self.of(Severity.WARNING)

    @property
    def infos(self) -> list[Diagnostic]:
        """Advice."""
        return self.of(Severity.INFO)
