"""The course that is broken: the sample with a grading file, in memory, as bytes by path."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sample_course import copy_sample, tree

Files = dict[str, bytes]
"""Every file of a course by its path from the root."""

GRADING = """\
timezone: America/La_Paz
drop_lowest: 1
quizzes:
  - quiz: asking-quiz
    weight: 2
    due: 2027-05-04T23:59
  - quiz: ringer-quiz
late: {grace: 15, per_day: 10}
"""


@cache
def whole_course() -> Files:
    """The files of the sound course, the same for every mutant."""
    with TemporaryDirectory() as folder:
        files = tree(copy_sample(Path(folder)))
    return {**files, "lessons/grading.yml": GRADING.encode()}


def specs(course: Files) -> list[str]:
    """What authors write as YAML, `_toc.yml` and the lock included."""
    return sorted(name for name in course if name.endswith(".yml"))


def documents(course: Files) -> list[str]:
    """The documents that are quoted."""
    return sorted(name for name in course if name.startswith("documents/"))
