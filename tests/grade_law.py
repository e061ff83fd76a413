"""The law of grading: every honest file gets the mark that it deserves, every damaged one its true reason, and none is lost."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from generator.grade.flags import Flag
from generator.grade.mark import decimals
from tests.submissions import Submission


def broken(out: Path, quiz: str, items: int, handed_in: Sequence[Submission]) -> list[str]:
    """What a folder that grading wrote has wrong about what was handed in, each student one file; nothing if all is well."""
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    flags: dict[str, set[str]] = {}
    for file in report["files"]:
        flags.setdefault(file["path"], set()).update(flag["flag"] for flag in file["flags"])
    attempts = rows(out / "attempts.csv")
    marks = {row["student"]: row[quiz] for row in rows(out / "gradebook.csv")}
    wrong = [f"{one.path}: lost" for one in handed_in if one.path not in {row["path"] for row in attempts}]
    if len(attempts) != len(handed_in):
        wrong.append(f"{len(handed_in)} files came in and {len(attempts)} are in the table")
    sums = Counter(row["sha256"] for row in attempts)
    twice = {row["path"] for row in attempts if sums[row["sha256"]] > 1}
    for one in handed_in:
        found = flags.get(one.path, set())
        if one.path in twice:  # two blank files, or two with the same right answers, may be alike, and that is told
            found = found - {Flag.SAME_BYTES.value}
        if found != {flag.value for flag in one.flags}:
            wrong.append(f"{one.path} ({one.damage or 'honest'}): flagged {sorted(found)}")
        settled = all(flag.weight.value == "noted" for flag in one.flags)
        mark = decimals(Fraction(100) * one.points / items) if settled else ""
        if marks.get(one.student) != mark:
            wrong.append(f"{one.path} ({one.damage or 'honest'}): the mark is `{marks.get(one.student)}`, not `{mark}`")
    return wrong


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV by the names of the columns."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
