"""The graders that quizzes are exported to. By themselves, so that the command line can name them without loading what writes for them."""

from __future__ import annotations

import enum


class Target(enum.StrEnum):
    """Another grader."""

    NBGRADER = "nbgrader"
    OTTER = "otter"
