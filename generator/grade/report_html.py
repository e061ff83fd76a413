"""The report as a page for people: what waits for them first, then how marks lie, then what else is to be said of files."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from generator.grade.flags import Weight
from generator.grade.mark import FULL, decimals
from generator.grade.report import BINS
from generator.render.report_page import page
from generator.spec.grading import Missing, Resubmissions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.grade.flags import Flag
    from generator.grade.policy import Counted, Policy
    from generator.grade.report import FlaggedFile, OpenMark, QuizReport, Report

STYLE = Path(__file__).with_name("report_html.css").read_text(encoding="utf-8")
_RESUBMISSIONS = {
    Resubmissions.BEST: "Of several attempts the best counts.",
    Resubmissions.LAST: "Of several attempts the last counts.",
    Resubmissions.FIRST: "Of several attempts the first counts.",
}
_MISSING = {
    Missing.ZERO: "A quiz that wasn't handed in counts as zero.",
    Missing.LEAVE_OUT: "A quiz that wasn't handed in is left out of the total.",
}


def report_page(report: Report, *, feedback: bool) -> str:
    """The page. ``feedback`` tells whether feedback was written beside it."""
    weighed = {weight: [one for one in report.files if one.weight is weight] for weight in Weight}
    sections = [
        f"<header>\n<h1>Grading report</h1>\n<p>Course <code>{escape(report.course)}</code></p>\n{_numbers(report)}\n</header>",
        *(f'<p class="hint"><strong>Note.</strong> {_with_code(hint)}</p>' for hint in report.hints),
        _waiting(report.open),
        _files("Files that could not be read", "refused", weighed[Weight.REFUSED]),
        _files("Files that are held", "held", weighed[Weight.HELD]),
        "<h2>Marks by quiz</h2>\n" + "\n".join(map(_quiz, report.quizzes)),
        _noted(weighed[Weight.NOTED]),
        _reasons(report.files),
        _rules(report.policy),
        _feedback() if feedback else "",
    ]
    return page("Grading report", "\n".join(filter(None, sections)), STYLE)


def _numbers(report: Report) -> str:
    counts = report.counts
    shown = (
        (counts.files, "files"), (counts.students, "students"), (counts.settled, "marks settled"), (counts.open, "marks open"),
        (counts.missing, "not handed in"), (counts.refused, "files refused"), (counts.held, "files held"), (counts.noted, "files noted"),
    )  # fmt: skip
    return '<dl class="numbers">\n' + "\n".join(f"<div><dt>{name}</dt><dd>{number}</dd></div>" for number, name in shown) + "\n</dl>"


def _waiting(opened: Sequence[OpenMark]) -> str:
    if not opened:
        return "<h2>Nothing waits for you</h2>\n<p>Every mark is settled.</p>"
    rows = (
        (
            escape(one.whose), f"<code>{escape(one.quiz)}</code>", f"{decimals(one.at_least)} to {decimals(one.at_most)}",
            _paths(one.waits_for),
        )
        for one in opened
    )  # fmt: skip
    return (
        "<h2>Marks that wait for you</h2>\n<p>Each lies between two bounds until the files that it waits for are mended, put away or "
        "handed in again. Then grade again. Until then the student's total is empty in the gradebook, and its bounds stand beside it.</p>\n"
        + _table(("Student", "Quiz", "Mark", "Waits for"), rows)
    )


def _files(title: str, kind: str, files: Sequence[FlaggedFile]) -> str:
    if not files:
        return ""
    return f'<h2 id="{kind}">{title}</h2>\n{_listed(files)}'


def _noted(files: Sequence[FlaggedFile]) -> str:
    if not files:
        return ""
    return (
        f"<h2>Files that somebody may want to look at</h2>\n<details>\n<summary>{len(files)} noted; their marks count</summary>\n"
        f"{_listed(files)}\n</details>"
    )


def _listed(files: Iterable[FlaggedFile]) -> str:
    rows = (
        (
            f"<code>{escape(one.path)}</code>", escape(one.whose) if one.whose != one.path else "not known",
            f"<code>{escape(one.quiz)}</code>" if one.quiz else "not known", "\n".join(_flags(one)),
        )
        for one in files
    )  # fmt: skip
    return _table(("File", "Student", "Quiz", "Why"), rows)


def _flags(file: FlaggedFile) -> Iterator[str]:
    for flag, detail, item in file.flags:
        about = f"<code>{escape(item)}</code>: " if item else ""
        yield f'<p><a href="#{flag.value}">{flag.value}</a> {about}{_with_code(detail)}</p>'


def _with_code(words: str) -> str:
    """Words of ours, in which backticks set names apart."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words))


