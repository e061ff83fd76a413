"""The phrases by which graders cut notebooks up, kept out of text that only happens to contain them.

nbgrader drops the lines between two of them wherever in a line they stand, and otter drops any line that ends in one; so a
stem that quotes one would take the rest of its cell with it.
"""

from __future__ import annotations

NBGRADER = (
    "BEGIN SOLUTION",
    "END SOLUTION",
    "BEGIN HIDDEN TESTS",
    "END HIDDEN TESTS",
    "BEGIN MARK SCHEME",
    "END MARK SCHEME",
)
"""As nbgrader 0.9 looks for them, in `nbgrader/preprocessors/clear*.py`: case counts, place in the line doesn't."""
OTTER = ("# IGNORE", "# END IGNORE", "# BEGIN PLUGIN", "# END PLUGIN", "# SOLUTION", "# SEED")
"""As otter-grader 7 looks for them at the end of a line, in `otter/assign/solutions.py` and `plugins.py`."""
DELIMITERS = (*NBGRADER, *OTTER)


def defused(markdown: str) -> str:
    """The same Markdown with no delimiter in it: the space of each becomes a reference to a space, which prints as one."""
    for delimiter in DELIMITERS:
        markdown = markdown.replace(delimiter, delimiter.replace(" ", "&#32;"))
    return markdown
