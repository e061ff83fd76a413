"""The whole of grading on one screen: files -> readings -> gradebook -> tables, report and feedback, each file whole or not at all.

Nothing depends on the clock or on chance: the same files, course and policy give the same bytes, however often the work was
broken off in between.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.grade.asked import Asked
from generator.grade.feedback import Explainer
from generator.grade.feedback_notebook import feedback_notebook
from generator.grade.feedback_page import feedback_page
from generator.grade.gradebook import gradebook
from generator.grade.intake import how_many, incoming
from generator.grade.journal import Journal, made_for
from generator.grade.limits import Limits
from generator.grade.mark import Settled
from generator.grade.model import Reading
from generator.grade.out_folder import FEEDBACK
from generator.grade.parquet import parquet_bytes
from generator.grade.report import report_json, report_of
from generator.grade.report_html import report_page
from generator.grade.safe_names import safe_names
from generator.grade.tables import csv_bytes, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.grade.gradebook import Gradebook, Row, Sat, Tried
    from generator.grade.out_folder import OutFolder
    from generator.grade.policy import Policy
    from generator.grade.report import Report
    from generator.grade.roster import Roster
    from generator.resolve import ResolvedCourse

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What somebody wants graded, and written."""

    paths: tuple[Path, ...]
    policy: Policy
    roster: Roster | None = None
    parquet: bool = False
    feedback: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """Feedback to be written: whose, and on which attempt."""

    path: str
    row: Row
    tried: Tried
    mark: Settled


def grade(resolved: ResolvedCourse, asks: Asks, out: OutFolder, on_read: Progress, on_write: Progress) -> Report:
    """Grade, and write everything into a folder. The two functions are called with how much is read, and written, of how much.

    Raises OSError where something can't be written; what is there then stays whole, and the next run goes on with it.
    """
    with Journal(out.journal, made_for(resolved)) as journal:
        readings = list(_readings(resolved, asks.paths, journal, on_read))
    book = gradebook(readings, asks.policy, asks.roster, [quiz.value.id for quiz in resolved.course.quizzes])
    report = report_of(resolved.course_id, book)
    given = _given(book) if asks.feedback else []
    files = _summaries(book, report, asks)
    planned = [*files, *(f"{one.path}{ending}" for one in given for ending in (".html", ".ipynb"))]
    out.begin(planned)
    for name, content in files.items():
        out.write(name, content)
    for done, (name, content) in enumerate(_feedback(resolved, given), len(files) + 1):
        out.write(name, content)
        on_write(done, len(planned))
    out.finish(planned)
    return report


def _readings(resolved: ResolvedCourse, paths: Sequence[Path], journal: Journal, progress: Progress) -> Iterator[Reading]:
    asked, total = Asked(resolved), how_many(paths)
    for done, one in enumerate(incoming(paths, Limits()), 1):
        yield from (one,) if isinstance(one, Reading) else journal.read(asked, one)
        progress(done, max(done, total))


def _summaries(book: Gradebook, report: Report, asks: Asks) -> dict[str, bytes]:
    """The files at the top of the folder."""
    files: dict[str, bytes] = {}
    for table in tables(book):
        files[f"{table.name}.csv"] = csv_bytes(table)
        if asks.parquet:
            files[f"{table.name}.parquet"] = parquet_bytes(table)
    files["report.html"] = report_page(report, feedback=asks.feedback).encode()
    files["report.json"] = (json.dumps(report_json(report), ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _given(book: Gradebook) -> list[_Given]:
    """Feedback is given on settled marks only: what is told on a mark that is still open may turn out wrong."""
    folders = safe_names(row.person.label for row in book.rows)
    names = safe_names(counted.quiz.id for counted in book.policy.counted)
    found = []
    for row in book.rows:
        for sat in row.sat:
            if isinstance(sat.mark, Settled):
                path = f"{FEEDBACK}/{folders[row.person.label]}/{names[sat.quiz]}"
                found.append(_Given(path=path, row=row, tried=_counted(sat), mark=sat.mark))
    return found


def _counted(sat: Sat) -> Tried:
    return next(tried for tried in sat.tried if tried.counts)


def _feedback(resolved: ResolvedCourse, given: Sequence[_Given]) -> Iterator[tuple[str, bytes]]:
    """The pages and notebooks, one after the other, so that they are never in memory together."""
    explainers = {quiz.value.id: Explainer(resolved, quiz.value) for quiz in resolved.course.quizzes}
    for one in given:
        explainer = explainers[one.tried.filed.reading.quiz]
        feedback = explainer.quiz_feedback(one.row.person, one.tried, one.mark.mark)
        yield f"{one.path}.html", feedback_page(feedback).encode("utf-8", "backslashreplace")
        yield f"{one.path}.ipynb", feedback_notebook(feedback)