def _quiz(quiz: QuizReport) -> str:
    head = f"<h3>{escape(quiz.title)}</h3>"
    told = f"{quiz.settled} settled, {quiz.open} open, {quiz.missing} not handed in"
    if quiz.mean is None or quiz.median is None:
        return f'{head}\n<p class="quiet">{told}.</p>'
    told += f"; mean {decimals(quiz.mean)}, median {decimals(quiz.median)}."
    most = max(quiz.bars)
    width = 100 // BINS
    bars = "\n".join(_bar(count, most, n * width, (n + 1) * width) for n, count in enumerate(quiz.bars))
    return f'{head}\n<p class="quiet">{told}</p>\n<ol class="marks" aria-label="How many students have which mark">\n{bars}\n</ol>'


def _bar(count: int, most: int, low: int, high: int) -> str:
    """One bar, with its count above and its lowest mark below; the rest is for those who can't see where it stands."""
    end = f"to {high}" if high == int(FULL) else f"to under {high}"
    scale = f'<span class="scale"><span class="far">with marks from </span>{low}<span class="far"> {end}</span></span>'
    return f'<li><span class="count">{count}</span><span class="bar" style="--share: {count / most:.3f}"></span>{scale}</li>'


def _reasons(files: Sequence[FlaggedFile]) -> str:
    flags: dict[Flag, int] = {}
    for one in files:
        for flag in {flag for flag, _, _ in one.flags}:
            flags[flag] = flags.get(flag, 0) + 1
    if not flags:
        return ""
    rows = (
        (f'<code id="{flag.value}">{flag.value}</code>', flag.weight.value, str(count), escape(flag.explanation))
        for flag, count in sorted(flags.items(), key=lambda both: both[0].value)
    )
    return (
        "<h2>What the reasons mean</h2>\n<p>Refused: nothing could be read. Held: something must be decided before the mark counts. "
        "Noted: the mark counts.</p>\n" + _table(("Reason", "Weight", "Files", "Meaning"), rows)
    )


def _rules(policy: Policy) -> str:
    late = policy.late
    told = [_RESUBMISSIONS[policy.resubmissions], _MISSING[policy.missing]]
    if policy.drop_lowest:
        which = "is left out of the total: that" if policy.drop_lowest == 1 else "are left out of the total: those"
        told.append(f"Of a student's marks {policy.drop_lowest} {which} without which it is highest.")
    if late.per_day:
        grace = f" after {late.grace} minutes of grace" if late.grace else ""
        told.append(f"Each begun day{grace} takes {late.per_day} points of 100 off a late mark, {late.most} at most.")
    if late.refuse_after is not None:
        told.append(f"What is more than {late.refuse_after} days late is held.")
    rows = ((f"<code>{escape(one.quiz.id)}</code>", str(one.weight), _due(one)) for one in policy.counted)
    return (
        f"<h2>The rules that were applied</h2>\n<p>{escape(' '.join(told))} Deadlines and times without a zone are those of "
        f"{escape(policy.timezone.key)}.</p>\n" + _table(("Quiz", "Weight", "Deadline"), rows)
    )


def _due(counted: Counted) -> str:
    return counted.due.strftime("%Y-%m-%d %H:%M") if counted.due else "none"


def _feedback() -> str:
    return (
        "<h2>Feedback</h2>\n<p>The folder <code>feedback</code> has a page and a notebook for every settled mark. "
        "They hold the right answers: give them out after the deadline, when nobody can hand in any more.</p>"
    )


def _paths(paths: Iterable[str]) -> str:
    return "".join(f"<p><code>{escape(path)}</code></p>" for path in paths)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in a box that scrolls. ``rows`` are HTML already."""
    top = "".join(f'<th scope="col">{name}</th>' for name in head)
    # On a narrow screen each row is a list, and the headings stand beside the cells.
    body = "\n".join(
        "<tr>" + "".join(f'<td data-head="{name}">{cell}</td>' for name, cell in zip(head, row, strict=True)) + "</tr>" for row in rows
    )
    return f'<div class="table" tabindex="0"><table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'
