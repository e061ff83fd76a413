"""What a search found, in words for the instructor, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.leaks.finding import Remade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.leaks.finding import Finding, Report

_NOTEBOOK_SAID = {
    Remade.SAME: "same bytes under another key",
    Remade.EDITED: "not the bytes that `course build` makes now: searched, but not proved by making it again",
    Remade.DIFFERS: "other bytes under another key: the compiler itself leaks; report this with the quiz",
}


def as_text(report: Report) -> str:
    """Every leak with its reason and what to do, every file that nobody could look into, and the verdict."""
    return "\n".join([*_paragraphs(report), verdict(report)]) + "\n"


def _paragraphs(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield f"{_finding(finding)}\n"
    for one in report.unseen:
        yield f"not looked into: `{one.path}`\n  = why: {one.reason}\n"
    for made in report.notebooks:
        if made.remade is not Remade.SAME:
            yield f"note: `{made.path}`: {_NOTEBOOK_SAID[made.remade]}\n"


def _finding(finding: Finding) -> str:
    place = f", {finding.place}" if finding.place else ""
    of = f"item `{finding.item}` of `{finding.quiz}`" if finding.item else f"the quiz `{finding.quiz}`"
    return (
        f"leak[{finding.kind.value}]: the key of {of}\n  --> {finding.path}{place}\n  = found: {finding.found}\n"
        f"  = why: {finding.kind.why}\n  = help: {finding.kind.advice}"
    )


def verdict(report: Report) -> str:
    """The last lines: what was searched for what, and whether it is proved that nothing leaks."""
    sought = f"{_count(report.items, 'item')} of {_count(len(report.quizzes), 'graded quiz', 'graded quizzes')}"
    short = f", {report.short} of them too short to be sought but as whole strings" if report.short else ""
    where = f"{_count(report.files, 'file')}, {report.members:,} with what is inside ({report.size / 1e6:.1f} MB)"
    what = f"{_count(report.texts, 'text')}{short}, {_count(report.items, 'key')}, {_count(report.digests, 'digest')}"
    lines = [f"Looked into {where}, for {sought}: {what}."]
    if report.notebooks:
        same = sum(one.remade is Remade.SAME for one in report.notebooks)
        lines.append(f"Graded notebooks with the same bytes under another key: {same} of {len(report.notebooks)}.")
    lines.append(_judged(report))
    return "\n".join(lines)


def _judged(report: Report) -> str:
    if report.findings:
        files = len({one.path for one in report.findings})
        return f"Not proved: {_count(len(report.findings), 'leak')} in {_count(files, 'file')}."
    if report.unseen:
        return f"Not proved: {_count(len(report.unseen), 'file')} could not be looked into. Nothing leaks in the others."
    if not report.proved:
        return "Not proved: a notebook is another under another key."
    return "Proved: no key of a graded quiz is in what was looked into."


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def as_json(report: Report) -> dict[str, Any]:
    """The same for programs."""
    return {
        "schema_version": 1,
        "proved": report.proved,
        "quizzes": list(report.quizzes),
        "sought": {"items": report.items, "texts": report.texts, "short_texts": report.short, "digests": report.digests},
        "looked_into": {"files": report.files, "members": report.members, "bytes": report.size},
        "findings": list(_findings(report.findings)),
        "not_looked_into": [{"path": one.path, "reason": one.reason} for one in report.unseen],
        "notebooks": [{"path": one.path, "quiz": one.quiz, "remade": one.remade.value} for one in report.notebooks],
    }


def _findings(findings: Iterable[Finding]) -> Iterator[dict[str, str]]:
    for one in findings:
        yield {
            "kind": one.kind.value, "path": one.path, "place": one.place, "found": one.found, "quiz": one.quiz, "item": one.item,
            "why": one.kind.why, "help": one.kind.advice,
        }  # fmt: skip
