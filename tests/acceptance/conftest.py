"""Other programs, the real ones, each in an environment of its own that a variable names; .ci/*.lock say what is in them.

Without its variable a program's tests aren't collected.
"""

import os

NBGRADER, OTTER = os.environ.get("COURSE_NBGRADER"), os.environ.get("COURSE_OTTER")
collect_ignore = [name for name, found in (("test_nbgrader.py", NBGRADER), ("test_otter.py", OTTER)) if not found]
